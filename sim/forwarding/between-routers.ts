/** The way of packets between two of the customer's routers: over the customer's own network, or through AWS. */
import type { Direction } from '../link/contract.ts';
import type { Net } from './net.ts';
import { fromRouter } from './to-router.ts';
import { type Demand, lostWay, type Way } from './way.ts';

/** `toAws` from the flow's first router to the second, `toCustomer` back. */
export function wayBetweenRouters(net: Net, demand: Demand, direction: Direction): Way {
  const { topology, link } = net;
  const [start, end] = direction === 'toAws' ? [demand.from, demand.to] : [demand.to, demand.from];
  const address = direction === 'toAws' ? demand.destination : demand.source;
  if (address === undefined)
    return lostWay('noRoute', `no ${demand.family} prefix is behind ${topology.name(end)}`);
  if (!link.running(start)) return lostWay('noRoute', `${topology.name(start)} is down`);
  const goal = { address, router: end, direction };
  return fromRouter(net, demand, goal, { hops: [], crossings: [], sending: undefined }, start);
}
