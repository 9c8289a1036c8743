/** Whatever ends the process, the terminal is given back first. */

/** What of `process` is needed; tests pass their own. */
export interface Life {
  on(event: string, listener: (error: unknown) => void): unknown;
  off(event: string, listener: (error: unknown) => void): unknown;
  exit(code: number): void;
}

/** 128 + the signal's number, as shells report it. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const DEFECT = 4;

/** The message and the stack, for a reader who will report it. */
export function told(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `dxdrill: a bug of ours, please report it:\n${text}\n`;
}

/**
 * Closes the screen on exit, on a signal and on an error that nobody caught; such an error is told after the screen
 * is back, and the process ends with exit code 4. Answers a function that takes the guards away.
 */
export function guardScreen(life: Life, close: () => void, tell: (text: string) => void): () => void {
  const crashed = (error: unknown): void => {
    close();
    tell(told(error));
    life.exit(DEFECT);
  };
  const listeners: (readonly [string, (error: unknown) => void])[] = [
    ['exit', close],
    ['uncaughtException', crashed],
    ['unhandledRejection', crashed],
  ];
  for (const [signal, code] of Object.entries(signals)) {
    listeners.push([
      signal,
      () => {
        close();
        life.exit(code);
      },
    ]);
  }
  for (const [event, listener] of listeners) life.on(event, listener);
  return () => {
    for (const [event, listener] of listeners) life.off(event, listener);
  };
}
