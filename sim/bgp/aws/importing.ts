/** From what AWS's end of a session has accepted to a path in a gateway's table. */
import type { Kernel } from '../../kernel/kernel.ts';
import { parseAddress } from '../../topology/address.ts';
import type { EntityId } from '../../topology/entities.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Received } from '../adj-ribs.ts';
import { onceEach } from '../once.ts';
import { changed } from '../rib/attributes.ts';
import { DEFAULT_LOCAL_PREFERENCE } from '../rib/decision.ts';
import type { Path } from '../rib/path.ts';
import { leadsToCoreNetwork, locationRegion, loopsBehind } from './regions.ts';
import { localPreference } from './rules.ts';

/** In place of a Region: routes that SiteLink carries from one virtual interface to others. */
export const SITE_LINK = 'SiteLink';
/** Routes learned over VPNs, which stand behind those of Direct Connect whatever their attributes. */
export const VPN = 'VPN';

interface Parts {
  readonly kernel: Kernel;
  readonly topology: Topology;
}

/** Undefined: the table takes none of the session's routes, or not this one. */
export function importer(
  parts: Parts,
  gateway: EntityId,
  peer: EntityId,
  region: string,
): ((route: Received) => Path | undefined) | undefined {
  const { topology } = parts;
  const preferenceOf = preference(parts, gateway, peer, region);
  const entity = topology.get(peer);
  if (preferenceOf === undefined || !('session' in entity)) return undefined;
  const peerAddress = parseAddress(entity.session.remoteAddress).bits;
  const common = { source: peer, weight: 0, external: true, metric: 0, routerId: 0, peerAddress };
  return onceEach(({ attributes, learnedMicros, stale }: Received) => {
    if (loopsBehind(topology, gateway, region, attributes.asPath)) return undefined;
    const localPref = preferenceOf(attributes.communities);
    return { ...common, attributes: changed(attributes, { localPref }), learnedMicros, stale };
  });
}

/** How a table prefers a session's routes by their communities; undefined: it does not take them. */
function preference(
  { kernel, topology }: Parts,
  gateway: EntityId,
  peer: EntityId,
  region: string,
): ((communities: readonly string[]) => number) | undefined {
  const holder = topology.target(peer, 'partOf');
  if (holder === undefined) return undefined;
  if (topology.kind(peer) === 'vpnPeer') return region === VPN ? () => DEFAULT_LOCAL_PREFERENCE : undefined;
  if (region === VPN) return undefined;
  if (region === SITE_LINK && !topology.as('virtualInterface', holder).siteLinkEnabled) return undefined;
  const from = {
    isHome: region === SITE_LINK || locationRegion(topology, holder) === region,
    remoteChoice: () => kernel.choice('untaggedRemoteRoute'),
    ignoresCommunities: leadsToCoreNetwork(topology, gateway),
  };
  return (communities) => localPreference(communities, from);
}
