/** A list by key, as long as it likes: only the visible part is ever read. */
import type { ListState } from './state.ts';

export interface Rows {
  readonly length: number;
  /** Key of a row; empty outside. */
  at(index: number): string;
  /** −1 when there is none. */
  indexOf(key: string): number;
}

export const rowsOf = (keys: readonly string[]): Rows => ({
  length: keys.length,
  at: (index) => keys[index] ?? '',
  indexOf: (key) => keys.indexOf(key),
});

/** 0, 1, 2 … as keys. */
export const countedRows = (length: number): Rows => ({
  length,
  at: (index) => String(index),
  indexOf: (key) => {
    const index = Number(key);
    return index < length ? index : -1;
  },
});

/** First visible row, so that the selected one is seen and the picture moves as little as it can. */
export function scrolled(top: number, selected: number, height: number, length: number): number {
  const last = Math.max(0, length - height);
  const kept = Math.min(Math.max(0, top), last);
  if (selected < kept) return selected;
  if (selected >= kept + height) return Math.min(last, selected - height + 1);
  return kept;
}

/** Index of the selected row: the first, or of a list that grows the last, unless the operator chose. */
export function selectedIndex(rows: Rows, list: ListState, followsEnd: boolean): number {
  const chosen = list.selected === undefined ? -1 : rows.indexOf(list.selected);
  if (chosen >= 0) return chosen;
  return followsEnd && list.selected === undefined ? Math.max(0, rows.length - 1) : 0;
}
