/** The way of packets between two of the customer's routers: over the customer's own network, or over SiteLink. */
import { lossInRow } from '../kernel/loss.ts';
import type { Direction } from '../link/contract.ts';
import { formatAddress } from '../topology/address.ts';
import { legIn } from './leg-in.ts';
import { holeAtRouter, legOut } from './leg-out.ts';
import { loadedBy, type Net } from './net.ts';
import { walkOut } from './router-table.ts';
import { arrivalOver } from './to-aws.ts';
import { type Demand, lostWay, type Way } from './way.ts';

/** `toAws` from the flow's first router to the second, `toCustomer` back. */
export function wayBetweenRouters(net: Net, demand: Demand, direction: Direction): Way {
  const { topology, link } = net;
  const [start, end] = direction === 'toAws' ? [demand.from, demand.to] : [demand.to, demand.from];
  const address = direction === 'toAws' ? demand.destination : demand.source;
  if (address === undefined)
    return lostWay('noRoute', `no ${demand.family} prefix is behind ${topology.name(end)}`);
  if (!link.running(start)) return lostWay('noRoute', `${topology.name(start)} is down`);
  const exit = walkOut(net, demand, start, address);
  if (exit === undefined) {
    const reason = `${topology.name(start)} has no route to ${formatAddress(address)}`;
    return lostWay('noRoute', reason, { hops: [start] });
  }
  if ('outcome' in exit) return exit;
  const landed = legOut(net, demand, exit);
  if ('outcome' in landed) return landed;
  const { virtualInterface, hops } = landed;
  const arrival = arrivalOver(net, virtualInterface, demand.hash, address);
  if (arrival?.at !== 'customer') {
    const none = `${topology.name(virtualInterface)} leads to no gateway with SiteLink to ${topology.name(end)}`;
    const why = arrival?.at === 'nowhere' ? (arrival.why ?? none) : none;
    return holeAtRouter(net, exit, why, 'AWS has yet to withdraw it', landed);
  }
  const sender = { ...arrival, among: [arrival.virtualInterface], hops: [...hops, ...arrival.hops] };
  const far = legIn(net, demand, sender, { address, router: end });
  if (far.outcome !== 'delivered') return far;
  const [out, back] = [loadedBy(topology, virtualInterface, landed.via), far.loads];
  return {
    ...far,
    endpoint: exit.endpoint,
    virtualInterface,
    via: landed.via,
    loads: direction === 'toAws' ? out : back,
    farLoads: direction === 'toAws' ? back : out,
    lossPpm: lossInRow(landed.lossPpm, far.lossPpm),
    pathMtu: Math.min(landed.pathMtu, far.pathMtu),
    fit: landed.fit === 'whole' ? far.fit : landed.fit,
  };
}
