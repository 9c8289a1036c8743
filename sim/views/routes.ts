/** Tables of routers, gateways and VPCs: which route to a prefix is used, and why not the others. */
import type { EntityId } from '../topology/entities.ts';
import type { RouteCandidateView, RouteTableView } from '../view-types.ts';
import type { World } from '../world.ts';

/** Routers, VPCs, and gateways that lead to none, with the prefixes that each has routes to. */
export function routeTables({ topology, forwarding }: World): readonly RouteTableView[] {
  const gateways = topology
    .all('gateway')
    .filter((gateway) => topology.targets(gateway, 'associatedWith').length === 0);
  const tables = [...topology.all('vpc'), ...gateways, ...topology.all('router')];
  const prefixes = forwarding.prefixes(tables);
  return tables.map((table, index) => ({
    name: topology.name(table),
    kind: topology.kind(table),
    prefixes: prefixes[index] ?? [],
  }));
}

/** Routes to this very prefix, the one in use first. */
export function routeCandidates(
  world: World,
  table: EntityId,
  prefix: string,
): readonly RouteCandidateView[] {
  const { topology, forwarding, bgp, link } = world;
  return forwarding
    .candidates(table, prefix)
    .map(({ endpoint, holder, internal, metric, attributes, learnedMicros, lostOn }) => {
      const isPeer = topology.kind(endpoint) === 'bgpPeer';
      const on = isPeer ? undefined : bgp.interfaceOf(endpoint);
      const vif = isPeer ? holder : on === undefined ? undefined : link.awsEnd(on);
      return {
        session: topology.name(endpoint),
        holder: topology.name(holder),
        virtualInterface: vif === undefined ? '' : topology.name(vif),
        asPath: attributes.asPath,
        learnedMicros,
        internal,
        metric,
        lostOn,
      };
    });
}
