/** The way of a flow's packets from the customer's router to the VPC, resolved hop by hop. */
import { locationRegion } from '../bgp/aws/regions.ts';
import { lossInRow } from '../kernel/loss.ts';
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { type Arrival, arrivalOf } from './arrival.ts';
import { wayBetweenRouters } from './between-routers.ts';
import { holeAtRouter, type Landing, legOut } from './leg-out.ts';
import { legVpn } from './leg-vpn.ts';
import { gatewaysOf, loadedBy, type Net } from './net.ts';
import { filtered } from './public-network.ts';
import { type Exit, type Walk, walk } from './router-table.ts';
import { waitingAtRouter } from './waiting.ts';
import { type Demand, lostWay, noticed, type Way } from './way.ts';

/** `last`: the virtual interface that carried this direction last. */
export function wayToAws(net: Net, demand: Demand, last: EntityId | undefined): Way {
  const { topology, link } = net;
  const { from, to, destination } = demand;
  if (topology.kind(to) === 'router') return wayBetweenRouters(net, demand, 'toAws');
  if (destination === undefined)
    return lostWay('noRoute', `${topology.name(to)} has no ${demand.family} CIDR`);
  if (!link.running(from)) return lostWay('noRoute', `${topology.name(from)} is down`);
  const walked = walk(net, demand.hash, from, destination);
  if (walked.to !== 'exit') return lostInside(net, demand, destination, last, walked);
  const { exit } = walked;
  if (exit.vpn !== undefined) return overVpn(net, demand, exit, exit.vpn, destination);
  const landed = legOut(net, demand, exit);
  if ('outcome' in landed) return landed;
  return topology.as('virtualInterface', landed.virtualInterface).type === 'public'
    ? intoPublicNetwork(net, demand, exit, landed, destination)
    : throughGateway(net, demand, exit, landed, destination);
}

/** In the customer's own network. */
function lostInside(
  net: Net,
  demand: Demand,
  destination: Address,
  last: EntityId | undefined,
  walked: Exclude<Walk, { to: 'exit' }>,
): Way {
  const { hops } = walked;
  if (walked.to === 'hole') return lostWay('blackHole', walked.reason, walked);
  const name = net.topology.name(walked.at);
  if (walked.to === 'own')
    return lostWay('blackHole', `black hole: ${name} has the destination among its own networks`, { hops });
  if (hops.length > 1)
    return lostWay('blackHole', `black hole: ${name} has no route, the routers before it have one`, { hops });
  const { reason, endpoint } = waitingAtRouter(net, demand, destination, last);
  return lostWay('noRoute', reason, { endpoint, hops });
}

/** Past AWS's packet filter; the Regions of the public network are all behind it. */
function intoPublicNetwork(
  net: Net,
  demand: Demand,
  exit: Exit,
  landing: Landing,
  destination: Address,
): Way {
  const { topology } = net;
  const { virtualInterface, hops, via } = landing;
  const why = filtered(net, virtualInterface, demand.source, destination);
  if (why !== undefined) return holeAtRouter(net, exit, why, noticed.never, landing);
  return {
    ...landing,
    outcome: 'delivered',
    reason: '',
    endpoint: exit.endpoint,
    hops: [...hops, demand.to],
    loads: loadedBy(topology, virtualInterface, via),
  };
}

/** Whether packets that a virtual interface takes get anywhere; undefined: no gateway takes them. */
export function arrivalOver(
  net: Net,
  virtualInterface: EntityId,
  hash: number,
  address: Address,
): Arrival | undefined {
  const { topology, bgp } = net;
  const peers = topology.sources(virtualInterface, 'partOf', 'bgpPeer');
  const [gateway] = gatewaysOf(topology, virtualInterface);
  if (gateway === undefined || !peers.some((peer) => bgp.gatewayAttached(peer))) return undefined;
  const region = locationRegion(topology, virtualInterface);
  return arrivalOf(net, { gateway, from: virtualInterface, region, hash }, address);
}

/** The same for packets that come through a VPN. */
export function arrivalOverVpn(net: Net, vpn: EntityId, hash: number, address: Address): Arrival {
  const gateway = net.topology.only(vpn, 'attachesTo');
  const { region } = net.topology.as('gateway', gateway);
  return arrivalOf(net, { gateway, from: vpn, region, hash }, address);
}

function throughGateway(net: Net, demand: Demand, exit: Exit, landing: Landing, destination: Address): Way {
  const { topology } = net;
  const { virtualInterface, hops, via } = landing;
  const arrival = arrivalOver(net, virtualInterface, demand.hash, destination);
  if (arrival?.at !== 'vpc' || arrival.vpc !== demand.to) {
    const reached = arrival === undefined ? {} : { hops: [...hops, ...arrival.hops] };
    // A transit gateway announces its allowed prefixes, whatever is behind it.
    const isLate = arrival === undefined || (arrival.at === 'nowhere' && arrival.why === undefined);
    const ending = isLate ? 'AWS has yet to withdraw it' : noticed.never;
    return holeAtRouter(net, exit, whyNot(net, virtualInterface, demand, arrival), ending, {
      ...landing,
      ...reached,
    });
  }
  return {
    ...landing,
    outcome: 'delivered',
    reason: '',
    endpoint: exit.endpoint,
    hops: [...hops, ...arrival.hops],
    loads: loadedBy(topology, virtualInterface, via),
  };
}

function whyNot(
  { topology }: Net,
  virtualInterface: EntityId,
  demand: Demand,
  arrival: Arrival | undefined,
): string {
  const to = topology.name(demand.to);
  if (arrival?.at === 'customer') {
    const [gateway = demand.to] = arrival.hops;
    const other = topology.name(arrival.virtualInterface);
    const over = topology.kind(arrival.virtualInterface) === 'vpn' ? other : `SiteLink and ${other}`;
    return `${topology.name(gateway)} has a more specific route over ${over}`;
  }
  if (arrival?.at === 'vpc') return `the address of ${to} is in ${topology.name(arrival.vpc)} too`;
  return arrival?.why ?? `${topology.name(virtualInterface)} is not attached to a gateway of ${to}`;
}

/** Into the gateway at the other end of a VPN. */
function overVpn(net: Net, demand: Demand, exit: Exit, vpn: EntityId, destination: Address): Way {
  const { holder, hops } = exit;
  const crossed = legVpn(net, demand, vpn, { holder, hops });
  if ('outcome' in crossed) return crossed;
  const arrival = arrivalOverVpn(net, vpn, demand.hash, destination);
  const known = { virtualInterface: vpn, hops: [...hops, vpn, ...arrival.hops] };
  if (arrival.at !== 'vpc' || arrival.vpc !== demand.to)
    return holeAtRouter(net, exit, whyNot(net, vpn, demand, arrival), 'AWS has yet to withdraw it', known);
  const { endpoint } = exit;
  const lossPpm = lossInRow(exit.lossPpm, crossed.lossPpm);
  return {
    ...crossed,
    ...known,
    lossPpm,
    outcome: 'delivered',
    reason: '',
    endpoint,
    via: undefined,
    loads: [],
  };
}
