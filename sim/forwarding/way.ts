/** What a flow asks for, and what becomes of its packets in one direction. */
import { ALL_PPM } from '../kernel/loss.ts';
import { type Address, nthAddress, type Prefix, parseInterfaceAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { AddressFamily } from '../topology/spec.ts';
import type { Topology } from '../topology/topology.ts';

/** A flow with its addresses: from a host behind a router to one in a VPC, in a public Region, or behind another. */
export interface Demand {
  readonly flow: EntityId;
  readonly from: EntityId;
  /** VPC or router. */
  readonly to: EntityId;
  /** A host behind the router; undefined: the router has no prefix of the family. */
  readonly source: Address | undefined;
  /** A host at the other end; undefined: it has no prefix of the family. */
  readonly destination: Address | undefined;
  readonly family: AddressFamily;
  readonly rateBps: number;
  readonly packetSize: number;
  /** Never in IPv6: its routers do not fragment. */
  readonly mayFragment: boolean;
  /** Picks the LAG member, as a 5-tuple does; made from the name, so that it is the same in every run. */
  readonly hash: number;
}

/** How packets get past the sender's MTU: as they are, in smaller ones after an ICMP answer, or in fragments. */
export type Fit = 'whole' | 'reduced' | 'fragmented';

/** One direction of a flow. `noRoute`: the sender knows that it cannot. `blackHole`: it sends, and nothing arrives. */
export interface Way {
  readonly outcome: 'delivered' | 'noRoute' | 'blackHole';
  /** Unless delivered: what the flow waits for, in words. */
  readonly reason: string;
  /** The neighbour or BGP peer whose route is used or awaited. */
  readonly endpoint: EntityId | undefined;
  /** Or the VPN. */
  readonly virtualInterface: EntityId | undefined;
  /** Routers, sub-interface, virtual interface, gateways, VPC, in the order in which packets meet them, as far as they get. */
  readonly hops: readonly EntityId[];
  /** The physical connection that the packets take. */
  readonly via: EntityId | undefined;
  /** Connections whose capacity the flow takes up: the physical one, and a hosted one on it. */
  readonly loads: readonly EntityId[];
  /** Over SiteLink: those that the flow takes up in the opposite direction. */
  readonly farLoads?: readonly EntityId[];
  /** Parts per million; ALL_PPM unless delivered. */
  readonly lossPpm: number;
  /** The largest packet that gets through, bytes; 0 while that is unknown. */
  readonly pathMtu: number;
  readonly fit: Fit;
}

export type KnownWay = Partial<Pick<Way, 'endpoint' | 'virtualInterface' | 'hops' | 'via' | 'pathMtu'>>;

/** A way on which nothing arrives. */
export const lostWay = (outcome: 'noRoute' | 'blackHole', reason: string, known: KnownWay = {}): Way => ({
  endpoint: undefined,
  virtualInterface: undefined,
  hops: [],
  via: undefined,
  pathMtu: 0,
  ...known,
  outcome,
  reason,
  loads: [],
  lossPpm: ALL_PPM,
  fit: 'whole',
});

/** How the reason of a way that ends in a loop begins. */
export const LOOP = 'black hole: packets loop';

/** What will end a black hole. */
export const noticed = {
  byTimers: 'hold timer or BFD will notice',
  byNobody: 'the small packets of its session pass',
  /** It is static, or announced whatever is behind it. */
  never: 'nothing takes it away',
  already: 'its withdrawal is on the way',
} as const;

/** A way whose sender, `holder`, still has a route. */
export const blackHole = (why: string, holder: string, ending: string, known: KnownWay): Way =>
  lostWay('blackHole', `black hole: ${why}; ${holder} still has the route (${ending})`, known);

/** What was parsed before: the same text always means the same prefix, and lookups meet few texts very often. */
const parsed = new Map<string, Prefix>();

/** The subnet of an interface address or prefix; host bits are let pass. */
export function subnetOf(text: string): Prefix {
  let prefix = parsed.get(text);
  if (prefix === undefined) {
    prefix = parseInterfaceAddress(text).prefix;
    parsed.set(text, prefix);
  }
  return prefix;
}

/** A host of the first prefix of the family: its first address after the network's own. */
function hostIn(prefixes: readonly string[], family: AddressFamily): Address | undefined {
  const prefix = prefixes.map(subnetOf).find((candidate) => candidate.family === family);
  if (prefix === undefined) return undefined;
  const widest = family === 'ipv4' ? 32 : 128;
  return nthAddress(prefix, prefix.length === widest ? 0 : 1);
}

/** Prefixes of a VPC, of a Region of the public network, or behind a router. */
function prefixesAt(topology: Topology, end: EntityId): readonly string[] {
  const entity = topology.get(end);
  if (entity.kind === 'vpc') return entity.cidrs;
  return entity.kind === 'router' ? entity.networks : topology.as('awsRegion', end).prefixes;
}

/** What a flow of the graph asks for. */
export function demandOf(topology: Topology, flow: EntityId): Demand {
  const { rateBps, packetSize, dontFragment, addressFamily, source } = topology.as('flow', flow);
  const from = topology.only(flow, 'startsAt');
  const to = topology.only(flow, 'endsAt');
  return {
    flow,
    from,
    to,
    source: hostIn(source === undefined ? topology.as('router', from).networks : [source], addressFamily),
    destination: hostIn(prefixesAt(topology, to), addressFamily),
    family: addressFamily,
    rateBps,
    packetSize,
    mayFragment: !dontFragment && addressFamily === 'ipv4',
    hash: topology.key(flow).low >>> 0,
  };
}
