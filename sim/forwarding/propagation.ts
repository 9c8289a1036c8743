/** Which of a virtual gateway's routes get into the tables of its VPCs: at most 100 [VPC quotas, propagated routes]. */
import type { GatewayTable } from '../bgp/aws/gateway-tables.ts';
import type { BgpQueries } from '../bgp/contract.ts';
import { compareNlri, type Nlri } from '../bgp/rib/nlri.ts';
import type { Rib } from '../bgp/rib/rib.ts';
import { entries, put } from '../bgp/rib/trie.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';

export const PROPAGATED_ROUTES = 100;

/** What lookups in AWS's tables need to know. */
export interface Tables {
  readonly topology: Topology;
  readonly bgp: Pick<BgpQueries, 'gateways' | 'tunnels'>;
}

/**
 * The tables as they look to the VPCs of a virtual gateway. Beyond the quota, the routes that came last are not there:
 * which ones stay out is not published (assumed).
 */
export function withinQuota(tables: Tables, gateway: EntityId): Tables {
  const { topology, bgp } = tables;
  const { region } = topology.as('gateway', gateway);
  const statics = topology
    .sources(gateway, 'attachesTo', 'vpn')
    .reduce((sum, vpn) => sum + topology.as('vpn', vpn).routes.length, 0);
  const direct = topology
    .sources(gateway, 'associatedWith', 'gateway')
    .map((other) => bgp.gateways.table(other, region));
  const all = [bgp.gateways.table(gateway, region), ...direct, bgp.gateways.vpn(gateway)];
  if (all.reduce((sum, { size }) => sum + size, statics) <= PROPAGATED_ROUTES) return tables;
  const left = trimmed(
    all.map(({ rib }) => rib),
    PROPAGATED_ROUTES - statics,
  );
  const trim = (table: GatewayTable): GatewayTable => ({ ...table, rib: left.get(table.rib) ?? table.rib });
  const { gateways } = bgp;
  return {
    topology,
    bgp: {
      tunnels: bgp.tunnels,
      gateways: {
        table: (other, from) => trim(gateways.table(other, from)),
        vpn: (other) => trim(gateways.vpn(other)),
        regions: (other) => gateways.regions(other),
        siteLink: (other) => gateways.siteLink(other),
        installed: (peer) => gateways.installed(peer),
        isComing: (peer, address) => gateways.isComing(peer, address),
      },
    },
  };
}

/** RIBs are never changed, so neither is the answer to the same ones. */
let last: { readonly ribs: readonly Rib[]; readonly left: ReadonlyMap<Rib, Rib> } | undefined;

/** Each RIB with those of its prefixes that are among the oldest of all. */
function trimmed(ribs: readonly Rib[], limit: number): ReadonlyMap<Rib, Rib> {
  if (last !== undefined && last.ribs.length === ribs.length && last.ribs.every((rib, i) => rib === ribs[i]))
    return last.left;
  const since = new Map<Nlri, number>();
  for (const rib of ribs)
    for (const { nlri, value } of entries(rib)) {
      const learned = Math.min(...value.best.map(({ learnedMicros }) => learnedMicros));
      since.set(nlri, Math.min(since.get(nlri) ?? Number.POSITIVE_INFINITY, learned));
    }
  const order = [...since].sort(([a, x], [b, y]) => x - y || compareNlri(a, b));
  const out = order.slice(limit).map(([nlri]) => nlri);
  const left = new Map(ribs.map((rib) => [rib, out.reduce((rest, nlri) => put(rest, nlri, undefined), rib)]));
  last = { ribs, left };
  return left;
}
