import type { Chart } from '../../machines/chart.ts';
import { type ChartTable, type Effect, elementAt } from './chart-table.ts';

/** One way to answer one event in one leaf; guard -1 is none. */
export interface CompiledTransition {
  readonly guard: number;
  readonly target: number;
  readonly effects: readonly Effect[];
}

type Stepping = Pick<ChartTable<Chart>, 'size' | 'find' | 'candidates' | 'guard' | 'target' | 'effects'>;

/**
 * The stepping half of a table, on typed arrays. `cells` holds the candidates of every (leaf, event), leaf by leaf,
 * in the order in which they are tried.
 */
export function columnsOf(cells: readonly (readonly CompiledTransition[])[], events: number): Stepping {
  const transitions = cells.flat();
  // Cell c holds the transitions first[c] to first[c + 1] - 1.
  const first = new Uint16Array(cells.length + 1);
  for (const [cell, list] of cells.entries()) first[cell + 1] = elementAt(first, cell) + list.length;
  const guardOf = Int16Array.from(transitions, ({ guard }) => guard);
  const targetOf = Int16Array.from(transitions, ({ target }) => target);
  const effectsOf = transitions.map(({ effects }) => effects);
  const states = cells.length / events;
  const cellOf = (state: number, event: number): number => {
    const inside = state >= 0 && state < states && event >= 0 && event < events;
    const cell = state * events + event;
    if (inside && first[cell + 1] !== undefined) return cell;
    throw new RangeError(`no cell for state ${state} and event ${event}`);
  };
  return {
    size: transitions.length,
    find(state, event, guard) {
      const cell = cellOf(state, event);
      const end = elementAt(first, cell + 1);
      for (let transition = elementAt(first, cell); transition < end; transition++) {
        const index = elementAt(guardOf, transition);
        if (index < 0 || guard(index)) return transition;
      }
      return -1;
    },
    candidates(state, event) {
      const cell = cellOf(state, event);
      const start = elementAt(first, cell);
      return Array.from({ length: elementAt(first, cell + 1) - start }, (_, index) => start + index);
    },
    guard: (transition) => elementAt(guardOf, transition),
    target: (transition) => elementAt(targetOf, transition),
    effects: (transition) => elementAt(effectsOf, transition),
  };
}
