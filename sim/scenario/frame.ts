/** The lines around a position, with carets under it: what every report of a problem shows. */
import type { Position } from './types.ts';

const MAX_COLUMNS = 110;

/** Escape sequences in a file must not reach the terminal. Widths stay as they are. */
const visible = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, '·');

/** The line before, the line with carets beneath, the line after; long lines are cut around the place. */
export function codeFrame(text: string, position: Position): string {
  const lines = text.split(/\r?\n/);
  const width = String(Math.min(position.line + 1, lines.length)).length;
  const cut = position.column > MAX_COLUMNS ? position.column - 40 : 0;
  const out: string[] = [];
  for (let line = Math.max(1, position.line - 1); line <= Math.min(lines.length, position.line + 1); line++) {
    const shown = visible((lines[line - 1] ?? '').slice(cut, cut + MAX_COLUMNS));
    const mark = line === position.line ? '>' : ' ';
    out.push(`${mark} ${String(line).padStart(width)} | ${shown}`.trimEnd());
    if (line !== position.line) continue;
    const before = shown.slice(0, position.column - 1 - cut).replace(/[^\t]/g, ' ');
    const carets = Math.max(1, Math.min(position.length, MAX_COLUMNS - before.length));
    out.push(`  ${' '.repeat(width)} | ${before}${'^'.repeat(carets)}`);
  }
  return out.join('\n');
}
