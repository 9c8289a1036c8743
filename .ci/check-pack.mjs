// Fails if the package would lack what package.json promises, or carry what is no part of it.
import { readFileSync } from 'node:fs';

// An array up to npm 11, by name from npm 12.
const [pack] = Object.values(JSON.parse(readFileSync(process.argv[2], 'utf8')));
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const packed = new Set(pack.files.map(({ path }) => path));

const scripts = ['program', 'engine', 'terminal'].map((name) => `dist/cli/${name}.cjs`);
const promised = [
  ...Object.values(manifest.bin),
  'dist/cli/THIRD-PARTY-NOTICES.txt',
  'dist/cli/package.json',
  'dist/cli/layout.js',
  ...scripts,
  ...Object.values(manifest.exports).flatMap((entry) => leaves(entry)),
];
function leaves(entry) {
  return typeof entry === 'string' ? [entry] : Object.values(entry).flatMap(leaves);
}

const missing = promised.map((path) => path.replace(/^\.\//, '')).filter((path) => !packed.has(path));
// What V8 compiled of a script, by the content it is of and the Node that made it: one, or an old one is in the way.
const kept = [...packed].filter((path) => /\.cjs\.[0-9a-f]{16}-v[^/]*\.cache$/.test(path));
for (const script of scripts) {
  if (kept.filter((path) => path.startsWith(script)).length !== 1)
    missing.push(`${script}.CONTENT-NODE.cache, one`);
}
const strangers = [...packed].filter((path) =>
  /^(test|dist\/test|\.ci|lint)\/|\.test\.|\.tsbuildinfo$/.test(path),
);
for (const path of missing) console.error(`missing from the package: ${path}`);
for (const path of strangers) console.error(`does not belong into the package: ${path}`);
console.log(`${pack.files.length} files, ${Math.round(pack.unpackedSize / 1000)} kB`);
process.exitCode = missing.length + strangers.length > 0 ? 1 : 0;
