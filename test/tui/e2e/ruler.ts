/**
 * A second emulator, far larger than the terminal, that is given the same output: what is drawn outside of the
 * terminal, and cut there without a trace, is seen here.
 */
import xterm from '@xterm/headless';
import type { LiveTerminal } from '../../../bench/terminal.ts';

const SPARE_COLUMNS = 300;
const SPARE_ROWS = 60;
const END_OF_FRAME = 2026;

export interface Ruler {
  readonly frames: () => number;
  /** What stood outside, the first few. */
  readonly outside: () => readonly string[];
  /** The terminal is being resized: frames of either size may come until `settled`. */
  resizing(columns: number, rows: number): void;
  settled(): void;
}

export function rulerOf(live: LiveTerminal): Ruler {
  let [columns, rows] = [live.columns, live.rows];
  const wide = new xterm.Terminal({
    cols: Math.max(200, columns) + SPARE_COLUMNS,
    rows: Math.max(60, rows) + SPARE_ROWS,
    allowProposedApi: true,
  });
  let frames = 0;
  const outside: string[] = [];
  const measure = (): void => {
    frames++;
    const { active } = wide.buffer;
    for (let row = 0; row < wide.rows; row++) {
      const beyond = active.getLine(row)?.translateToString(true, row < rows ? columns : 0) ?? '';
      if (beyond !== '' && outside.length < 5) outside.push(`row ${row}: ${beyond}`);
    }
  };
  wide.parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => {
    if (params.includes(END_OF_FRAME) && wide.buffer.active.type === 'alternate') measure();
    return false;
  });
  live.pty.onData((data) => wide.write(data));
  return {
    frames: () => frames,
    outside: () => outside,
    resizing: (newColumns, newRows) => {
      [columns, rows] = [Math.max(columns, newColumns), Math.max(rows, newRows)];
    },
    settled: () => {
      [columns, rows] = [live.columns, live.rows];
      measure();
    },
  };
}
