/** The Regions of AWS's public network as entities: only where something can lead to them. */
import type { EntityId } from './entities.ts';
import { publicPrefixesOf, publicRegionName, regionOfName } from './public-prefixes.ts';
import type { FlowSpec, Named, NetworkSpec } from './spec.ts';
import type { Topology } from './topology.ts';

/** All Regions of the public network; made when there is none yet, which is before the first public virtual interface. */
export function publicRegions(topology: Topology, own?: Named<readonly string[]>): readonly EntityId[] {
  const known = topology.all('awsRegion');
  if (known.length > 0) return known;
  for (const [region, prefixes] of Object.entries(publicPrefixesOf(own)).sort(([a], [b]) => (a < b ? -1 : 1)))
    topology.add({ kind: 'awsRegion', name: publicRegionName(region), region, prefixes });
  return topology.all('awsRegion');
}

/** Before anything is provisioned. */
export function buildPublicNetwork(
  topology: Topology,
  { vifs, publicPrefixes }: NetworkSpec,
  traffic: Named<FlowSpec>,
): void {
  const needed =
    publicPrefixes !== undefined ||
    Object.values(vifs).some(({ type }) => type === 'public') ||
    Object.values(traffic).some(({ to }) => regionOfName(to) !== undefined);
  if (needed) publicRegions(topology, publicPrefixes);
}
