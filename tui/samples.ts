/**
 * What was measured along the way, a value a second of virtual time at most: loads of links, bits delivered of flows.
 * After seeking back what lies ahead is forgotten; what lies behind happened just so again.
 */
import type { Simulation } from '../sim/simulation.ts';
import type { Interval } from './history.ts';

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

  /**
   * Rate at which a flow delivered, both directions together, bits per second, a value a bar; NaN: not known. Between
   * two samples that lie far apart it is taken to have been full (`fullBps`) while the flow was up.
   */
  rates(flow: string, nowMicros: number, downs: readonly Interval[], fullBps: number): readonly number[] {
    const bits = (atMicros: number): number | undefined => this.#delivered(flow, atMicros, downs, fullBps);
    return barEnds(nowMicros).map(({ fromMicros, toMicros }) => {
      const [first, last] = [bits(fromMicros), bits(toMicros)];
      if (first === undefined || last === undefined || toMicros <= fromMicros) return Number.NaN;
      return ((last - first) * SECOND) / (toMicros - fromMicros);
    });
  }

  /** Bits delivered until a time; undefined before the first sample. After the last one it goes on as at full rate. */
  #delivered(
    flow: string,
    atMicros: number,
    downs: readonly Interval[],
    fullBps: number,
  ): number | undefined {
    const before = this.#samples.findLast((sample) => sample.atMicros <= atMicros);
    if (before === undefined) return undefined;
    const after = this.#samples.find((sample) => sample.atMicros > atMicros);
    const start = Number(before.delivered.get(flow) ?? 0n);
    const down = (toMicros: number): number => overlap(downs, before.atMicros, toMicros);
    const up = (toMicros: number): number => toMicros - before.atMicros - down(toMicros);
    const full = (upMicros: number): number => (upMicros * fullBps) / SECOND;
    if (after === undefined) return start + full(up(atMicros));
    const end = Number(after.delivered.get(flow) ?? 0n);
    const whileUp = Math.min(end - start, full(up(after.atMicros)));
    const whileDown = end - start - whileUp;
    const part = (of: number, all: number): number => (all === 0 ? 0 : of / all);
    return (
      start +
      whileUp * part(up(atMicros), up(after.atMicros)) +
      whileDown * part(down(atMicros), down(after.atMicros))
    );
  }
}

/** µs of a span that intervals cover; they do not overlap one another. */
export const overlap = (intervals: readonly Interval[], fromMicros: number, toMicros: number): number =>
  intervals.reduce(
    (sum, one) => sum + Math.max(0, Math.min(toMicros, one.toMicros) - Math.max(fromMicros, one.fromMicros)),
    0,
  );

/** Spans of the bars, oldest first; the newest ends now. Those before the start are empty. */
function barEnds(nowMicros: number): readonly { readonly fromMicros: number; readonly toMicros: number }[] {
  const newest = Math.ceil(nowMicros / BAR_MICROS) - 1;
  return Array.from({ length: BARS }, (_, index) => {
    const fromMicros = (newest - BARS + 1 + index) * BAR_MICROS;
    return { fromMicros, toMicros: Math.min(nowMicros, fromMicros + BAR_MICROS) };
  });
}
