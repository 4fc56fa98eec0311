// Drives the page in a real Chromium and prints a line of JSON for each check:
//   {"check": name, "problem": text or null}
//
//   node browser.mjs URL CHROMIUM SCREENSHOTS [NETWORK/LAYER…]
//
// With populations only these are looked at, and the list that they are in.
// URL serves the demo's data. A line that begins otherwise is for people.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [, , base, executablePath, shots, ...populations] = process.argv;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const THEN = '2025-10-20T08:30:00Z';

/** name, address, what shows that it is there, whether data is expected within it */
const VIEWS = [
  ['networks', '/', 'table.networks tbody tr'],
  ['network', '/?network=solana/consensus', '.map path.land'],
  ['network-then', `/?network=ethereum/execution&dimension=country&at=${THEN}`, '.plot canvas'],
  ['incidents', `/?view=incidents&at=${THEN}`, '.incident-list li'],
  ['alerts', `/?view=alerts&at=${THEN}`, '.incident-list li'],
  ['incident', '/?incident=demo/aws-us-east-1-2025-10-20', '.revisions .bar'],
  ['what-if', '/?view=what-if&entities=provider:aws,country:US', '.losses .bars li'],
  ['missing', '/?network=nowhere/consensus', '.notice.bad'],
];
const SHOTS = { 'networks-1440-light': 1, 'network-1440-light': 1, 'network-360-dark': 1, 'incident-1440-dark': 1, 'alerts-1440-light': 1, 'what-if-1440-light': 1 };

const say = (check, problem) => console.log(JSON.stringify({ check, problem: problem || null }));

/** A page that notes whatever should not happen. */
async function open(browser, options) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => {
    // the answer that says what is missing is an error by design
    if (message.type() === 'error' && !message.location().url.includes('nowhere')) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !/^(data|blob):/.test(url)) {
      faults.push(`request that leaves: ${url}`);
    }
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  return { page, context, faults };
}

/** One load of a view at a width, in light and then in dark. */
async function view(browser, named, width) {
  let checks = await look(browser, named, width);
  if (checks.some(([, faults]) => faults.includes('ERR_NETWORK_CHANGED'))) {
    // an interface of this machine came or went meanwhile
    checks = await look(browser, named, width);
  }
  checks.forEach(([label, faults]) => say(label, faults));
}

async function look(browser, [name, path, ready], width) {
  const { page, context, faults } = await open(browser, {
    viewport: { width, height: width < 500 ? 760 : 900 },
    colorScheme: 'light',
  });
  const checks = [];
  for (const scheme of ['light', 'dark']) {
    const label = `${name}-${width}-${scheme}`;
    try {
      if (scheme === 'light') {
        await page.goto(base + path);
      } else {
        await page.emulateMedia({ colorScheme: scheme });
      }
      await page.waitForSelector(ready, { timeout: 30_000 });
      await page.waitForSelector('[aria-busy]', { state: 'detached', timeout: 30_000 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) {
        faults.push(`wider than the screen by ${over} px`);
      }
      faults.push(...(await findings(page)));
      if (SHOTS[label] && shots) {
        await page.screenshot({ path: `${shots}/${label}.png`, fullPage: width > 500 });
      }
    } catch (error) {
      faults.push(error.message.split('\n')[0]);
    }
    checks.push([label, faults.splice(0).join('; ')]);
  }
  await context.close();
  return checks;
}

/** What axe-core finds that is serious or worse. */
async function findings(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter((each) => ['serious', 'critical'].includes(each.impact))
    .map((each) => `axe ${each.id}: ${each.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`);
}

/** Presses Tab until a selector has the focus. */
async function tabTo(page, selector, most = 60) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
      return;
    }
  }
  throw new Error(`Tab does not reach ${selector}`);
}

async function scenario(browser, name, options, steps) {
  const { page, context, faults } = await open(browser, { viewport: { width: 1280, height: 900 }, ...options });
  try {
    await steps(page, (holds, problem) => holds || faults.push(problem));
  } catch (error) {
    faults.push(error.message.split('\n')[0]);
  }
  say(name, faults.join('; '));
  await context.close();
}

