/** What AWS's end of a session says: the routes of its gateway, and what SiteLink carries from elsewhere. */
import { type EntityId, entityId } from '../../topology/entities.ts';
import type { AddressFamily } from '../../topology/spec.ts';
import type { Topology } from '../../topology/topology.ts';
import { onceEach } from '../once.ts';
import { changed, type PathAttributes } from '../rib/attributes.ts';
import type { Nlri } from '../rib/nlri.ts';
import type { Rib } from '../rib/rib.ts';
import { lookUp, type Table } from '../rib/table.ts';
import { entries, get } from '../rib/trie.ts';
import type { GatewayQueries } from './gateway-tables.ts';
import { isReserved } from './rules.ts';

interface Terms {
  readonly localAsn: number;
  readonly localAddress: string;
  readonly addressFamily: AddressFamily;
}

/** Of a route that its gateway announces. */
export const exportByAws = ({ localAsn, localAddress }: Terms, attributes: PathAttributes): PathAttributes =>
  changed(attributes, { asPath: [localAsn, ...attributes.asPath], nextHop: localAddress });

/** Of a customer's own route from another virtual interface: the gateway's ASN comes before the path [user guide, SiteLink]. */
const exportBySiteLink = (terms: Terms, attributes: PathAttributes): PathAttributes =>
  changed(exportByAws(terms, attributes), {
    localPref: undefined,
    med: undefined,
    communities: attributes.communities.filter((community) => !isReserved(community)),
  });

interface Parts {
  readonly topology: Topology;
  readonly tables: GatewayQueries;
}

export interface Announcer {
  /** What SiteLink has for it; undefined: nothing. */
  readonly siteLink: Rib | undefined;
  /** Prefixes of which the other end could be told. */
  readonly exportable: () => readonly Nlri[];
  readonly attributesOf: (prefix: Nlri) => PathAttributes | undefined;
}

/** SiteLink tells one enabled virtual interface of the routes of others on its gateway, and never of its own. */
function siteLinkOf({ topology, tables }: Parts, peer: EntityId) {
  const vif = topology.kind(peer) === 'bgpPeer' ? topology.target(peer, 'partOf') : undefined;
  if (vif === undefined || !topology.as('virtualInterface', vif).siteLinkEnabled) return undefined;
  const [attachment] = topology.sources(vif, 'partOf', 'attachment');
  const gateway = attachment === undefined ? undefined : topology.target(attachment, 'attachesTo');
  if (gateway === undefined) return undefined;
  const { rib } = tables.siteLink(gateway);
  const isElsewhere = (source: number) => topology.target(entityId(source), 'partOf') !== vif;
  return { rib, isElsewhere };
}

/** `announced`: what the gateway has this end announce; undefined while none is attached. */
export function announcerOf(
  parts: Parts,
  peer: EntityId,
  terms: Terms,
  announced: Table<PathAttributes> | undefined,
): Announcer {
  const { addressFamily } = terms;
  const siteLink = announced === undefined ? undefined : siteLinkOf(parts, peer);
  // One UPDATE's routes mostly have their attributes in common.
  const sent = onceEach((attributes: PathAttributes) => exportByAws(terms, attributes));
  return {
    siteLink: siteLink?.rib,
    exportable: () => [
      ...(announced?.prefixes ?? []),
      ...(siteLink === undefined
        ? []
        : [
            ...entries({ ipv4: undefined, ipv6: undefined, [addressFamily]: siteLink.rib[addressFamily] }),
          ].map(({ nlri }) => nlri)),
    ],
    attributesOf: (prefix) => {
      const own = announced === undefined ? undefined : lookUp(announced, prefix);
      if (own !== undefined) return sent(own);
      if (siteLink === undefined || prefix.family !== addressFamily) return undefined;
      const best = get(siteLink.rib, prefix)?.best[0];
      if (best === undefined || !siteLink.isElsewhere(best.source)) return undefined;
      return exportBySiteLink(terms, best.attributes);
    },
  };
}
