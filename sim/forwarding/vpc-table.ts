/** The tables of VPCs as lookups. */
import { covers, nlri } from '../bgp/rib/nlri.ts';
import type { EntityId } from '../topology/entities.ts';
import { fromRib, gatewayTable, type Matching, route, statics } from './aws-tables.ts';
import { type Tables, withinQuota } from './propagation.ts';
import { chosen, type RouteOrigin, type TableRoute } from './table-routes.ts';

/** Leads away from AWS, or into a hole: what a VPC's table takes from a gateway. */
const outwards = ({ leads }: TableRoute): boolean => leads.to !== 'vpc' && leads.to !== 'gateway';

/** Gateways whose routes are in a VPC's table without being entered, and their tables as far as it takes them. */
const propagating = (tables: Tables, vpc: EntityId): readonly (readonly [EntityId, Tables])[] => {
  const { topology } = tables;
  const { routes, propagation = true } = topology.as('vpc', vpc);
  return topology.sources(vpc, 'associatedWith', 'gateway').flatMap((gateway) => {
    const isVirtual = topology.as('gateway', gateway).type === 'virtualGateway';
    // Nothing propagates from the other kinds: where no route was entered, take it that all were.
    if (isVirtual ? !propagation : routes !== undefined) return [];
    return [[gateway, isVirtual ? withinQuota(tables, gateway) : tables] as const];
  });
};

/** A VPC's table: its CIDRs, what was entered, and what its gateways propagate. */
export function vpcTable(tables: Tables, vpc: EntityId, matching: Matching): readonly TableRoute[] {
  const { topology } = tables;
  const { cidrs, routes, region } = topology.as('vpc', vpc);
  const local = cidrs.map(nlri);
  const propagated = propagating(tables, vpc).flatMap(([gateway, seen]) => {
    const found =
      topology.as('gateway', gateway).type === 'directConnectGateway'
        ? fromRib(seen.bgp.gateways.table(gateway, region).rib, matching, 'propagated')
        : ofGateway(seen, gateway, region, matching);
    // The local route goes before propagated ones, however specific [VPC user guide, route priority].
    return found
      .filter(({ nlri: prefix }) => !local.some((cidr) => covers(cidr, prefix)))
      .map((one): TableRoute => ({ ...one, origin: 'propagated', hops: [gateway, ...one.hops] }));
  });
  return [
    ...local.filter(matching.fits).map((prefix) => route(prefix, 'local', { to: 'vpc', vpc })),
    ...statics(tables, routes, matching),
    ...propagated,
  ];
}

/** Routes that a VPC's gateways keep back for another of the same prefix, and where that one is from. */
export function beatenRoutes(
  tables: Tables,
  table: EntityId,
  matching: Matching,
): readonly (TableRoute & { readonly by: RouteOrigin })[] {
  const entity = tables.topology.get(table);
  if (entity.kind !== 'vpc') return [];
  return propagating(tables, table).flatMap(([gateway, seen]) => {
    const { routes, precedence } = gatewayTable(seen, gateway, entity.region, matching);
    const won = chosen(routes, precedence);
    return routes
      .filter((one) => !won.includes(one))
      .map((one) => ({ ...one, by: won[0]?.origin ?? one.origin }));
  });
}

/** What a gateway itself would use to leave AWS. */
function ofGateway(
  tables: Tables,
  gateway: EntityId,
  region: string,
  matching: Matching,
): readonly TableRoute[] {
  const { routes, precedence } = gatewayTable(tables, gateway, region, matching);
  return chosen(routes, precedence).filter(outwards);
}
