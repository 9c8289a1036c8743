/** Lines as cells: four directions a cell; lines that share an end join where they meet, others cross. */
import type { DrawnEdge } from './network.ts';
import type { Link } from './placing.ts';
import type { Rail } from './rails.ts';
import type { Sheet } from './sheet.ts';

export const NORTH = 1;
export const EAST = 2;
export const SOUTH = 4;
export const WEST = 8;
const ACROSS = EAST | WEST;
const UPRIGHT = NORTH | SOUTH;

/** The part of a sheet that is seen. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How a line looks. `weight`: the heavier one is seen where two share a cell. */
export interface LineStyle {
  readonly isDown: boolean;
  readonly weight: number;
}

export interface LineStyles {
  line(link: Link): LineStyle;
  rail(rail: Rail): LineStyle;
}

export interface LineCell {
  mask: number;
  /** Of a line that passes without joining. */
  over: number;
  isDown: boolean;
  weight: number;
  readonly links: Link[];
}

export class LineCells {
  readonly #cells = new Map<number, LineCell>();
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
  }

  /** Of a place in the window. */
  at(column: number, row: number): LineCell | undefined {
    return this.#cells.get(row * this.#window.width + column);
  }

  put(x: number, y: number, mask: number, link: Link, style: LineStyle): void {
    const { left, top, width, height } = this.#window;
    const [column, row] = [x - left, y - top];
    if (column < 0 || row < 0 || column >= width || row >= height) return;
    const key = row * width + column;
    const cell = this.#cells.get(key);
    if (cell === undefined) {
      this.#cells.set(key, { mask, over: 0, ...style, links: [link] });
      return;
    }
    const joins = cell.links.some(({ from, to }) => from === link.from || to === link.to);
    if (joins) cell.mask |= mask;
    else cell.over |= mask;
    if (style.weight > cell.weight) {
      cell.weight = style.weight;
      cell.isDown = style.isDown;
    } else if (style.weight === cell.weight) cell.isDown &&= style.isDown;
    cell.links.push(link);
  }
}

/** The directions that are drawn of a cell: an upright line passes over another. */
export function shapeOf({ mask, over }: LineCell): number {
  if (over === 0) return mask;
  if (over === UPRIGHT || mask === UPRIGHT) return UPRIGHT;
  return mask | over;
}

/** A link to draw a rail with: pieces with the same end join. */
const railLink = (edge: DrawnEdge, end: string): Link => ({
  from: end,
  to: `rail at ${end}`,
  edge,
  tier: -1,
});

/** Each from its upper router down to its lower one, in its column. */
function drawRails(sheet: Sheet, cells: LineCells, styles: LineStyles): void {
  for (const rail of sheet.rails) {
    const { ends, column } = rail;
    const [from, to] = ends;
    const edge = { from, to };
    const passing = railLink(edge, `${from} ${to}`);
    const style = styles.rail(rail);
    const [top, bottom] = ends.map((router) => (sheet.placed.rowOf.get(router) ?? 0) * sheet.pitch);
    if (top === undefined || bottom === undefined) continue;
    for (const [y, end, mask] of [
      [top, from, SOUTH | EAST],
      [bottom, to, NORTH | EAST],
    ] as const) {
      const link = railLink(edge, end);
      cells.put(column, y, mask, link, style);
      for (let x = column + 1; x < (sheet.columns[0]?.x ?? 0); x++) cells.put(x, y, ACROSS, link, style);
    }
    for (let y = top + 1; y < bottom; y++) cells.put(column, y, UPRIGHT, passing, style);
  }
}

/** Draws the lines that touch the window. `endOf`: first free cell after a node's label. */
export function drawLines(
  sheet: Sheet,
  window: Window,
  styles: LineStyles,
  endOf: (key: string, tier: number) => number,
): LineCells {
  const { columns, placed, pitch } = sheet;
  const cells = new LineCells(window);
  drawRails(sheet, cells, styles);
  for (const [tier, { x, width, lead, gutter }] of columns.entries()) {
    const right = columns[tier + 1]?.x ?? x + width;
    if (right < window.left || x > window.left + window.width) continue;
    for (const link of gutter.links) {
      const from = (placed.rowOf.get(link.from) ?? 0) * pitch;
      const to = (placed.rowOf.get(link.to) ?? 0) * pitch;
      if (Math.max(from, to) < window.top || Math.min(from, to) >= window.top + window.height) continue;
      const style = styles.line(link);
      const start = endOf(link.from, tier);
      const across = (least: number, most: number, y: number): void => {
        for (let column = least; column < most; column++) cells.put(column, y, ACROSS, link, style);
      };
      const track = gutter.track(link);
      if (track === undefined) {
        across(start, right, from);
        continue;
      }
      const turn = x + width + lead + track;
      const [up, down] = to > from ? [NORTH, SOUTH] : [SOUTH, NORTH];
      across(start, turn, from);
      cells.put(turn, from, WEST | down, link, style);
      for (let y = Math.min(from, to) + 1; y < Math.max(from, to); y++)
        cells.put(turn, y, UPRIGHT, link, style);
      cells.put(turn, to, EAST | up, link, style);
      across(turn + 1, right, to);
    }
  }
  return cells;
}