async function keyboard(page, expect) {
  await page.goto(`${base}/`);
  await page.waitForSelector('table.networks tbody tr');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement.matches('.skip')), 'the first stop is not the skip link');
  await tabTo(page, 'th:nth-child(5) button');
  await page.keyboard.press('Enter');
  expect((await page.getAttribute('th:nth-child(5)', 'aria-sort')) === 'ascending', 'Enter does not sort');
  await tabTo(page, 'table.networks tbody a');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.plot canvas');
  expect((await page.textContent('h1')).includes('consensus') || (await page.textContent('h1')).length > 3, 'no network opens');
  await tabTo(page, '.choice button:nth-child(1)');
  await page.keyboard.press('Enter');
  expect((await page.url()).includes('range=21600'), 'the range is not in the address');
  await page.goBack();
  await page.waitForSelector('table.networks');
}

async function whatIf(page, expect) {
  await page.goto(`${base}/?view=what-if`);
  await page.waitForSelector('.choices input[type=checkbox]');
  await tabTo(page, '.choices input[type=search]');
  await page.keyboard.type('hetzner');
  await tabTo(page, '.choices input[type=checkbox]');
  await page.keyboard.press('Space');
  await page.waitForSelector('.losses .bars li', { timeout: 30_000 });
  expect(page.url().includes('entities=provider:hetzner'), 'the choice is not in the address');
  await page.click('text=Undo');
  expect(!page.url().includes('entities='), 'Undo does not undo');
}

async function timeTravel(page, expect) {
  await page.goto(`${base}/?at=${THEN}`);
  await page.waitForSelector('table.networks tbody tr');
  expect((await page.textContent('table.networks')).includes('2025-10-20 08:30'), 'not the rows of that time');
  await page.click('table.networks tbody a >> nth=0');
  await page.waitForSelector('.summary');
  expect(page.url().includes(`at=${THEN}`), 'the time does not travel along');
  await page.click('text=Newest');
  await page.waitForFunction(() => !location.search.includes('at='));
}

async function takeAway(page, expect) {
  await page.goto(`${base}/?network=solana/consensus`);
  await page.waitForSelector('.map path.land');
  for (const [kind, figure] of [['CSV', 0], ['PNG', 0], ['PNG', 4]]) {
    const waiting = page.waitForEvent('download', { timeout: 15_000 });
    await page.locator('figure').nth(figure).getByRole('button', { name: kind }).click();
    const file = readFileSync(await (await waiting).path());
    expect(file.length > 200, `${kind} ${figure} is empty`);
    expect(kind === 'CSV' ? file.toString().startsWith('at,') : file.subarray(1, 4).toString() === 'PNG', `${kind} is none`);
  }
}

/** The page says so, within seconds, when the server is gone. */
async function down(page, expect) {
  await page.goto(`${base}/`);
  await page.waitForSelector('.state.up');
  await page.route('**/api/v1/status', (route) =>
    route.fulfill({ json: { ready: false, parts: [{ part: 'sink', ready: false, problem: 'waits for ClickHouse', since: THEN }] } }),
  );
  // a poll that was under way on a busy machine may say first that nobody answers
  const named = await page
    .waitForFunction(() => document.querySelector('.state.down')?.textContent.includes('sink down'), null, { timeout: 15_000 })
    .catch(() => null);
  expect(named, 'it does not say what is down');
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
const all = async () => {
  for (const each of VIEWS) {
    await view(browser, each, 1440);
    await view(browser, each, 360);
  }
  await view(browser, VIEWS[0], 3840);
  await scenario(browser, 'keyboard alone', {}, keyboard);
  await scenario(browser, 'what-if and undo', {}, whatIf);
  await scenario(browser, 'time travel', {}, timeTravel);
  await scenario(browser, 'CSV and PNG', { acceptDownloads: true }, takeAway);
  await scenario(browser, 'a part is down', {}, down);
};
const these = async () => {
  await view(browser, ['networks-with-lists', ...VIEWS[0].slice(1)], 1440);
  for (const population of populations) {
    await view(browser, [population, `/?network=${population}`, '.map path.land'], 1440);
  }
};
try {
  await (populations.length > 0 ? these() : all());
} finally {
  await browser.close();
}
