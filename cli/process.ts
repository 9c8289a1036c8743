/** The process around a command: streams that may be closed early, Ctrl-C, the exit code. */
import { readFileSync } from 'node:fs';
import { type Context, exitCode, type Stream } from './context.ts';
import { main } from './program.ts';

/**
 * `| head` closes the pipe: what comes after is dropped without a word, and the exit code stays what it is. A full disk
 * ends the process: 1 would mean that an expectation differed.
 */
function streamOf(stream: NodeJS.WriteStream): Stream {
  let isOpen = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isOpen = false;
    if (error.code === 'EPIPE') return;
    if (stream !== process.stderr) process.stderr.write(`dxdrill: cannot write output: ${error.message}\n`);
    process.exit(exitCode.wrongInput);
  });
  const fromEnvironment = Number(process.env.COLUMNS);
  return {
    write: (text) => {
      if (isOpen) stream.write(text);
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? (fromEnvironment > 0 ? fromEnvironment : 80);
    },
  };
}

/** package.json is beside `cli/` in the sources and one folder further up in `dist/`. */
function version(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const text = readFileSync(new URL(place, import.meta.url), 'utf8');
      const found = /"version": "([^"]+)"/.exec(text)?.[1];
      if (found !== undefined) return found;
    } catch {
      // Not in this one of the two places.
    }
  }
  return 'unknown';
}

/** Runs one command line (without `node` and the script) in this process; the answer is its exit code. */
export function dxdrill(
  argv: readonly string[],
  { stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'> = process,
): Promise<number> {
  const interrupt = new AbortController();
  // Once: a second Ctrl-C ends the process at once.
  process.once('SIGINT', () => interrupt.abort());
  const context: Context = {
    stdout: streamOf(stdout),
    stderr: streamOf(stderr),
    env: process.env,
    cwd: process.cwd(),
    signal: interrupt.signal,
    engine: async () => (await import('./engine.ts')).loadEngine(),
  };
  return main(argv, version(), context);
}
