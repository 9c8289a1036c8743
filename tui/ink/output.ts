/**
 * Puts texts where Ink's layout wants them, in the place of Ink's own `output`. That one makes every cell of the
 * screen and reads every text anew in each frame, which took most of the time that a frame takes. Here a row whose
 * texts are as in an earlier frame is the text that was made of it then.
 */
import { FadingCache } from './fading-cache.ts';
import { BLANK, type Cell, cellsOf, textOf } from './styled-cells.ts';

/** Columns from `x1` and rows from `y1` up to but without `x2` and `y2`; absent: no bound. */
export interface Clip {
  readonly x1?: number | undefined;
  readonly x2?: number | undefined;
  readonly y1?: number | undefined;
  readonly y2?: number | undefined;
}

interface Placed {
  readonly x: number;
  readonly line: string;
  /** Columns of the screen that it may touch. */
  readonly left: number;
  readonly right: number;
}

type Transformer = (line: string, index: number) => string;

/** A few screens full. */
const MOST_ROWS = 128;

// Ink makes an output for each frame; what was made of its rows outlives it.
const rows = new FadingCache<string>(MOST_ROWS);

export class Output {
  readonly #width: number;
  readonly #rows: Placed[][];
  readonly #clips: Clip[] = [];

  constructor({ width, height }: { readonly width: number; readonly height: number }) {
    this.#width = width;
    this.#rows = Array.from({ length: height }, () => []);
  }

  write(
    x: number,
    y: number,
    text: string,
    { transformers }: { readonly transformers: readonly Transformer[] },
  ): void {
    if (text === '') return;
    const { x1 = 0, x2 = this.#width, y1 = 0, y2 = this.#rows.length } = this.#clips.at(-1) ?? {};
    const left = Math.max(0, x1);
    const right = Math.min(this.#width, x2);
    for (const [index, line] of text.split('\n').entries()) {
      const row = y + index;
      if (row < y1 || row >= y2) continue;
      const shown = transformers.reduce((before, transform) => transform(before, index), line);
      this.#rows[row]?.push({ x, line: shown, left, right });
    }
  }

  clip(clip: Clip): void {
    this.#clips.push(clip);
  }

  unclip(): void {
    this.#clips.pop();
  }

  get(): { readonly output: string; readonly height: number } {
    const output = this.#rows.map((placed) => rows.of(keyOf(placed), () => composed(placed))).join('\n');
    return { output, height: this.#rows.length };
  }
}

const keyOf = (placed: readonly Placed[]): string =>
  placed.map(({ x, line, left, right }) => `${x} ${left} ${right} ${line}`).join('\n');

/** Later texts lie over earlier ones. */
function composed(placed: readonly Placed[]): string {
  const cells: Cell[] = [];
  for (const { x, line, left, right } of placed) {
    for (const [index, cell] of cellsOf(line).entries()) {
      const column = x + index;
      if (column < left || column >= right) continue;
      while (cells.length <= column) cells.push(BLANK);
      cells[column] = cell;
    }
  }
  return textOf(cells);
}
