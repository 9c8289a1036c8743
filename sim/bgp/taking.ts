/** What an end of a session takes in before policy; AWS's end of a public virtual interface is particular. */
import { type Address, parseAddress, sameAddress } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Received } from './adj-ribs.ts';
import type { Route } from './contract.ts';
import { onceEach } from './once.ts';
import { isAsLoop } from './policy/as-path.ts';
import { prefixList } from './prefix-lists.ts';
import { isListed, withoutUnsupported } from './public-routes.ts';
import type { PathAttributes } from './rib/attributes.ts';
import type { Nlri } from './rib/nlri.ts';
import { reader, type Table } from './rib/table.ts';

interface Taking {
  /** Whether the prefix may be announced at all. */
  readonly listed: (prefix: Nlri) => boolean;
  /** Attributes as they are taken in; undefined: the route is a loop, or leads elsewhere. */
  readonly taken: (attributes: PathAttributes) => PathAttributes | undefined;
}

/** The list of a public virtual interface; its peer may be on its way out of it. */
function routeFilterOf(topology: Topology, end: EntityId): readonly Nlri[] | undefined {
  const vif = topology.target(end, 'partOf');
  if (vif === undefined || topology.kind(vif) !== 'virtualInterface') return undefined;
  const { type, routeFilterPrefixes } = topology.as('virtualInterface', vif);
  return type === 'public' ? prefixList(routeFilterPrefixes) : undefined;
}

/**
 * Public virtual interfaces take only what was listed and verified. `sender`: the one address on the wire that AWS's
 * end can send to; a next hop elsewhere is unreachable for it (RFC 4271 §5.1.3).
 */
export function takingOf(
  topology: Topology,
  end: EntityId,
  { localAsn, sender }: { readonly localAsn: number; readonly sender: Address | undefined },
): Taking {
  const isElsewhere = onceEach(
    (nextHop: string) => sender !== undefined && !sameAddress(parseAddress(nextHop), sender),
  );
  const unlooped = (attributes: PathAttributes) =>
    isAsLoop(attributes.asPath, localAsn, 0) || isElsewhere(attributes.nextHop) ? undefined : attributes;
  const routeFilter = routeFilterOf(topology, end);
  if (routeFilter === undefined) return { listed: () => true, taken: unlooped };
  return {
    listed: (prefix) => isListed(routeFilter, prefix),
    taken: (attributes) => (unlooped(attributes) ? withoutUnsupported(attributes) : undefined),
  };
}

/** The routes of an Adj-RIB-In with what is made of their attributes; undefined leaves one out. */
const routesOf = (
  { prefixes, values }: Table<Received>,
  take: (prefix: Nlri, attributes: PathAttributes) => PathAttributes | undefined,
): readonly Route[] =>
  prefixes.flatMap((prefix, index) => {
    const received = values[index];
    const attributes = received === undefined ? undefined : take(prefix, received.attributes);
    if (received === undefined || attributes === undefined) return [];
    return [{ nlri: prefix, attributes, learnedMicros: received.learnedMicros }];
  });

/** The route to one prefix, as it is taken in. */
export function taker(
  { listed, taken }: Taking,
  table: Table<Received>,
): (prefix: Nlri) => Received | undefined {
  const attributesOf = onceEach(taken);
  const received = reader(table);
  return (prefix) => {
    const route = received(prefix);
    const attributes = route !== undefined && listed(prefix) ? attributesOf(route.attributes) : undefined;
    if (route === undefined || attributes === undefined) return undefined;
    return attributes === route.attributes ? route : { ...route, attributes };
  };
}

/** Adj-RIB-In without loops, and at AWS's end without what a route filter refuses. */
export function takenRoutes({ listed, taken }: Taking, table: Table<Received>): readonly Route[] {
  const attributesOf = onceEach(taken);
  return routesOf(table, (prefix, raw) => (listed(prefix) ? attributesOf(raw) : undefined));
}

/** What came in and is in no route filter prefix. */
export const unlistedRoutes = ({ listed }: Taking, table: Table<Received>): readonly Route[] =>
  routesOf(table, (prefix, raw) => (listed(prefix) ? undefined : raw));
