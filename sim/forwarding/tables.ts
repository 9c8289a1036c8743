/** The tables of AWS's gateways and VPCs, which follow the sessions with a delay. */
import type { BgpQueries } from '../bgp/contract.ts';
import type { Changes, Igp } from '../igp/igp.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RecordId } from '../kernel/trace.ts';
import type { LinkQueries } from '../link/contract.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { DelayedTable } from './delayed-table.ts';
import type { Floors } from './net.ts';

/** What changed on the floors below in this instant, as their marks were drained. */
export interface FloorChanges {
  /** `changedVirtualInterfaces` and `changedInterfaces`, one after the other. */
  readonly link: Changes;
  readonly igp: Changes;
  readonly bgp: Changes;
}

export const joinTables = (
  kernel: Kernel,
  topology: Topology,
  igp: Igp,
  link: LinkQueries,
  bgp: BgpQueries,
): Floors => ({
  kernel,
  topology,
  igp,
  link,
  bgp,
  installed: new DelayedTable(kernel, {
    name: 'installed',
    learn: 'routeInstall',
    lose: 'routeWithdrawal',
    learned: 'route.installed',
    lost: 'route.removed',
    wanted: (peer) => (bgp.gatewayAttached(peer) ? bgp.routes(peer) : []),
  }),
});

/** The routes of a session changed: the table that copies them follows. */
export function followRoutes(floors: Floors, endpoint: EntityId, cause: RecordId): void {
  if (floors.topology.kind(endpoint) === 'bgpPeer') floors.installed.follow(endpoint, cause);
}
