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

  /** End of an instant. `final`: what follows at this time is another instant, or the end. */
  look(sim: Simulation, memory: Memory, final: boolean): void {
    const { hold, that } = this.expectation;
    if (this.fallen !== undefined || !this.#isOpen(sim.now)) return;
    const { holds, seen } = evaluate(sim, that, memory);
    const atMicros = sim.now;
    if (hold.when === 'always' && !holds) this.fallen = { passed: false, atMicros, happened: seen };
    else if (hold.when === 'never' && holds) this.fallen = { passed: false, atMicros, happened: seen };
    else if (hold.when === 'within' && holds) this.fallen = { passed: true, atMicros, happened: seen };
    else if (hold.when === 'at' && final) this.fallen = { passed: holds, atMicros, happened: seen };
  }

  /** The time of an edge is over, all inputs included: windows that end here are decided. */
  close(sim: Simulation, memory: Memory): void {
    if (this.fallen !== undefined) return;
    const { hold, that } = this.expectation;
    const window = this.#window();
    if (window === undefined || sim.now < window.to) return;
    const { seen } = evaluate(sim, that, memory);
    this.fallen = {
      passed: hold.when === 'always' || hold.when === 'never',
      atMicros: window.to,
      happened: seen,
    };
  }

  /** The drill is over and the window never came. */
  giveUp(sim: Simulation): void {
    if (this.fallen !== undefined) return;
    const { hold } = this.expectation;
    const anchor = hold.when === 'at' ? hold.anchor : hold.when === 'within' ? hold.of : hold.from;
    this.fallen = { passed: false, atMicros: sim.now, happened: `${anchor.base} never came` };
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
    const to = hold.when === 'within' ? from + hold.micros : (this.#clock(hold.to) ?? this.#end);
    return { from, to: Math.min(to, this.#end) };
  }
}

export function anchorInWords({ base, offsetMicros }: Anchor): string {
  if (offsetMicros === 0) return base;
  if (base === 'start') return inWords(offsetMicros);
  return `${base} ${offsetMicros > 0 ? '+' : '-'} ${inWords(Math.abs(offsetMicros))}`;
}
