/** Lists of prefixes as the graph has them, read once: a list of the graph is replaced, never changed. */
import { union } from './rib/changes.ts';
import { type Nlri, nlri } from './rib/nlri.ts';

const lists = new WeakMap<readonly string[], readonly Nlri[]>();

/** In the order of prefixes, each once. @throws AddressError */
export function prefixList(prefixes: readonly string[]): readonly Nlri[] {
  const known = lists.get(prefixes) ?? union([prefixes.map(nlri)]);
  lists.set(prefixes, known);
  return known;
}
