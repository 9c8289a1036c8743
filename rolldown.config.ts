/**
 * `dxdrill` as a few files: Node needs about a millisecond to find, read and link a module, and a run would load 300
 * of them, dependencies included. The simulator is one script, and what V8 compiles of it is kept: most of a run of
 * one drill would be spent on that. The library stays as `tsc` writes it, with its types.
 */
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown';
import { keptCodeOf, markOf, openScript } from './cli/kept-code.ts';

const FOLDER = 'dist/cli';
const ENGINE = 'engine.cjs';
/** Played once at build time: what it needs is compiled, and so kept. */
const WARM_UP = 'scenarios/moving/connection-to-lag.yaml';
const PACKAGE_FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Folders of all packages whose code is in one of the bundles. */
const bundled = new Set<string>();

/** Name, version and licence text of every package that the bundles hold code of: their licences ask for it. */
function notices(): string {
  const notice = (folder: string): string => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} comes without the text of its licence`);
    return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  };
  return [...bundled]
    .sort()
    .map(notice)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

const noticing: Plugin = {
  name: 'notices',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) {
      for (const id of output.type === 'chunk' ? Object.keys(output.modules) : []) {
        const folder = PACKAGE_FOLDER.exec(id.replaceAll('\\', '/'))?.[0];
        if (folder !== undefined) bundled.add(folder);
      }
    }
  },
  writeBundle() {
    writeFileSync(join(FOLDER, 'THIRD-PARTY-NOTICES.txt'), notices());
  },
};

/** Plays a drill with the engine that was written, and keeps what V8 has compiled by then. */
const keepingCode: Plugin = {
  name: 'kept code',
  async writeBundle() {
    const file = resolve(FOLDER, ENGINE);
    const source = readFileSync(file, 'utf8');
    const marked = `${markOf(createHash('sha256').update(source).digest('hex').slice(0, 16))}${source}`;
    writeFileSync(file, marked);
    const { script, exports } = openScript(file);
    const engine = await (exports as typeof import('./cli/engine.ts')).loadEngine();
    const loaded = engine.load(WARM_UP);
    if ('problems' in loaded) throw new Error(`${WARM_UP}: ${loaded.problems[0]?.message}`);
    for (const scenario of loaded.scenarios) await engine.run(scenario, {});
    writeFileSync(keptCodeOf(file, marked) ?? '', script.createCachedData());
  },
};

/** Modules that Ink imports → what stands in their place, and why is said there. */
const inPlaceOfInks: Readonly<Record<string, readonly [file: string, name: string]>> = {
  './output.js': ['tui/ink/output.ts', 'Output'],
  './measure-text.js': ['tui/ink/measuring.ts', 'measureText'],
  'widest-line': ['tui/ink/measuring.ts', 'widestLine'],
};
const INK = /\/node_modules\/ink\/build\//;
const STANDING_IN = '\0in place of Ink: ';
const replaced = new Set<string>();

const ownPartsOfInk: Plugin = {
  name: 'own parts of Ink',
  resolveId(source, importer) {
    if (importer === undefined || !INK.test(importer.replaceAll('\\', '/')) || !(source in inPlaceOfInks))
      return null;
    replaced.add(source);
    return `${STANDING_IN}${source}`;
  },
  load(id) {
    const [file, name] = inPlaceOfInks[id.slice(STANDING_IN.length)] ?? [];
    if (!id.startsWith(STANDING_IN) || file === undefined) return null;
    return `export { ${name} as default } from ${JSON.stringify(resolve(file))};`;
  },
  generateBundle() {
    for (const source of Object.keys(inPlaceOfInks))
      if (!replaced.has(source)) throw new Error(`Ink imports ${source} no more; look at tui/ink/`);
  },
};

const common: RolldownOptions = {
  platform: 'node',
  resolve: {
    mainFields: ['module', 'main'],
    // The same code as ES modules, of which the bundle takes what is used.
    alias: { yaml: resolve('node_modules/yaml/browser/dist/index.js') },
  },
};

// Names stay, for the stack of a defect.
const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } };

export default defineConfig([
  {
    ...common,
    input: 'cli/main.ts',
    // The terminal's own: loaded by commands that draw, never by a run.
    external: [/^yoga-layout$/, /^react-devtools-core$/, /^xstate$/],
    plugins: [
      noticing,
      ownPartsOfInk,
      {
        name: 'kept engine',
        resolveId: (source) => (source === './engine.ts' ? resolve('cli/kept-engine.ts') : null),
      },
      {
        // npx makes a bin executable only when it first links the package: after a rebuild it would be refused.
        name: 'executable',
        writeBundle: () => chmodSync(join(FOLDER, 'main.js'), 0o755),
      },
    ],
    output: {
      dir: FOLDER,
      cleanDir: true,
      minify,
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: {
        groups: [
          {
            name: 'run',
            test: /\/cli\/(commands\/run|reporters\/|play\.|progress|scenarios\.|files\.|kept)/,
            priority: 3,
          },
          { name: 'charts', test: /\/machines\/|\/sim\/kernel\/(chart-[mstcd]|quantity)/, priority: 2 },
          { name: 'simulator', test: /\/sim\/|\/node_modules\/(zod|yaml|graphology)\//, priority: 1 },
        ],
      },
    },
  },
  {
    ...common,
    input: 'cli/engine.ts',
    plugins: [noticing, keepingCode],
    output: { file: join(FOLDER, ENGINE), format: 'cjs', codeSplitting: false, minify },
  },
]);
