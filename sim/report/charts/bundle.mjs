// node bundle.mjs PACKED LOADER HASH: one script of draw.js and what it imports, packed (gzip, base64), a third of its size;
// the script that unpacks and runs it, with the licences of what is packed; and the SHA-256 of the packed script, as content
// policies write it.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const common = {
  absWorkingDir: here, entryPoints: ['draw.js'], bundle: true, minify: true, format: 'iife', target: 'es2022',
  legalComments: 'none', charset: 'utf8', write: false, metafile: true, logLevel: 'warning',
};

// "node_modules/d3-array" of "node_modules/d3-array/src/index.js".
const folderOf = (file) => file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];

// Each licence once, with the packages that it covers.
function notices(inputs) {
  const folders = [...new Set(Object.keys(inputs).map(folderOf).filter(Boolean))].sort();
  const byText = new Map();
  for (const folder of folders) {
    const { name, license } = JSON.parse(readFileSync(path.join(here, folder, 'package.json'), 'utf8'));
    const file = readdirSync(path.join(here, folder)).find((f) => /^licen[cs]e/i.test(f));
    const text = file ? readFileSync(path.join(here, folder, file), 'utf8').replace(/\r/g, '').trim() : license;
    byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  return [...byText].map(([text, names]) => `${names.join(', ')}\n${text}`).join('\n\n');
}

const { metafile } = await build(common);
const held = notices(metafile.inputs);
if (/\*\/|<!--|<\/?script/i.test(held)) throw new Error('a licence would end the comment or the script that holds it');
const { outputFiles: [script] } = await build(common);
const { outputFiles: [loader] } = await build({ ...common, entryPoints: ['unpack.js'], footer: { js: `/*\n${held}\n*/` } });
for (const { text } of [script, loader])
  if (/<!--|<\/?script|\r|\0/i.test(text)) throw new Error('the bundle cannot stand in a page as it is');
const [, , packed, unpacks, hash] = process.argv;
writeFileSync(packed, gzipSync(Buffer.from(script.text), { level: 9 }).toString('base64'));
writeFileSync(unpacks, loader.text);
writeFileSync(hash, createHash('sha256').update(script.text).digest('base64'));
