/** Expectations while a scenario plays: which are open, which have fallen, and when. */
import { formatDuration as inWords } from '../kernel/quantity.ts';
import type { Simulation } from '../simulation.ts';
import { evaluate, type Memory, nextCrossing } from './evaluate.ts';
import { describeCondition } from './schema/conditions.ts';
import type { Anchor, Expectation } from './types.ts';

export interface Fallen {
  readonly passed: boolean;
  readonly atMicros: number;
  readonly happened: string;
}

/** µs of an anchor, or undefined while its step has not run. */
export type Clock = (anchor: Anchor) => number | undefined;

/** One expectation on its way to a verdict. */
export class Watch {
  readonly expectation: Expectation;
  fallen: Fallen | undefined;
  readonly #clock: Clock;
  readonly #end: number;

  constructor(expectation: Expectation, clock: Clock, endMicros: number) {
    this.expectation = expectation;
    this.#clock = clock;
    this.#end = endMicros;
  }

  /** µs at which this expectation has to be looked at even if nothing happens. */
  wake(sim: Simulation): number {
    if (this.fallen !== undefined) return Number.POSITIVE_INFINITY;
    const { hold, that } = this.expectation;
    const edges = this.#edges();
    const later = edges.filter((edge) => edge > sim.now);
    const open = this.#isOpen(sim.now);
    const crossing = hold.when !== 'at' && open ? nextCrossing(sim, that) : Number.POSITIVE_INFINITY;
    return Math.min(crossing, ...later);
  }

  /** The end of an instant, or a time at which something measured has grown. */
  look(sim: Simulation, memory: Memory): void {
    this.fallen ??= this.#sign(sim, memory);
  }

  /** Time moves on from here, all inputs of this moment included: what ends now is decided. */
  close(sim: Simulation, memory: Memory): void {
    this.fallen ??= this.#outcome(sim, memory);
  }

  /** What would be said if this moment were the last; changes nothing, so that a run can go on. */
  verdict(sim: Simulation, memory: Memory): Fallen {
    return this.fallen ?? this.#sign(sim, memory) ?? this.#outcome(sim, memory) ?? this.#open(sim);
  }

  /** What a single instant can decide. */
  #sign(sim: Simulation, memory: Memory): Fallen | undefined {
    const { hold, that } = this.expectation;
    if (hold.when === 'at' || !this.#isOpen(sim.now)) return undefined;
    const { holds, seen } = evaluate(sim, that, memory);
    const decides = hold.when === 'always' ? !holds : holds;
    return decides ? { passed: hold.when === 'within', atMicros: sim.now, happened: seen } : undefined;
  }

  /** What the end of the window decides. */
  #outcome(sim: Simulation, memory: Memory): Fallen | undefined {
    const { hold, that } = this.expectation;
    const window = this.#window();
    if (window === undefined || sim.now < Math.min(window.to, this.#end)) return undefined;
    const failed = (happened: string): Fallen => ({ passed: false, atMicros: sim.now, happened });
    if (window.from > window.to) return failed('it ended before it began');
    if (window.from > sim.now || (hold.when !== 'within' && window.to > this.#end))
      return failed('the run ended before it could be judged');
    const { holds, seen } = evaluate(sim, that, memory);
    const passed = hold.when === 'at' ? holds : hold.when !== 'within';
    return { passed, atMicros: Math.min(window.to, this.#end), happened: seen };
  }

  /** Not decided: its window never came, or is still to end. */
  #open(sim: Simulation): Fallen {
    const { hold } = this.expectation;
    const anchor = hold.when === 'at' ? hold.anchor : hold.when === 'within' ? hold.of : hold.from;
    const happened = sim.now < this.#end ? 'not decided yet' : `${anchor.base} never came`;
    return { passed: false, atMicros: sim.now, happened };
  }

  get words(): string {
    const { hold, that } = this.expectation;
    const condition = describeCondition(that);
    if (hold.when === 'at') return `${condition} at ${anchorInWords(hold.anchor)}`;
    if (hold.when === 'within')
      return `${condition} within ${inWords(hold.micros)} of ${anchorInWords(hold.of)}`;
    return `${hold.when} ${condition} from ${anchorInWords(hold.from)} to ${anchorInWords(hold.to)}`;
  }

  #isOpen(now: number): boolean {
    const window = this.#window();
    return window !== undefined && now >= window.from && now <= window.to;
  }

  #edges(): number[] {
    const window = this.#window();
    return window === undefined ? [] : [window.from, window.to];
  }

  /** A window that ends with a step stays open until that step has run. */
  #window(): { readonly from: number; readonly to: number } | undefined {
    const { hold } = this.expectation;
    if (hold.when === 'at') {
      const at = this.#clock(hold.anchor);
      return at === undefined ? undefined : { from: at, to: at };
    }
    const from = this.#clock(hold.when === 'within' ? hold.of : hold.from);
    if (from === undefined) return undefined;
    return { from, to: hold.when === 'within' ? from + hold.micros : (this.#clock(hold.to) ?? this.#end) };
  }
}

export function anchorInWords({ base, offsetMicros }: Anchor): string {
  if (offsetMicros === 0) return base;
  if (base === 'start') return inWords(offsetMicros);
  return `${base} ${offsetMicros > 0 ? '+' : '-'} ${inWords(Math.abs(offsetMicros))}`;
}
