/** The way of a flow's packets from the customer's router to the VPC, resolved hop by hop. */
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { cross, virtualInterfaceMtu } from './mtu.ts';
import { gatewaysOf, gatewaysTowards, loadedBy, type Net } from './net.ts';
import { filtered } from './public-network.ts';
import { type Exit, walkOut } from './router-table.ts';
import { waitingAtRouter } from './waiting.ts';
import { blackHole, type Demand, EVERYTHING, type KnownWay, lostWay, noticed, type Way } from './way.ts';

/** `last`: the virtual interface that carried this direction last. */
export function wayToAws(net: Net, demand: Demand, last: EntityId | undefined): Way {
  const { topology, link } = net;
  const { from, to, destination } = demand;
  if (destination === undefined)
    return lostWay('noRoute', `${topology.name(to)} has no ${demand.family} CIDR`);
  if (!link.running(from)) return lostWay('noRoute', `${topology.name(from)} is down`);
  const exit = walkOut(net, demand, destination);
  if (exit === undefined) {
    const { reason, endpoint } = waitingAtRouter(net, demand, destination, last);
    return lostWay('noRoute', reason, { endpoint, hops: [from] });
  }
  if ('outcome' in exit) return exit;
  const landed = overWire(net, demand, exit);
  if ('outcome' in landed) return landed;
  return topology.as('virtualInterface', landed.virtualInterface).type === 'public'
    ? intoPublicNetwork(net, demand, exit, landed, destination)
    : throughGateway(net, demand, exit, landed);
}

/** Packets that reached AWS's end of a virtual interface. */
type Landing = Pick<Way, 'hops' | 'via' | 'lossPpm' | 'pathMtu' | 'fit'> & {
  readonly virtualInterface: EntityId;
};

const hole = (net: Net, { holder, endpoint }: Exit, why: string, ending: string, known: KnownWay): Way =>
  blackHole(why, net.topology.name(holder), ending, { endpoint, ...known });

function overWire(net: Net, demand: Demand, exit: Exit): Landing | Way {
  const { topology, link, bgp } = net;
  const name = (id: EntityId) => topology.name(id);
  const subInterface = bgp.interfaceOf(exit.endpoint);
  if (subInterface === undefined) throw new Error(`${name(exit.endpoint)} has routes and no interface`);
  const hops = [...exit.hops, subInterface];
  const virtualInterface = link.awsEnd(subInterface);
  if (virtualInterface === undefined) {
    const why = `no virtual interface at the other end of ${name(subInterface)}`;
    return hole(net, exit, why, noticed.byTimers, { hops });
  }
  const { open, why: blocked, lossPpm, via } = link.path(virtualInterface, 'toAws', demand.hash);
  const known = { hops, virtualInterface, via };
  if (!open) return hole(net, exit, blocked, noticed.byTimers, known);
  if (lossPpm >= EVERYTHING) {
    const why = `every packet is lost on the way to ${name(virtualInterface)}`;
    return hole(net, exit, why, noticed.byTimers, known);
  }
  const senderMtu = topology.as('subInterface', subInterface).mtu;
  const receiverMtu = virtualInterfaceMtu(topology, virtualInterface);
  const pathMtu = Math.min(senderMtu, receiverMtu);
  const fit = cross({ ...demand, senderMtu, receiverMtu, senderAnswers: () => true });
  if (fit === 'droppedByReceiver' || fit === 'droppedBySender') {
    const why = `AWS's end of ${name(virtualInterface)} drops packets over ${receiverMtu} bytes`;
    return hole(net, exit, why, noticed.byNobody, { ...known, pathMtu });
  }
  return { hops: [...hops, virtualInterface], virtualInterface, via, lossPpm, pathMtu, fit };
}

function throughGateway(net: Net, demand: Demand, exit: Exit, landing: Landing): Way {
  const { topology } = net;
  const { virtualInterface, hops, via } = landing;
  const onward = gatewayWay(net, virtualInterface, demand.to);
  if (onward === undefined) {
    const why = `${topology.name(virtualInterface)} is not attached to a gateway of ${topology.name(demand.to)}`;
    return hole(net, exit, why, 'AWS has yet to withdraw it', landing);
  }
  return {
    ...landing,
    outcome: 'delivered',
    reason: '',
    endpoint: exit.endpoint,
    hops: [...hops, ...onward],
    loads: loadedBy(topology, virtualInterface, via),
  };
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
  if (why !== undefined) return hole(net, exit, why, noticed.byNobody, landing);
  return {
    ...landing,
    outcome: 'delivered',
    reason: '',
    endpoint: exit.endpoint,
    hops: [...hops, demand.to],
    loads: loadedBy(topology, virtualInterface, via),
  };
}

/** Gateways and VPC behind a virtual interface whose attachment is in force. */
function gatewayWay(
  { topology, bgp }: Net,
  virtualInterface: EntityId,
  vpc: EntityId,
): readonly EntityId[] | undefined {
  if (!topology.sources(virtualInterface, 'partOf', 'bgpPeer').some((peer) => bgp.gatewayAttached(peer)))
    return undefined;
  const towards = gatewaysTowards(topology, vpc);
  return gatewaysOf(topology, virtualInterface)
    .map((gateway) => towards.get(gateway))
    .find((way) => way !== undefined);
}
