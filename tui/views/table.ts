/** Makes a view from data: what the rows are, how to read one, the columns, and why one is as it is. */
import { matcher } from '../filter.ts';
import { splitHeight } from '../layout.ts';
import type { Model } from '../model.ts';
import { type Rows, rowsOf } from '../rows.ts';
import type { ListState } from '../state.ts';
import type { Tone } from '../theme.ts';
import type { ColumnShape } from '../widgets/columns.ts';
import type { Cell, Line, View } from './view.ts';

export interface Column<Row> extends ColumnShape {
  text(row: Row): string;
  tone?(row: Row): Tone;
  /** What to sort by; default: the text. */
  order?(row: Row): number | string;
}

export interface TableView<Row> {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  /** Keys of all rows, cheap. */
  names(model: Model): readonly string[];
  /** One row; asked for visible rows, and for all when they are sorted. Undefined when it is gone. */
  read(model: Model, key: string): Row | undefined;
  /** The text that the filter looks in; asked for all rows, so it must be cheap. Default: the key. */
  searched?(model: Model, key: string): string;
  /** The state of a row as a symbol before it. */
  tone(row: Row): Tone;
  readonly columns: readonly Column<Row>[];
  /** Short text at the right of the title, such as `3 down`. */
  summary?(model: Model): string;
  /** The paragraph under the table about the selected row. */
  why?(model: Model, key: string): readonly Line[];
  page?(model: Model, key: string): readonly Line[] | undefined;
  /** Instead of filtering and sorting `names`. */
  rows?(model: Model, list: ListState): Rows;
  readonly followsEnd?: boolean;
}

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Keys whose text passes the filter; the texts are read once while the operator types. */
function found<Row>(table: TableView<Row>, model: Model, filter: string, stamp: string): readonly string[] {
  const names = table.names(model);
  if (filter === '') return names;
  const searched = table.searched ?? ((_model: Model, key: string) => key);
  const texts = model.cached(`${table.id}.texts`, stamp, () => names.map((key) => searched(model, key)));
  const isWanted = matcher(filter);
  return names.filter((_, index) => isWanted(texts[index] ?? ''));
}

function filteredAndSorted<Row>(table: TableView<Row>, model: Model, list: ListState, stamp: string): Rows {
  const keys = found(table, model, list.filter, stamp);
  const column = list.sort === undefined ? undefined : table.columns[list.sort.column];
  if (column === undefined) return rowsOf(keys);
  const order = column.order ?? column.text;
  const keyed = keys.flatMap((key, index) => {
    const row = table.read(model, key);
    return row === undefined ? [] : [{ key, index, by: order(row) }];
  });
  const sign = list.sort?.descending === true ? -1 : 1;
  // Equal ones stay in the order of the network, whichever way round.
  keyed.sort((a, b) => sign * compare(a.by, b.by) || a.index - b.index);
  return rowsOf(keyed.map(({ key }) => key));
}

/** The view of a table. */
export function tableView<Row>(table: TableView<Row>): View {
  const rows = (model: Model, list: ListState): Rows => {
    if (table.rows !== undefined) return table.rows(model, list);
    const now = model.stamp(table.names(model).length);
    const stamp = `${now} ${list.filter} ${list.sort?.column} ${list.sort?.descending}`;
    return model.cached(`${table.id}.rows`, stamp, () => filteredAndSorted(table, model, list, now));
  };
  const cells = (model: Model, key: string): { readonly mark: Tone; readonly cells: readonly Cell[] } => {
    const row = table.read(model, key);
    if (row === undefined) return { mark: 'dim', cells: [] };
    return {
      mark: table.tone(row),
      cells: table.columns.map((column) => ({ text: column.text(row), tone: column.tone?.(row) ?? 'plain' })),
    };
  };
  const hasWhy = table.why !== undefined;
  return {
    id: table.id,
    key: table.key,
    title: table.title,
    table: { ...table, rows, cells },
    rows,
    columns: table.columns.map(({ title }) => title),
    rowsIn: (height) => splitHeight(height, hasWhy).rows,
    ...(table.page === undefined ? {} : { page: table.page }),
    ...(table.followsEnd === undefined ? {} : { followsEnd: table.followsEnd }),
  };
}
