/** Reads and writes state behind the back of the floor that owns it, so that a test can break what always holds. */
import type { Store } from '../../sim/kernel/store.ts';

type Saved = (readonly unknown[] & { [row: number]: unknown }) | Uint8Array | Int32Array | Float64Array;

/** What a column or list saved; its own copy. */
function rowsIn(state: unknown): Saved {
  const rows = typeof state === 'object' && state !== null && 'data' in state ? state.data : state;
  if (Array.isArray(rows) || rows instanceof Uint8Array) return rows;
  if (rows instanceof Int32Array || rows instanceof Float64Array) return rows;
  throw new TypeError('neither a column nor a list');
}

function placeOf(store: Store, part: string): number {
  const place = Object.keys(store.hashes()).indexOf(part);
  if (place < 0) throw new RangeError(`the store has no part "${part}"`);
  return place;
}

export const peek = (store: Store, part: string, row: number): unknown =>
  rowsIn(store.save()[placeOf(store, part)])[row];

export function poke(store: Store, part: string, row: number, value: unknown): void {
  const snapshot = store.save();
  const rows = rowsIn(snapshot[placeOf(store, part)]);
  if (!(row < rows.length)) throw new RangeError(`row ${row} of ${rows.length} of ${part}`);
  Object.assign(rows, { [row]: value });
  store.load(snapshot);
}
