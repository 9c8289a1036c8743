/** How long a change of routes waits before an UPDATE tells of it: as the vendor gathers changes, and works them off. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Topology } from '../topology/topology.ts';
import type { AdjRibs } from './adj-ribs.ts';
import type { Endpoints } from './endpoints.ts';
import { NEVER } from './rows.ts';
import type { Terms } from './terms.ts';
import { coalescingMicros } from './vendors/updates.ts';

export interface GatheringParts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly ends: Endpoints;
  readonly terms: Terms;
  readonly ribs: AdjRibs;
  /** Whether the process of an end sleeps until something wakes it. */
  readonly sleep: (endpoint: number) => boolean;
  /** Whether the session runs over a connection that came in. */
  readonly incoming: (endpoint: number) => boolean;
}

/** µs, or `wake`: the next time that the process of this end wakes up. */
export function gatheringMicros(parts: GatheringParts, endpoint: number): number | 'wake' {
  const { kernel, topology, ends, ribs, terms, sleep, incoming } = parts;
  const rules = ends.rules(endpoint).updates;
  const first = ribs.sent.get(endpoint) === NEVER;
  if (first && rules.firstAwaitsWake && sleep(endpoint)) return 'wake';
  const peers = topology.sources(terms.owner(endpoint), 'partOf', 'neighbor').length;
  const gathered = coalescingMicros(kernel, rules, {
    first,
    // A connection that came in is held as one more peer until it has replaced the one that is configured.
    peers: peers + (incoming(endpoint) ? 1 : 0),
    internal: ends.internal(endpoint),
  });
  return first ? gathered : gathered + processingMicros(parts, endpoint);
}

/**
 * No two routers take the same time over a change. If they did, two that each prefer the other's route would take it
 * up and give it back in step for ever. Towards AWS, where nothing can go round, it makes no difference.
 */
function processingMicros({ kernel, topology, ends, ribs }: GatheringParts, endpoint: number): number {
  const entity = ends.entity(endpoint);
  if (topology.target(entity, 'peersWith') === undefined) return 0;
  const most = kernel.duration('updateProcessing');
  const u = kernel.uniform(topology.key(entity), 'updateProcessing', ribs.draws.add(endpoint, 1));
  return Math.floor(most * u);
}
