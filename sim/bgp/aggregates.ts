/** Aggregates come and go with the more specific routes that they stand for. */
import type { Router } from '../topology/entities.ts';
import { aggregateOf } from './policy/origination.ts';
import type { PathAttributes } from './rib/attributes.ts';
import { covers, type Nlri, nlri } from './rib/nlri.ts';
import { AGGREGATE, type Path } from './rib/path.ts';
import type { Delta, PathChange, Rib } from './rib/rib.ts';
import { get, inside } from './rib/trie.ts';

/** What some changes of a router's Loc-RIB mean for its aggregates. */
export function changesOfAggregates(
  router: Router,
  { rib, deltas }: { readonly rib: Rib; readonly deltas: readonly Delta[] },
  ownPath: (attributes: PathAttributes, source: number) => Path,
): readonly PathChange[] {
  return (router.aggregates ?? []).flatMap((aggregate): PathChange[] => {
    const prefix = nlri(aggregate.prefix);
    if (!deltas.some((delta) => delta.nlri !== prefix && covers(prefix, delta.nlri))) return [];
    const attributes = aggregateOf(prefix, contributors(rib, prefix), router);
    const before = get(rib, prefix)?.paths.find(({ source }) => source === AGGREGATE);
    if (before?.attributes === attributes) return [];
    const path = attributes === undefined ? undefined : ownPath(attributes, AGGREGATE);
    return [{ nlri: prefix, source: AGGREGATE, path }];
  });
}

const contributors = (rib: Rib, prefix: Nlri) =>
  [...inside(rib, prefix)].flatMap((entry) => {
    const [best] = entry.value.best;
    return best === undefined ? [] : [{ nlri: entry.nlri, attributes: best.attributes }];
  });
