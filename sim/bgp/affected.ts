/** Which endpoints have to be looked at again, by what changed below and in the graph. */
import type { RecordId } from '../kernel/trace.ts';
import type { LinkQueries } from '../link/contract.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { routerOf } from './reach.ts';

/** What changed, with its cause. */
export type Changes = readonly (readonly [entity: number, cause: RecordId])[];

export interface Affecting {
  /** Neighbours, peers and routers whose records changed. */
  readonly touched: Changes;
  readonly virtualInterfaces: Changes;
  readonly interfaces: Changes;
  /** Routers whose IGP routes changed, those that failed or are back among them. */
  readonly routers: Changes;
}

export interface Affected {
  /** Neighbours and peers, each once, with its first cause. */
  readonly ends: ReadonlyMap<EntityId, RecordId>;
  /** Routers whose records changed. */
  readonly routers: Changes;
  /** Routers of which anything changed, each once. */
  readonly seen: ReadonlyMap<EntityId, RecordId>;
  /** Neighbours of routers whose ways to next hops may be others, though the ways to their neighbours are not. */
  readonly rerouted: ReadonlyMap<EntityId, RecordId>;
}

export function affectedBy(
  topology: Topology,
  link: LinkQueries,
  { touched, virtualInterfaces, interfaces, routers }: Affecting,
): Affected {
  const ends = new Map<EntityId, RecordId>();
  const add = (end: EntityId, cause: RecordId) => {
    if (!ends.has(end)) ends.set(end, cause);
  };
  const seen = new Map<EntityId, RecordId>();
  const addRouter = (router: EntityId, cause: RecordId) => {
    if (seen.has(router)) return;
    seen.set(router, cause);
    for (const neighbor of topology.sources(router, 'partOf', 'neighbor')) add(neighbor, cause);
  };
  const addInterface = (vif: EntityId, cause: RecordId) => {
    for (const peer of topology.sources(vif, 'partOf', 'bgpPeer')) add(peer, cause);
    const customer = link.customerEnd(vif);
    if (customer !== undefined) addRouter(routerOf(customer, topology), cause);
  };
  const changedRouters = touched.filter(([row]) => topology.kind(entityId(row)) === 'router');
  for (const [row, cause] of touched) {
    if (topology.kind(entityId(row)) === 'router') addRouter(entityId(row), cause);
    else add(entityId(row), cause);
  }
  for (const [row, cause] of routers) {
    for (const neighbor of topology.sources(entityId(row), 'partOf', 'neighbor'))
      if (topology.target(neighbor, 'peersWith') !== undefined) add(neighbor, cause);
  }
  for (const [row, cause] of virtualInterfaces) addInterface(entityId(row), cause);
  for (const [row, cause] of interfaces) {
    addRouter(routerOf(entityId(row), topology), cause);
    const vif = link.awsEnd(entityId(row));
    if (vif !== undefined) addInterface(vif, cause);
  }
  // One that fails without an interface to AWS still takes its VPNs with it.
  for (const [row, cause] of routers) if (!seen.has(entityId(row))) seen.set(entityId(row), cause);
  return { ends, routers: changedRouters, seen, rerouted: reroutedBy(topology, interfaces, routers) };
}

/** The subnets of an interface are known in all of its AS. */
function reroutedBy(
  topology: Topology,
  interfaces: Changes,
  routers: Changes,
): ReadonlyMap<EntityId, RecordId> {
  const found = new Map(routers.map(([router, cause]) => [entityId(router), cause]));
  const asnOf = (router: EntityId) => topology.as('router', router).asn;
  const causes = new Map<number, RecordId>();
  for (const [row, cause] of interfaces) {
    const asn = asnOf(routerOf(entityId(row), topology));
    if (!causes.has(asn)) causes.set(asn, cause);
  }
  for (const router of causes.size === 0 ? [] : topology.all('router')) {
    const cause = causes.get(asnOf(router));
    if (cause !== undefined && !found.has(router)) found.set(router, cause);
  }
  const neighborsOf = ([router, cause]: readonly [EntityId, RecordId]) =>
    topology.sources(router, 'partOf', 'neighbor').map((neighbor) => [neighbor, cause] as const);
  return new Map([...found].flatMap(neighborsOf));
}
