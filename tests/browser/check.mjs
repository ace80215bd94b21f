// Opens each page given, from file://, in the system's Chromium, as a reader of the report would: narrow and wide,
// folded and unfolded, with the keyboard. Prints one `ok` or `not ok` line a fact; exits 1 if any is `not ok`.
//   node check.mjs FILE.html...
//   node check.mjs --charts-alone FILE.html...   at one width, whether charts draw
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Ajv from 'ajv';
import { openBrowser } from './browser.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const here = path.dirname(fileURLToPath(import.meta.url));
const vegaLite = JSON.parse(readFileSync(
  path.join(here, '../../sim/report/charts/node_modules/vega-lite/build/vega-lite-schema.json'), 'utf8'));
const isVegaLite = new Ajv({ strict: false, validateFormats: false, allErrors: false }).compile(vegaLite);
const WIDTHS = [320, 1280];
const DRAWN_WITHIN = 5000; // ms
const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable], [tabindex]';

// Everything that the page says or asks for while it is open.
async function openPage(browser, url, width) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, offline: true, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const seen = { console: [], requests: [], csp: [] };
  page.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => seen.console.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const asked = request.url();
    if (asked.split('#')[0] !== url && !/^(data|blob):/.test(asked)) seen.requests.push(asked);
  });
  await page.exposeBinding('reportViolation', (_source, text) => seen.csp.push(text));
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) =>
    window.reportViolation(`${event.violatedDirective} refused ${event.blockedURI}`)));
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => document.documentElement.dataset.charts !== 'waiting', null, { timeout: DRAWN_WITHIN }).catch(() => {});
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return { context, page, seen };
}

// Contrast takes most of axe's time: at the widest alone, since no rule of a page's style that goes by width changes a colour.
async function axeFindings(page, contrast) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((enabled) => window.axe.run(document, {
    resultTypes: ['violations'], rules: { 'color-contrast': { enabled } } }), contrast);
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id} (${v.impact}): ${n.target.join(' ')}: ${v.help}`));
}

async function policyFaults(page) {
  const policy = await page.evaluate(() =>
    document.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content ?? '');
  const faults = [];
  if (!/default-src 'none'/.test(policy)) faults.push("the page's policy does not begin from default-src 'none'");
  if (/'unsafe-(inline|eval|hashes)'/.test(policy)) faults.push('the policy allows unsafe-*');
  return faults;
}

async function widthFaults(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    return [`the page is ${root.scrollWidth} px wide in ${root.clientWidth} px`, ...wide.slice(0, 5).map((e) =>
      `beyond the edge: <${e.localName} class="${e.getAttribute('class') ?? ''}"> ${e.textContent.trim().slice(0, 40)}`)];
  });
}

async function scrollerFaults(page) {
  return page.evaluate(() => [...document.querySelectorAll('body *')]
    .filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth && e.clientWidth > 0)
    .filter((e) => e.tabIndex < 0 || !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')))
    .map((e) => `scrolls sideways, but has no focus or no name: <${e.localName} class="${e.getAttribute('class') ?? ''}">`));
}

// Every table says what it is of, names its rows and columns, and keeps each text within its cell.
async function tableFaults(page) {
  return page.evaluate(() => {
    const name = (table) => table.caption?.textContent.trim() || table.textContent.trim().slice(0, 40);
    const faults = [];
    const captions = new Set();
    for (const table of document.querySelectorAll('table')) {
      if (!table.caption?.textContent.trim()) faults.push(`no caption: ${name(table)}`);
      else if (captions.has(name(table))) faults.push(`two tables are called ${name(table)}`);
      captions.add(name(table));
      if ([...table.querySelectorAll('th')].some((head) => !head.scope)) faults.push(`a head without scope: ${name(table)}`);
      for (const cell of table.querySelectorAll('th, td'))
        if (cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0)
          faults.push(`runs over its cell in ${name(table)}: ${cell.textContent.trim().slice(0, 40)}`);
    }
    return faults;
  });
}

// The lines of a sum, where there is such a table in SCOPE, add up to its last.
const SUM_FAULTS = `(scope) => {
  const parts = document.querySelector(scope + ' table:has(tr.total)');
  if (!parts) return [];
  const signs = { '+': 1, '−': -1, '=': 0 };
  const rows = [...parts.querySelectorAll('tbody tr')].map((row) => row.querySelector('data'));
  const sum = rows.reduce((total, data) => total + (signs[data.textContent.trim()[0]] ?? 1) * Number(data.value), 0);
  const total = Number(rows.at(-1).value);
  return rows.at(-1).textContent.trim()[0] === '=' && Math.abs(sum - total) < 1e-9 ? [] : ['the parts of the break add up to ' + sum + ', not ' + total];
}`;

// The page of the talks: every section says something; who goes with whom, and how talks end, add up to all; the parts of the break to its last line.
async function talksPageFaults(page) {
  return page.evaluate(() => {
    const ids = ['answer', 'ends', 'leavers', 'why', 'bridge', 'last', 'terms', 'pays', 'assumptions', 'examples', 'caveats', 'words', 'reproduce'];
    const none = ids.filter((id) => id === 'border' && !document.getElementById(id)); // of one area
    const faults = ids.filter((id) => !none.includes(id) && (document.getElementById(id)?.textContent.length ?? 0) < 80).map((id) => `nothing in #${id}`);
    const column = (table) => [...table.querySelectorAll('tbody tr')].map((row) => Number(row.querySelector('data')?.value));
    for (const id of ['ends', 'leavers']) {
      const table = document.querySelector(`#${id} table`);
      const sum = table ? column(table).reduce((a, b) => a + b, 0) : NaN;
      if (!(Math.abs(sum - 1) < 1e-9)) faults.push(`shares in #${id} add up to ${sum}`);
    }
    return faults;
  });
}

