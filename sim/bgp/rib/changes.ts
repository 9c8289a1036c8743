/** What becomes of the values of some prefixes: what tables and tries are changed by. */
import { compareNlri, type Nlri } from './nlri.ts';

/** A prefix gets this value, or none. */
export type Change<Value> = readonly [nlri: Nlri, value: Value | undefined];

const byPrefix = (a: Change<unknown>, b: Change<unknown>): number => compareNlri(a[0], b[0]);

function areInOrder(changes: readonly Change<unknown>[]): boolean {
  let before: Nlri | undefined;
  for (const [nlri] of changes) {
    if (before !== undefined && compareNlri(before, nlri) >= 0) return false;
    before = nlri;
  }
  return true;
}

/** In the order of prefixes, each once: its last change counts. */
export function inOrder<Value>(changes: readonly Change<Value>[]): readonly Change<Value>[] {
  if (areInOrder(changes)) return changes;
  return [...new Map(changes.map((change) => [change[0], change])).values()].sort(byPrefix);
}
