/** The other end of a session between two routers of the customer's, by configuration. */
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';

/** The neighbour at the other router for the same family, over the same link; undefined: there is none. */
export function oppositeOf(topology: Topology, neighbor: EntityId): EntityId | undefined {
  const far = topology.target(neighbor, 'peersWith');
  if (far === undefined) return undefined;
  const near = topology.only(neighbor, 'partOf');
  const over = topology.target(neighbor, 'crosses');
  const { addressFamily } = topology.as('neighbor', neighbor).session;
  return topology
    .sources(near, 'peersWith', 'neighbor')
    .find(
      (other) =>
        topology.only(other, 'partOf') === far &&
        topology.target(other, 'crosses') === over &&
        topology.as('neighbor', other).session.addressFamily === addressFamily,
    );
}