// Where partners talk: who goes with whom, how talks end, who leaves; else a sentence. Shares of ends and of partitions add up.
async function talksFaults(page) {
  return page.evaluate(() => {
    const section = document.getElementById('talks');
    if (!section) return ['no section of talks'];
    const tables = [...section.querySelectorAll('table')];
    if (tables.length === 0) return /no talks/.test(section.textContent) ? [] : ['neither tables nor a word of there being no talks'];
    const captions = tables.map((table) => table.caption?.textContent ?? '');
    const wanted = ['Who goes with whom', 'How the talks end', 'How often what was decided would last', 'What to expect by stability alone'];
    const faults = wanted.filter((it) => !captions.some((caption) => caption.startsWith(it))).map((it) => `no table “${it}”`);
    if (section.querySelectorAll('h3').length < 6) faults.push('no talks to read');
    for (const table of tables.slice(0, 2)) {
      const shares = [...table.querySelectorAll('tbody tr')].map((row) => Number(row.querySelector('data')?.value));
      const sum = shares.reduce((a, b) => a + b, 0);
      if (!(Math.abs(sum - 1) < 1e-9)) faults.push(`shares of ${table.caption?.textContent} add up to ${sum}`);
    }
    return faults;
  });
}

// The committee paper: each of its sections says something; from two to five things to note.
async function paperFaults(page) {
  return page.evaluate(() => {
    const ids = ['purpose', 'note', 'options', 'risks', 'border', 'depends', 'payers', 'partners', 'implications', 'assumptions'];
    const none = ids.filter((id) => id === 'border' && !document.getElementById(id)); // of one area
    const faults = ids.filter((id) => !none.includes(id) && (document.getElementById(id)?.textContent.length ?? 0) < 80).map((id) => `nothing in #${id}`);
    const notes = document.querySelectorAll('#note > ol > li').length;
    return notes >= 2 && notes <= 5 ? faults : [...faults, `${notes} things to note`];
  });
}

// Charts: each spec by Vega-Lite's own schema; each drawn, with marks of some size; or none, where the program draws none.
async function specFaults(page) {
  const specs = await page.evaluate(() => [...document.querySelectorAll('figure.chart script[type="application/json"]')]
    .map((script) => ({ id: script.closest('figure').id, text: script.textContent })));
  return specs.flatMap(({ id, text }) => {
    try {
      if (isVegaLite(JSON.parse(text))) return [];
    } catch (error) {
      return [`${id}: ${error.message}`];
    }
    return [`${id}: ${isVegaLite.errors.slice(0, 3).map((e) => `${e.instancePath} ${e.message}`).join('; ')}`];
  });
}

