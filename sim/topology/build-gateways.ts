/** VPCs, gateways and their associations. */
import type { Building } from './build.ts';
import { found, sorted } from './build-names.ts';
import type { Association, Gateway } from './entities.ts';
import type { GatewaySpec } from './gateway-spec.ts';
import { candidateId } from './ids.ts';
import { given } from './neighbor-statement.ts';

export function buildGateways(building: Building): void {
  const { spec, topology } = building;
  for (const [name, { cidrs, region = spec.region, routes, propagation = true }] of sorted(spec.vpcs))
    topology.add({ kind: 'vpc', name, cidrs, region, propagation, ...(routes && { routes }) });
  for (const [name, gateway] of sorted(spec.gateways)) addGateway(building, name, gateway);
  for (const [name, gateway] of sorted(spec.gateways)) {
    for (const target of gateway.associated) associate(building, name, gateway, target);
  }
}

function addGateway({ topology, spec, seed, account }: Building, name: string, gateway: GatewaySpec): void {
  const { kind, amazonSideAsn, owner, region = spec.region, edges, routes } = gateway;
  const edgeList = edges && sorted(edges).map(([edge, asn]) => ({ region: edge, asn }));
  topology.add({
    kind: 'gateway',
    name,
    id: candidateId(seed, kind, name, 0),
    type: kind,
    amazonSideAsn,
    ownerAccount: account(owner),
    region,
    ...given<Pick<Gateway, 'edges' | 'routes'>>({ edges: edgeList, routes }),
  });
}

function associate({ topology, seed }: Building, name: string, gateway: GatewaySpec, target: string): void {
  const [from, to] = [found(topology, name), found(topology, target)];
  topology.relate(from, 'associatedWith', to);
  if (gateway.kind !== 'directConnectGateway' || topology.kind(to) !== 'gateway') return;
  const label = `${name} ${target} association`;
  const association = topology.add({
    kind: 'association',
    name: label,
    id: candidateId(seed, 'association', label, 0),
    ...given<Pick<Association, 'allowedPrefixes'>>({ allowedPrefixes: gateway.allowedPrefixes?.[target] }),
  });
  topology.relate(association, 'partOf', from);
  topology.relate(association, 'associates', to);
}
