// node picture.mjs REPORT.html OUT.png: the answer of a report, from its heading to its first finding, as a reader sees it.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser } from './browser.mjs';

const [report, out] = process.argv.slice(2);
const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  await page.goto(pathToFileURL(path.resolve(report)).href);
  await page.waitForFunction(() => document.documentElement.dataset.charts === 'ready', null, { timeout: 10000 });
  const clip = await page.evaluate(() => {
    const from = document.querySelector('#answer h2').getBoundingClientRect().top;
    const to = document.querySelector('#answer .finding').getBoundingClientRect().bottom;
    return { x: 0, y: from + window.scrollY, width: 1000, height: to - from + 12 };
  });
  await page.screenshot({ path: out, fullPage: true, clip });
} finally {
  await browser.close();
}
