/** Aggregates come and go with the more specific routes that they stand for. */
import type { Router } from '../topology/entities.ts';
import { aggregateOf } from './policy/origination.ts';
import type { PathAttributes } from './rib/attributes.ts';
import type { Changes } from './rib/changes.ts';
import { covers, type Nlri, nlri } from './rib/nlri.ts';
import { AGGREGATE, type Path } from './rib/path.ts';
import type { Delta, Rib } from './rib/rib.ts';
import { get, inside } from './rib/trie.ts';

/** What some changes of a router's Loc-RIB mean for its aggregates. */
export function changesOfAggregates(
  router: Router,
  { rib, deltas }: { readonly rib: Rib; readonly deltas: readonly Delta[] },
  ownPath: (attributes: PathAttributes, source: number) => Path,
): Changes<Path> {
  const prefixes: Nlri[] = [];
  const values: (Path | undefined)[] = [];
  for (const aggregate of router.aggregates ?? []) {
    const prefix = nlri(aggregate.prefix);
    if (!deltas.some((delta) => delta.nlri !== prefix && covers(prefix, delta.nlri))) continue;
    const attributes = aggregateOf(prefix, contributors(rib, prefix), router);
    const before = get(rib, prefix)?.paths.find(({ source }) => source === AGGREGATE);
    if (before?.attributes === attributes) continue;
    prefixes.push(prefix);
    values.push(attributes && ownPath(attributes, AGGREGATE));
  }
  return { prefixes, values };
}

const contributors = (rib: Rib, prefix: Nlri) =>
  [...inside(rib, prefix)].flatMap((entry) => {
    const [best] = entry.value.best;
    return best === undefined ? [] : [{ nlri: entry.nlri, attributes: best.attributes }];
  });
