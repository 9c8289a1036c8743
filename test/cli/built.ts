/** The built command line, for tests that need a process of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = join(root, 'dist/cli/main.js');

/** Bundles the command line anew if a source is newer than it. Types are checked elsewhere. */
export function build(): void {
  const built = existsSync(bin) ? statSync(bin).mtimeMs : 0;
  const isStale = ['cli', 'sim', 'machines', 'tui'].some((folder) => newest(join(root, folder)) > built);
  if (!isStale) return;
  const bundler = join(root, 'node_modules/rolldown/bin/cli.mjs');
  const told = spawnSync(process.execPath, [bundler, '--config'], { cwd: root, encoding: 'utf8' });
  if (told.status !== 0) throw new Error(`the build made no command line:\n${told.stdout}${told.stderr}`);
}

function newest(folder: string): number {
  if (!existsSync(folder)) return 0;
  const times = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  return Math.max(0, ...times);
}

/** `node dist/cli/main.js …` in a folder, without colour. */
export function spawn(
  argv: readonly string[],
  options: { readonly cwd?: string; readonly shell?: string } = {},
) {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, GITHUB_ACTIONS: undefined };
  const common = { cwd: options.cwd ?? root, env, encoding: 'utf8', timeout: 60_000 } as const;
  const quoted = [process.execPath, bin, ...argv]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(' ');
  return options.shell === undefined
    ? spawnSync(process.execPath, [bin, ...argv], common)
    : spawnSync('bash', ['-c', options.shell.replace('DXDRILL', quoted)], common);
}
