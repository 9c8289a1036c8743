/** Screens of the manual: `node dist/bench/screens.js` plays a shipped drill in a pseudo-terminal and draws what is seen. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svgOf } from './svg.ts';
import { LiveTerminal } from './terminal.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const DRILL = 'scenarios/moving/connection-to-lag.yaml';

/** Name of the picture, and what is typed before it is taken; each waits for the one before. */
const screens: readonly (readonly [
  name: string,
  keys: readonly string[],
  columns?: number,
  rows?: number,
])[] = [
  ['topology', ['c', '1', 'j']],
  ['flows', ['$', '6']],
  ['timeline', ['$', '7']],
  ['trace', ['$', '8', 'G']],
  ['palette', ['2', ':', 'fib']],
];

async function draw(name: string, keys: readonly string[], columns = 120, rows = 36): Promise<void> {
  const live = new LiveTerminal({
    file: process.execPath,
    argv: ['dist/cli/main.js', 'play', DRILL],
    columns,
    rows,
    cwd: root,
  });
  await live.until((lines) => lines.at(-1)?.includes('help') === true);
  for (const key of keys) {
    live.press(key);
    await live.quiet(500);
    // Running to somewhere takes longer on a busy machine.
    await live.until((lines) => lines[0]?.includes('plays to') !== true);
  }
  writeFileSync(`${root}docs/screens/${name}.svg`, svgOf(live));
  live.press('\u0003');
  await live.ended;
}

mkdirSync(`${root}docs/screens`, { recursive: true });
for (const screen of screens) await draw(...screen);
