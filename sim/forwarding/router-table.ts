/** The way of packets through the customer's network: each router on it looks into its own table. */
import { cidrsOf } from '../bgp/aws/announcements.ts';
import { commonBits, wordsOf } from '../bgp/rib/nlri.ts';
import { AGGREGATE, isOwn, type Path } from '../bgp/rib/path.ts';
import type { RibEntry } from '../bgp/rib/rib.ts';
import { type Entry, longestMatch } from '../bgp/rib/trie.ts';
import { ALL_PPM, lossInRow } from '../kernel/loss.ts';
import { type Address, contains } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Floors } from './net.ts';
import { LOOP, subnetOf } from './way.ts';

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

/** Where a walk ends. */
export type Walk =
  | { readonly to: 'exit'; readonly exit: Exit }
  /** At a router that has the address behind it. */
  | {
      readonly to: 'own';
      readonly at: EntityId;
      readonly hops: readonly EntityId[];
      readonly lossPpm: number;
    }
  /** At a router that has no route; `at` may be the first. */
  | { readonly to: 'nowhere'; readonly at: EntityId; readonly hops: readonly EntityId[] }
  | {
      readonly to: 'hole';
      readonly reason: string;
      readonly endpoint: EntityId | undefined;
      readonly hops: readonly EntityId[];
    };

/** The next step of a walk: on to a router, out over a session or VPN, or the end of it. */
type Step =
  | { readonly next: EntityId; readonly endpoint: EntityId | undefined; readonly lossPpm: number }
  | { readonly exit: Omit<Exit, 'hops' | 'holder' | 'lossPpm'> }
  | { readonly own: true }
  | { readonly discards: string }
  | undefined;

const isBehind = ({ topology }: Floors, router: EntityId, address: Address): boolean =>
  topology.as('router', router).networks.some((network) => contains(subnetOf(network), address));

function stepFrom(net: Floors, hash: number, at: EntityId, address: Address): Step {
  const { topology, igp, bgp } = net;
  const entry = fibEntry(net, at, address);
  const floating = floatingRoute(net, at, address);
  if (floating !== undefined && floating.length > (entry?.nlri.length ?? -1))
    return { exit: { endpoint: floating.vpn, vpn: floating.vpn } };
  const path = shareOf(entry?.value.best ?? [], hash);
  if (entry === undefined || path === undefined) return undefined;
  if (isOwn(path)) return ownStep(net, at, address, path, entry.nlri.text);
  const nextHop = bgp.nextHop(at, path);
  // Some keep a route whose next hop nothing leads to: it is there, and unreachable.
  if (nextHop === undefined) return undefined;
  const { endpoint } = nextHop;
  if (nextHop.kind === 'session') return { exit: { endpoint, vpn: topology.target(endpoint, 'rides') } };
  // The far end of an external session is next door, over a link that the IGP may not know.
  const isNextDoor = path.external && topology.target(endpoint, 'peersWith') === nextHop.router;
  const over = isNextDoor ? topology.target(endpoint, 'crosses') : undefined;
  const next = isNextDoor ? nextHop.router : igp.distance(at, nextHop.router)?.path[1];
  if (next === undefined) throw new Error(`${topology.name(at)} prefers a route that it cannot reach`);
  const lossPpm = (over === undefined ? igp.distance(at, next) : igp.live(over))?.lossPpm ?? 0;
  return { next, endpoint, lossPpm };
}

/** A route of the router's own: into its aggregate's discard route, to what is behind it, or where the IGP has that. */
function ownStep(net: Floors, at: EntityId, address: Address, { source }: Path, prefix: string): Step {
  if (source === AGGREGATE) return { discards: `its aggregate ${prefix}` };
  if (isBehind(net, at, address)) return { own: true };
  // It only announces the prefix: the route that a network statement asks for is the IGP's, to whoever has it.
  const [nearest] = net.igp.routers
    .filter((router) => router !== at && isBehind(net, router, address))
    .flatMap((router) => net.igp.distance(at, router) ?? [])
    .sort((a, b) => a.metric - b.metric);
  const next = nearest?.path[1];
  if (next === undefined) return { discards: `${prefix}, which nobody has` };
  return { next, endpoint: undefined, lossPpm: net.igp.distance(at, next)?.lossPpm ?? 0 };
}

/** Each router on the way looks for itself. `before`: what packets have met so far. */
export function walk(
  net: Floors,
  hash: number,
  from: EntityId,
  address: Address,
  before: readonly EntityId[] = [],
): Walk {
  const name = (id: EntityId) => net.topology.name(id);
  const hops = [...before];
  let lossPpm = 0;
  for (let at = from; ; ) {
    hops.push(at);
    const step = stepFrom(net, hash, at, address);
    if (step === undefined) return { to: 'nowhere', at, hops };
    if ('own' in step) return { to: 'own', at, hops, lossPpm };
    if ('exit' in step) return { to: 'exit', exit: { ...step.exit, hops, holder: at, lossPpm } };
    if ('discards' in step)
      return {
        ...{ to: 'hole', endpoint: undefined, hops },
        reason: `black hole: ${name(at)} discards what is for ${step.discards}`,
      };
    const { next, endpoint } = step;
    if (hops.includes(next)) {
      const reason = `${LOOP} between ${name(at)} and ${name(next)} until their routes agree`;
      return { to: 'hole', reason, endpoint, hops };
    }
    lossPpm = lossInRow(lossPpm, step.lossPpm);
    if (lossPpm >= ALL_PPM) {
      const reason = `black hole: every packet is lost between ${name(at)} and ${name(next)}`;
      return { to: 'hole', reason, endpoint, hops };
    }
    at = next;
  }
}
