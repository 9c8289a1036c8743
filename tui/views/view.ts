/** What a view is: an equal small object in the list of `registry.ts`. */
import type { FunctionComponent } from 'react';
import type { Binding } from '../keys.ts';
import type { Model } from '../model.ts';
import type { Rows } from '../rows.ts';
import type { Session } from '../session.ts';
import type { ListState, Page } from '../state.ts';
import type { Tone } from '../theme.ts';
import type { ColumnShape } from '../widgets/columns.ts';

/** A line of a paragraph or a page. */
export interface Line {
  readonly text: string;
  readonly tone?: Tone;
  /** Of a page: opening the line opens the page of this key of the same view. */
  readonly link?: string;
}

/** What the table's widget asks for. `tableView` makes it from a description. */
export interface TableSource {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ColumnShape[];
  readonly followsEnd?: boolean;
  rows(model: Model, list: ListState): Rows;
  /** The mark before a row, and its cells in the order of the columns. */
  cells(model: Model, key: string): { readonly mark: Tone; readonly cells: readonly Cell[] };
  /** Short text at the right of the title, such as `3 down`. */
  summary?(model: Model): string;
  /** The paragraph under the table about the selected row. */
  why?(model: Model, key: string): readonly Line[];
}

/** A cell that is ready to be shown. */
export interface Cell {
  readonly text: string;
  readonly tone: Tone;
}

export interface ViewProps {
  /** Cells that the view has for itself and must fill no further. */
  readonly width: number;
  readonly height: number;
}

export interface View {
  readonly id: string;
  /** Digit that shows it. */
  readonly key: string;
  readonly title: string;
  /** How it is drawn: with a component of its own, or as a table. With neither it is not made yet, and not listed. */
  readonly Component?: FunctionComponent<ViewProps>;
  readonly table?: TableSource;
  /** A view with a list: its keys, filtered and sorted. The list keys then work by themselves. */
  rows?(model: Model, list: ListState): Rows;
  /** Titles of columns that can be sorted by. */
  readonly columns?: readonly string[];
  /** The list grows at its end and follows it until the operator selects something else. */
  readonly followsEnd?: boolean;
  /** Rows that fit in so high a body; default: all of it. */
  rowsIn?(height: number): number;
  /** One thing in detail, opened with enter; undefined when it is gone. */
  page?(model: Model, key: string): readonly Line[] | undefined;
  /** Short name of a page, for the breadcrumb. */
  crumb?(model: Model, page: Page): string;
  /** What the action `view.do` does while this view is shown. */
  readonly commands?: Readonly<Record<string, (session: Session) => void>>;
  /** Keys of its own, in the context `view:ID`. */
  readonly bindings?: readonly Binding[];
}
