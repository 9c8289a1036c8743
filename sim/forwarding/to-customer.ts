/** The way of a flow's packets from the VPC back to the customer's router. */
import { type Address, contains } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { AddressFamily } from '../topology/spec.ts';
import { remember } from './lookups.ts';
import { cross, STANDARD_MTU, TRANSIT_GATEWAY_MTU, virtualInterfaceMtu } from './mtu.ts';
import { attachedTo, type Floors, gatewaysTowards, loadedBy, type Net, peersOf, routerOf } from './net.ts';
import { isPublicRegion, publicCandidates } from './public-network.ts';
import { bestOf, type Candidate, type GatewayCandidate, longestMatch, type Matching } from './selection.ts';
import { waitingAtGateway } from './waiting.ts';
import {
  blackHole,
  type Demand,
  EVERYTHING,
  type KnownWay,
  lostWay,
  noticed,
  subnetOf,
  type Way,
} from './way.ts';

/** `last`: the virtual interface that carried this direction last. */
export function wayToCustomer(net: Net, demand: Demand, last: EntityId | undefined): Way {
  const { topology } = net;
  const { source } = demand;
  if (source === undefined)
    return lostWay('noRoute', `no ${demand.family} prefix is behind ${topology.name(demand.from)}`);
  const candidates = gatewayCandidates(net, demand, source);
  const entry = bestOf(candidates);
  if (entry === undefined) {
    const { reason, endpoint } = waitingAtGateway(net, demand, source, last);
    return lostWay('noRoute', reason, { endpoint, hops: [demand.to] });
  }
  const landing = overWire(net, demand, entry, candidates);
  return 'outcome' in landing ? landing : inside(net, demand, source, entry, landing);
}

/** Installed routes to an address in the tables of all gateways of the VPC, or in that of the public Region. */
export const gatewayCandidates = (net: Net, demand: Demand, address: Address): readonly GatewayCandidate[] =>
  remember(net.lookups.gateway, demand.to, address, () =>
    isPublicRegion(net.topology, demand.to)
      ? publicCandidates(net, demand.to, demand.family, (routes) => longestMatch(routes, address))
      : routesOfGateways(net, gatewaysTowards(net.topology, demand.to), demand.family, (routes) =>
          longestMatch(routes, address),
        ),
  );

/** Of each session whose routes are installed in gateways, the one that matches; `ways` leads from each inwards. */
export function routesOfGateways(
  { topology, installed }: Floors,
  ways: ReadonlyMap<EntityId, readonly EntityId[]>,
  family: AddressFamily,
  matching: Matching,
): GatewayCandidate[] {
  return [...ways].flatMap(([gateway, way]) =>
    attachedTo(topology, gateway).flatMap((holder) =>
      peersOf(topology, holder, family).flatMap((endpoint): GatewayCandidate[] => {
        const match = matching(installed.routes(endpoint));
        if (match === undefined) return [];
        return [{ ...match, endpoint, holder, internal: false, metric: 0, inward: [...way].reverse() }];
      }),
    ),
  );
}

/** What AWS sends at most towards a prefix: 1500 when virtual interfaces of different MTU advertise it (user guide). */
function senderMtuOf(net: Net, entry: Candidate, candidates: readonly Candidate[]): number {
  const mtus = candidates
    .filter(({ prefixLength }) => prefixLength === entry.prefixLength)
    .map(({ holder }) => virtualInterfaceMtu(net.topology, holder));
  const own = virtualInterfaceMtu(net.topology, entry.holder);
  if (mtus.some((mtu) => mtu !== own)) return STANDARD_MTU;
  const transit = net.topology.as('virtualInterface', entry.holder).type === 'transit';
  return transit ? Math.min(own, TRANSIT_GATEWAY_MTU) : own;
}

/** Packets that reached the customer's sub-interface. */
type Landing = Pick<Way, 'via' | 'lossPpm' | 'pathMtu' | 'fit'> & { readonly subInterface: EntityId };

