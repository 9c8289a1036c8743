/** Rows of styled runs: labels over lines, cut to a window. */
import { fitTo, widthOf } from '../cells.ts';
import type { Glyphs, Tone } from '../theme.ts';
import { drawLines, type LineStyle, shapeOf, type Window } from './lines.ts';
import type { Link } from './placing.ts';
import type { Rail } from './rails.ts';
import { factAt, MARK_CELLS, type Sheet, type Spot } from './sheet.ts';

export interface Run {
  readonly text: string;
  readonly tone: Tone;
  readonly isBold?: boolean;
  readonly isDim?: boolean;
  readonly isInverse?: boolean;
}

/** How a thing stands now and what it means to what is selected. */
export interface NodeLook {
  readonly mark: Tone;
  /** Instead of the name, for a group. */
  readonly name?: string;
  /** Instead of the fact that never changes. */
  readonly fact?: string;
  readonly emphasis: Emphasis;
}

export type Emphasis = 'dim' | 'plain' | 'bold';

export interface Look {
  node(spot: Spot): NodeLook;
  line(link: Link): LineStyle;
  rail(rail: Rail): LineStyle;
  /** Text on the line that leaves a bearer, and its tone. */
  load(key: string): { readonly text: string; readonly tone: Tone } | undefined;
}

interface Piece {
  readonly x: number;
  readonly runs: readonly Run[];
  readonly cells: number;
}

function labelPiece(
  sheet: Sheet,
  spot: Spot,
  look: NodeLook,
  isSelected: boolean,
  glyphs: Glyphs,
  most: number,
): Piece {
  const { node, parent, x, room } = spot;
  const tree = parent === undefined ? '' : (glyphs.lines[parent.children.at(-1) === node ? 3 : 7] ?? '');
  const sign = node.kind === 'fold' ? glyphs.select : glyphs.mark[look.mark];
  const width = Math.min(room, most) - widthOf(tree) - MARK_CELLS;
  const fact = factAt(look.fact ?? node.fact, node.kind, sheet.detail);
  const factCells = fact === '' || node.kind === 'fold' ? 0 : widthOf(fact) + 1;
  const words = glyphs.words(look.name ?? node.name);
  const nameCells = Math.max(
    0,
    Math.min(widthOf(words), width - factCells, look.name === undefined ? sheet.detail.most : width),
  );
  const name = fitTo(words, nameCells, glyphs.cut);
  const style = { isBold: look.emphasis === 'bold', isDim: look.emphasis === 'dim', isInverse: isSelected };
  const runs: Run[] = [
    ...(tree === '' ? [] : [{ text: tree, tone: 'dim' as const }]),
    { text: sign, tone: look.mark, ...style, isInverse: false },
    // Without colours inverse is gone too: the sign of a selection is in all lists.
    isSelected ? { text: glyphs.select, tone: 'accent' } : { text: ' ', tone: 'plain' },
    { text: name, tone: 'plain', ...style },
    ...(factCells === 0 || width < factCells
      ? []
      : [{ text: fitTo(` ${glyphs.words(fact)}`, factCells, glyphs.cut), tone: 'dim' as const }]),
  ];
  return { x, runs, cells: runs.reduce((sum, { text }) => sum + widthOf(text), 0) };
}

const sameStyle = (a: Run, b: Run): boolean =>
  a.tone === b.tone && a.isBold === b.isBold && a.isDim === b.isDim && a.isInverse === b.isInverse;

/** Appends; what looks alike is one run. */
function append(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (run.text === '') return;
  if (last !== undefined && sameStyle(last, run))
    runs[runs.length - 1] = { ...last, text: last.text + run.text };
  else runs.push(run);
}

/** The rows of a window, top first; none is wider than the window. */
export function picture(
  sheet: Sheet,
  window: Window,
  selected: string,
  look: Look,
  glyphs: Glyphs,
): readonly (readonly Run[])[] {
  const pieces = new Map<string, Piece>();
  const byRow: Piece[][] = Array.from({ length: window.height }, () => []);
  for (const [key, spot] of sheet.spots) {
    const row = spot.y - window.top;
    const most = window.left + window.width - spot.x;
    if (row < 0 || row >= window.height || spot.x < window.left || most <= MARK_CELLS) continue;
    const piece = labelPiece(sheet, spot, look.node(spot), key === selected, glyphs, most);
    pieces.set(key, piece);
    byRow[row]?.push(piece);
    const load = look.load(key);
    if (load === undefined) continue;
    // On the piece of line before it turns, at its end, so that the label keeps a little line.
    const { x, width, lead } = sheet.columns[spot.tier] ?? { x: 0, width: 0, lead: 0 };
    const start = x + width + lead - load.text.length;
    if (start + load.text.length > window.left + window.width) continue;
    byRow[row]?.push({
      x: start,
      cells: load.text.length,
      runs: [{ text: load.text, tone: load.tone, isBold: true }],
    });
  }
  const endOf = (key: string, tier: number): number => {
    const piece = pieces.get(key);
    if (piece !== undefined) return piece.x + piece.cells + 1;
    const { x = 0, width = 0 } = sheet.columns[tier] ?? {};
    return sheet.spots.has(key) ? x + width : x;
  };
  const styles = new Map<Link, ReturnType<Look['line']>>();
  const styleOf = (link: Link): ReturnType<Look['line']> => {
    const known = styles.get(link) ?? look.line(link);
    styles.set(link, known);
    return known;
  };
  const cells = drawLines(sheet, window, { line: styleOf, rail: look.rail }, endOf);
  const lineRun = (column: number, row: number): Run => {
    const cell = cells.at(column, row);
    if (cell === undefined) return { text: ' ', tone: 'plain' };
    const shape = shapeOf(cell);
    const isHeavy = cell.weight > 1;
    const solid = isHeavy ? glyphs.heavyLines : glyphs.lines;
    const broken = isHeavy ? glyphs.heavyDashes : glyphs.dashes;
    const text = (cell.isDown ? broken : solid)[shape] ?? ' ';
    if (cell.weight <= 0) return { text, tone: 'dim' };
    const tone = cell.isDown ? 'bad' : isHeavy ? 'accent' : 'plain';
    return { text, tone, isBold: isHeavy };
  };
  return byRow.map((labels, row) => {
    const runs: Run[] = [];
    let column = 0;
    for (const { x, cells: wide, runs: own } of labels.sort((a, b) => a.x - b.x)) {
      for (; column < x - window.left; column++) append(runs, lineRun(column, row));
      for (const run of own) append(runs, run);
      column = x - window.left + wide;
    }
    for (; column < window.width; column++) append(runs, lineRun(column, row));
    return runs;
  });
}
