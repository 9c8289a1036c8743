/** The KEEPALIVEs of a row as a stream: any of them can be asked for, none is an event. */
import type { Kernel } from '../kernel/kernel.ts';
import { lastTick, nextTick, type Stream } from '../kernel/stream.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import { endpointOf, NEVER, type Rows } from './rows.ts';

/** Of a stream: see `sim/kernel/stream.ts`. */
const MOST_JITTER_PPM = 500_000;

/**
 * Intervals are `leastPercent` to 100 % of the configured one (RFC 4271 §10: 75 %), and vary by `grainMicros` more; the
 * grid has just these gaps and their mean.
 */
export function jittered(
  intervalMicros: number,
  leastPercent = 75,
  grainMicros = 0,
): { intervalMicros: number; jitterPpm: number } {
  const mean = Math.floor((intervalMicros * (100 + leastPercent)) / 200);
  const jitterPpm = Math.floor(((100 - leastPercent) * 1_000_000) / (100 + leastPercent));
  if (grainMicros === 0) return { intervalMicros: mean, jitterPpm };
  const grainPpm = Math.floor((grainMicros * 500_000) / Math.max(1, mean));
  return { intervalMicros: mean, jitterPpm: Math.min(MOST_JITTER_PPM, jitterPpm + grainPpm) };
}

export class Keepalives {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #rows: Rows;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints, rows: Rows) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    this.#rows = rows;
  }

  /** The KEEPALIVEs that a row sends from the one that answered the OPEN. */
  stream(row: number): Stream {
    const { keepaliveLeastPercent, keepaliveGrainMicros } = this.#ends.rules(endpointOf(row)).timers;
    return {
      phaseMicros: this.#rows.keepalivePhase.get(row),
      ...jittered(this.#rows.keepaliveMicros.get(row), keepaliveLeastPercent, keepaliveGrainMicros),
      key: this.#topology.key(this.#ends.entity(endpointOf(row))),
      purpose: 'keepaliveJitter',
    };
  }

  /** Sends any: not before the OPEN was answered, nor with a hold time of zero. */
  flows(row: number): boolean {
    return this.#rows.keepalivePhase.get(row) !== NEVER && this.#rows.keepaliveMicros.get(row) > 0;
  }

  /** µs of the first one at or after `t`; Infinity for none. */
  next(row: number, t: number): number {
    return this.flows(row) ? nextTick(this.#kernel.seed, this.stream(row), t) : Number.POSITIVE_INFINITY;
  }

  /** µs of the last one at or before `t`; -Infinity for none. */
  last(row: number, t: number): number {
    return this.flows(row) ? lastTick(this.#kernel.seed, this.stream(row), t) : Number.NEGATIVE_INFINITY;
  }
}
