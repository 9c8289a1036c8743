/** From a gateway over the wire of a virtual interface to the customer's router. */
import { ALL_PPM } from '../kernel/loss.ts';
import type { EntityId } from '../topology/entities.ts';
import { cross, STANDARD_MTU, TRANSIT_GATEWAY_MTU, virtualInterfaceMtu } from './mtu.ts';
import { type Net, routerOf } from './net.ts';
import { blackHole, type Demand, type KnownWay, noticed, type Way } from './way.ts';

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

/** What AWS sends at most towards a prefix: 1500 when virtual interfaces of different MTU advertise it (user guide). */
function senderMtuOf({ topology }: Net, { virtualInterface, among }: Sender): number {
  const own = virtualInterfaceMtu(topology, virtualInterface);
  if (among.some((other) => topology.kind(other) !== 'virtualInterface')) return STANDARD_MTU;
  if (among.some((other) => virtualInterfaceMtu(topology, other) !== own)) return STANDARD_MTU;
  const transit = topology.as('virtualInterface', virtualInterface).type === 'transit';
  return transit ? Math.min(own, TRANSIT_GATEWAY_MTU) : own;
}

/** Packets that reached the customer's router. */
export type Landing = Pick<Way, 'hops' | 'via' | 'lossPpm' | 'pathMtu' | 'fit'> & {
  readonly router: EntityId;
};

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

export function legIn(net: Net, demand: Demand, sender: Sender): Landing | Way {
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
  if (lossPpm >= ALL_PPM) return lost(`every packet is lost on the way from ${name(virtualInterface)}`);
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
  const router = routerOf(topology, subInterface);
  if (router === undefined) throw new Error(`${name(subInterface)} is part of no router`);
  return { router, hops: [...sender.hops, virtualInterface, subInterface], via, lossPpm, pathMtu, fit };
}

/** Whether AWS answers a packet that is too big with ICMP; asked only when one is. */
const answers = ({ kernel, topology }: Net, virtualInterface: EntityId): boolean =>
  topology.as('virtualInterface', virtualInterface).type !== 'transit' ||
  kernel.choice('transitGatewayOversize') === 'answered';
