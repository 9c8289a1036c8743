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
  /** In the table of a public Region: learned in that very Region. */
  readonly atHome?: boolean;
}

/** In the tables of a VPC's gateways. */
export interface GatewayCandidate extends Candidate {
  /** VPC and gateways, in the order in which packets meet them. */
  readonly inward: readonly EntityId[];
}

export type Match = Pick<Candidate, 'route' | 'prefixLength'>;

/** Which of the routes of one session is asked for. */
export type Matching = (routes: readonly Route[]) => Match | undefined;

/** The longest match for an address among the routes of one session. */
export function longestMatch(routes: readonly Route[], address: Address): Match | undefined {
  let best: Match | undefined;
  for (const route of routes) {
    const prefix = subnetOf(route.nlri.text);
    if (contains(prefix, address) && prefix.length > (best?.prefixLength ?? -1))
      best = { route, prefixLength: prefix.length };
  }
  return best;
}

/** The steps of the decision in their order; each compares two candidates, negative: the first is better. */
const steps = [
  ['longest prefix', (a, b) => b.prefixLength - a.prefixLength],
  ['home Region', (a, b) => Number(b.atHome ?? false) - Number(a.atHome ?? false)],
  ['AS_PATH', (a, b) => a.route.attributes.asPath.length - b.route.attributes.asPath.length],
  ['internal', (a, b) => Number(a.internal) - Number(b.internal)],
  ['IGP metric', (a, b) => a.metric - b.metric],
  ['age', (a, b) => a.route.learnedMicros - b.route.learnedMicros],
  ['order', (a, b) => a.endpoint - b.endpoint],
] as const satisfies readonly (readonly [string, (a: Candidate, b: Candidate) => number])[];

/** Where one candidate is better than another; `order`, the dense id, decides between equals. */
export type DecidingStep = (typeof steps)[number][0];
export const gatewaySteps: readonly DecidingStep[] = steps.map(([step]) => step);

/**
 * Longest prefix, home Region (of public routes), AS_PATH length, own session over another router's, IGP metric, age, dense id. Negative: `a` wins.
 * In a gateway's table all candidates are own, at metric 0.
 */
export function compareCandidates(a: Candidate, b: Candidate): number {
  for (const [, compare] of steps) {
    const difference = compare(a, b);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The step on which one of two candidates wins; undefined: they are the same. */
export const decidingStep = (a: Candidate, b: Candidate): DecidingStep | undefined =>
  steps.find(([, compare]) => compare(a, b) !== 0)?.[0];

export const bestOf = <C extends Candidate>(candidates: readonly C[]): C | undefined =>
  candidates.reduce<C | undefined>(
    (best, candidate) => (best === undefined || compareCandidates(candidate, best) < 0 ? candidate : best),
    undefined,
  );