async function chartFaults(page) {
  return page.evaluate(() => {
    const state = document.documentElement.dataset.charts;
    const figures = [...document.querySelectorAll('figure.chart')];
    const faults = [];
    if (state !== (figures.some((f) => f.querySelector('.drawing')) ? 'ready' : 'none')) faults.push(`data-charts is ${state}`);
    for (const figure of figures) {
      if (!figure.querySelector('h3')?.textContent.trim() || !figure.querySelector('figcaption p')?.textContent.trim())
        faults.push(`${figure.id} has no headline or is not told in words`);
      if (state === 'none') continue;
      const drawing = figure.querySelector('.drawing[role=img]');
      const marks = drawing?.querySelectorAll('svg g.role-mark :is(path, line, text)').length ?? 0;
      const box = drawing?.querySelector('svg')?.getBoundingClientRect();
      const folded = figure.closest('details:not([open])');
      if (marks < 3) faults.push(`${figure.id} is drawn with ${marks} marks`);
      if (!folded && !(box?.width > 200 && box?.height > 60)) faults.push(`${figure.id} is ${box?.width} by ${box?.height} px`);
      if (/undefined|NaN|null/.test(drawing?.textContent ?? '')) faults.push(`${figure.id} shows ${drawing.textContent.match(/.{0,20}(undefined|NaN|null)/)[0]}`);
    }
    return faults;
  });
}

// TEXT: what is in the file, read as if each byte were a character.
const isSaved = (kind, text) => (kind === 'svg' ? text.startsWith('<svg') && text.includes('</svg>') && !/<(script|image|foreignObject)/.test(text)
  : text.slice(1, 4) === 'PNG' && text.length > 2000);

// Each chart's files, saved by its buttons, are what their names say. (SVG is text and PNG has its signature.) The first chart's are downloaded; the others' are caught where the page
// hands them over, for after ten downloads in a row the browser makes one wait for seconds.
async function saveFaults(page) {
  const faults = [];
  const judge = (id, kind, name, text) => {
    if (name !== `${id}.${kind}` || !isSaved(kind, text)) faults.push(`${id} saved as ${kind}: ${name ?? 'no file'}, ${text.length} bytes`);
  };
  const buttons = await page.$$('button[data-save]');
  for (const button of buttons.slice(0, 2)) {
    const [id, kind] = await button.evaluate((b) => [b.closest('figure').id, b.dataset.save]);
    const download = page.waitForEvent('download', { timeout: DRAWN_WITHIN }).catch(() => null);
    await button.evaluate((b) => b.click());
    const file = await download;
    judge(id, kind, file?.suggestedFilename(), file ? readFileSync(await file.path(), 'latin1') : '');
  }
  await page.evaluate(() => {
    const blobs = new Map(), create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      const href = create.call(URL, blob);
      blobs.set(href, blob);
      return href;
    };
    HTMLAnchorElement.prototype.click = function click() { window.cdOffered = [this.download, blobs.get(this.href)]; };
  });
  for (const button of buttons.slice(2)) {
    const [id, kind, name, text] = await button.evaluate(async (b, within) => {
      const begun = performance.now();
      window.cdOffered = [];
      b.click();
      while (window.cdOffered.length === 0 && performance.now() - begun < within) await new Promise((done) => { setTimeout(done, 1); });
      const [name, blob] = window.cdOffered;
      const text = blob ? new TextDecoder('latin1').decode(await blob.arrayBuffer()) : '';
      return [b.closest('figure').id, b.dataset.save, name, text];
    }, DRAWN_WITHIN);
    judge(id, kind, name, text);
  }
  return faults;
}

// With scripts off: headlines and tables, neither drawings nor buttons that do nothing.
async function plainFaults(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, offline: true, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  const faults = await page.evaluate(() => [...document.querySelectorAll('.drawing, button')].filter((e) => e.checkVisibility())
    .map((e) => `shown with scripts off: <${e.localName} class="${e.getAttribute('class') ?? ''}">`));
  await context.close();
  return faults;
}

