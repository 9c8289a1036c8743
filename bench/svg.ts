/** A terminal's screen as an SVG picture: text as text, in runs of equal looks. */
import type { IBufferCell } from '@xterm/headless';
import type { LiveTerminal } from './terminal.ts';

const CELL_WIDTH = 8;
const CELL_HEIGHT = 17;
const BASELINE = 13;
const MARGIN = 8;
const PAPER = '#16181d';
const INK = '#d7dae0';
/** The 16 named colours. */
const palette = [
  '#3b4048',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#d7dae0',
  '#5c6370',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#ffffff',
] as const;

interface Look {
  readonly ink: string;
  readonly paper: string;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

function lookOf(cell: IBufferCell): Look {
  const front = cell.isFgDefault() ? INK : (palette[cell.getFgColor()] ?? INK);
  const back = cell.isBgDefault() ? PAPER : (palette[cell.getBgColor()] ?? PAPER);
  const isInverse = cell.isInverse() !== 0;
  return {
    ink: isInverse ? back : front,
    paper: isInverse ? front : back,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
  };
}

interface Run {
  readonly look: Look;
  readonly column: number;
  text: string;
  cells: number;
}

/** Glyphs stand alone: a font that draws them wider must not move what follows. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

function runsOf(cells: readonly IBufferCell[]): readonly Run[] {
  const runs: Run[] = [];
  let column = 0;
  for (const cell of cells) {
    const look = lookOf(cell);
    const text = cell.getChars() || ' ';
    const last = runs.at(-1);
    const isSame =
      last !== undefined &&
      JSON.stringify(last.look) === JSON.stringify(look) &&
      isPlain(last.text) === isPlain(text) &&
      (isPlain(text) || last.text.endsWith(text));
    if (isSame) {
      last.text += text;
      last.cells += cell.getWidth();
    } else runs.push({ look, column, text, cells: cell.getWidth() });
    column += cell.getWidth();
  }
  return runs;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function drawn({ look, column, text, cells }: Run, row: number): string {
  const x = MARGIN + column * CELL_WIDTH;
  const y = MARGIN + row * CELL_HEIGHT;
  const width = cells * CELL_WIDTH;
  const behind =
    look.paper === PAPER
      ? ''
      : `<rect x="${x}" y="${y}" width="${width}" height="${CELL_HEIGHT}" fill="${look.paper}"/>`;
  const style = [
    look.ink === INK ? '' : ` fill="${look.ink}"`,
    look.isBold ? ' font-weight="bold"' : '',
    look.isDim ? ' opacity=".6"' : '',
  ].join('');
  // Each word or group of words at its own place: renderers differ in what they do with spaces.
  const groups = [...text.matchAll(/\S+(?: \S+)*/g)].map(([group], index, all) => {
    const at = x + (isPlain(text) ? (all[index]?.index ?? 0) : 0) * CELL_WIDTH;
    const length = isPlain(text) ? group.length * CELL_WIDTH : width;
    return `<text x="${at}" y="${y + BASELINE}" textLength="${length}"${style}>${escaped(group)}</text>`;
  });
  return behind + groups.join('');
}

/** What the terminal shows now. */
export function svgOf(live: LiveTerminal): string {
  const width = live.columns * CELL_WIDTH + 2 * MARGIN;
  const height = live.rows * CELL_HEIGHT + 2 * MARGIN;
  const rows = Array.from({ length: live.rows }, (_, row) =>
    runsOf(live.cells(row))
      .map((run) => drawn(run, row))
      .join(''),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    '<style>text{font:13.3px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}</style>',
    `<rect width="100%" height="100%" rx="6" fill="${PAPER}"/><g fill="${INK}">`,
    ...rows.filter((row) => row !== ''),
    '</g></svg>\n',
  ].join('\n');
}
