import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure } from './main.ts';
import { median, nanosOf } from './measure.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SCENARIO = 'scenarios/moving/connection-to-lag.yaml';
const ROUNDS = 21;

/** `node dist/cli/main.js run` of one scenario, process start to exit; bare Node beside it, in turns. */
export async function runCold(): Promise<readonly Figure[]> {
  const time = (argv: readonly string[]): number =>
    nanosOf(() => {
      const { status, stderr } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' });
      if (status !== 0) throw new Error(`node ${argv.join(' ')} ends with ${status}:\n${stderr}`);
    });
  const run = ['dist/cli/main.js', 'run', SCENARIO];
  time(run); // The files are in the page cache from here on.
  const pairs = Array.from({ length: ROUNDS }, () => ({ run: time(run), bare: time(['-e', '0']) }));
  return [
    { name: 'run-one-scenario-cold', value: median(pairs.map((pair) => pair.run)) / 1e6, unit: 'ms' },
    { name: 'bare-node-cold', value: median(pairs.map((pair) => pair.bare)) / 1e6, unit: 'ms' },
  ];
}
