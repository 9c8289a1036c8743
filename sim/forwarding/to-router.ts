/** The way of packets to a customer's router, in and out of AWS as often as its tables and the routers' have it. */
import { lossInRow } from '../kernel/loss.ts';
import type { Direction } from '../link/contract.ts';
import { type Address, contains, formatAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Arrival } from './arrival.ts';
import { legIn, type Sender } from './leg-in.ts';
import { holeAtRouter, legOut } from './leg-out.ts';
import { legVpn } from './leg-vpn.ts';
import { loadedBy, type Net } from './net.ts';
import { type Exit, walk } from './router-table.ts';
import { arrivalOver, arrivalOverVpn } from './to-aws.ts';
import { blackHole, type Demand, type KnownWay, LOOP, lostWay, noticed, subnetOf, type Way } from './way.ts';

/** Where packets are for. */
export interface Goal {
  readonly address: Address;
  readonly router: EntityId;
  /** Of the flow. */
  readonly direction: Direction;
}

type Carried = Pick<Way, 'endpoint' | 'virtualInterface' | 'via' | 'lossPpm' | 'pathMtu' | 'fit'>;

/** A virtual interface or VPN that packets have crossed. */
interface Crossing extends Carried {
  readonly direction: Direction;
}

/** What packets have met so far. */
export interface Trip {
  readonly hops: readonly EntityId[];
  readonly crossings: readonly Crossing[];
  /** The gateway's route by which they came last; undefined: they began at a router. */
  readonly sending: Sending | undefined;
}

/** A gateway's route to the customer: over a virtual interface, or a VPN, where static routes have no session. */
export interface Sending extends Omit<Sender, 'endpoint'> {
  readonly endpoint: EntityId | undefined;
}

/** From a router on. */
export function fromRouter(net: Net, demand: Demand, goal: Goal, trip: Trip, router: EntityId): Way {
  const walked = walk(net, demand.hash, router, goal.address, trip.hops);
  switch (walked.to) {
    case 'own':
      return arrived(net, goal, { ...trip, hops: walked.hops }, walked.lossPpm);
    case 'exit':
      return outAndIn(net, demand, goal, trip, walked.exit);
    case 'nowhere':
      return withoutRoute(net, goal, trip, walked);
    case 'hole':
      return lostWay('blackHole', walked.reason, { ...entered(trip), ...walked });
  }
}

/** By what packets came into the customer's network; undefined: they began there. */
function entered({ crossings }: Trip): KnownWay {
  const { endpoint, virtualInterface, via } = crossings.at(-1) ?? {};
  return { endpoint, virtualInterface, via };
}

/** At a router that has no route: a gateway that sent packets there still has one, as have the routers before. */
function withoutRoute(
  net: Net,
  goal: Goal,
  trip: Trip,
  { at, hops }: { readonly at: EntityId; readonly hops: readonly EntityId[] },
): Way {
  const { topology } = net;
  const why = `${topology.name(at)} has no route to ${formatAddress(goal.address)}`;
  const { sending } = trip;
  if (sending !== undefined) {
    const holder = sending.hops.at(-1) ?? sending.virtualInterface;
    return blackHole(why, topology.name(holder), endingOf(net, sending, goal), { ...entered(trip), hops });
  }
  if (hops.length === 1) return lostWay('noRoute', why, { hops });
  return lostWay(
    'blackHole',
    `black hole: ${topology.name(at)} has no route, the routers before it have one`,
    { hops },
  );
}

/** Out of a router into AWS, and where AWS sends it on. */
function outAndIn(net: Net, demand: Demand, goal: Goal, trip: Trip, exit: Exit): Way {
  const landed = crossOut(net, demand, exit);
  if ('outcome' in landed) return landed;
  const { virtualInterface, hops } = landed;
  const arrival =
    exit.vpn === undefined
      ? arrivalOver(net, virtualInterface, demand.hash, goal.address)
      : arrivalOverVpn(net, exit.vpn, demand.hash, goal.address);
  if (arrival?.at !== 'customer') {
    const known = { ...landed, hops: [...hops, ...(arrival?.hops ?? [])] };
    const isLate = arrival === undefined || (arrival.at === 'nowhere' && arrival.why === undefined);
    const ending = isLate ? 'AWS has yet to withdraw it' : noticed.never;
    return holeAtRouter(net, exit, whyNot(net, goal, virtualInterface, arrival), ending, known);
  }
  const crossing: Crossing = { ...landed, endpoint: exit.endpoint, direction: 'toAws' };
  return fromAws(net, demand, goal, [...trip.crossings, crossing], {
    ...arrival,
    among: [arrival.virtualInterface],
    hops: [...hops, ...arrival.hops],
  });
}

