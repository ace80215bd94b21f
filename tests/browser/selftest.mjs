// Proves that check.mjs bites: on fixtures/bad.html, which has each fault, every fact must fail; on good.html, none.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const here = path.dirname(fileURLToPath(import.meta.url));

function facts(fixture) {
  const run = spawnSync(process.execPath, [path.join(here, 'check.mjs'), path.join(here, 'fixtures', fixture)], { encoding: 'utf8' });
  process.stderr.write(run.stderr);
  const lines = run.stdout.split('\n').filter((line) => /^(not )?ok - /.test(line));
  return { status: run.status, lines };
}

let failed = 0;
function say(good, fact) {
  failed += !good;
  console.log(`${good ? 'ok' : 'not ok'} - ${fact}`);
}

const good = facts('good.html');
const bad = facts('bad.html');
say(good.lines.length > 0 && good.status === 0, 'a page without faults passes');
say(bad.status === 1, 'a page with faults fails');
say(bad.lines.length === good.lines.length, 'both pages are asked the same');
for (const line of bad.lines) say(line.startsWith('not ok'), `refused: ${line.replace(/^(not )?ok - /, '')}`);
process.exit(failed ? 1 : 0);
