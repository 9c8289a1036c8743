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

/**
 * Whether a route goes no further than the Direct Connect gateway: each transit gateway or edge that it has in a
 * Region finds its own ASN in the path (RFC 4271 §9.1.2).
 */
export function loopsBehind(
  topology: Topology,
  gateway: EntityId,
  region: string,
  asPath: readonly number[],
): boolean {
  const asns = topology.targets(gateway, 'associatedWith').flatMap((target) => {
    const entity = topology.get(target);
    if (entity.kind !== 'gateway') return [undefined];
    const { type, edges = [], amazonSideAsn } = entity;
    if (type === 'coreNetwork') return edges.filter((edge) => edge.region === region).map(({ asn }) => asn);
    if (entity.region !== region) return [];
    return [type === 'transitGateway' ? amazonSideAsn : undefined];
  });
  return asns.length > 0 && asns.every((asn) => asn !== undefined && asPath.includes(asn));
}

/** Cloud WAN does not look at communities; a gateway has one kind behind it. */
export const leadsToCoreNetwork = (topology: Topology, gateway: EntityId): boolean =>
  topology
    .targets(gateway, 'associatedWith')
    .some(
      (target) =>
        topology.kind(target) === 'gateway' && topology.as('gateway', target).type === 'coreNetwork',
    );
