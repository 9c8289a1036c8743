/** `(state, action) → state`, without effects: the same object when nothing changed. */
import type { UiAction } from './actions.ts';
import { type ListState, listOf, type Page, type UiState } from './state.ts';

type Reducers = {
  readonly [Type in UiAction['type']]: (
    state: UiState,
    action: Extract<UiAction, { readonly type: Type }>,
  ) => UiState;
};

function withList(state: UiState, change: Partial<ListState>, view = state.view): UiState {
  const list = { ...listOf(state, view), ...change };
  return { ...state, lists: { ...state.lists, [view]: list } };
}

function withoutSelection(state: UiState, view = state.view): UiState {
  const { selected, ...list } = listOf(state, view);
  return selected === undefined ? state : { ...state, lists: { ...state.lists, [view]: list } };
}

function withDial(state: UiState, dial: string, value: number | undefined): UiState {
  if (state.dials[dial] === value) return state;
  const { [dial]: _old, ...dials } = state.dials;
  return { ...state, dials: value === undefined ? dials : { ...dials, [dial]: value } };
}

function withTopPage(state: UiState, change: (page: Page) => Page): UiState {
  const last = state.pages.at(-1);
  return last === undefined ? state : { ...state, pages: [...state.pages.slice(0, -1), change(last)] };
}

const MOST_TYPED = 200;
/** Keys are not kept. */
const SECRET = /\b(authKey|cak|ckn)=/;

function withTyped(state: UiState, line: string): UiState {
  if (SECRET.test(line)) return state;
  const others = state.typed.filter((one) => one !== line);
  return { ...state, typed: [...others, line].slice(-MOST_TYPED) };
}

function withoutToast({ toast: _gone, ...state }: UiState): UiState {
  return state;
}

/** Takes away what lies on top: an overlay, a page, the filter. */
function back(state: UiState): UiState {
  if (state.overlays.length > 0) return { ...state, overlays: state.overlays.slice(0, -1) };
  if (state.isFiltering) return withList({ ...state, isFiltering: false }, { filter: '' });
  if (state.pages.length > 0) return { ...state, pages: state.pages.slice(0, -1) };
  return listOf(state).filter === '' ? state : withList(state, { filter: '' });
}

const reducers: Reducers = {
  'ui.view': (state, { view }) =>
    view === state.view && state.pages.length === 0
      ? state
      : { ...state, view, pages: [], isFiltering: false },
  'ui.select': (state, { key, view }) =>
    key === undefined ? withoutSelection(state, view) : withList(state, { selected: key }, view),
  'ui.dial': (state, { dial, value }) => withDial(state, dial, value),
  'ui.filter': (state, { text }) =>
    text === listOf(state).filter ? state : withList(state, { filter: text }),
  'ui.filtering': (state, { isOn }) => (isOn === state.isFiltering ? state : { ...state, isFiltering: isOn }),
  'ui.sort': (state, { sort }) => {
    const { sort: _old, ...list } = listOf(state);
    const next = sort === undefined ? list : { ...list, sort };
    return { ...state, lists: { ...state.lists, [state.view]: next } };
  },
  'ui.page': (state, { view, key }) => ({ ...state, pages: [...state.pages, { view, key, line: 0 }] }),
  'ui.line': (state, { line }) => withTopPage(state, (page) => ({ ...page, line })),
  'ui.overlay': (state, { overlay }) => ({ ...state, overlays: [...state.overlays, overlay] }),
  'ui.overlay.change': (state, { overlay }) => ({
    ...state,
    overlays: [...state.overlays.slice(0, -1), overlay],
  }),
  'ui.back': back,
  'ui.typed': (state, { line }) => withTyped(state, line),
  'ui.toast': (state, { toast }) => (toast === undefined ? withoutToast(state) : { ...state, toast }),
  'ui.size': (state, { columns, rows }) =>
    columns === state.columns && rows === state.rows ? state : { ...state, columns, rows },
  'ui.revision': (state, { revision }) => (revision === state.revision ? state : { ...state, revision }),
};

export function reduce(state: UiState, action: UiAction): UiState {
  // One reducer a type; TypeScript does not follow the pair through the lookup.
  const reducer = reducers[action.type] as (state: UiState, action: UiAction) => UiState;
  return reducer(state, action);
}
