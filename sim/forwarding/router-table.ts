/** What the customer's routers know, and where a flow's packets leave their network. */
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { AddressFamily } from '../topology/spec.ts';
import { remember } from './lookups.ts';
import { type Floors, type Net, neighborsOf, siblings } from './net.ts';
import { bestOf, type Candidate, longestMatch, type Matching } from './selection.ts';
import { type Demand, LOOP, lostWay, type Way } from './way.ts';

/** Where the packets leave the customer's network. */
export interface Exit {
  readonly hops: readonly EntityId[];
  readonly candidate: Candidate;
}

/** Each router on the way looks for itself. Undefined: the first has no route. */
export function walkOut(net: Net, demand: Demand, destination: Address): Exit | Way | undefined {
  const { topology, igp } = net;
  const hops: EntityId[] = [];
  for (let at = demand.from; ; ) {
    hops.push(at);
    const candidate = bestOf(routerCandidates(net, at, destination));
    if (candidate === undefined) {
      if (hops.length === 1) return undefined;
      return lostWay(
        'blackHole',
        `black hole: ${topology.name(at)} has no route, the routers before it have one`,
        { hops },
      );
    }
    if (!candidate.internal) return { hops, candidate };
    const next = igp.distance(at, candidate.holder)?.path[1];
    if (next === undefined) throw new Error(`${topology.name(at)} prefers a route that it cannot reach`);
    if (hops.includes(next)) {
      const reason = `${LOOP} between ${topology.name(at)} and ${topology.name(next)} until their routes agree`;
      return lostWay('blackHole', reason, { endpoint: candidate.endpoint, hops });
    }
    at = next;
  }
}

/** Routes to an address that a router may use: of its own sessions, and of the other routers that it reaches. */
export const routerCandidates = (net: Net, router: EntityId, address: Address): readonly Candidate[] =>
  remember(net.lookups.router, router, address, () =>
    routesOfRouter(net, router, address.family, (routes) => longestMatch(routes, address)),
  );

/** Of each session whose routes a router may use, the one that matches. */
export function routesOfRouter(
  net: Floors,
  router: EntityId,
  family: AddressFamily,
  matching: Matching,
): Candidate[] {
  const { topology, igp, link, bgp, published } = net;
  const own = neighborsOf(topology, router, family).flatMap((endpoint): Candidate[] => {
    // A next hop on an interface that is down cannot be resolved, whatever the session thinks.
    const subInterface = bgp.interfaceOf(endpoint);
    if (subInterface === undefined || !link.interfaceUp(subInterface)) return [];
    const match = matching(bgp.routes(endpoint));
    return match === undefined ? [] : [{ ...match, endpoint, holder: router, internal: false, metric: 0 }];
  });
  const internal = siblings(net, router).flatMap((holder): Candidate[] => {
    const metric = igp.distance(router, holder)?.metric;
    if (metric === undefined) return [];
    return neighborsOf(topology, holder, family).flatMap((endpoint): Candidate[] => {
      const match = matching(published.routes(endpoint));
      return match === undefined ? [] : [{ ...match, endpoint, holder, internal: true, metric }];
    });
  });
  return [...own, ...internal];
}
