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

/** One way to answer an event. */
interface Answer {
  readonly guard: ((row: number) => boolean) | undefined;
  readonly target: number;
  readonly acts: readonly ((row: number) => void)[];
}

/** Lets a row answer an event; see {@link BoundChart}. */
export type Fire = BoundChart['fire'];

/**
 * Joins a compiled chart with guards, actions and delays. Firing allocates nothing. `code` is the same table as code
 * of its own (`chart-code.ts`), for a chart that is stepped so often that it is worth it.
 */
export function bindChart<C extends Chart>(
  table: ChartTable<C>,
  binding: ChartBinding<C>,
  code?: (binding: ChartBinding<C>, otherwise: Fire) => Fire,
): BoundChart {
  const guards = table.guards.map((name) => binding.guards[name]);
  const act = (effect: Effect) => actOf(table, binding, effect);
  const initial = table.initialEffects.map(act);
  const fire = fireOf(table, guards, act);
  return {
    start(states, row) {
      states.set(row, table.initial);
      for (const each of initial) each(row);
    },
    fire: code?.(binding, fire) ?? fire,
  };
}

/** Follows the table, every index resolved on the first use of its cell. */
function fireOf<C extends Chart>(
  table: ChartTable<C>,
  guards: readonly ((row: number) => boolean)[],
  act: (effect: Effect) => (row: number) => void,
): Fire {
  const events = table.events.length;
  const cells: (readonly Answer[])[] = [];
  const resolved = (state: number, event: number): readonly Answer[] => {
    const answers = table.candidates(state, event).map((transition) => {
      const guard = table.guard(transition);
      return {
        guard: guard < 0 ? undefined : elementAt(guards, guard),
        target: table.target(transition),
        acts: table.effects(transition).map(act),
      };
    });
    cells[state * events + event] = answers;
    return answers;
  };
  return (states, row, event) => {
    const state = states.get(row);
    const known = event >= 0 && event < events ? cells[state * events + event] : undefined;
    for (const answer of known ?? resolved(state, event)) {
      if (answer.guard !== undefined && !answer.guard(row)) continue;
      if (answer.target !== state) states.set(row, answer.target);
      for (const act of answer.acts) act(row);
      return true;
    }
    return false;
  };
}

function actOf<C extends Chart>(
  table: ChartTable<C>,
  { actions, delays }: ChartBinding<C>,
  effect: Effect,
): (row: number) => void {
  if (effect.kind === 'action') return actions[elementAt(table.actions, effect.action)];
  const { event } = effect;
  if (effect.kind === 'cancelDelay') return (row) => delays.cancel(row, event);
  const delay = elementAt(table.delays, effect.delay);
  return (row) => delays.start(row, delay, event);
}
