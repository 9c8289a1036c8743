/**
 * How many prefixes an end of a session takes. More of them end it with Cease 6/1 (RFC 4486 §4), and the end stays in
 * Idle: for a while, or until an operator clears the session. What counts is the Adj-RIB-In, before policy.
 */
import type { Kernel } from '../kernel/kernel.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import type { Speaker } from './speaker.ts';

/** Subcode of the Cease. */
const MAXIMUM_PREFIXES = 1;
/** Routes of one session on a public virtual interface [user guide, quotas]. */
export const PUBLIC_PREFIXES = 1000;
/** Of a family on a private or transit virtual interface unless more are allocated [user guide, prefix controls]. */
export const DEFAULT_PREFIXES = 100;

interface Parts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly ends: Endpoints;
  readonly speaker: Speaker;
}

export class PrefixLimits {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether so many are too many; the end is then held down from its next Idle on. */
  isOver(endpoint: number, prefixes: number): boolean {
    const { kernel, ends, speaker } = this.#parts;
    const { idleHold } = speaker;
    const entity = ends.entity(endpoint);
    const limit = ends.isAws(endpoint) ? this.#ofAws(entity) : this.#ofRouter(entity);
    if (limit === undefined || prefixes <= limit) return false;
    if (idleHold.holds(endpoint)) return true;
    const restart = ends.isAws(endpoint) ? this.#restartOfAws() : this.#restartOfRouter(entity);
    const words = `${prefixes} prefixes received, at most ${limit} taken`;
    kernel.record('bgp.event', entity, prefixes, limit, words);
    idleHold.hold(endpoint, restart === undefined ? undefined : kernel.now + restart);
    return true;
  }

  /** An end that took too many prefixes leaves its session. */
  enforce(endpoint: number): void {
    const { speaker } = this.#parts;
    const isUp = speaker.isEstablished(speaker.best(endpoint));
    if (isUp && speaker.idleHold.holds(endpoint)) speaker.reset(endpoint, MAXIMUM_PREFIXES);
  }

  /** An operator clears a session at this end. That AWS's end then listens again, too, is a choice (assumed). */
  clear(endpoint: number): void {
    const { kernel, ends, speaker } = this.#parts;
    const { idleHold } = speaker;
    if (idleHold.holds(endpoint)) idleHold.release(endpoint);
    const remote = ends.remote.get(endpoint);
    if (remote < 0 || !ends.isAws(remote) || !idleHold.holds(remote)) return;
    if (kernel.choice('prefixLimitRecovery') === 'cleared') idleHold.release(remote);
  }

  #ofAws(peer: EntityId): number | undefined {
    const { topology } = this.#parts;
    const vif = topology.target(peer, 'partOf');
    if (vif === undefined || topology.kind(vif) !== 'virtualInterface') return undefined;
    const record = topology.as('virtualInterface', vif);
    if (record.type === 'public') return PUBLIC_PREFIXES;
    const {
      prefixPoolAllocatedCountIpv4 = DEFAULT_PREFIXES,
      prefixPoolAllocatedCountIpv6 = DEFAULT_PREFIXES,
    } = record;
    const { addressFamily } = topology.as('bgpPeer', peer).session;
    return addressFamily === 'ipv4' ? prefixPoolAllocatedCountIpv4 : prefixPoolAllocatedCountIpv6;
  }

  #restartOfAws(): number | undefined {
    const { kernel } = this.#parts;
    return kernel.choice('prefixLimitRecovery') === 'retried'
      ? kernel.duration('prefixLimitRetry')
      : undefined;
  }

  #ofRouter(neighbor: EntityId): number | undefined {
    const { maximumPrefixes = 'off' } = this.#parts.topology.as('neighbor', neighbor);
    return maximumPrefixes === 'off' ? undefined : maximumPrefixes.limit;
  }

  #restartOfRouter(neighbor: EntityId): number | undefined {
    const { maximumPrefixes = 'off' } = this.#parts.topology.as('neighbor', neighbor);
    return maximumPrefixes === 'off' ? undefined : maximumPrefixes.restartMicros;
  }
}
