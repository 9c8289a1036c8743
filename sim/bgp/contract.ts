/** What the BGP floor answers to the floors above. An endpoint is a BgpPeer (AWS's end) or a Neighbor (the router's). */
import type { Marks } from '../kernel/marks.ts';
import type { EntityId } from '../topology/entities.ts';

export interface Route {
  readonly prefix: string;
  readonly asPath: readonly number[];
  /** µs at which it was learned: age. */
  readonly learnedMicros: number;
}

export type FsmState = 'Idle' | 'Connect' | 'Active' | 'OpenSent' | 'OpenConfirm' | 'Established';

export interface BgpQueries {
  state(endpoint: EntityId): FsmState;
  established(endpoint: EntityId): boolean;
  /** `AdminDown`, `Down`, `Init`, `Up`. */
  bfdState(endpoint: EntityId): string;
  /** Adj-RIB-In; empty unless Established. */
  routes(endpoint: EntityId): readonly Route[];
  /** Whether AWS's end takes the customer's routes into a gateway. */
  gatewayAttached(peer: EntityId): boolean;
  /** The router's sub-interface over which a neighbour is reached. */
  interfaceOf(neighbor: EntityId): EntityId | undefined;
  /** Why the session is not Established, in words, from the mechanism: `no ARP reply from 169.254.1.1`, `the peer is being provisioned`, `BGP OpenSent`. */
  waitingFor(endpoint: EntityId): string;
  /** The last NOTIFICATION sent or received, `code/subcode`, or the last error. */
  lastError(endpoint: EntityId): string;
  /** Endpoints whose routes, state or attachment changed in this instant. */
  readonly changedRoutes: Marks;
}
