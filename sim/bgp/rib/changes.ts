/** What becomes of the values of some prefixes: what tables and tries are changed by. */
import { compareNlri, type Nlri } from './nlri.ts';

/** In two parallel lists, as tables are: a million routes would need an object each. */
export interface Changes<Value> {
  readonly prefixes: readonly Nlri[];
  /** A prefix gets this value, or none. */
  readonly values: readonly (Value | undefined)[];
}

export const noChanges: Changes<never> = { prefixes: [], values: [] };

function areInOrder(prefixes: readonly Nlri[]): boolean {
  let before: Nlri | undefined;
  for (let place = 0; place < prefixes.length; place++) {
    const nlri = prefixes[place];
    if (nlri === undefined || (before !== undefined && compareNlri(before, nlri) >= 0)) return false;
    before = nlri;
  }
  return true;
}

/** In the order of prefixes, each once: its last change counts. */
export function inOrder<Value>(changes: Changes<Value>): Changes<Value> {
  const { prefixes, values } = changes;
  if (areInOrder(prefixes)) return changes;
  const last = new Map(prefixes.map((nlri, place) => [nlri, values[place]]));
  const ordered = [...last.keys()].sort(compareNlri);
  return { prefixes: ordered, values: ordered.map((nlri) => last.get(nlri)) };
}

/** Those changes that are any, asked for in their order; mostly all of them are. */
export function changesOnly<Value>(
  { prefixes, values }: Changes<Value>,
  isChange: (nlri: Nlri, value: Value | undefined) => boolean,
): Changes<Value> {
  const isAny = prefixes.map((nlri, place) => isChange(nlri, values[place]));
  if (!isAny.includes(false)) return { prefixes, values };
  const some = (_: unknown, place: number) => isAny[place] === true;
  return { prefixes: prefixes.filter(some), values: values.filter(some) };
}

/** The prefixes of some lists in their order, each once. */
export function union(lists: readonly (readonly Nlri[])[]): readonly Nlri[] {
  const [first = [], ...more] = lists.filter(({ length }) => length > 0);
  const all = more.length === 0 ? first : lists.flat();
  if (areInOrder(all)) return all;
  const sorted = [...all].sort(compareNlri);
  return sorted.filter((nlri, place) => nlri !== sorted[place - 1]);
}
