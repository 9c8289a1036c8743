/** `dxdrill play` under a shell in a pseudo-terminal, so that what is left to the shell can be seen. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LiveTerminal } from '../../../bench/terminal.ts';
import { root } from '../../cli/built.ts';
import { type Ruler, rulerOf } from './ruler.ts';

const bin = join(root, 'dist/cli/main.js');
export const drill = join(root, 'scenarios/moving/connection-to-lag.yaml');
const breaker = fileURLToPath(new URL('breaker.mjs', import.meta.url));

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

const open: LiveTerminal[] = [];

export function closeAll(): void {
  for (const live of open.splice(0)) live.close();
}

export interface Played {
  readonly live: LiveTerminal;
  readonly ruler: Ruler;
  /** Process of dxdrill itself. */
  readonly pid: number;
}

export interface PlayedOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
  readonly file?: string;
  /** Preloads what breaks it on demand. */
  readonly breaks?: true;
}

/** The shell says which process it becomes; another says how it ended, and how the keyboard is set then. */
function script(argv: readonly string[]): string {
  const command = [process.execPath, ...argv].map(quote).join(' ');
  const inner = `echo "pid $$"; exec ${command}`;
  return `echo before; sh -c ${quote(inner)}; echo "exit $?"; stty -a | tr ';' '\\n' | grep -o -E -- '-?\\b(icanon|echo)\\b' | tr '\\n' ' '; echo; read -r x`;
}

/** Starts, and answers when the first whole screen is seen. */
export async function played(options: PlayedOptions = {}): Promise<Played> {
  const { columns = 80, rows = 24, env = {}, argv = [], file = drill, breaks } = options;
  const node = breaks === true ? ['--import', breaker] : [];
  const live = new LiveTerminal({
    file: '/bin/sh',
    argv: ['-c', script([...node, bin, 'play', file, ...argv])],
    columns,
    rows,
    cwd: mkdtempSync(join(tmpdir(), 'dxdrill-')),
    env,
  });
  open.push(live);
  const ruler = rulerOf(live);
  let pid = 0;
  const stop = live.onShown(() => {
    pid ||= Number(/^pid (\d+)/m.exec(live.lines().join('\n'))?.[1] ?? 0);
  });
  await live.until((lines) => waits(lines) || lines.some((line) => /icanon/.test(line)));
  stop();
  return { live, ruler, pid };
}

/** The footer stands: everything is drawn. */
const waits = (lines: readonly string[]): boolean => lines.at(-1)?.includes('help') === true;

/** What the shell shows once dxdrill ended, from its own first line on. */
export async function left({ live }: Played): Promise<readonly string[]> {
  await live.until((lines) => lines.some((line) => /icanon.*echo/.test(line)));
  return live
    .lines()
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}
