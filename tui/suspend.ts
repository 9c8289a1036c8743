/** Ctrl-Z: the terminal is given back to the shell while the process is stopped, and taken again when it goes on. */

/** What of `process` is needed; tests pass their own. */
export interface StoppableLife {
  readonly pid: number;
  on(event: 'SIGTSTP' | 'SIGCONT', listener: () => void): unknown;
  off(event: 'SIGTSTP' | 'SIGCONT', listener: () => void): unknown;
  kill(pid: number, signal: 'SIGTSTP'): unknown;
}

/** Where no shell could continue it, the kernel does not stop it: it goes on after this time. */
const UNSTOPPED_MILLIS = 200;
/** All that was started together, `npx` included: else the shell would go on waiting for that. */
const WHOLE_JOB = 0;

/** Leaves the terminal before the process stops and enters it when it goes on. Answers a function that ends this. */
export function guardStops(life: StoppableLife, leave: () => void, enter: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const goOn = (): void => {
    clearTimeout(timer);
    // One listener, however often this is called.
    life.off('SIGTSTP', stop);
    life.on('SIGTSTP', stop);
    enter();
  };
  function stop(): void {
    leave();
    // Without a listener the signal does what it always does.
    life.off('SIGTSTP', stop);
    life.kill(WHOLE_JOB, 'SIGTSTP');
    timer = setTimeout(goOn, UNSTOPPED_MILLIS);
  }
  life.on('SIGTSTP', stop);
  // Also after SIGSTOP, which nobody hears.
  life.on('SIGCONT', goOn);
  return () => {
    clearTimeout(timer);
    life.off('SIGTSTP', stop);
    life.off('SIGCONT', goOn);
  };
}

/** As a shell does when ctrl-z is pressed; in raw mode that key is ours. */
export const suspend = (life: StoppableLife): void => void life.kill(life.pid, 'SIGTSTP');
