/** How long changes of routes are gathered before they leave, by the vendor of the end that sends them. */
import type { Kernel } from '../../kernel/kernel.ts';
import type { UpdateRules } from './profile.ts';
import { spanMicros, type Values } from './vendors.ts';

export interface UpdateCircumstances {
  /** The session came up and nothing was sent yet. */
  readonly first: boolean;
  /** Sessions of the router, this one included. */
  readonly peers: number;
  readonly internal: boolean;
}

/** µs from a change until the UPDATE leaves, the minimum interval between two aside. */
export function coalescingMicros(
  kernel: Pick<Kernel, 'duration'>,
  rules: Values<UpdateRules>,
  { first, peers, internal }: UpdateCircumstances,
): number {
  const { firstMicros, perPeerMicros, mostMicros, laterMicros } = rules;
  if (first) return Math.min(firstMicros + peers * perPeerMicros, Math.max(mostMicros, firstMicros));
  if (typeof laterMicros === 'number') return laterMicros;
  return spanMicros(kernel, internal ? laterMicros.internal : laterMicros.external);
}
