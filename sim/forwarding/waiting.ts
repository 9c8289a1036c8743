/** What a flow that has no route waits for, in words, from the mechanism. */
import { type Address, formatAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { type Net, neighborsOf, peersOf, routerOf, virtualInterfacesTowards } from './net.ts';
import { isPublicRegion, silenceOf } from './public-network.ts';
import type { Demand } from './way.ts';

export interface Waiting {
  readonly reason: string;
  /** The session that would bring the route. */
  readonly endpoint: EntityId | undefined;
}

/** A session of the router or of another of its AS that is to bring a route to the VPC. */
export function waitingAtRouter(
  net: Net,
  demand: Demand,
  destination: Address,
  last: EntityId | undefined,
): Waiting {
  const endpoint = net.bgp.onItsWay(demand.from, destination);
  if (endpoint !== undefined) return { reason: 'internal route propagation', endpoint };
  return waitingForSession(
    net,
    demand,
    last,
    (vif, neighbor) =>
      (neighbor === undefined ? undefined : apart(net, demand.from, neighbor)) ??
      `${net.topology.name(vif)} advertises no route to ${formatAddress(destination)}`,
  );
}

/** A session that is to bring a route from the VPC back to the flow's source. */
export function waitingAtGateway(
  net: Net,
  demand: Demand,
  source: Address,
  last: EntityId | undefined,
): Waiting {
  const { topology, bgp } = net;
  const endpoint = virtualInterfacesTowards(topology, demand.to)
    .flatMap((vif) => peersOf(topology, vif, demand.family))
    .find((peer) => bgp.gateways.isComing(peer, source));
  if (endpoint !== undefined) return { reason: 'gateway and VPC tables install the route', endpoint };
  return waitingForSession(net, demand, last, (vif) =>
    isPublicRegion(topology, demand.to)
      ? silenceOf(net, demand.to, vif, source)
      : `nobody advertises a route to ${formatAddress(source)} to ${topology.name(vif)}`,
  );
}

/** Of the virtual interface that carried the flow last, else of the first that could: the end that is not ready. */
function waitingForSession(
  net: Net,
  demand: Demand,
  last: EntityId | undefined,
  noRoute: (virtualInterface: EntityId, neighbor: EntityId | undefined) => string,
): Waiting {
  const { topology, bgp } = net;
  const candidates = [
    ...(last === undefined ? [] : [last]),
    ...virtualInterfacesTowards(topology, demand.to),
  ];
  for (const vif of candidates) {
    // While a virtual interface moves, its old peer is still listed; the one made last is the one to wait for.
    const peer = peersOf(topology, vif, demand.family).at(-1);
    if (peer === undefined) continue;
    if (!bgp.established(peer)) return { reason: bgp.waitingFor(peer), endpoint: peer };
    const neighbor = neighborAt(net, demand, vif);
    if (neighbor !== undefined && !bgp.established(neighbor))
      return { reason: bgp.waitingFor(neighbor), endpoint: neighbor };
    const reason = bgp.gatewayAttached(peer)
      ? noRoute(vif, neighbor)
      : `gateway attachment of ${topology.name(vif)}`;
    return { reason, endpoint: peer };
  }
  const vpc = topology.name(demand.to);
  return { reason: `no ${demand.family} peer of a virtual interface leads to ${vpc}`, endpoint: undefined };
}

/** Why a router hears nothing of a session that another router has; undefined when it could. */
function apart({ topology, igp }: Net, from: EntityId, neighbor: EntityId): string | undefined {
  const holder = topology.only(neighbor, 'partOf');
  const [here, there] = [topology.name(from), topology.name(holder)];
  if (topology.as('router', from).asn !== topology.as('router', holder).asn)
    return `${there} has the session, and is in another AS than ${here}`;
  if (igp.distance(from, holder) === undefined)
    return `${there} has the session, and nothing joins ${here} to it`;
  return undefined;
}

/** The router's end of a virtual interface's session. */
function neighborAt(
  { topology, link, bgp }: Net,
  demand: Demand,
  virtualInterface: EntityId,
): EntityId | undefined {
  const subInterface = link.customerEnd(virtualInterface);
  const router = subInterface === undefined ? undefined : routerOf(topology, subInterface);
  if (router === undefined) return undefined;
  return neighborsOf(topology, router, demand.family).find((id) => bgp.interfaceOf(id) === subInterface);
}
