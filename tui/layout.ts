/** What has room on a terminal of a size. */

export const LEAST_COLUMNS = 40;
export const LEAST_ROWS = 10;
const FULL_COLUMNS = 120;
const FULL_ROWS = 36;
/** Below this nothing but the body and a line above and below it. */
const COMFORTABLE_ROWS = 16;
const NEWS_ROWS = 8;

export interface Layout {
  /** Nothing fits: say so in one line. */
  readonly isTooSmall: boolean;
  /** The tab strip of views; without it the header names the view. */
  readonly hasTabs: boolean;
  /** Rows of the newest trace records under the body, 0 where there is no room. */
  readonly newsRows: number;
  readonly footerRows: number;
  readonly bodyRows: number;
}

const HEADER_ROWS = 1;

/** Rows of each part; together they are the rows of the terminal. */
export function layoutOf(columns: number, rows: number): Layout {
  const isTooSmall = columns < LEAST_COLUMNS || rows < LEAST_ROWS;
  const hasTabs = rows >= COMFORTABLE_ROWS;
  const isFull = columns >= FULL_COLUMNS && rows >= FULL_ROWS;
  const newsRows = isFull ? Math.max(NEWS_ROWS, Math.floor(rows / 4)) : 0;
  const footerRows = 1;
  const bodyRows = Math.max(1, rows - HEADER_ROWS - (hasTabs ? 1 : 0) - newsRows - footerRows);
  return { isTooSmall, hasTabs, newsRows, footerRows, bodyRows };
}

/** Of a panel. */
export const TITLE_ROWS = 1;
const HEAD_ROWS = 1;
const WHY_ROWS = 7;
const LOW_BODY_ROWS = 14;

/** How a body is shared: rows of the table, and the paragraph with its title (0 where there is none). */
export function splitHeight(
  height: number,
  hasWhy: boolean,
): { readonly rows: number; readonly why: number } {
  const wanted = height < LOW_BODY_ROWS ? 0 : Math.min(WHY_ROWS + TITLE_ROWS, Math.floor(height * 0.4));
  const why = hasWhy ? wanted : 0;
  return { rows: Math.max(1, height - TITLE_ROWS - HEAD_ROWS - why), why };
}

const FEW_ROWS = 5;

/** What a short table leaves over is for the paragraph: causes are long. */
export function splitFor(length: number, height: number, hasWhy: boolean): ReturnType<typeof splitHeight> {
  const { rows, why } = splitHeight(height, hasWhy);
  const spare = why === 0 ? 0 : Math.max(0, rows - Math.max(FEW_ROWS, length + 1));
  return { rows: rows - spare, why: why + spare };
}
