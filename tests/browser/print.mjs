// Prints each committee paper to PDF, as an officer would from the browser, and counts its sheets. Prints one `ok` or `not ok` line a fact; exits 1 if any is
// `not ok`.
//   node print.mjs PAPER.html...
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './browser.mjs';

const MOST = 4; // sheets
const BODY = 11; // points
const LEAST = 7; // points, of any text

let failed = 0;
function say(fact, faults) {
  failed += faults.length > 0;
  console.log(`${faults.length ? 'not ok' : 'ok'} - ${fact}`);
  for (const fault of faults.slice(0, 20)) console.log(`#   ${fault}`);
}

// Leaves of the page tree, and what its root says of their number. Chromium writes both outside of compressed streams.
function sheets(pdf) {
  const text = pdf.toString('latin1');
  const leaves = text.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0;
  const counts = [...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)/g)].map((match) => Number(match[1]));
  return leaves > 0 && Math.max(...counts) === leaves ? leaves : NaN;
}

// A4, to a point: the paper's own style says so, not the printer's.
function sizeFaults(pdf) {
  const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)];
  return boxes.length === 0 ? ['no sheet has a size'] : boxes.filter(([, width, height]) => Math.abs(width - 595) > 1 || Math.abs(height - 842) > 1)
    .map(([, width, height]) => `a sheet is ${width} by ${height} points`);
}

function sheetFaults(n) {
  return n >= 1 && n <= MOST ? [] : [`it has ${n} sheets, and should have ${MOST} at most`];
}

// What stands on paper: sizes of text, the chart where one can be drawn, nothing that is for screens alone.
async function printFaults(page) {
  await page.emulateMedia({ media: 'print' });
  const faults = await page.evaluate(({ body, least }) => {
    const points = (element) => Math.round(parseFloat(getComputedStyle(element).fontSize) * 75) / 100;
    const found = [];
    const texts = [...document.querySelectorAll('main *')].filter((e) => e.checkVisibility() && !e.closest('svg, script') &&
      [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim()));
    for (const element of texts) if (points(element) < least) found.push(`${points(element)} points: ${element.textContent.trim().slice(0, 40)}`);
    for (const element of document.querySelectorAll('#note li, #risks li, #depends li'))
      if (Math.abs(points(element) - body) > 0.1) found.push(`body text of ${points(element)} points: ${element.textContent.slice(0, 40)}`);
    for (const element of document.querySelectorAll('nav, .skip, button')) if (element.checkVisibility()) found.push(`on paper: ${element.outerHTML.slice(0, 60)}`);
    const chart = document.getElementById('chart-costs');
    if (!chart || (document.documentElement.dataset.charts === 'ready' && !(chart.querySelector('svg')?.getBoundingClientRect().width > 300)))
      found.push('no chart of costs');
    return found;
  }, { body: BODY, least: LEAST });
  await page.emulateMedia({ media: null });
  return faults;
}

async function print(page) {
  return page.pdf({ preferCSSPageSize: true });
}

async function selfTest(browser) {
  const page = await browser.newPage();
  for (const n of [1, 4, 5]) {
    await page.setContent('<div style="break-after:page">x</div>'.repeat(n - 1) + '<div>x</div>');
    const counted = sheets(await print(page));
    say(`selftest: ${n} sheets are counted and ${n > MOST ? 'refused' : 'taken'}`,
      counted === n && (sheetFaults(counted).length > 0) === (n > MOST) ? [] : [`counted as ${counted}`]);
  }
  say('selftest: another size than A4 is noticed', sizeFaults(await print(page)).length ? [] : ['US Letter passes']);
  await page.setContent('<main><p style="font-size:5pt">small</p></main>');
  say('selftest: small print is noticed', (await printFaults(page)).some((fault) => fault.startsWith('5 points')) ? [] : ['5 points pass']);
  await page.close();
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('node print.mjs PAPER.html...');
  process.exit(2);
}
const browser = await openBrowser();
try {
  await selfTest(browser);
  for (const file of files) {
    const name = path.basename(path.dirname(path.resolve(file)));
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(pathToFileURL(path.resolve(file)).href);
    await page.waitForFunction(() => document.documentElement.dataset.charts !== 'waiting', null, { timeout: 5000 }).catch(() => {});
    const pdf = await print(page);
    say(`${name}: the paper has ${MOST} sheets at most`, sheetFaults(sheets(pdf)));
    say(`${name}: of A4`, sizeFaults(pdf));
    say(`${name}: text is large enough, and nothing is for screens alone`, await printFaults(page));
    await page.close();
  }
} finally {
  await browser.close();
}
process.exit(failed ? 1 : 0);
