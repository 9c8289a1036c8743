/** The tables of AWS's gateways, as an operator asks for them. */
import { SITE_LINK } from '../bgp/aws/importing.ts';
import { nlri } from '../bgp/rib/nlri.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { exactly, gatewayTable } from './aws-tables.ts';
import type { Floors } from './net.ts';
import type { TableRoute } from './table-routes.ts';
import { vpcTable } from './vpc-table.ts';

/** Tables that a gateway has, by name: a Direct Connect gateway one for each sending Region, and one for SiteLink. */
export function tablesOf({ topology, bgp }: Floors, gateway: EntityId): readonly string[] {
  const entity = topology.get(gateway);
  if (entity.kind !== 'gateway' || entity.type !== 'directConnectGateway') return [];
  const carries = bgp.gateways.siteLink(gateway).size > 0;
  return [...bgp.gateways.regions(gateway), ...(carries ? [SITE_LINK] : [])];
}

/** What a VPC or gateway knows of exactly this prefix; `table`: one of several, else the first. */
export function routesTo(
  floors: Floors,
  gatewayOrVpc: EntityId,
  prefix: string,
  table = tablesOf(floors, gatewayOrVpc)[0],
): readonly TableRoute[] {
  const { topology, bgp } = floors;
  const matching = exactly(nlri(prefix));
  const entity = topology.get(gatewayOrVpc);
  if (entity.kind === 'vpc') return vpcTable(floors, gatewayOrVpc, matching);
  if (entity.kind !== 'gateway') return [];
  const { routes } = gatewayTable(floors, gatewayOrVpc, entity.region, matching);
  if (entity.type !== 'directConnectGateway') return routes;
  const [siteLink, others] = [
    routes.filter(({ origin }) => origin === 'siteLink'),
    routes.filter(({ origin }) => origin !== 'siteLink'),
  ];
  if (table === SITE_LINK) return siteLink;
  // What it has learned itself, as this Region sees it.
  const found = table === undefined ? undefined : matching.inRib(bgp.gateways.table(gatewayOrVpc, table).rib);
  if (found === undefined) return others;
  const leads = { to: 'sessions', entry: found.value } as const;
  return [{ nlri: found.nlri, origin: 'directConnect', hops: [], leads }, ...others];
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
