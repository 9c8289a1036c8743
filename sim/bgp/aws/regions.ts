/** Which Regions send towards on-premises through a gateway: each chooses for itself. */
import type { EntityId } from '../../topology/entities.ts';
import type { Topology } from '../../topology/topology.ts';

/** Of a gateway, those of what is associated with it; where nothing is, its own. */
export function sendingRegions(topology: Topology, gateway: EntityId): readonly string[] {
  const { type, region } = topology.as('gateway', gateway);
  if (type !== 'directConnectGateway') return [region];
  const behind = topology.targets(gateway, 'associatedWith').flatMap((target) => regionsOf(topology, target));
  return behind.length === 0 ? [region] : [...new Set(behind)].sort();
}

function regionsOf(topology: Topology, target: EntityId): readonly string[] {
  const entity = topology.get(target);
  if (entity.kind === 'gateway') return entity.edges?.map((edge) => edge.region) ?? [entity.region];
  return entity.kind === 'vpc' ? [entity.region] : [];
}

/** The Region of a virtual interface's location; its own when its port is gone. */
export function locationRegion(topology: Topology, virtualInterface: EntityId): string {
  let at: EntityId | undefined = virtualInterface;
  while (at !== undefined) {
    const device = topology.target(at, 'terminatesOn');
    if (device !== undefined) return topology.as('awsDevice', device).region;
    at = topology.target(at, 'rides');
  }
  return topology.as('virtualInterface', virtualInterface).region;
}

/** Cloud WAN does not look at communities; a gateway has one kind behind it. */
export const leadsToCoreNetwork = (topology: Topology, gateway: EntityId): boolean =>
  topology
    .targets(gateway, 'associatedWith')
    .some(
      (target) =>
        topology.kind(target) === 'gateway' && topology.as('gateway', target).type === 'coreNetwork',
    );
