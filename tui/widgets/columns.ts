/** Which columns of a table are shown in so many cells, and how wide each. */

export interface ColumnShape {
  readonly title: string;
  /** Cells; of a `grows` column the least. */
  readonly width: number;
  readonly align?: 'left' | 'right';
  /** Takes what is left over, shared with others that grow. */
  readonly grows?: boolean;
  /** Most cells that are of use to it when it grows. */
  readonly most?: number;
  /** When there is no room the highest number goes first; default 0: stays. */
  readonly priority?: number;
}

export interface Placed {
  /** Index in the columns that were given. */
  readonly index: number;
  readonly width: number;
}

const GAP = 1;

/** Cells between two columns. */
export const columnGap = ' '.repeat(GAP);

/** Columns with their widths, in order; together with a gap between each they take at most `width` cells. */
export function placeColumns(columns: readonly ColumnShape[], width: number): readonly Placed[] {
  const chosen = new Set(columns.keys());
  const needed = (): number =>
    [...chosen].reduce((sum, index) => sum + (columns[index]?.width ?? 0), 0) + GAP * (chosen.size - 1);
  while (needed() > width && chosen.size > 1) chosen.delete(lessImportant(columns, chosen));
  let spare = Math.max(0, width - needed());
  const placed = [...chosen].map((index) => ({ index, width: columns[index]?.width ?? 0 }));
  const growing = placed.filter(({ index }) => columns[index]?.grows === true);
  // The ones that want least come first, so that what they leave goes to the others.
  growing.sort((a, b) => mostOf(columns, a.index) - mostOf(columns, b.index));
  for (const [position, one] of growing.entries()) {
    const share = Math.floor(spare / (growing.length - position));
    const grown = Math.min(share, Math.max(0, mostOf(columns, one.index) - one.width));
    one.width += grown;
    spare -= grown;
  }
  return placed.map((one) => ({ ...one, width: Math.min(one.width, width) }));
}

const mostOf = (columns: readonly ColumnShape[], index: number): number =>
  columns[index]?.most ?? Number.MAX_SAFE_INTEGER;

/** The last one of those with the highest number. */
function lessImportant(columns: readonly ColumnShape[], chosen: ReadonlySet<number>): number {
  let worst = -1;
  for (const index of chosen) {
    const priority = columns[index]?.priority ?? 0;
    if (worst < 0 || priority >= (columns[worst]?.priority ?? 0)) worst = index;
  }
  return worst;
}
