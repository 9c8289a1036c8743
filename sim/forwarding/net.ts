/** What resolving a way needs to know, and where things are in the graph. */
import type { BgpQueries } from '../bgp/contract.ts';
import type { Igp } from '../igp/igp.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { LinkQueries } from '../link/contract.ts';
import type { EntityId } from '../topology/entities.ts';
import type { AddressFamily } from '../topology/spec.ts';
import type { Topology } from '../topology/topology.ts';
import type { Lookups } from './lookups.ts';

export interface Floors {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly igp: Igp;
  readonly link: LinkQueries;
  readonly bgp: BgpQueries;
}

/** During one look at all flows, in which nothing changes. */
export interface Net extends Floors {
  readonly lookups: Lookups;
}

/** The router that a sub-interface belongs to. */
export function routerOf(topology: Topology, subInterface: EntityId): EntityId | undefined {
  const parent = topology.target(subInterface, 'partOf');
  return parent === undefined ? undefined : topology.target(parent, 'partOf');
}

/** Neighbours of a router in one family. */
export const neighborsOf = (topology: Topology, router: EntityId, family: AddressFamily): EntityId[] =>
  topology
    .sources(router, 'partOf', 'neighbor')
    .filter((id) => topology.as('neighbor', id).session.addressFamily === family);

/** BGP peers of a virtual interface in one family. */
export const peersOf = (topology: Topology, virtualInterface: EntityId, family: AddressFamily): EntityId[] =>
  topology
    .sources(virtualInterface, 'partOf', 'bgpPeer')
    .filter((id) => topology.as('bgpPeer', id).session.addressFamily === family);

/** Every gateway that leads to a VPC, with the way there: gateways, then the VPC. */
export function gatewaysTowards(
  topology: Topology,
  vpc: EntityId,
): ReadonlyMap<EntityId, readonly EntityId[]> {
  const ways = new Map<EntityId, readonly EntityId[]>();
  const visit = (at: EntityId, onward: readonly EntityId[]) => {
    for (const gateway of topology.sources(at, 'associatedWith', 'gateway')) {
      if (ways.has(gateway)) continue;
      const way = [gateway, ...onward];
      ways.set(gateway, way);
      visit(gateway, way);
    }
  };
  visit(vpc, [vpc]);
  return ways;
}

/** Virtual interfaces attached to a gateway. */
export const attachedTo = (topology: Topology, gateway: EntityId): EntityId[] =>
  topology
    .sources(gateway, 'attachesTo', 'attachment')
    .flatMap((attachment) => topology.targets(attachment, 'partOf'))
    .sort((a, b) => a - b);

/** Gateways that a virtual interface is attached to. */
export const gatewaysOf = (topology: Topology, virtualInterface: EntityId): EntityId[] =>
  topology
    .sources(virtualInterface, 'partOf', 'attachment')
    .flatMap((attachment) => topology.targets(attachment, 'attachesTo'));

/** Virtual interfaces through which a VPC, or a Region of the public network, can be reached at all. */
export function virtualInterfacesTowards(topology: Topology, end: EntityId): readonly EntityId[] {
  if (topology.kind(end) === 'awsRegion') return publicInterfaces(topology);
  const gateways = [...gatewaysTowards(topology, end).keys()];
  return [...new Set(gateways.flatMap((gateway) => attachedTo(topology, gateway)))].sort((a, b) => a - b);
}

export const publicInterfaces = (topology: Topology): readonly EntityId[] =>
  topology.all('virtualInterface').filter((id) => topology.as('virtualInterface', id).type === 'public');

/** The connections whose capacity is taken up: the physical one, and a hosted one on top of it. */
export function loadedBy(
  topology: Topology,
  virtualInterface: EntityId,
  via: EntityId | undefined,
): EntityId[] {
  const ridden = topology.target(virtualInterface, 'rides');
  const hosted =
    ridden !== undefined && ridden !== via && topology.kind(ridden) === 'connection' ? [ridden] : [];
  return [...(via === undefined ? [] : [via]), ...hosted];
}
