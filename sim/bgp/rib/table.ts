/**
 * The routes of one session as two parallel lists in the order of prefixes, never changed. A session has few routes
 * (quotas: hundreds), so a change copies them all, and memory is 16 bytes a route.
 */
import { compareNlri, type Nlri } from './nlri.ts';

export interface Table<Value> {
  readonly prefixes: readonly Nlri[];
  readonly values: readonly Value[];
}

/** A prefix gets this value, or none. */
export type Change<Value> = readonly [nlri: Nlri, value: Value | undefined];

const empty: Table<never> = { prefixes: [], values: [] };
export const emptyTable = <Value>(): Table<Value> => empty;

/** Where a prefix is, or `-1 - place` where it would be. */
function placeOf(prefixes: readonly Nlri[], wanted: Nlri): number {
  let low = 0;
  let high = prefixes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = prefixes[middle];
    if (found === undefined) throw new RangeError(`place ${middle} of ${prefixes.length}`);
    if (found === wanted) return middle;
    if (compareNlri(found, wanted) < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1 - low;
}

export const lookUp = <Value>({ prefixes, values }: Table<Value>, nlri: Nlri): Value | undefined =>
  values[placeOf(prefixes, nlri)];

const byPrefix = (a: Change<unknown>, b: Change<unknown>): number => compareNlri(a[0], b[0]);

const inOrder = (changes: readonly Change<unknown>[]): boolean =>
  changes.every(([nlri], index) => {
    const before = changes[index - 1];
    return before === undefined || compareNlri(before[0], nlri) < 0;
  });

/** The last change of a prefix counts. */
function sorted<Value>(changes: readonly Change<Value>[]): readonly Change<Value>[] {
  if (inOrder(changes)) return changes;
  return [...new Map(changes.map((change) => [change[0], change])).values()].sort(byPrefix);
}

/** The table after some changes. */
export function merge<Value>(table: Table<Value>, changes: readonly Change<Value>[]): Table<Value> {
  if (changes.length === 0) return table;
  const prefixes: Nlri[] = [];
  const values: Value[] = [];
  const keep = (nlri: Nlri, value: Value | undefined) => {
    if (value === undefined) return;
    prefixes.push(nlri);
    values.push(value);
  };
  let place = 0;
  const old = table.prefixes;
  for (const [nlri, value] of sorted(changes)) {
    for (let next = old[place]; next !== undefined && compareNlri(next, nlri) < 0; next = old[place])
      keep(next, table.values[place++]);
    if (old[place] === nlri) place++;
    keep(nlri, value);
  }
  for (let next = old[place]; next !== undefined; next = old[place]) keep(next, table.values[place++]);
  return { prefixes, values };
}
