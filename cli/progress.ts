/** One line on stderr that is wiped again: only on a terminal, and only once a second has passed. */
import type { Stream } from './context.ts';
import { cut } from './format.ts';

const patienceMillis = 1_000;

export interface Progress {
  show(text: string): void;
  clear(): void;
}

export function progressOn(stream: Stream, now: () => number = Date.now): Progress {
  const began = now();
  let isShown = false;
  return {
    show(text) {
      if (!stream.isTTY || now() - began < patienceMillis) return;
      stream.write(`\r\u001b[K${cut(text, stream.columns - 1)}`);
      isShown = true;
    },
    clear() {
      if (isShown) stream.write('\r\u001b[K');
      isShown = false;
    },
  };
}