// Tab through the whole page and see which of the controls that a reader sees were never reached.
async function keyboardFaults(page) {
  const count = await page.evaluate((selector) => {
    const grouped = new Set();
    window.cdControls = [...document.querySelectorAll(selector)].filter((e) => {
      if (e.tabIndex < 0 || e.disabled || !e.checkVisibility({ visibilityProperty: true })) return false;
      if (e.type !== 'radio' || !e.name) return true;
      const first = !grouped.has(e.name); // arrow keys move within a group; Tab enters it once
      grouped.add(e.name);
      return first;
    });
    window.cdReached = new Set();
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    return window.cdControls.length;
  }, CONTROLS);
  for (let i = 0; i < count + 50; i++) {
    await page.keyboard.press('Tab');
    const more = await page.evaluate(() => {
      const e = document.activeElement;
      window.cdReached.add(e?.type === 'radio' ? window.cdControls.find((c) => c.type === 'radio' && c.name === e.name) : e);
      return window.cdControls.some((c) => !window.cdReached.has(c));
    });
    if (!more) break;
  }
  return page.evaluate(() => window.cdControls.filter((c) => !window.cdReached.has(c))
    .map((c) => `Tab never reaches <${c.localName}> ${c.textContent.trim().slice(0, 40) || c.id}`));
}

let failed = 0;
function say(fact, faults) {
  failed += faults.length > 0;
  console.log(`${faults.length ? 'not ok' : 'ok'} - ${fact}`);
  for (const fault of faults.slice(0, 20)) console.log(`#   ${fault}`);
}

async function checkWidth(browser, { url, name, width, chartsAlone }) {
  const { context, page, seen } = await openPage(browser, url, width);
  const at = `${name} at ${width} px`;
  const unfold = (open) => page.evaluate((to) => document.querySelectorAll('details').forEach((d) => { d.open = to; }), open);
  say(`${at} has a strict content policy`, await policyFaults(page));
  say(`${at}: each chart's spec is Vega-Lite`, await specFaults(page));
  say(`${at}: every chart has drawn`, await chartFaults(page));
  if (chartsAlone) {
    say(`${at}: nothing on the console`, seen.console);
    await context.close();
    return;
  }
  const folds = await page.evaluate(() => document.querySelector('details') !== null);
  for (const state of folds ? ['as opened', 'unfolded'] : ['as opened']) {
    if (state === 'unfolded') await unfold(true);
    // What is folded is out of axe's sight, so that it finds all that it can where everything is unfolded.
    if (!folds || state === 'unfolded') say(`${at} ${state}: axe finds nothing`, await axeFindings(page, width === Math.max(...WIDTHS)));
    say(`${at} ${state}: no sideways scrolling`, await widthFaults(page));
    say(`${at} ${state}: each wide table has a focusable, named region`, await scrollerFaults(page));
    say(`${at} ${state}: tables have captions and keep within their cells`, await tableFaults(page));
    // Folded where it is narrow, unfolded where it is wide: what is focusable does not go by both.
    if (!folds || (state === 'unfolded') === (width === Math.max(...WIDTHS)))
      say(`${at} ${state}: Tab reaches every link and control`, await keyboardFaults(page));
  }
  const has = (id) => page.evaluate((it) => document.getElementById(it) !== null, id);
  if (await has('note')) say(`${at}: every section of the paper says something`, await paperFaults(page));
  else if (!await has('scores')) say(`${at}: what partners decide is told`, [
    ...await (await has('leavers') ? talksPageFaults(page) : talksFaults(page)),
    ...await page.evaluate(`(${SUM_FAULTS})('${await has('leavers') ? '#why' : '#talks'}')`)]);
  if (width === Math.max(...WIDTHS)) {
    say(`${at}: charts are saved as files`, await saveFaults(page));
    say(`${at}: with scripts off, nothing that needs them`, await plainFaults(browser, url));
  }
  say(`${at}: nothing on the console`, seen.console);
  say(`${at}: no request`, seen.requests);
  say(`${at}: no policy violation`, seen.csp);
  await context.close();
}

const chartsAlone = process.argv[2] === '--charts-alone';
const files = process.argv.slice(chartsAlone ? 3 : 2);
if (files.length === 0) {
  console.error('node check.mjs FILE.html...');
  process.exit(2);
}
const views = files.flatMap((file) => WIDTHS.slice(chartsAlone ? -1 : 0).map((width) => ({
  url: pathToFileURL(path.resolve(file)).href, width, chartsAlone,
  name: path.basename(path.dirname(path.resolve(file))) + '/' + path.basename(file) })));
const browser = await openBrowser();
try {
  const work = async () => { // two at a time
    for (let view; (view = views.shift());) await checkWidth(browser, view);
  };
  await Promise.all([work(), work()]);
} finally {
  await browser.close();
}
process.exit(failed ? 1 : 0);
