/** One end of a session as policy sees it, read from the graph. */
import { formatAddress, parseInterfaceAddress } from '../topology/address.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { loopbackOf } from '../topology/loopback.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import type { SessionTerms } from './exchange.ts';
import { type Nlri, nlri } from './rib/nlri.ts';

interface Parts {
  readonly topology: Topology;
  readonly ends: Endpoints;
}

/** The router of a neighbour, the virtual interface of a BGP peer. */
export const ownerOf = ({ topology, ends }: Parts, endpoint: number): EntityId =>
  topology.only(ends.entity(endpoint), 'partOf');

const sets = new WeakMap<readonly string[], ReadonlySet<Nlri>>();

function prefixSet(prefixes: readonly string[]): ReadonlySet<Nlri> {
  let set = sets.get(prefixes);
  if (set === undefined) {
    set = new Set(prefixes.map(nlri));
    sets.set(prefixes, set);
  }
  return set;
}

export function termsOf(parts: Parts, endpoint: number): SessionTerms {
  const { topology, ends } = parts;
  const { localAsn } = ends.config(endpoint);
  const common = { localAsn, internal: ends.internal(endpoint), localAddress: localAddress(parts, endpoint) };
  if (ends.isAws(endpoint)) return { ...common, nextHopSelf: true, prepend: 0, announces: () => true };
  const { advertise, prepend } = topology.as('neighbor', ends.entity(endpoint));
  const own = prefixSet(advertise ?? topology.as('router', ownerOf(parts, endpoint)).networks);
  return { ...common, nextHopSelf: true, prepend, announces: (prefix) => own.has(prefix) };
}

/** The address that a session runs from at this end. */
function localAddress(parts: Parts, endpoint: number): string {
  const { ends, topology } = parts;
  const entity = ends.entity(endpoint);
  if (ends.isAws(endpoint))
    return formatAddress(parseInterfaceAddress(topology.as('bgpPeer', entity).amazonAddress).address);
  const { addressFamily } = ends.config(endpoint);
  const local = ends.local.get(endpoint);
  if (local < 0) return loopbackOf(topology.as('router', ownerOf(parts, endpoint)).routerId, addressFamily);
  const own = topology
    .as('subInterface', entityId(local))
    .addresses.map((text) => parseInterfaceAddress(text).address)
    .find(({ family }) => family === addressFamily);
  return own === undefined ? '' : formatAddress(own);
}
