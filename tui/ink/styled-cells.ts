/** A line with colour codes as cells, each with its glyph and its style. */
import { widestLine } from './measuring.ts';

export interface Cell {
  /** Empty: the right half of a wide one before it. */
  readonly glyph: string;
  /** Parameters of the SGR sequence that turns it on; empty: plain. */
  readonly style: string;
}

export const BLANK: Cell = { glyph: ' ', style: '' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
const SGR = /\u001b\[([\d;:]*)m/;
const ASCII = /^[ -~]*$/;
const segmenter = new Intl.Segmenter();

/** ECMA-48 8.3.117: what a parameter sets; two that set the same thing replace one another. */
function aspectOf(code: number): string {
  if (code >= 1 && code <= 9) return String(code);
  if ((code >= 30 && code <= 38) || (code >= 90 && code <= 97)) return 'ink';
  if ((code >= 40 && code <= 48) || (code >= 100 && code <= 107)) return 'paper';
  return 'other';
}

/** What a parameter ends. */
const ends: Readonly<Record<number, readonly string[]>> = {
  22: ['1', '2'],
  23: ['3'],
  24: ['4'],
  25: ['5', '6'],
  27: ['7'],
  28: ['8'],
  29: ['9'],
  39: ['ink'],
  49: ['paper'],
};

/** One sequence holds one setting, as chalk writes them. */
function apply(style: Map<string, string>, parameters: string): void {
  const code = Number.parseInt(parameters || '0', 10);
  const ended = ends[code];
  if (code === 0) style.clear();
  else if (ended === undefined) style.set(aspectOf(code), parameters);
  else for (const aspect of ended) style.delete(aspect);
}

function cellsOfPlain(text: string, style: string): Cell[] {
  if (ASCII.test(text)) return Array.from(text, (glyph) => ({ glyph, style }));
  const cells: Cell[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const width = widestLine(segment);
    // Without a width it changes the one before it, or is nothing.
    if (width === 0) continue;
    cells.push({ glyph: segment, style });
    for (let more = 1; more < width; more++) cells.push({ glyph: '', style });
  }
  return cells;
}

export function cellsOf(line: string): readonly Cell[] {
  const style = new Map<string, string>();
  return line.split(SGR).flatMap((part, index) => {
    if (index % 2 === 0) return cellsOfPlain(part, [...style.values()].sort().join(';'));
    apply(style, part);
    return [];
  });
}

const ESC = '\u001b[';

/** Back to text, without the blanks at its end. */
export function textOf(cells: readonly Cell[]): string {
  const last = cells.findLastIndex(({ glyph, style }) => glyph !== ' ' || style !== '');
  let text = '';
  let current = '';
  for (const { glyph, style } of cells.slice(0, last + 1)) {
    if (style !== current) {
      if (current !== '') text += `${ESC}0m`;
      if (style !== '') text += `${ESC}${style}m`;
      current = style;
    }
    text += glyph;
  }
  return current === '' ? text : `${text}${ESC}0m`;
}
