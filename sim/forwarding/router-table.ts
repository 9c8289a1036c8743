/** Where a flow's packets leave the customer's network: each router on the way looks for itself. */
import { wordsOf } from '../bgp/rib/nlri.ts';
import { isOwn, type Path } from '../bgp/rib/path.ts';
import type { RibEntry } from '../bgp/rib/rib.ts';
import { type Entry, longestMatch } from '../bgp/rib/trie.ts';
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Floors } from './net.ts';
import { type Demand, LOOP, lostWay, type Way } from './way.ts';

/** Where the packets leave the customer's network. */
export interface Exit {
  readonly hops: readonly EntityId[];
  /** The session whose route is used, and the router that holds it. */
  readonly endpoint: EntityId;
  readonly holder: EntityId;
}

/** What a router's FIB has for an address: the longest prefix with a path that can be used. */
export const fibEntry = (
  { bgp }: Pick<Floors, 'bgp'>,
  router: EntityId,
  address: Address,
): Entry<RibEntry> | undefined =>
  longestMatch(bgp.rib(router), address.family, wordsOf(address), ({ best }) => best.length > 0);

/** Of several paths in use, the one that a flow takes, as by the hash of its 5-tuple. */
export const shareOf = (paths: readonly Path[], hash: number): Path | undefined => paths[hash % paths.length];

/** Each router on the way looks for itself. Undefined: the first has no route. */
export function walkOut(net: Floors, demand: Demand, destination: Address): Exit | Way | undefined {
  const { topology, igp, bgp } = net;
  const name = (id: EntityId) => topology.name(id);
  const hops: EntityId[] = [];
  for (let at = demand.from; ; ) {
    hops.push(at);
    const path = shareOf(fibEntry(net, at, destination)?.value.best ?? [], demand.hash);
    if (path === undefined) {
      if (hops.length === 1) return undefined;
      const reason = `black hole: ${name(at)} has no route, the routers before it have one`;
      return lostWay('blackHole', reason, { hops });
    }
    if (isOwn(path))
      return lostWay('blackHole', `black hole: ${name(at)} has the destination among its own networks`, {
        hops,
      });
    const nextHop = bgp.nextHop(at, path);
    if (nextHop === undefined) throw new Error(`${name(at)} uses a route that leads nowhere`);
    if (nextHop.kind === 'session') return { hops, endpoint: nextHop.endpoint, holder: at };
    const next = igp.distance(at, nextHop.router)?.path[1];
    if (next === undefined) throw new Error(`${name(at)} prefers a route that it cannot reach`);
    if (hops.includes(next)) {
      const reason = `${LOOP} between ${name(at)} and ${name(next)} until their routes agree`;
      return lostWay('blackHole', reason, { endpoint: nextHop.endpoint, hops });
    }
    at = next;
  }
}
