/**
 * `dxdrill` as a few files: Node needs about a millisecond to find, read and link a module, and a run would load 300
 * of them, dependencies included. Command line, simulator and terminal are a script each, and what V8 compiles of
 * them is kept: most of a run of one drill would be spent on that. The library stays as `tsc` writes it, with its types.
 */
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown';
import { loadYoga } from 'yoga-layout/load';
import type { Loaded } from './cli/engine.ts';
import { keptCodeOf, markOf, openScript } from './cli/kept-code.ts';
import type { Scenario } from './sim/scenario/types.ts';
import { Screen } from './tui/screen.ts';

const FOLDER = 'dist/cli';
const PROGRAM = 'program.cjs';
const ENGINE = 'engine.cjs';
const TERMINAL = 'terminal.cjs';
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

/** Marks a script that was written, uses it as a command would, and keeps what V8 has compiled by then. */
const keepingCode = (name: string, use: (exports: unknown) => Promise<void>): Plugin => ({
  name: 'kept code',
  async writeBundle() {
    const file = resolve(FOLDER, name);
    const source = readFileSync(file, 'utf8');
    if (/[^\0-\x7f]/.test(source)) throw new Error(`${name} is not all ASCII, as what opens it expects`);
    const marked = `${markOf(createHash('sha256').update(source).digest('hex').slice(0, 16))}${source}`;
    writeFileSync(file, marked);
    const { script, exports } = openScript(file);
    await use(exports);
    writeFileSync(keptCodeOf(file, marked) ?? '', script.createCachedData());
  },
});

function scenariosOf(loaded: Loaded): readonly Scenario[] {
  if ('problems' in loaded) throw new Error(`${WARM_UP}: ${loaded.problems[0]?.message}`);
  return loaded.scenarios;
}

async function playHeadless(exports: unknown): Promise<void> {
  const engine = await (exports as typeof import('./cli/engine.ts')).loadEngine();
  for (const scenario of scenariosOf(engine.load(WARM_UP))) await engine.run(scenario, {});
}

/** A stream that keeps nothing. */
function nowhere(): PassThrough {
  const stream = new PassThrough();
  return stream.resume();
}

async function runDrill(exports: unknown): Promise<void> {
  const { dxdrill } = exports as typeof import('./cli/process.ts');
  const stream = nowhere() as unknown as NodeJS.WriteStream;
  const code = await dxdrill(['run', WARM_UP], { stdout: stream, stderr: stream } as typeof process);
  if (code !== 0) throw new Error(`${WARM_UP} ends with ${code}`);
}

/** Plays the drill on a screen that nobody sees: runs on a bit, looks at some views, quits. */
async function playOnScreen(exports: unknown): Promise<void> {
  const terminal = await (exports as typeof import('./cli/bundled-terminal.ts')).loadTerminal(
    await loadYoga(),
  );
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => {},
    unref: () => {},
  });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 120, rows: 36 });
  stdout.resume();
  for (const scenario of scenariosOf(terminal.load(WARM_UP))) {
    const played = terminal.start(scenario, new Screen(stdout as unknown as NodeJS.WriteStream), {
      ascii: false,
      speed: 1,
      stdin: stdin as unknown as NodeJS.ReadStream,
    });
    for (const key of ['c', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'q']) {
      await pause(100);
      stdin.write(key);
    }
    await played;
  }
}

/** Modules that Ink imports → what stands in their place, and why is said there. */
const inPlaceOfInks: Readonly<Record<string, readonly [file: string, name: string]>> = {
  './output.js': ['tui/ink/output.ts', 'Output'],
  './measure-text.js': ['tui/ink/measuring.ts', 'measureText'],
  'widest-line': ['tui/ink/measuring.ts', 'widestLine'],
  'yoga-layout': ['tui/ink/yoga.ts', 'yoga'],
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
  transform(code, id) {
    if (!INK.test(id.replaceAll('\\', '/')) || !id.endsWith('reconciler.js')) return null;
    // For React's developer tools, which nobody asks for; a script cannot wait while it is loaded.
    const left = code
      .replace("await import('./devtools.js')", 'undefined')
      .replace('await loadPackageJson()', 'undefined');
    if (/^(?:const.*|\s+)\? ?await|^await|^ +await import/m.test(left))
      throw new Error(`look at what ${id} awaits`);
    return left;
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

/** Modules of the command line → what stands in for them in what is built. */
const kept: Readonly<Record<string, string>> = {
  './process.ts': 'cli/kept-process.ts',
  './engine.ts': 'cli/kept-engine.ts',
  '../terminal.ts': 'cli/kept-terminal.ts',
};

const keptScripts: Plugin = {
  name: 'kept scripts',
  resolveId(source) {
    if (source === './layout.ts') return { id: './layout.js', external: true };
    return source in kept ? resolve(kept[source] ?? '') : null;
  },
};

const script = (file: string) =>
  ({
    file: join(FOLDER, file),
    format: 'cjs',
    codeSplitting: false,
    minify,
    charset: 'ascii',
    dynamicImportInCjs: false,
  }) as const;

export default defineConfig([
  {
    ...common,
    input: ['cli/main.ts', 'cli/layout.ts'],
    // It comes without the text of its licence, so it is not bundled.
    external: [/^yoga-layout/],
    plugins: [
      keptScripts,
      {
        name: 'executable',
        writeBundle() {
          // Node looks for a script sooner than for a module.
          writeFileSync(join(FOLDER, 'package.json'), '{ "type": "commonjs" }\n');
          // npx makes a bin executable only when it first links the package: after a rebuild it would be refused.
          chmodSync(join(FOLDER, 'main.js'), 0o755);
        },
      },
    ],
    output: { dir: FOLDER, cleanDir: true, minify, format: 'cjs' },
  },
  {
    ...common,
    input: 'cli/engine.ts',
    plugins: [noticing, keepingCode(ENGINE, playHeadless)],
    output: script(ENGINE),
  },
  {
    ...common,
    input: 'cli/process.ts',
    plugins: [noticing, keptScripts, keepingCode(PROGRAM, runDrill)],
    output: script(PROGRAM),
  },
  {
    ...common,
    input: 'cli/bundled-terminal.ts',
    external: [/^react-devtools-core$/],
    // React's development build leaks.
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [noticing, ownPartsOfInk, keepingCode(TERMINAL, playOnScreen)],
    output: script(TERMINAL),
  },
]);
