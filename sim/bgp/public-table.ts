/** What AWS's end of a public virtual interface announces, from the Regions of the graph. */
import { publicRegions } from '../topology/build-public.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { publicTable } from './public-routes.ts';
import type { PathAttributes } from './rib/attributes.ts';
import type { Table } from './rib/table.ts';

export function publicTableOf(topology: Topology, peer: EntityId): Table<PathAttributes> {
  const { region } = topology.as('virtualInterface', topology.only(peer, 'partOf'));
  const { addressFamily } = topology.as('bgpPeer', peer).session;
  const regions = publicRegions(topology).map((id) => topology.as('awsRegion', id));
  return publicTable(regions, region, addressFamily);
}
