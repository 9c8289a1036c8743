/** What the BGP floor answers to the floors above. An endpoint is a BgpPeer (AWS's end) or a Neighbor (the router's). */
import type { Marks } from '../kernel/marks.ts';
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { GatewayQueries } from './aws/gateway-tables.ts';
import type { VpnTunnels } from './aws/vpn-tunnels.ts';
import type { PathAttributes } from './rib/attributes.ts';
import type { DecisionRules } from './rib/decision.ts';
import type { Nlri } from './rib/nlri.ts';
import type { Path } from './rib/path.ts';
import type { Rib } from './rib/rib.ts';

/** A route that an endpoint has taken in. */
export interface Route {
  readonly nlri: Nlri;
  readonly attributes: PathAttributes;
  /** µs at which it was learned: age. */
  readonly learnedMicros: number;
}

/** A route that a router has heard, and does not even consider. */
export interface RefusedRoute extends Omit<Route, 'nlri'> {
  readonly endpoint: EntityId;
  /** What refused it, in words. */
  readonly why: Refusal;
}

export const refusals = ['AS loop', 'reflection loop', 'import policy'] as const;
export type Refusal = (typeof refusals)[number];

/** Where a router sends what a path is for. */
export type NextHop =
  | { readonly kind: 'session'; readonly endpoint: EntityId }
  | { readonly kind: 'router'; readonly endpoint: EntityId; readonly router: EntityId };

export type FsmState = 'Idle' | 'Connect' | 'Active' | 'OpenSent' | 'OpenConfirm' | 'Established';

export interface BgpQueries {
  state(endpoint: EntityId): FsmState;
  established(endpoint: EntityId): boolean;
  /** `AdminDown`, `Down`, `Init`, `Up`. */
  bfdState(endpoint: EntityId): string;
  /** Adj-RIB-In without loops, in the order of prefixes; empty unless Established, or kept by graceful restart. */
  routes(endpoint: EntityId): readonly Route[];
  /** Of AWS's end of a public virtual interface: what came in and is in no route filter prefix. */
  unlisted(peer: EntityId): readonly Route[];
  /** Loc-RIB of a router, its own networks included. */
  rib(router: EntityId): Rib;
  /** Routes to this very prefix that a router has heard and that its import refused. */
  refused(router: EntityId, prefix: Nlri): readonly RefusedRoute[];
  /** How a router chooses. */
  rules(router: EntityId): DecisionRules;
  /** The neighbour that a path of a Loc-RIB was learned from; undefined: it is the router's own. */
  learnedOn(path: Path): EntityId | undefined;
  /** Which endpoint, or which other router, a path of a router's Loc-RIB leads to; undefined: it is the router's own. */
  nextHop(router: EntityId, path: Path): NextHop | undefined;
  /** An endpoint at another router that has yet to tell this one of a route to the address. */
  onItsWay(router: EntityId, address: Address): EntityId | undefined;
  /** Tables of AWS's gateways, made of what its ends have learned. */
  readonly gateways: GatewayQueries;
  /** Tunnels of VPNs. */
  readonly tunnels: Pick<VpnTunnels, 'path' | 'usable'>;
  /** Whether AWS's end takes the customer's routes into a gateway. */
  gatewayAttached(peer: EntityId): boolean;
  /** The router's sub-interface over which a neighbour is reached. */
  interfaceOf(neighbor: EntityId): EntityId | undefined;
  /** Whether a router has yet to hear what another knows: an UPDATE is held back or under way. */
  routesOnTheirWay(): boolean;
  /** Why the session is not Established, in words, from the mechanism: `no ARP reply from 169.254.1.1`, `the peer is being provisioned`, `BGP OpenSent`. */
  waitingFor(endpoint: EntityId): string;
  /** The last NOTIFICATION sent or received, `code/subcode`, or the last error. */
  lastError(endpoint: EntityId): string;
  /** Endpoints whose routes, state or attachment changed in this instant, and routers whose Loc-RIB did. */
  readonly changedRoutes: Marks;
}
