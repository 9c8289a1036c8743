/** All that the operator changes by looking about: one immutable value. What is simulated is not in it. */
import type { FormOverlay } from './forms/form.ts';
import type { ConfirmOverlay, ResultOverlay } from './forms/overlays.ts';
import type { PaletteOverlay } from './palette/entry.ts';

/** How a list is looked at. */
export interface ListState {
  /** Key of the selected row; absent: the first, or in a list that grows the newest. */
  readonly selected?: string;
  readonly filter: string;
  /** Index of a column. */
  readonly sort?: { readonly column: number; readonly descending: boolean };
}

/** One thing looked at in detail, over its view. */
export interface Page {
  readonly view: string;
  readonly key: string;
  /** The line that is selected. */
  readonly line: number;
}

/** What lies over everything else and takes the keys. Add a member for one of your own. */
export type Overlay =
  | { readonly id: 'help'; readonly top: number }
  | PaletteOverlay
  | FormOverlay
  | ConfirmOverlay
  | ResultOverlay;

export interface Toast {
  readonly text: string;
  readonly isBad: boolean;
}

export interface UiState {
  readonly view: string;
  readonly lists: Readonly<Record<string, ListState>>;
  /** What else views keep of how they are looked at, such as a zoom. */
  readonly dials: Readonly<Record<string, number>>;
  readonly pages: readonly Page[];
  readonly overlays: readonly Overlay[];
  /** Whether keys go into the filter of the view. */
  readonly isFiltering: boolean;
  readonly toast?: Toast;
  /** Lines that were run from the palette, oldest first. */
  readonly typed: readonly string[];
  /** Of the terminal, cells. */
  readonly columns: number;
  readonly rows: number;
  /** Of the simulation: another number, another picture. */
  readonly revision: number;
}

const UNTOUCHED: ListState = { filter: '' };

export const listOf = (state: UiState, view = state.view): ListState => state.lists[view] ?? UNTOUCHED;

/** The state at the start. */
export function initialState(view: string, columns: number, rows: number): UiState {
  return {
    view,
    lists: {},
    dials: {},
    pages: [],
    overlays: [],
    isFiltering: false,
    typed: [],
    columns,
    rows,
    revision: 0,
  };
}
