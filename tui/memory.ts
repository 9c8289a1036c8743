/**
 * Left alone, V8 lets garbage grow to several times of what is alive before it looks for it: a sitting of hours takes
 * twice the memory that it needs, and leaves nothing for what else runs beside it through the night of a change.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Old garbage, % of what is alive. */
const MOST_GARBAGE_PERCENT = 10;

/**
 * Throws away what loading left behind and keeps the heap close to what is alive from here on. V8 works out when to
 * look next at the end of each collection, so there must be a first one.
 */
export function keepMemorySmall(): void {
  setFlagsFromString(`--heap-growing-percent=${MOST_GARBAGE_PERCENT}`);
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
