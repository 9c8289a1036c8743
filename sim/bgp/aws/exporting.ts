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

/** MED of what a VPN announces, so that equal routes over Direct Connect go first [transit gateway guide]. */
export const VPN_MED = 100;

/** Of a route that a transit gateway has from elsewhere. */
const exportByTransit = (terms: Terms, attributes: PathAttributes): PathAttributes =>
  changed(exportBySiteLink(terms, attributes), { med: VPN_MED });

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

/** A transit gateway tells each VPN what its table has from elsewhere: other VPNs, and Direct Connect [transit gateway guide]. */
function transitOf({ topology, tables }: Parts, peer: EntityId): readonly Rib[] {
  const vpn = topology.kind(peer) === 'vpnPeer' ? topology.target(peer, 'partOf') : undefined;
  const gateway = vpn === undefined ? undefined : topology.only(vpn, 'attachesTo');
  if (gateway === undefined || topology.as('gateway', gateway).type !== 'transitGateway') return [];
  const { region } = topology.as('gateway', gateway);
  const direct = topology
    .sources(gateway, 'associatedWith', 'gateway')
    .map((other) => tables.table(other, region).rib);
  return [...direct, tables.vpn(gateway).rib];
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
  const transit = announced === undefined ? [] : transitOf(parts, peer);
  const { topology } = parts;
  const isElsewhere = (source: number) =>
    topology.target(entityId(source), 'partOf') !== topology.target(peer, 'partOf');
  // One UPDATE's routes mostly have their attributes in common.
  const sent = onceEach((attributes: PathAttributes) => exportByAws(terms, attributes));
  return {
    siteLink: siteLink?.rib,
    exportable: () => {
      const prefixes = new Set(announced?.prefixes);
      for (const rib of [...(siteLink === undefined ? [] : [siteLink.rib]), ...transit])
        for (const { nlri } of entries(rib)) if (nlri.family === addressFamily) prefixes.add(nlri);
      return [...prefixes];
    },
    attributesOf: (prefix) => {
      const own = announced === undefined ? undefined : lookUp(announced, prefix);
      if (own !== undefined) return sent(own);
      if (prefix.family !== addressFamily) return undefined;
      // The first that has it: Direct Connect goes before VPNs in the gateway's table.
      const [known] = transit.flatMap((rib) => get(rib, prefix)?.best[0] ?? []);
      if (known !== undefined)
        return isElsewhere(known.source) ? exportByTransit(terms, known.attributes) : undefined;
      if (siteLink === undefined) return undefined;
      const best = get(siteLink.rib, prefix)?.best[0];
      if (best === undefined || !siteLink.isElsewhere(best.source)) return undefined;
      return exportBySiteLink(terms, best.attributes);
    },
  };
}
