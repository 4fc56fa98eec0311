import { css } from './colors.js';

/** Hands a file to whoever sits before the screen. */
function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function cell(value) {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The numbers as they are, not as they are shown. */
export function saveCsv(file, columns, rows) {
  const lines = [columns.map((each) => each.name), ...rows];
  const text = lines.map((line) => line.map(cell).join(',')).join('\r\n');
  save(`${file}.csv`, new Blob([`${text}\r\n`], { type: 'text/csv' }));
}

const STYLES = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-size', 'font-family', 'font-weight', 'text-anchor', 'fill-opacity'];

/** An SVG with its styles written into it, since a picture has no style sheet. */
function standalone(svg) {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((node, i) => {
    const computed = getComputedStyle(node);
    for (const name of STYLES) {
      to[i].setAttribute(name, computed.getPropertyValue(name));
    }
  });
  const box = svg.getBoundingClientRect();
  copy.setAttribute('width', box.width);
  copy.setAttribute('height', box.height);
  return new XMLSerializer().serializeToString(copy);
}

function load(source) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = source;
  });
}

/** The pictures of an element under its title, twice as fine as on the screen. */
export async function savePng(file, title, element) {
  const parts = [...element.querySelectorAll('svg, canvas')].filter(
    (each) => each.getBoundingClientRect().width > 0,
  );
  const around = element.getBoundingClientRect();
  const scale = 2;
  const head = 40;
  const canvas = document.createElement('canvas');
  canvas.width = around.width * scale;
  canvas.height = (around.height + head) * scale;
  const draw = canvas.getContext('2d');
  draw.scale(scale, scale);
  draw.fillStyle = css('--card');
  draw.fillRect(0, 0, around.width, around.height + head);
  draw.fillStyle = css('--ink');
  draw.font = '600 16px system-ui, sans-serif';
  draw.fillText(`${title} · Faultline`, 8, 25);
  for (const part of parts) {
    const box = part.getBoundingClientRect();
    const image =
      part.tagName.toLowerCase() === 'canvas'
        ? part
        : await load(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(part))}`);
    draw.drawImage(image, box.left - around.left, box.top - around.top + head, box.width, box.height);
  }
  canvas.toBlob((blob) => save(`${file}.png`, blob), 'image/png');
}
