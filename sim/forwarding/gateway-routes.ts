/** The tables of AWS's gateways, as an operator asks for them. */
import { nlri } from '../bgp/rib/nlri.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { exactly, gatewayTable, vpcTable } from './aws-tables.ts';
import type { Floors } from './net.ts';
import type { TableRoute } from './table-routes.ts';

/** What a VPC or gateway knows of exactly this prefix. */
export function routesTo(floors: Floors, gatewayOrVpc: EntityId, prefix: string): readonly TableRoute[] {
  const { topology, bgp } = floors;
  const matching = exactly(nlri(prefix));
  const entity = topology.get(gatewayOrVpc);
  if (entity.kind === 'vpc') return vpcTable(floors, gatewayOrVpc, matching);
  if (entity.kind !== 'gateway') return [];
  const { routes } = gatewayTable(floors, gatewayOrVpc, entity.region, matching);
  if (entity.type !== 'directConnectGateway') return routes;
  // What it has learned itself, as the first of its Regions sees it.
  const learned = bgp.gateways
    .regions(gatewayOrVpc)
    .slice(0, 1)
    .flatMap((region): readonly TableRoute[] => {
      const found = matching.inRib(bgp.gateways.table(gatewayOrVpc, region).rib);
      if (found === undefined) return [];
      return [
        {
          nlri: found.nlri,
          origin: 'directConnect',
          hops: [],
          leads: { to: 'sessions', entry: found.value },
        },
      ];
    });
  return [...learned, ...routes.filter(({ origin }) => origin !== 'siteLink')];
}

/** Virtual interfaces and VPNs whose routes to this very prefix a gateway, or the gateways of a VPC, have. */
export function holdersOf(floors: Floors, gatewayOrVpc: EntityId, prefix: string): EntityId[] {
  const { topology } = floors;
  const holders = routesTo(floors, gatewayOrVpc, prefix).flatMap(({ leads }): EntityId[] => {
    if (leads.to === 'vpn') return [leads.vpn];
    if (leads.to !== 'sessions') return [];
    return leads.entry.paths.flatMap(({ source }) => topology.target(entityId(source), 'partOf') ?? []);
  });
  return [...new Set(holders)];
}
