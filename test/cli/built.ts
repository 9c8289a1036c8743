/** The built command line, for tests that need a process of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = join(root, 'dist/cli/main.js');

/** Builds `dist/` if a source is newer than it. */
export function build(): void {
  const built = existsSync(bin) ? statSync(bin).mtimeMs : 0;
  const isStale = ['cli', 'sim', 'machines', 'bench'].some((folder) => newest(join(root, folder)) > built);
  if (!isStale) return;
  // Types are checked elsewhere; here only a missing result is an error.
  const told = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
    {
      encoding: 'utf8',
    },
  );
  if (!existsSync(bin)) throw new Error(`the build made no command line:\n${told.stdout}`);
}

function newest(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
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
