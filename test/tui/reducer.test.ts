import { describe, expect, it } from 'vitest';
import type { UiAction } from '../../tui/actions.ts';
import { reduce } from '../../tui/reducer.ts';
import { initialState, listOf, type UiState } from '../../tui/state.ts';
import { Store } from '../../tui/store.ts';

const start = initialState('vifs', 80, 24);
const having = (...actions: readonly UiAction[]): UiState => actions.reduce(reduce, start);

describe('the state', () => {
  it('remembers selection, filter and sort of each view apart', () => {
    const state = having(
      { type: 'ui.select', key: 'v102' },
      { type: 'ui.filter', text: 'dx' },
      { type: 'ui.view', view: 'trace' },
      { type: 'ui.filter', text: 'flow' },
      { type: 'ui.view', view: 'vifs' },
    );
    expect(listOf(state)).toEqual({ selected: 'v102', filter: 'dx' });
    expect(listOf(state, 'trace')).toEqual({ filter: 'flow' });
  });

  it('goes back one thing at a time: overlay, page, filter', () => {
    let state = having(
      { type: 'ui.filter', text: 'v1' },
      { type: 'ui.page', view: 'vifs', key: 'v102' },
      { type: 'ui.page', view: 'trace', key: '7' },
      { type: 'ui.overlay', overlay: { id: 'help', top: 0 } },
    );
    const seen = Array.from({ length: 5 }, () => {
      state = reduce(state, { type: 'ui.back' });
      return [state.overlays.length, state.pages.length, listOf(state).filter];
    });
    expect(seen).toEqual([
      [0, 2, 'v1'],
      [0, 1, 'v1'],
      [0, 0, 'v1'],
      [0, 0, ''],
      [0, 0, ''],
    ]);
  });

  it('is the same object when nothing changed, so that nothing is drawn', () => {
    const idle: readonly UiAction[] = [
      { type: 'ui.view', view: 'vifs' },
      { type: 'ui.filter', text: '' },
      { type: 'ui.filtering', isOn: false },
      { type: 'ui.back' },
      { type: 'ui.size', columns: 80, rows: 24 },
      { type: 'ui.revision', revision: 0 },
      { type: 'ui.select', key: undefined },
    ];
    for (const action of idle) expect(reduce(start, action), action.type).toBe(start);
  });
});

describe('the store', () => {
  it('tells of changes only, until one no longer listens', () => {
    const store = new Store(start);
    let heard = 0;
    const stop = store.subscribe(() => heard++);
    store.dispatch({ type: 'ui.filter', text: '' });
    store.dispatch({ type: 'ui.filter', text: 'x' });
    stop();
    store.dispatch({ type: 'ui.filter', text: 'y' });
    expect(heard).toBe(1);
    expect(listOf(store.get()).filter).toBe('y');
  });
});
