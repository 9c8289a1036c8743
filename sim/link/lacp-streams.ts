/** The periodic PDUs towards each end as streams, and the draws about them. */
import type { Purpose } from '../kernel/random.ts';
import type { Stream } from '../kernel/stream.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Floor } from './floor.ts';
import { SLOW_PERIODIC_MICROS } from './lacp-ends.ts';

/** Streams began before anything else did. */
const EPOCH_MICROS = -1_000_000 * SLOW_PERIODIC_MICROS;
export class LacpStreams {
  readonly #floor: Floor;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  /** The PDUs towards an end: the phase is the sender's own. */
  of(end: EntityId, intervalMicros: number): Stream {
    const { topology, kernel } = this.#floor;
    const key = topology.key(this.#floor.peerOf(end) ?? end);
    const phase = Math.floor(kernel.uniform(key, 'lacpPhase', 0) * intervalMicros);
    return { phaseMicros: EPOCH_MICROS + phase, intervalMicros, jitterPpm: 0, key, purpose: 'lacpPhase' };
  }

  /** The next draw of an end, in [0, 1). */
  draw(end: EntityId, purpose: Purpose = 'lossExpiry'): number {
    const { topology, kernel, state } = this.#floor;
    return kernel.uniform(topology.key(end), purpose, state.lacp.draws.add(end, 1));
  }

  /** Whether one PDU towards an end gets through the random loss. */
  survives(end: EntityId): boolean {
    const { state } = this.#floor;
    const wire = this.#floor.wireOf(end);
    const loss = wire === undefined ? 0 : state.loss[this.#floor.towards(end)].get(wire.connection);
    return loss === 0 || this.draw(end, 'pduLoss') * 1_000_000 >= loss;
  }
}

/** Nothing arrives in the µs in which it was sent: an instant never feeds itself. */
export const pduDelay = (delayMicros: number): number => Math.max(1, delayMicros);