function whyNot(
  { topology }: Net,
  { router }: Goal,
  virtualInterface: EntityId,
  arrival: Arrival | undefined,
): string {
  if (arrival?.at === 'nowhere' && arrival.why !== undefined) return arrival.why;
  if (arrival?.at === 'vpc')
    return `the address of ${topology.name(router)} is in ${topology.name(arrival.vpc)} too`;
  return `${topology.name(virtualInterface)} leads to no gateway with SiteLink to ${topology.name(router)}`;
}

type Crossed = Omit<Carried, 'endpoint'> & {
  readonly hops: readonly EntityId[];
  readonly virtualInterface: EntityId;
};

function crossOut(net: Net, demand: Demand, exit: Exit): Crossed | Way {
  if (exit.vpn === undefined) return legOut(net, demand, exit);
  const crossed = legVpn(net, demand, exit.vpn, exit);
  if ('outcome' in crossed) return { ...crossed, endpoint: exit.endpoint };
  const lossPpm = lossInRow(exit.lossPpm, crossed.lossPpm);
  return { ...crossed, lossPpm, hops: [...exit.hops, exit.vpn], virtualInterface: exit.vpn, via: undefined };
}

/** Out of a gateway to the router at the other end of its virtual interface or VPN, and on from there. */
export function fromAws(
  net: Net,
  demand: Demand,
  goal: Goal,
  crossed: readonly Crossing[],
  sending: Sending,
): Way {
  const { topology } = net;
  const { endpoint, virtualInterface } = sending;
  const landed = crossIn(net, demand, sending);
  if ('outcome' in landed) return landed;
  const { router, hops } = landed;
  if (hops.includes(router)) {
    const reason = `${LOOP} through AWS and back to ${topology.name(router)}`;
    return lostWay('blackHole', reason, { ...landed, endpoint, virtualInterface });
  }
  const crossing: Crossing = { ...landed, endpoint, virtualInterface, direction: 'toCustomer' };
  return fromRouter(net, demand, goal, { hops, crossings: [...crossed, crossing], sending }, router);
}

/** Whether the gateway's route is to go: AWS's end of its session no longer hears one. */
function endingOf({ bgp }: Net, { endpoint }: Sending, { address }: Goal): string {
  if (endpoint === undefined) return noticed.never;
  const hears =
    bgp.established(endpoint) &&
    bgp.routes(endpoint).some(({ nlri }) => contains(subnetOf(nlri.text), address));
  return hears ? noticed.never : noticed.already;
}

type LandedIn = Pick<Way, 'hops' | 'via' | 'lossPpm' | 'pathMtu' | 'fit'> & { readonly router: EntityId };

function crossIn(net: Net, demand: Demand, sending: Sending): LandedIn | Way {
  const { topology } = net;
  const { endpoint, virtualInterface, hops } = sending;
  if (topology.kind(virtualInterface) !== 'vpn') {
    if (endpoint === undefined)
      throw new Error(`${topology.name(virtualInterface)} has routes without a session`);
    return legIn(net, demand, { ...sending, endpoint });
  }
  const holder = hops.at(-1) ?? virtualInterface;
  const crossed = legVpn(net, demand, virtualInterface, { holder, hops });
  if ('outcome' in crossed) return { ...crossed, endpoint };
  const router = topology.only(virtualInterface, 'landsOn');
  return { ...crossed, router, hops: [...hops, virtualInterface], via: undefined };
}

/** All that packets have crossed, in one. */
function arrived(
  { topology }: Net,
  { direction }: Goal,
  { hops, crossings }: Trip,
  lastLossPpm: number,
): Way {
  const [first] = crossings;
  const { endpoint, virtualInterface, via } = first ?? {};
  const loaded = (isWanted: boolean) =>
    crossings.flatMap((one) =>
      one.virtualInterface === undefined ||
      one.via === undefined ||
      (one.direction === direction) !== isWanted
        ? []
        : loadedBy(topology, one.virtualInterface, one.via),
    );
  const farLoads = loaded(false);
  return {
    outcome: 'delivered',
    reason: '',
    ...{ endpoint, virtualInterface, via, hops },
    loads: loaded(true),
    ...(farLoads.length > 0 && { farLoads }),
    lossPpm: crossings.reduce((sum, { lossPpm }) => lossInRow(sum, lossPpm), lastLossPpm),
    pathMtu: crossings.length === 0 ? 0 : Math.min(...crossings.map(({ pathMtu }) => pathMtu)),
    fit: crossings.find(({ fit }) => fit !== 'whole')?.fit ?? 'whole',
  };
}
