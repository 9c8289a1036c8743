/** What a router originates itself, and its path: its networks and aggregates. */
import { parseAddress } from '../topology/address.ts';
import type { EntityId, Router } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { OWN_WEIGHT } from './policy/origination.ts';
import { prefixList } from './prefix-lists.ts';
import type { PathAttributes } from './rib/attributes.ts';
import { union } from './rib/changes.ts';
import type { Nlri } from './rib/nlri.ts';
import type { Path } from './rib/path.ts';

export const ownPath = ({ routerId }: Router, source: number, attributes: PathAttributes): Path => ({
  source,
  attributes,
  weight: OWN_WEIGHT,
  external: true,
  metric: 0,
  routerId: Number(parseAddress(routerId).bits),
  peerAddress: 0n,
  learnedMicros: 0,
  stale: false,
});

/** What a router has of its own to tell, in the order of prefixes: its networks, and what only some neighbours are told. */
export function networksOf(topology: Topology, router: EntityId): readonly Nlri[] {
  const { networks } = topology.as('router', router);
  const lists = topology.sources(router, 'partOf', 'neighbor').flatMap((neighbor) => {
    const { advertise } = topology.as('neighbor', neighbor);
    return advertise === undefined ? [] : [advertise];
  });
  return union([networks, ...lists].map(prefixList));
}
