/** Where a path of a router leads, in words: the neighbour's address, or the next router. */
import { parseAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import type { NextHops } from './next-hops.ts';
import { AGGREGATE, isOwn, type Path } from './rib/path.ts';

interface Parts {
  readonly topology: Topology;
  readonly ends: Endpoints;
  readonly nextHops: NextHops;
}

export function hopName({ topology, ends, nextHops }: Parts, router: EntityId, path: Path): string {
  if (isOwn(path)) return path.source === AGGREGATE ? 'its own aggregate' : 'its own network';
  const { nextHop } = path.attributes;
  if (path.external && parseAddress(nextHop).bits === path.peerAddress)
    return ends.config(path.source).remoteAddress;
  const far = nextHops.resolve(router, nextHop)?.router;
  return far === undefined ? nextHop : topology.name(far);
}
