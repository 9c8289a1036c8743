/** From what a neighbour sent to paths of the Loc-RIB: import policy, and how far the next hop is. */
import { parseAddress } from '../topology/address.ts';
import type { Received } from './adj-ribs.ts';
import type { Endpoints } from './endpoints.ts';
import type { NextHops } from './next-hops.ts';
import { onceEach } from './once.ts';
import { importRoute } from './policy/importing.ts';
import type { Nlri } from './rib/nlri.ts';
import type { Path } from './rib/path.ts';
import type { Rib } from './rib/rib.ts';
import type { Table } from './rib/table.ts';
import { get } from './rib/trie.ts';
import type { Terms } from './terms.ts';

interface Parts {
  readonly ends: Endpoints;
  readonly terms: Terms;
  readonly nextHops: NextHops;
}

/** For the routes of one endpoint, whose other end has this BGP identifier; undefined: policy refuses the route. */
export function importer(
  { ends, terms, nextHops }: Parts,
  endpoint: number,
  sender: number,
): (prefix: Nlri, received: Received) => Path | undefined {
  const { internal, importing } = terms.of(endpoint);
  const router = terms.owner(endpoint);
  const peerAddress = parseAddress(ends.config(endpoint).remoteAddress).bits;
  const metricOf = onceEach((nextHop: string) => {
    // A route map may have set another than the sender, which must then be found as any address.
    if (!internal && parseAddress(nextHop).bits === peerAddress)
      return ends.localUp.get(endpoint) === 1 ? 0 : undefined;
    return nextHops.resolve(router, nextHop)?.metric;
  });
  return (prefix, { attributes: raw, learnedMicros, stale }) => {
    const taken = importRoute({ nlri: prefix, attributes: raw }, importing);
    if (taken === undefined) return undefined;
    const { attributes, weight } = taken;
    const { originatorId } = attributes;
    const routerId = originatorId === undefined ? sender : Number(parseAddress(originatorId).bits);
    const metric = metricOf(attributes.nextHop);
    const common = { source: endpoint, peerAddress, learnedMicros, stale };
    return { ...common, attributes, weight, external: !internal, metric, routerId };
  };
}

/** Prefixes whose path in the Loc-RIB is not what was made of what an endpoint received. */
export function disagreements(
  endpoint: number,
  { prefixes, values }: Table<Received>,
  rib: Rib,
  pathOf: (prefix: Nlri, received: Received) => Path | undefined,
): readonly Nlri[] {
  return prefixes.filter((prefix, index) => {
    const received = values[index];
    const expected = received === undefined ? undefined : pathOf(prefix, received);
    const held = get(rib, prefix)?.paths.find(({ source }) => source === endpoint);
    return !sameWay(expected, held);
  });
}

const sameWay = (a: Path | undefined, b: Path | undefined): boolean =>
  a?.attributes === b?.attributes &&
  a?.metric === b?.metric &&
  a?.stale === b?.stale &&
  a?.weight === b?.weight;
