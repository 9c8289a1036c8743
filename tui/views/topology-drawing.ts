/** The drawing for the state of the moment: its room, its sheet, and what in it is selected. */
import type { Sheet } from '../drawing/sheet.ts';
import { layoutOf, TITLE_ROWS } from '../layout.ts';
import { selectedIndex } from '../rows.ts';
import type { Session } from '../session.ts';
import { listOf } from '../state.ts';
import { groundOf, sheetFor, spotKey, topologyRows } from './topology-sheet.ts';

const WIDTH_MARGIN = 1;
const DETAIL_ROWS = 8;
const LOW_BODY_ROWS = 12;

/** Rows of the drawing, and of the panel under it (0 where there is no room). */
export function shareOf(height: number): { readonly drawing: number; readonly detail: number } {
  const detail = height < LOW_BODY_ROWS ? 0 : Math.min(DETAIL_ROWS, Math.floor(height * 0.35));
  return { drawing: Math.max(1, height - detail - TITLE_ROWS), detail };
}

export interface Drawing {
  readonly sheet: Sheet;
  /** Key in the sheet. */
  readonly selected: string;
  readonly width: number;
  readonly rows: number;
}

export function drawingOf({ model, state }: Session): Drawing {
  const list = listOf(state, 'topology');
  const all = topologyRows(model, list);
  const chosen = all.at(selectedIndex(all, list, false));
  const width = state.columns - WIDTH_MARGIN;
  const rows = shareOf(layoutOf(state.columns, state.rows).bodyRows).drawing;
  const sheet = sheetFor(model, width, rows, chosen);
  return { sheet, selected: spotKey(sheet, groundOf(model), chosen), width, rows };
}
