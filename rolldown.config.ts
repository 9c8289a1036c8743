/**
 * `dxdrill` as a few files: Node needs about a millisecond to find, read and link a module, and a run would load 300
 * of them, dependencies included. The library stays as `tsc` writes it, with its types.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from 'rolldown';

const PACKAGE_FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Name, version and licence text of every package that the bundle holds code of: their licences ask for it. */
function noticesOf(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((id) => PACKAGE_FOLDER.exec(id.replaceAll('\\', '/'))?.[0] ?? []));
  const notice = (folder: string): string => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} comes without the text of its licence`);
    return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  };
  return [...folders]
    .sort()
    .map(notice)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

export default defineConfig({
  input: 'cli/main.ts',
  platform: 'node',
  // The terminal's own: loaded by commands that draw, never by a run.
  external: [/^ink$/, /^react(\/|$)/, /^string-width$/, /^xstate$/],
  resolve: {
    mainFields: ['module', 'main'],
    // The same code as ES modules, of which the bundle takes what is used.
    alias: { yaml: resolve('node_modules/yaml/browser/dist/index.js') },
  },
  output: {
    dir: 'dist/cli',
    cleanDir: true,
    // Names stay, for the stack of a defect.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: {
      groups: [
        {
          name: 'run',
          test: /\/cli\/(commands\/run|reporters\/|play\.|progress|scenarios\.|files\.)/,
          priority: 2,
        },
        { name: 'charts', test: /\/machines\/|\/sim\/kernel\/(chart-[mstcd]|quantity)/, priority: 3 },
        {
          name: 'engine',
          test: /\/sim\/(?!scenario\/json-schema)|\/node_modules\/(zod|yaml|graphology)\/|\/cli\/(engine|load)\./,
          priority: 1,
        },
      ],
    },
  },
  plugins: [
    {
      name: 'notices',
      generateBundle(_options, bundle) {
        const modules = Object.values(bundle).flatMap((output) =>
          output.type === 'chunk' ? Object.keys(output.modules) : [],
        );
        this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source: noticesOf(modules) });
      },
    },
  ],
});
