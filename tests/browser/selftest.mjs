// Proves that check.mjs bites: on fixtures/bad.html, which has each fault, every fact must fail; on good.html, none. And of a
// report with charts, where one is given, that a spec broken on purpose is noticed.
//   node selftest.mjs [REPORT.html]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const here = path.dirname(fileURLToPath(import.meta.url));

function facts(page, ...options) {
  const run = spawnSync(process.execPath, [path.join(here, 'check.mjs'), ...options, page], { encoding: 'utf8' });
  process.stderr.write(run.stderr);
  const lines = run.stdout.split('\n').filter((line) => /^(not )?ok - /.test(line));
  return { status: run.status, lines };
}

let failed = 0;
function say(good, fact) {
  failed += !good;
  console.log(`${good ? 'ok' : 'not ok'} - ${fact}`);
}

function fixtures() {
  const good = facts(path.join(here, 'fixtures/good.html'));
  const bad = facts(path.join(here, 'fixtures/bad.html'));
  say(good.lines.length > 0 && good.status === 0, 'a page without faults passes');
  say(bad.status === 1, 'a page with faults fails');
  say(bad.lines.length === good.lines.length, 'both pages are asked the same');
  for (const line of bad.lines) say(line.startsWith('not ok'), `refused: ${line.replace(/^(not )?ok - /, '')}`);
}

function brokenSpec(report) {
  const folder = mkdtempSync(path.join(tmpdir(), 'broken-'));
  const page = path.join(folder, 'report.html');
  const whole = readFileSync(report, 'utf8');
  const broken = whole.replace('"mark": {"type": "bar"', '"mark": {"type": "bra"');
  writeFileSync(page, broken);
  const { lines } = facts(page, '--charts-alone');
  rmSync(folder, { recursive: true });
  say(broken !== whole, 'a report has a spec to break');
  for (const fact of ["each chart's spec is Vega-Lite", 'every chart has drawn', 'nothing on the console'])
    say(lines.some((line) => line.startsWith('not ok') && line.endsWith(fact)), `refused in a broken spec: ${fact}`);
}

if (process.argv[2]) brokenSpec(process.argv[2]);
else fixtures();
process.exit(failed ? 1 : 0);
