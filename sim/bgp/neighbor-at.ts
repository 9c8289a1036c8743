import { parseAddress, sameAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';

/** The neighbour of a router that has this address; undefined: none has. */
export function neighborAt(topology: Topology, router: EntityId, address: string): EntityId | undefined {
  const neighbors = topology.sources(router, 'partOf', 'neighbor');
  const addressOf = (neighbor: EntityId) => topology.as('neighbor', neighbor).session.remoteAddress;
  // A router has many neighbours, and addresses are mostly written alike.
  const alike = neighbors.find((neighbor) => addressOf(neighbor) === address);
  if (alike !== undefined) return alike;
  const wanted = parseAddress(address);
  return neighbors.find((neighbor) => sameAddress(parseAddress(addressOf(neighbor)), wanted));
}
