/** Which of a virtual gateway's routes get into the tables of its VPCs: at most 100 [VPC quotas, propagated routes]. */
import type { GatewayTable } from '../bgp/aws/gateway-tables.ts';
import type { BgpQueries } from '../bgp/contract.ts';
import { compareNlri, type Nlri, nlri } from '../bgp/rib/nlri.ts';
import type { Rib } from '../bgp/rib/rib.ts';
import { entries, put } from '../bgp/rib/trie.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';

export const PROPAGATED_ROUTES = 100;

/** What lookups in AWS's tables need to know. */
export interface Tables {
  readonly topology: Topology;
  readonly bgp: Pick<BgpQueries, 'gateways' | 'tunnels'>;
  /** Static routes of VPNs that a quota keeps out; undefined: none. */
  readonly withheld?: ReadonlySet<Nlri> | undefined;
}

/**
 * The tables as they look to the VPCs of a virtual gateway. Beyond the quota, the routes that came last are not there,
 * static ones having been there first: which ones stay out is not published (assumed).
 */
export function withinQuota(tables: Tables, gateway: EntityId): Tables {
  const { topology, bgp } = tables;
  const { region } = topology.as('gateway', gateway);
  const statics = topology
    .sources(gateway, 'attachesTo', 'vpn')
    .filter((vpn) => bgp.tunnels.usable(vpn))
    .flatMap((vpn) => topology.as('vpn', vpn).routes);
  const direct = topology
    .sources(gateway, 'associatedWith', 'gateway')
    .map((other) => bgp.gateways.table(other, region));
  const all = [bgp.gateways.table(gateway, region), ...direct, bgp.gateways.vpn(gateway)];
  if (all.reduce((sum, { size }) => sum + size, statics.length) <= PROPAGATED_ROUTES) return tables;
  const { withheld, left } = trimmed(
    all.map(({ rib }) => rib),
    statics,
  );
  const trim = (table: GatewayTable): GatewayTable => ({ ...table, rib: left.get(table.rib) ?? table.rib });
  const { gateways } = bgp;
  return {
    topology,
    withheld,
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

interface Trimmed {
  /** Prefixes that stay out. */
  readonly withheld: ReadonlySet<Nlri>;
  /** Each RIB without them. */
  readonly left: ReadonlyMap<Rib, Rib>;
}

/** RIBs are never changed, so neither is the answer to the same ones. */
let last: { readonly asked: readonly unknown[]; readonly answer: Trimmed } | undefined;

/** The oldest prefixes of all, as many as the quota lets pass. */
function trimmed(ribs: readonly Rib[], statics: readonly string[]): Trimmed {
  const asked = [...ribs, ...statics];
  if (
    last !== undefined &&
    last.asked.length === asked.length &&
    last.asked.every((one, i) => one === asked[i])
  )
    return last.answer;
  const since = new Map<Nlri, number>(statics.map((prefix) => [nlri(prefix), Number.NEGATIVE_INFINITY]));
  for (const rib of ribs)
    for (const { nlri: prefix, value } of entries(rib)) {
      const learned = Math.min(...value.best.map(({ learnedMicros }) => learnedMicros));
      since.set(prefix, Math.min(since.get(prefix) ?? Number.POSITIVE_INFINITY, learned));
    }
  const order = [...since].sort(([a, x], [b, y]) => (x === y ? compareNlri(a, b) : x - y));
  const withheld = new Set(order.slice(PROPAGATED_ROUTES).map(([prefix]) => prefix));
  const without = (rib: Rib): Rib =>
    [...withheld].reduce((rest, prefix) => put(rest, prefix, undefined), rib);
  const answer = { withheld, left: new Map(ribs.map((rib) => [rib, without(rib)])) };
  last = { asked, answer };
  return answer;
}
