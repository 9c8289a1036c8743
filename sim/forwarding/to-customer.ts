/** The way of a flow's packets from the VPC back to the customer's router. */
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { wayBetweenRouters } from './between-routers.ts';
import { type Departure, departures } from './departure.ts';
import { remember } from './lookups.ts';
import type { Net } from './net.ts';
import { isPublicRegion, publicDepartures } from './public-network.ts';
import { fromAws, type Goal } from './to-router.ts';
import { waitingAtGateway } from './waiting.ts';
import { blackHole, type Demand, lostWay, noticed, type Way } from './way.ts';

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
  return onward(net, demand, departure, { address: source, router: from, direction: 'toCustomer' });
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
    case 'vpn': {
      const sending = { endpoint: undefined, virtualInterface: departure.vpn, among: [], hops };
      return fromAws(net, demand, goal, [], sending);
    }
    case 'session': {
      const { endpoint, holder, among } = departure;
      const sending = { endpoint, virtualInterface: holder, among, hops };
      return fromAws(net, demand, goal, [], sending);
    }
  }
}
