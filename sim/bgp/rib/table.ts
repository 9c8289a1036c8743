/**
 * The routes of one session as two parallel lists in the order of prefixes, never changed. A session has few routes
 * (quotas: hundreds), so a change copies them all, and memory is 16 bytes a route.
 */
import { type Change, inOrder } from './changes.ts';
import { compareNlri, type Nlri } from './nlri.ts';

export interface Table<Value> {
  readonly prefixes: readonly Nlri[];
  readonly values: readonly Value[];
}

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
  for (const [nlri, value] of inOrder(changes)) {
    for (let next = old[place]; next !== undefined && compareNlri(next, nlri) < 0; next = old[place])
      keep(next, table.values[place++]);
    if (old[place] === nlri) place++;
    keep(nlri, value);
  }
  for (let next = old[place]; next !== undefined; next = old[place]) keep(next, table.values[place++]);
  return { prefixes, values };
}
