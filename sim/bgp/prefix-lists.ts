/** Lists of prefixes as the graph has them, read once: a list of the graph is replaced, never changed. */
import { type Nlri, nlri } from './rib/nlri.ts';

const lists = new WeakMap<readonly string[], readonly Nlri[]>();
const sets = new WeakMap<readonly string[], ReadonlySet<Nlri>>();

/** In the order of the list. @throws AddressError */
export function prefixList(prefixes: readonly string[]): readonly Nlri[] {
  const known = lists.get(prefixes) ?? prefixes.map(nlri);
  lists.set(prefixes, known);
  return known;
}

/** @throws AddressError */
export function prefixSet(prefixes: readonly string[]): ReadonlySet<Nlri> {
  const known = sets.get(prefixes) ?? new Set(prefixList(prefixes));
  sets.set(prefixes, known);
  return known;
}
