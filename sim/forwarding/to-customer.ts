/** The way of a flow's packets from the VPC back to the customer's router. */

import { lossInRow } from '../kernel/loss.ts';
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { wayBetweenRouters } from './between-routers.ts';
import { type Departure, departures } from './departure.ts';
import { type Goal, legIn, routersTo } from './leg-in.ts';
import { legVpn } from './leg-vpn.ts';
import { remember } from './lookups.ts';
import type { Net } from './net.ts';
import { isPublicRegion, publicDepartures } from './public-network.ts';
import { waitingAtGateway } from './waiting.ts';
import { blackHole, type Demand, EVERYTHING, lostWay, noticed, type Way } from './way.ts';

/** `last`: the virtual interface that carried this direction last. */
export function wayToCustomer(net: Net, demand: Demand, last: EntityId | undefined): Way {
  const { topology } = net;
  const { source, from, to } = demand;
  if (topology.kind(to) === 'router') return wayBetweenRouters(net, demand, 'toCustomer');
  if (source === undefined)
    return lostWay('noRoute', `no ${demand.family} prefix is behind ${topology.name(from)}`);
  const ways = departuresOf(net, to, source);
  // Equal ways are shared as by the hash of a 5-tuple.
  const departure = ways[demand.hash % ways.length];
  if (departure === undefined) {
    const { reason, endpoint } = waitingAtGateway(net, demand, source, last);
    return lostWay('noRoute', reason, { endpoint, hops: [to] });
  }
  return onward(net, demand, departure, { address: source, router: from });
}

const departuresOf = (net: Net, vpc: EntityId, address: Address): readonly Departure[] =>
  remember(net.lookups.gateway, vpc, address, () =>
    isPublicRegion(net.topology, vpc) ? publicDepartures(net, vpc, address) : departures(net, vpc, address),
  );

function onward(net: Net, demand: Demand, departure: Departure, goal: Goal): Way {
  const { topology } = net;
  const { hops } = departure;
  switch (departure.over) {
    case 'nothing': {
      const [holder = demand.to] = hops;
      return blackHole(departure.why, topology.name(holder), noticed.never, { hops });
    }
    case 'vpn':
      return overVpn(net, demand, departure.vpn, hops, undefined, goal);
    case 'session': {
      const { endpoint, holder, among } = departure;
      if (topology.kind(holder) === 'vpn') return overVpn(net, demand, holder, hops, endpoint, goal);
      return legIn(net, demand, { endpoint, virtualInterface: holder, among, hops }, goal);
    }
  }
}

function overVpn(
  net: Net,
  demand: Demand,
  vpn: EntityId,
  hops: readonly EntityId[],
  endpoint: EntityId | undefined,
  goal: Goal,
): Way {
  const { topology } = net;
  const holder = hops.at(-1) ?? demand.to;
  const crossed = legVpn(net, demand, vpn, { holder, hops });
  if ('outcome' in crossed) return { ...crossed, endpoint };
  const router = topology.only(vpn, 'landsOn');
  const routers = routersTo(net, router, goal);
  const known = { endpoint, virtualInterface: vpn, hops: [...hops, vpn, ...(routers?.path ?? [])] };
  if (routers === undefined) {
    const why = `nothing joins ${topology.name(router)} to ${topology.name(goal.router)}`;
    return blackHole(why, topology.name(holder), noticed.never, known);
  }
  const lossPpm = lossInRow(crossed.lossPpm, routers.lossPpm);
  if (lossPpm >= EVERYTHING) {
    const why = `every packet is lost between ${topology.name(router)} and ${topology.name(goal.router)}`;
    return blackHole(why, topology.name(holder), noticed.byNobody, known);
  }
  return { ...crossed, ...known, lossPpm, outcome: 'delivered', reason: '', via: undefined, loads: [] };
}
