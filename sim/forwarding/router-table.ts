/** Where a flow's packets leave the customer's network: each router on the way looks for itself. */
import { cidrsOf } from '../bgp/aws/announcements.ts';
import { commonBits, wordsOf } from '../bgp/rib/nlri.ts';
import { isOwn, type Path } from '../bgp/rib/path.ts';
import type { RibEntry } from '../bgp/rib/rib.ts';
import { type Entry, longestMatch } from '../bgp/rib/trie.ts';
import { lossInRow } from '../kernel/loss.ts';
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Floors } from './net.ts';
import { type Demand, EVERYTHING, LOOP, lostWay, type Way } from './way.ts';

/** Where the packets leave the customer's network. */
export interface Exit {
  readonly hops: readonly EntityId[];
  /** Random loss between the routers on the way. */
  readonly lossPpm: number;
  /** The session whose route is used; of a VPN with static routes, the VPN. And the router that holds it. */
  readonly endpoint: EntityId;
  readonly holder: EntityId;
  /** The VPN that they leave by; undefined: a virtual interface. */
  readonly vpn: EntityId | undefined;
}

/** What a router's FIB has for an address: the longest prefix with a path that can be used. */
export const fibEntry = (
  { bgp }: Pick<Floors, 'bgp'>,
  router: EntityId,
  address: Address,
): Entry<RibEntry> | undefined =>
  longestMatch(bgp.rib(router), address.family, wordsOf(address), ({ best }) => best.length > 0);

/** Of several paths in use, the one that a flow takes, as by the hash of its 5-tuple. */
export const shareOf = (paths: readonly Path[], hash: number): Path | undefined => paths[hash % paths.length];

/** The router's own static route into a VPN: to the CIDRs behind it, floating, so equal ones of BGP go first. */
function floatingRoute(
  { topology, bgp }: Floors,
  router: EntityId,
  address: Address,
): { readonly vpn: EntityId; readonly length: number } | undefined {
  const words = wordsOf(address);
  return topology
    .sources(router, 'landsOn', 'vpn')
    .filter((vpn) => topology.as('vpn', vpn).routing === 'static' && bgp.tunnels.usable(vpn))
    .flatMap((vpn) =>
      cidrsOf(topology, topology.only(vpn, 'attachesTo'))
        .filter(
          (cidr) =>
            cidr.family === address.family && commonBits(cidr.words, words, cidr.length) === cidr.length,
        )
        .map(({ length }) => ({ vpn, length })),
    )
    .sort((a, b) => b.length - a.length || a.vpn - b.vpn)[0];
}

/** The next step of a walk: on to a router, out over a session or VPN, or the end of it. */
type Step =
  | { readonly next: EntityId; readonly endpoint: EntityId; readonly lossPpm: number }
  | { readonly exit: Omit<Exit, 'hops' | 'holder' | 'lossPpm'> }
  | { readonly own: true }
  | undefined;

function stepFrom(net: Floors, demand: Demand, at: EntityId, destination: Address): Step {
  const { topology, igp, bgp } = net;
  const entry = fibEntry(net, at, destination);
  const floating = floatingRoute(net, at, destination);
  if (floating !== undefined && floating.length > (entry?.nlri.length ?? -1))
    return { exit: { endpoint: floating.vpn, vpn: floating.vpn } };
  const path = shareOf(entry?.value.best ?? [], demand.hash);
  if (path === undefined) return undefined;
  if (isOwn(path)) return { own: true };
  const nextHop = bgp.nextHop(at, path);
  // Some keep a route whose next hop nothing leads to: it is there, and unreachable.
  if (nextHop === undefined) return undefined;
  const { endpoint } = nextHop;
  if (nextHop.kind === 'session') return { exit: { endpoint, vpn: topology.target(endpoint, 'rides') } };
  const over = path.external ? topology.target(endpoint, 'crosses') : undefined;
  // The far end of an external session is next door, over a link that the IGP may not know.
  const next = path.external ? nextHop.router : igp.distance(at, nextHop.router)?.path[1];
  if (next === undefined) throw new Error(`${topology.name(at)} prefers a route that it cannot reach`);
  const lossPpm = (over === undefined ? igp.distance(at, next) : igp.live(over))?.lossPpm ?? 0;
  return { next, endpoint, lossPpm };
}

/** Each router on the way looks for itself. Undefined: the first has no route. */
export function walkOut(
  net: Floors,
  demand: Demand,
  from: EntityId,
  destination: Address,
): Exit | Way | undefined {
  const name = (id: EntityId) => net.topology.name(id);
  const hops: EntityId[] = [];
  let lossPpm = 0;
  for (let at = from; ; ) {
    hops.push(at);
    const step = stepFrom(net, demand, at, destination);
    if (step === undefined) {
      if (hops.length === 1) return undefined;
      const reason = `black hole: ${name(at)} has no route, the routers before it have one`;
      return lostWay('blackHole', reason, { hops });
    }
    if ('own' in step) return { ...arrived(net, demand, at, hops), lossPpm };
    if ('exit' in step) return { ...step.exit, hops, holder: at, lossPpm };
    if (hops.includes(step.next)) {
      const reason = `${LOOP} between ${name(at)} and ${name(step.next)} until their routes agree`;
      return lostWay('blackHole', reason, { endpoint: step.endpoint, hops });
    }
    lossPpm = lossInRow(lossPpm, step.lossPpm);
    if (lossPpm >= EVERYTHING) {
      const reason = `black hole: every packet is lost between ${name(at)} and ${name(step.next)}`;
      return lostWay('blackHole', reason, { endpoint: step.endpoint, hops });
    }
    at = step.next;
  }
}

/** At a router with the destination among its own networks: the end of a flow between routers. */
function arrived({ topology }: Floors, demand: Demand, at: EntityId, hops: readonly EntityId[]): Way {
  if (topology.kind(demand.to) !== 'router') {
    const reason = `black hole: ${topology.name(at)} has the destination among its own networks`;
    return lostWay('blackHole', reason, { hops });
  }
  const nothing = { endpoint: undefined, virtualInterface: undefined, via: undefined, loads: [] };
  return { ...nothing, outcome: 'delivered', reason: '', hops, lossPpm: 0, pathMtu: 0, fit: 'whole' };
}
