/** When a change of routes may leave, by the vendor of the end that sends it. */
import type { UpdateRules } from './profile.ts';
import type { Values } from './vendors.ts';

export interface UpdateCircumstances {
  /** The session came up and nothing was sent yet. */
  readonly first: boolean;
  /** Sessions of the router, this one included. */
  readonly peers: number;
  readonly internal: boolean;
  /** µs since the last UPDATE to this peer; undefined: there was none. */
  readonly sinceLastMicros: number | undefined;
}

/**
 * µs from the change until the UPDATE leaves: what the vendor coalesces, and what is left of the minimum interval
 * between two (RFC 4271 §9.2.1.1), whichever is longer.
 */
export function updateDelay(rules: Values<UpdateRules>, circumstances: UpdateCircumstances): number {
  const { first, peers, internal, sinceLastMicros } = circumstances;
  const coalescing = first
    ? Math.min(rules.firstMicros + peers * rules.perPeerMicros, Math.max(rules.mostMicros, rules.firstMicros))
    : rules.laterMicros;
  const interval = internal ? rules.mraiInternalMicros : rules.mraiExternalMicros;
  const left = sinceLastMicros === undefined ? 0 : Math.max(0, interval - sinceLastMicros);
  return Math.max(coalescing, left);
}