/** A hole that the gateway sends into. */
function hole(net: Net, entry: GatewayCandidate, why: string, ending: string, known: KnownWay): Way {
  const { endpoint, holder: virtualInterface, inward } = entry;
  const gateway = inward.at(-1);
  return blackHole(
    why,
    gateway === undefined ? 'AWS' : net.topology.name(gateway),
    net.bgp.established(endpoint) ? ending : noticed.already,
    { endpoint, virtualInterface, hops: [...inward, virtualInterface], ...known },
  );
}

/** From the gateway over the wire. */
function overWire(
  net: Net,
  demand: Demand,
  entry: GatewayCandidate,
  candidates: readonly Candidate[],
): Landing | Way {
  const { topology, link } = net;
  const { holder: virtualInterface } = entry;
  const name = (id: EntityId) => topology.name(id);
  const { open, why: blocked, lossPpm, via } = link.path(virtualInterface, 'toCustomer', demand.hash);
  const lost = (why: string) => hole(net, entry, why, noticed.byTimers, { via });
  if (!open) return lost(blocked);
  const subInterface = link.customerEnd(virtualInterface);
  if (subInterface === undefined)
    return lost(`no router interface takes the frames of ${name(virtualInterface)}`);
  if (!link.interfaceUp(subInterface)) return lost(`${name(subInterface)} is down`);
  if (lossPpm >= EVERYTHING) return lost(`every packet is lost on the way from ${name(virtualInterface)}`);
  const senderMtu = senderMtuOf(net, entry, candidates);
  const receiverMtu = topology.as('subInterface', subInterface).mtu;
  const pathMtu = Math.min(senderMtu, receiverMtu);
  const fit = cross({
    ...demand,
    senderMtu,
    receiverMtu,
    senderAnswers: () => answers(net, virtualInterface),
  });
  if (fit === 'droppedBySender' || fit === 'droppedByReceiver') {
    const [who, mtu] =
      fit === 'droppedBySender' ? ['the transit gateway', senderMtu] : [name(subInterface), receiverMtu];
    return hole(net, entry, `${who} drops packets over ${mtu} bytes`, noticed.byNobody, { via, pathMtu });
  }
  return { subInterface, via, lossPpm, pathMtu, fit };
}

/** Whether AWS answers a packet that is too big with ICMP; asked only when one is. */
const answers = ({ kernel, topology }: Net, virtualInterface: EntityId): boolean =>
  topology.as('virtualInterface', virtualInterface).type !== 'transit' ||
  kernel.choice('transitGatewayOversize') === 'answered';

/** From the sub-interface to the source. */
function inside(net: Net, demand: Demand, source: Address, entry: GatewayCandidate, landing: Landing): Way {
  const { topology } = net;
  const { endpoint, holder: virtualInterface, inward } = entry;
  const { subInterface, ...landed } = landing;
  const hops = [...inward, virtualInterface, subInterface];
  const routers = routersTo(net, demand, source, subInterface);
  if (routers === undefined) {
    const why = `nothing joins ${topology.name(subInterface)} to ${topology.name(demand.from)}`;
    return hole(net, entry, why, noticed.byNobody, { ...landed, hops });
  }
  return {
    ...landed,
    outcome: 'delivered',
    reason: '',
    endpoint,
    virtualInterface,
    hops: [...hops, ...routers],
    loads: loadedBy(topology, virtualInterface, landed.via),
  };
}

/** Routers from the one that takes the packets to one that has the source behind it. */
function routersTo(
  { topology, igp, link }: Net,
  demand: Demand,
  source: Address,
  subInterface: EntityId,
): readonly EntityId[] | undefined {
  const router = routerOf(topology, subInterface);
  if (router === undefined || !link.running(router)) return undefined;
  const { networks } = topology.as('router', router);
  // Two routers of a site often have the same network behind them: either delivers.
  if (networks.some((network) => contains(subnetOf(network), source))) return [router];
  return igp.distance(router, demand.from)?.path;
}
