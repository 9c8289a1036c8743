/** From a customer's router over the wire to AWS's end of a virtual interface. */
import { ALL_PPM, lossInRow } from '../kernel/loss.ts';
import type { EntityId } from '../topology/entities.ts';
import { cross, virtualInterfaceMtu } from './mtu.ts';
import type { Net } from './net.ts';
import type { Exit } from './router-table.ts';
import { blackHole, type Demand, type KnownWay, noticed, type Way } from './way.ts';

/** Packets that reached AWS's end. */
export type Landing = Pick<Way, 'hops' | 'via' | 'lossPpm' | 'pathMtu' | 'fit'> & {
  readonly virtualInterface: EntityId;
};

/** A hole that the router sends into. */
export const holeAtRouter = (
  net: Net,
  { holder, endpoint }: Exit,
  why: string,
  ending: string,
  known: KnownWay,
): Way => blackHole(why, net.topology.name(holder), ending, { endpoint, ...known });

export function legOut(net: Net, demand: Demand, exit: Exit): Landing | Way {
  const { topology, link, bgp } = net;
  const name = (id: EntityId) => topology.name(id);
  const subInterface = bgp.interfaceOf(exit.endpoint);
  if (subInterface === undefined) throw new Error(`${name(exit.endpoint)} has routes and no interface`);
  const hops = [...exit.hops, subInterface];
  const virtualInterface = link.awsEnd(subInterface);
  if (virtualInterface === undefined) {
    const why = `no virtual interface at the other end of ${name(subInterface)}`;
    return holeAtRouter(net, exit, why, noticed.byTimers, { hops });
  }
  const { open, why: blocked, lossPpm, via } = link.path(virtualInterface, 'toAws', demand.hash);
  const known = { hops, virtualInterface, via };
  if (!open) return holeAtRouter(net, exit, blocked, noticed.byTimers, known);
  if (lossPpm >= ALL_PPM) {
    const why = `every packet is lost on the way to ${name(virtualInterface)}`;
    return holeAtRouter(net, exit, why, noticed.byTimers, known);
  }
  const senderMtu = topology.as('subInterface', subInterface).mtu;
  const receiverMtu = virtualInterfaceMtu(topology, virtualInterface);
  const pathMtu = Math.min(senderMtu, receiverMtu);
  const fit = cross({ ...demand, senderMtu, receiverMtu, senderAnswers: () => true });
  if (fit === 'droppedByReceiver' || fit === 'droppedBySender') {
    const why = `AWS's end of ${name(virtualInterface)} drops packets over ${receiverMtu} bytes`;
    return holeAtRouter(net, exit, why, noticed.byNobody, { ...known, pathMtu });
  }
  const loss = lossInRow(exit.lossPpm, lossPpm);
  return { hops: [...hops, virtualInterface], virtualInterface, via, lossPpm: loss, pathMtu, fit };
}
