/** From a gateway over the wire of a virtual interface to the customer's routers. */
import type { Distance } from '../igp/igp.ts';
import { lossInRow } from '../kernel/loss.ts';
import { type Address, contains } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { cross, STANDARD_MTU, TRANSIT_GATEWAY_MTU, virtualInterfaceMtu } from './mtu.ts';
import { loadedBy, type Net, routerOf } from './net.ts';
import { blackHole, type Demand, EVERYTHING, type KnownWay, noticed, subnetOf, type Way } from './way.ts';

/** The route that a gateway sends by. */
export interface Sender {
  /** AWS's end of the session. */
  readonly endpoint: EntityId;
  readonly virtualInterface: EntityId;
  /** Virtual interfaces that have the same prefix. */
  readonly among: readonly EntityId[];
  /** What packets have met so far, the gateway last. */
  readonly hops: readonly EntityId[];
}

/** Where packets are for, behind which router. */
export interface Goal {
  readonly address: Address;
  readonly router: EntityId;
}

/** What AWS sends at most towards a prefix: 1500 when virtual interfaces of different MTU advertise it (user guide). */
function senderMtuOf({ topology }: Net, { virtualInterface, among }: Sender): number {
  const own = virtualInterfaceMtu(topology, virtualInterface);
  if (among.some((other) => topology.kind(other) !== 'virtualInterface')) return STANDARD_MTU;
  if (among.some((other) => virtualInterfaceMtu(topology, other) !== own)) return STANDARD_MTU;
  const transit = topology.as('virtualInterface', virtualInterface).type === 'transit';
  return transit ? Math.min(own, TRANSIT_GATEWAY_MTU) : own;
}

/** Packets that reached the customer's sub-interface. */
type Landing = Pick<Way, 'via' | 'lossPpm' | 'pathMtu' | 'fit'> & { readonly subInterface: EntityId };

/** A hole that the gateway sends into. */
function hole(net: Net, sender: Sender, why: string, ending: string, known: KnownWay): Way {
  const { endpoint, virtualInterface, hops } = sender;
  const gateway = hops.at(-1);
  return blackHole(
    why,
    gateway === undefined ? 'AWS' : net.topology.name(gateway),
    net.bgp.established(endpoint) ? ending : noticed.already,
    { endpoint, virtualInterface, hops: [...hops, virtualInterface], ...known },
  );
}

export function legIn(net: Net, demand: Demand, sender: Sender, goal: Goal): Way {
  const landing = overWire(net, demand, sender);
  return 'outcome' in landing ? landing : inside(net, sender, goal, landing);
}

/** From the gateway over the wire. */
function overWire(net: Net, demand: Demand, sender: Sender): Landing | Way {
  const { topology, link } = net;
  const { virtualInterface } = sender;
  const name = (id: EntityId) => topology.name(id);
  const { open, why: blocked, lossPpm, via } = link.path(virtualInterface, 'toCustomer', demand.hash);
  const lost = (why: string) => hole(net, sender, why, noticed.byTimers, { via });
  if (!open) return lost(blocked);
  const subInterface = link.customerEnd(virtualInterface);
  if (subInterface === undefined)
    return lost(`no router interface takes the frames of ${name(virtualInterface)}`);
  if (!link.interfaceUp(subInterface)) return lost(`${name(subInterface)} is down`);
  if (lossPpm >= EVERYTHING) return lost(`every packet is lost on the way from ${name(virtualInterface)}`);
  const senderMtu = senderMtuOf(net, sender);
  const receiverMtu = topology.as('subInterface', subInterface).mtu;
  const pathMtu = Math.min(senderMtu, receiverMtu);
  const senderAnswers = () => answers(net, virtualInterface);
  const fit = cross({ ...demand, senderMtu, receiverMtu, senderAnswers });
  if (fit === 'droppedBySender' || fit === 'droppedByReceiver') {
    const [who, mtu] =
      fit === 'droppedBySender' ? ['the transit gateway', senderMtu] : [name(subInterface), receiverMtu];
    return hole(net, sender, `${who} drops packets over ${mtu} bytes`, noticed.byNobody, { via, pathMtu });
  }
  return { subInterface, via, lossPpm, pathMtu, fit };
}

/** Whether AWS answers a packet that is too big with ICMP; asked only when one is. */
const answers = ({ kernel, topology }: Net, virtualInterface: EntityId): boolean =>
  topology.as('virtualInterface', virtualInterface).type !== 'transit' ||
  kernel.choice('transitGatewayOversize') === 'answered';

/** From the sub-interface to where the packets are for. */
function inside(net: Net, sender: Sender, goal: Goal, landing: Landing): Way {
  const { topology } = net;
  const { endpoint, virtualInterface } = sender;
  const { subInterface, ...landed } = landing;
  const hops = [...sender.hops, virtualInterface, subInterface];
  const router = routerOf(topology, subInterface);
  const routers = router === undefined ? undefined : routersTo(net, router, goal);
  if (routers === undefined) {
    const why = `nothing joins ${topology.name(subInterface)} to ${topology.name(goal.router)}`;
    return hole(net, sender, why, noticed.never, { ...landed, hops });
  }
  const lossPpm = lossInRow(landed.lossPpm, routers.lossPpm);
  if (lossPpm >= EVERYTHING) {
    const why = `every packet is lost between ${topology.name(subInterface)} and ${topology.name(goal.router)}`;
    return hole(net, sender, why, noticed.byNobody, { ...landed, hops });
  }
  return {
    ...landed,
    lossPpm,
    outcome: 'delivered',
    reason: '',
    endpoint,
    virtualInterface,
    hops: [...hops, ...routers.path],
    loads: loadedBy(topology, virtualInterface, landed.via),
  };
}

/** Routers from the one that takes the packets to one that has the address behind it. */
export function routersTo(
  { topology, igp, link }: Net,
  router: EntityId,
  { address, router: last }: Goal,
): Pick<Distance, 'path' | 'lossPpm'> | undefined {
  if (!link.running(router)) return undefined;
  const { networks } = topology.as('router', router);
  // Two routers of a site often have the same network behind them: either delivers.
  if (networks.some((network) => contains(subnetOf(network), address))) return { path: [router], lossPpm: 0 };
  return igp.distance(router, last);
}
