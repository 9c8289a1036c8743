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

type Step = (row: number) => void;

/** Joins a compiled chart with guards, actions and delays. Firing allocates nothing. */
export function bindChart<C extends Chart>(table: ChartTable<C>, binding: ChartBinding<C>): BoundChart {
  const { actions, delays } = binding;
  const stepOf = (effect: Effect): Step => {
    if (effect.kind === 'action') return actions[elementAt(table.actions, effect.action)];
    const { event } = effect;
    if (effect.kind === 'cancelDelay') return (row) => delays.cancel(row, event);
    const delay = elementAt(table.delays, effect.delay);
    return (row) => delays.start(row, delay, event);
  };
  const initial = table.initialEffects.map(stepOf);
  const steps = Array.from({ length: table.size }, (_, transition) => table.effects(transition).map(stepOf));
  const guards = table.guards.map((name) => binding.guards[name]);
  // One closure for all rows: guards are pure, so nothing can come between setting the row and reading them.
  let guardedRow = 0;
  const holds = (guard: number) => elementAt(guards, guard)(guardedRow);
  return {
    start(states, row) {
      states.set(row, table.initial);
      run(initial, row);
    },
    fire(states, row, event) {
      guardedRow = row;
      const state = states.get(row);
      const transition = table.find(state, event, holds);
      if (transition < 0) return false;
      const target = table.target(transition);
      if (target !== state) states.set(row, target);
      run(elementAt(steps, transition), row);
      return true;
    },
  };
}

function run(steps: readonly Step[], row: number): void {
  for (let index = 0; index < steps.length; index++) elementAt(steps, index)(row);
}
