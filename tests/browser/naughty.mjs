// Opens the pages that naughty.py made: whatever their labels are, no dialog, nothing on the console, no refusal by the page's policy, no request, no name in the window that the same page
// with harmless labels has not, and each label there as text.
//   node naughty.mjs FOLDER
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './browser.mjs';

const DRAWN_WITHIN = 10000; // ms
const folder = path.resolve(process.argv[2]);
const { plain, shown } = JSON.parse(readFileSync(path.join(folder, 'pages.json'), 'utf8'));

// What a page shows in place of what steers, as docs/scenario-format.md says; blanks as a browser lays them out, and without what holds a sign to its number.
const STEERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;
const flat = (text) => text.replace(/\u2060/g, '').replace(/[\t\n\r ]+/g, ' ');
const seen = (label) => flat(label.replace(/\r/g, '\ufffd').replace(STEERS, '\ufffd'));

async function open(context, url) {
  const page = await context.newPage();
  const faults = [];
  page.on('dialog', (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('console', (message) => faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('popup', () => faults.push('a window opens'));
  page.on('framenavigated', (frame) => { if (frame !== page.mainFrame() || frame.url() !== url) faults.push(`goes to ${frame.url()}`); });
  page.on('request', (request) => { if (request.url() !== url && !/^(data|blob):/.test(request.url())) faults.push(`request: ${request.url()}`); });
  await page.addInitScript(() => {
    window.cdRefused = [];
    document.addEventListener('securitypolicyviolation', (event) => window.cdRefused.push(`${event.violatedDirective} refused ${event.blockedURI}`));
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => document.documentElement.dataset.charts !== 'waiting', null, { timeout: DRAWN_WITHIN }).catch(() => faults.push('charts are not drawn'));
  const state = await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    const body = document.body.cloneNode(true);
    for (const script of body.querySelectorAll('script')) script.remove();
    return { text: body.textContent, names: Object.getOwnPropertyNames(window), refused: window.cdRefused, charts: document.documentElement.dataset.charts };
  });
  await page.close();
  return { ...state, faults: [...faults, ...state.refused, ...(state.charts === 'failed' ? ['a chart fails'] : [])] };
}

// Names that elements of the page give to the window are of ids and names, which labels must not be.
function added(names, known) {
  const before = new Set(known);
  return names.filter((name) => !before.has(name)).map((name) => `the window has ${name}`);
}

let failed = 0;
function say(fact, faults) {
  failed += faults.length > 0;
  console.log(`${faults.length ? 'not ok' : 'ok'} - ${fact}`);
  for (const fault of faults.slice(0, 10)) console.log(`#   ${JSON.stringify(fault)}`);
}

const missing = (text, labels) => labels.filter((label) => !flat(text).includes(seen(label).trim())).map((label) => `not there as text: ${label}`);

async function selfTest(browser, known) {
  const context = await browser.newContext({ offline: true });
  const bad = await open(context, 'data:text/html,<p>x</p><script>window.polluted=1;console.log(1);alert(1)</script>');
  say('selftest: a script that runs is noticed', bad.faults.some((f) => f.startsWith('a dialog')) && bad.faults.some((f) => f.startsWith('console')) &&
    added(bad.names, known).includes('the window has polluted') ? [] : [bad.faults.join('; ')]);
  say('selftest: a label that is not there is noticed', missing('a <b>', ['<i>']).length === 1 && missing('a <b>', ['<b>']).length === 0 ? [] : ['it is not']);
  await context.close();
}

const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 900, height: 800 }, offline: true, reducedMotion: 'reduce' });
  const url = (page) => pathToFileURL(path.join(folder, page)).href;
  const known = {};
  for (const page of plain) known[page] = (await open(context, url(`plain/${page}`))).names;
  await selfTest(browser, known[plain[0]]);
  const pages = Object.entries(shown);
  const work = async () => { // two at a time
    for (let next; (next = pages.shift());) {
      const [page, labels] = next;
      const { text, names, faults } = await open(context, url(page));
      say(`${page}: ${labels.length} labels are text, and nothing else`, [...faults, ...added(names, known[page.replace(/^[^/]*\//, '')]), ...missing(text, labels)]);
    }
  };
  await Promise.all([work(), work()]);
} finally {
  await browser.close();
}
process.exit(failed ? 1 : 0);
