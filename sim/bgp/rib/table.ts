/**
 * The routes of one session as two parallel lists in the order of prefixes, never changed. A session has few routes
 * (quotas: hundreds), so a change copies them all, and memory is 16 bytes a route.
 */
import { type Changes, inOrder } from './changes.ts';
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

/** Looks prefixes up that are mostly asked for in their order: the next is where the last was. */
export function reader<Value>({ prefixes, values }: Table<Value>): (nlri: Nlri) => Value | undefined {
  let next = 0;
  return (nlri) => {
    if (prefixes[next] !== nlri) {
      const place = placeOf(prefixes, nlri);
      if (place < 0) return undefined;
      next = place;
    }
    return values[next++];
  };
}

/** Whether a prefix is in a list in the order of prefixes. */
export function member(prefixes: readonly Nlri[]): (nlri: Nlri) => boolean {
  const found = reader({ prefixes, values: prefixes });
  return (nlri) => found(nlri) !== undefined;
}

/** The prefixes that get a value. */
export function given<Value>({ prefixes, values }: Changes<Value>): Table<Value> {
  const isGiven = (value: Value | undefined) => value !== undefined;
  if (values.every(isGiven)) return { prefixes, values };
  return { prefixes: prefixes.filter((_, place) => isGiven(values[place])), values: values.filter(isGiven) };
}

/** The prefixes that are left without one. */
export const gone = ({ prefixes, values }: Changes<unknown>): readonly Nlri[] =>
  prefixes.filter((_, place) => values[place] === undefined);

/** The table after some changes. */
export function merge<Value>(table: Table<Value>, changes: Changes<Value>): Table<Value> {
  if (changes.prefixes.length === 0) return table;
  const ordered = inOrder(changes);
  if (table.prefixes.length === 0) return given(ordered);
  const prefixes: Nlri[] = [];
  const values: Value[] = [];
  const keep = (nlri: Nlri, value: Value | undefined) => {
    if (value === undefined) return;
    prefixes.push(nlri);
    values.push(value);
  };
  let place = 0;
  const old = table.prefixes;
  ordered.prefixes.forEach((nlri, index) => {
    for (let next = old[place]; next !== undefined && compareNlri(next, nlri) < 0; next = old[place])
      keep(next, table.values[place++]);
    if (old[place] === nlri) place++;
    keep(nlri, ordered.values[index]);
  });
  for (let next = old[place]; next !== undefined; next = old[place]) keep(next, table.values[place++]);
  return { prefixes, values };
}
