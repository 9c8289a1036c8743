/**
 * What was measured along the way, a value a second of virtual time at most: loads of links, bits delivered of flows.
 * After seeking back what lies ahead is forgotten; what lies behind happened just so again.
 */
import type { Simulation } from '../sim/simulation.ts';

interface Sample {
  readonly atMicros: number;
  /** Utilisation in the fuller direction, parts per million; absent: none. */
  readonly loads: ReadonlyMap<string, number>;
  readonly delivered: ReadonlyMap<string, bigint>;
}

const SECOND = 1_000_000;
/** Span and number of bars of a sparkline. */
export const BAR_MICROS = 10 * SECOND;
export const BARS = 12;
const KEPT_MICROS = (BARS + 1) * BAR_MICROS;
/** Of so many flows each second is too much to keep. */
const MANY = 500;

export class Samples {
  #samples: Sample[] = [];

  follow(sim: Simulation): void {
    const { now } = sim;
    while ((this.#samples.at(-1)?.atMicros ?? -1) > now) this.#samples.pop();
    const gap = sim.count('flow') > MANY ? BAR_MICROS : SECOND;
    const last = this.#samples.at(-1);
    if (last !== undefined && last.atMicros !== now && now - last.atMicros < gap) return;
    // An act of this very moment may have changed it.
    if (last?.atMicros === now) this.#samples.pop();
    const loads = new Map<string, number>();
    for (const [name, { utilisationPpm }] of sim.loads())
      loads.set(name, Math.max(utilisationPpm.toAws, utilisationPpm.toCustomer));
    this.#samples.push({ atMicros: now, loads, delivered: sim.delivered() });
    const oldest = now - KEPT_MICROS;
    // One from before the span stays: values hold until the next sample.
    while ((this.#samples[1]?.atMicros ?? now) < oldest) this.#samples.shift();
  }

  /** Utilisation of a link, parts per million, a value a bar, the newest last; NaN: not known. */
  loads(name: string, nowMicros: number): readonly number[] {
    return barEnds(nowMicros).map(({ fromMicros, toMicros }) => {
      const inside = this.#samples.filter(({ atMicros }) => atMicros >= fromMicros && atMicros <= toMicros);
      const before = this.#samples.findLast(({ atMicros }) => atMicros < fromMicros);
      const seen = inside.length > 0 ? inside : before === undefined ? [] : [before];
      return seen.length === 0 ? Number.NaN : Math.max(...seen.map(({ loads }) => loads.get(name) ?? 0));
    });
  }

  /** Rate at which a flow delivered, both directions together, bits per second, a value a bar; NaN: not known. */
  rates(flow: string, nowMicros: number): readonly number[] {
    return barEnds(nowMicros).map(({ fromMicros, toMicros }) => {
      const first = this.#delivered(flow, fromMicros);
      const last = this.#delivered(flow, toMicros);
      if (first === undefined || last === undefined || last.atMicros <= first.atMicros) return Number.NaN;
      return ((last.bits - first.bits) * SECOND) / (last.atMicros - first.atMicros);
    });
  }

  /** Bits delivered until a time, evenly between samples; after the last one at its time. */
  #delivered(
    flow: string,
    atMicros: number,
  ): { readonly atMicros: number; readonly bits: number } | undefined {
    const next = this.#samples.findIndex((sample) => sample.atMicros >= atMicros);
    const after = next < 0 ? this.#samples.at(-1) : this.#samples[next];
    const before = next < 0 ? after : this.#samples[next - 1];
    if (after === undefined) return undefined;
    const end = Number(after.delivered.get(flow) ?? 0n);
    if (before === after || after.atMicros === atMicros) return { atMicros: after.atMicros, bits: end };
    if (before === undefined) return undefined;
    const start = Number(before.delivered.get(flow) ?? 0n);
    const share = (atMicros - before.atMicros) / (after.atMicros - before.atMicros);
    return { atMicros, bits: start + (end - start) * share };
  }
}

/** Spans of the bars, oldest first; the newest ends now. Those before the start are empty. */
function barEnds(nowMicros: number): readonly { readonly fromMicros: number; readonly toMicros: number }[] {
  const newest = Math.floor(nowMicros / BAR_MICROS);
  return Array.from({ length: BARS }, (_, index) => {
    const fromMicros = (newest - BARS + 1 + index) * BAR_MICROS;
    return { fromMicros, toMicros: Math.min(nowMicros, fromMicros + BAR_MICROS) };
  });
}
