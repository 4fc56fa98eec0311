// Bundles src/page into target/page: one script, one style, the map; named after their content.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { worldPaths } from './world.mjs';

const out = 'target/page';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const world = JSON.stringify(worldPaths());
const worldName = `world-${createHash('sha256').update(world).digest('hex').slice(0, 8).toUpperCase()}.json`;
writeFileSync(`${out}/${worldName}`, world);

const result = await build({
  entryPoints: { page: 'src/page/main.jsx', style: 'src/page/style.css' },
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  define: { WORLD_FILE: JSON.stringify(`/${worldName}`) },
  entryNames: '[name]-[hash]',
  outdir: out,
  metafile: true,
  legalComments: 'eof',
  loader: { '.svg': 'dataurl' },
});

let html = readFileSync('src/page/index.html', 'utf8');
for (const file of Object.keys(result.metafile.outputs)) {
  const name = file.slice(out.length + 1);
  html = html.replace(name.endsWith('.css') ? '/style.css' : '/page.js', `/${name}`);
}
writeFileSync(`${out}/index.html`, html);
writeFileSync(`${out}/icon.svg`, readFileSync('src/page/icon.svg'));
