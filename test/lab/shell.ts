/** Other programs: run to their end, or started and kept. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { openSync } from 'node:fs';

export class CommandFailed extends Error {}

/** What it printed; `input` is written to it. It fails on any exit but 0. */
export function run(command: readonly string[], input?: string): Promise<string> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error) reject(new CommandFailed(`${command.join(' ')}: ${error.message}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}

/** Started, and left to run; what it prints goes to the file. */
export function start(command: readonly string[], log: string): ChildProcess {
  const [program = '', ...args] = command;
  const output = openSync(log, 'a');
  return spawn(program, args, { stdio: ['ignore', output, output] });
}

export const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

export function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
  });
}

export const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

/** Asks until it is so; a failed command is a no. */
export async function until(
  what: string,
  limitMillis: number,
  ask: () => Promise<boolean>,
  everyMillis = 250,
): Promise<void> {
  const end = performance.now() + limitMillis;
  let last: unknown = '';
  while (performance.now() < end) {
    try {
      if (await ask()) return;
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      last = error.message;
    }
    await pause(everyMillis);
  }
  throw new Error(`not within ${limitMillis} ms: ${what} ${String(last)}`);
}
