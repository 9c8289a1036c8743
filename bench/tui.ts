/** The terminal UI as a person has it: the built command in a real pseudo-terminal of 120×36. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { elementAt } from '../sim/kernel/chart-table.ts';
import type { Figure } from './main.ts';
import { median } from './measure.ts';
import { LiveTerminal } from './terminal.ts';
import { writeDrill } from './tui-scenario.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SHIPPED = 'scenarios/moving/connection-to-lag.yaml';
const STARTS = 9;
const KEYS = 100;
const CPU_SECONDS = 10;
/** Loading so many virtual interfaces takes tens of seconds. */
const LARGE = 10_000;
const LOADING_MILLIS = 300_000;
const HOURS = 10;
const CPU_TICKS_A_SECOND = 100;

function start(file: string, ...argv: readonly string[]): LiveTerminal {
  return new LiveTerminal({
    file: process.execPath,
    argv: ['dist/cli/main.js', 'play', file, ...argv],
    columns: 120,
    rows: 36,
    cwd: root,
  });
}

const isWhole = (lines: readonly string[]): boolean => lines.at(-1)?.includes('help') === true;

/** From process start to the title, and to the whole screen. */
async function startOnce(): Promise<{ readonly paint: number; readonly frame: number }> {
  const live = start(SHIPPED);
  const paint =
    (await live.until((lines) => lines.some((line) => line.includes('loading')))) - live.startedAt;
  const frame = (await live.until(isWhole)) - live.startedAt;
  live.press('q');
  await live.ended;
  return { paint, frame };
}

async function starting(): Promise<readonly Figure[]> {
  await startOnce(); // The files are in the page cache from here on.
  const starts = [];
  for (let turn = 0; turn < STARTS; turn++) starts.push(await startOnce());
  return [
    { name: 'first-paint', value: median(starts.map(({ paint }) => paint)), unit: 'ms' },
    { name: 'first-frame', value: median(starts.map(({ frame }) => frame)), unit: 'ms' },
  ];
}

/** Seconds of processor that a process has used, by the kernel's count; Linux only. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / CPU_TICKS_A_SECOND;
}

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

/** From a key to the screen that shows what it did: the selection moves in the table of all VIFs. */
async function keyToPaint(live: LiveTerminal): Promise<number> {
  const took: number[] = [];
  for (let turn = 1; turn <= KEYS; turn++) {
    await pause(80 + ((turn * 37) % 60)); // At no fixed phase of the frames.
    const pressed = performance.now();
    live.press('j');
    took.push(
      (await live.until((lines) => lines.some((line) => line.includes(` ${turn + 1} of `)))) - pressed,
    );
  }
  return elementAt(
    [...took].sort((a, b) => a - b),
    Math.ceil(took.length * 0.95) - 1,
  );
}

async function large(): Promise<readonly Figure[]> {
  const live = start(writeDrill(LARGE, 30));
  await live.until(isWhole, LOADING_MILLIS);
  const loaded = performance.now() - live.startedAt;
  live.press('2');
  await live.until((lines) => lines.some((line) => line.includes(` 1 of ${LARGE}`)));
  live.press(' ');
  await live.until((lines) => lines[0]?.includes('plays') === true);
  const p95 = await keyToPaint(live);
  const [before, clock] = [cpuSeconds(live.pty.pid), live.lines()[0]];
  await pause(CPU_SECONDS * 1000);
  const cpu = ((cpuSeconds(live.pty.pid) - before) / CPU_SECONDS) * 100;
  if (live.lines()[0] === clock) throw new Error('virtual time stood still while processor time was read');
  live.press('q');
  await live.ended;
  return [
    { name: 'load-10k-vifs', value: loaded, unit: 'ms' },
    { name: 'key-to-paint-p95-10k-vifs', value: p95, unit: 'ms' },
    { name: 'cpu-10fps-10k-vifs', value: cpu, unit: '% of one core' },
  ];
}

const rssOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

/** Ten simulated hours with a fault a minute, as fast as it goes: memory after ten over memory after one. */
async function growing(): Promise<readonly Figure[]> {
  const live = start(writeDrill(2, HOURS * 60), '--speed', 'max');
  await live.until(isWhole);
  live.press(' ');
  await live.until((lines) => /(?<!\d)0?1:0\d:\d\d\.\d+ \//.test(lines[0] ?? ''), LOADING_MILLIS);
  const first = rssOf(live.pty.pid);
  await live.until((lines) => lines[0]?.includes('ended') === true, LOADING_MILLIS);
  const last = rssOf(live.pty.pid);
  live.press('q');
  await live.ended;
  return [{ name: 'rss-hour10-over-hour1', value: last / first, unit: 'x' }];
}

/** All figures of the terminal; those that read the kernel's counts only on Linux. */
export async function tui(): Promise<readonly Figure[]> {
  const figures = [...(await starting())];
  if (process.platform === 'linux') figures.push(...(await growing()), ...(await large()));
  return figures;
}
