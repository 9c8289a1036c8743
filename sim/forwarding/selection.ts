/** Which route wins, at a customer's router and in a gateway's table. */
import type { Route } from '../bgp/contract.ts';
import { type Address, contains } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { subnetOf } from './way.ts';

export interface Candidate {
  readonly route: Route;
  readonly prefixLength: number;
  /** The neighbour or BGP peer that learned it. */
  readonly endpoint: EntityId;
  /** The router that holds the session; in a gateway's table, the virtual interface. */
  readonly holder: EntityId;
  /** Heard from another router of the AS. */
  readonly internal: boolean;
  /** IGP metric to the holder. */
  readonly metric: number;
}

/** In the tables of a VPC's gateways. */
export interface GatewayCandidate extends Candidate {
  /** VPC and gateways, in the order in which packets meet them. */
  readonly inward: readonly EntityId[];
}

/** The longest match for an address among the routes of one session. */
export function longestMatch(
  routes: readonly Route[],
  address: Address,
): { readonly route: Route; readonly prefixLength: number } | undefined {
  let best: { readonly route: Route; readonly prefixLength: number } | undefined;
  for (const route of routes) {
    const prefix = subnetOf(route.prefix);
    if (contains(prefix, address) && prefix.length > (best?.prefixLength ?? -1))
      best = { route, prefixLength: prefix.length };
  }
  return best;
}

/**
 * Longest prefix, AS_PATH length, own session over another router's, IGP metric, age, dense id. Negative: `a` wins.
 * In a gateway's table all candidates are own, at metric 0.
 */
export const compareCandidates = (a: Candidate, b: Candidate): number =>
  b.prefixLength - a.prefixLength ||
  a.route.asPath.length - b.route.asPath.length ||
  Number(a.internal) - Number(b.internal) ||
  a.metric - b.metric ||
  a.route.learnedMicros - b.route.learnedMicros ||
  a.endpoint - b.endpoint;

export const bestOf = <C extends Candidate>(candidates: readonly C[]): C | undefined =>
  candidates.reduce<C | undefined>(
    (best, candidate) => (best === undefined || compareCandidates(candidate, best) < 0 ? candidate : best),
    undefined,
  );
