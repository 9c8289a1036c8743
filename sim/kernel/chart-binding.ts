import type { ActionOf, Chart, DelayOf, GuardOf } from '../../machines/chart.ts';
import { type ChartTable, type Effect, elementAt } from './chart-table.ts';

/** The column in which the leaf of every row stands. */
export interface StateColumn {
  get(row: number): number;
  set(row: number, leaf: number): void;
}

/** What a chart's names mean for the rows of one column. TypeScript demands that every name is covered. */
export interface ChartBinding<C extends Chart> {
  /** Pure: a guard reads and changes nothing. */
  readonly guards: Readonly<Record<GuardOf<C>, (row: number) => boolean>>;
  readonly actions: Readonly<Record<ActionOf<C>, (row: number) => void>>;
  readonly delays: {
    /** Fire `event` on `row` after the delay, unless it is cancelled. */
    start(row: number, delay: DelayOf<C>, event: number): void;
    cancel(row: number, event: number): void;
  };
}

export interface BoundChart {
  /** Puts `row` in the initial leaf, then runs what entering it does. */
  start(states: StateColumn, row: number): void;
  /**
   * Lets `row` answer `event`; false when the event is ignored in its state. Guards are read first, then the new
   * leaf is stored (`set` is called only when it differs), then the effects run in order. Throws a RangeError on an
   * index outside the table.
   *
   * An action may fire further events, on the same row too: they run to completion at once, seeing the stored leaf,
   * and the remaining effects of the first event go on afterwards. So an action that may move its own row belongs
   * last.
   */
  fire(states: StateColumn, row: number, event: number): boolean;
}

/** One effect and the ones after it. */
interface Step {
  readonly act: (row: number) => void;
  readonly next: Step | null;
}

/** One way to answer an event, and the one to try when its guard does not hold. */
interface Candidate {
  readonly guard: ((row: number) => boolean) | undefined;
  readonly target: number;
  readonly steps: Step | null;
  readonly otherwise: Candidate | null;
}

/** Joins a compiled chart with guards, actions and delays. Firing allocates nothing. */
export function bindChart<C extends Chart>(table: ChartTable<C>, binding: ChartBinding<C>): BoundChart {
  const initial = stepsOf(table, binding, table.initialEffects);
  const events = table.events.length;
  // Cell by cell as in the table, with every index resolved: following references is what makes firing fast.
  const cells = table.leaves.flatMap((_, state) =>
    table.events.map((_, event) => chainOf(table, binding, table.candidates(state, event))),
  );
  return {
    start(states, row) {
      states.set(row, table.initial);
      run(initial, row);
    },
    fire(states, row, event) {
      const state = states.get(row);
      let candidate = cells[state * events + event];
      if (candidate === undefined || !(event >= 0 && event < events)) {
        throw new RangeError(`no cell for state ${state} and event ${event}`);
      }
      while (candidate?.guard !== undefined && !candidate.guard(row)) candidate = candidate.otherwise;
      if (candidate === null) return false;
      const { target, steps } = candidate;
      if (target !== state) states.set(row, target);
      run(steps, row);
      return true;
    },
  };
}

function chainOf<C extends Chart>(
  table: ChartTable<C>,
  binding: ChartBinding<C>,
  [transition, ...others]: readonly number[],
): Candidate | null {
  if (transition === undefined) return null;
  const guard = table.guard(transition);
  return {
    guard: guard < 0 ? undefined : binding.guards[elementAt(table.guards, guard)],
    target: table.target(transition),
    steps: stepsOf(table, binding, table.effects(transition)),
    otherwise: chainOf(table, binding, others),
  };
}

function stepsOf<C extends Chart>(
  table: ChartTable<C>,
  binding: ChartBinding<C>,
  [effect, ...others]: readonly Effect[],
): Step | null {
  if (effect === undefined) return null;
  return { act: actOf(table, binding, effect), next: stepsOf(table, binding, others) };
}

function actOf<C extends Chart>(table: ChartTable<C>, binding: ChartBinding<C>, effect: Effect): Step['act'] {
  const { actions, delays } = binding;
  if (effect.kind === 'action') return actions[elementAt(table.actions, effect.action)];
  const { event } = effect;
  if (effect.kind === 'cancelDelay') return (row) => delays.cancel(row, event);
  const delay = elementAt(table.delays, effect.delay);
  return (row) => delays.start(row, delay, event);
}

function run(steps: Step | null, row: number): void {
  for (let step = steps; step !== null; step = step.next) step.act(row);
}
