/** Tables of routers, gateways and VPCs: which route to a prefix is used, and why not the others. */
import { DEFAULT_LOCAL_PREFERENCE } from '../bgp/rib/decision.ts';
import { publicInterfaces } from '../forwarding/net.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { BothWays, FlowRouteView, RouteCandidateView, RouteTableView } from '../view-types.ts';
import type { World } from '../world.ts';

/** Routers, VPCs, gateways and Regions of the public network, with the prefixes that each has routes to. */
export function routeTables({ topology, forwarding }: World): readonly RouteTableView[] {
  const tables = [
    ...topology.all('vpc'),
    ...topology.all('gateway'),
    ...regionsInUse(topology),
    ...topology.all('router'),
  ];
  const prefixes = forwarding.prefixes(tables);
  return tables.map((table, index) => ({
    name: topology.name(table),
    kind: topology.kind(table),
    prefixes: prefixes[index] ?? [],
  }));
}

/** Regions of the public network where flows end, or a public virtual interface is at home. */
function regionsInUse(topology: Topology): readonly EntityId[] {
  const homes = new Set(publicInterfaces(topology).map((vif) => topology.as('virtualInterface', vif).region));
  return topology
    .all('awsRegion')
    .filter(
      (region) =>
        homes.has(topology.as('awsRegion', region).region) || topology.sources(region, 'endsAt').length > 0,
    );
}

/** Routes to this very prefix, those in use first. */
export function routeCandidates(
  world: World,
  table: EntityId,
  prefix: string,
  within?: string,
): readonly RouteCandidateView[] {
  const { topology, forwarding } = world;
  return forwarding
    .candidates(table, prefix, within)
    .map(({ endpoint, own = '', holder, internal, metric, attributes, learnedMicros, weight, lostOn }) => ({
      own,
      session: endpoint === undefined ? '' : topology.name(endpoint),
      holder: topology.name(holder),
      virtualInterface: virtualInterfaceOf(world, endpoint, holder),
      asPath: attributes.asPath,
      origin: attributes.origin,
      localPreference: attributes.localPref ?? DEFAULT_LOCAL_PREFERENCE,
      med: attributes.med,
      communities: attributes.communities,
      weight,
      learnedMicros,
      internal,
      metric,
      lostOn,
    }));
}

/** The virtual interface or VPN of a session; what another router says has none of its own. */
function virtualInterfaceOf(
  { topology, bgp, link }: World,
  endpoint: EntityId | undefined,
  holder: EntityId,
): string {
  if (endpoint === undefined) return '';
  const vpn = topology.kind(holder) === 'vpn' ? holder : topology.target(endpoint, 'rides');
  if (vpn !== undefined) return topology.name(vpn);
  if (topology.kind(endpoint) === 'bgpPeer') return topology.name(holder);
  const on = bgp.interfaceOf(endpoint);
  const vif = on === undefined ? undefined : link.awsEnd(on);
  return vif === undefined ? '' : topology.name(vif);
}

/** The tables at the two ends of a flow: its router's, and its VPC's. */
export function flowRoutes({ topology, forwarding }: World, flow: EntityId): BothWays<FlowRouteView> {
  const { toAws, toCustomer } = forwarding.matches(flow);
  const end = (relation: 'startsAt' | 'endsAt') => topology.name(topology.only(flow, relation));
  return {
    toAws: { table: end('startsAt'), prefix: toAws },
    toCustomer: { table: end('endsAt'), prefix: toCustomer },
  };
}
