/** Text in a fixed number of terminal cells. */
import stringWidth from 'string-width';

const PLAIN = /^[ -~]*$/;

/** Cells that a text takes; quick for plain ASCII. */
export const widthOf = (text: string): number => (PLAIN.test(text) ? text.length : stringWidth(text));

/** As much of a text as fits, with a sign that it was cut. */
export function cut(text: string, width: number, sign: string): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  let kept = '';
  let used = 0;
  for (const character of text) {
    const cells = widthOf(character);
    if (used + cells > width - widthOf(sign)) break;
    kept += character;
    used += cells;
  }
  return `${kept}${sign}`;
}

/** Exactly so many cells. */
export function fitTo(text: string, width: number, sign: string, align: 'left' | 'right' = 'left'): string {
  const short = cut(text, width, sign);
  const space = ' '.repeat(Math.max(0, width - widthOf(short)));
  return align === 'left' ? short + space : space + short;
}

/** Breaks at spaces into lines of at most so many cells, a longer word wherever it must. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, width))) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  const found: string[] = [];
  let rest = word;
  while (widthOf(rest) > width) {
    // At least one character, however wide, or there would be no end.
    const piece = cut(rest, width, '') || (Array.from(rest)[0] ?? '');
    found.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...found, rest];
}

/** Control characters in a name must not steer the operator's terminal. */
export const harmless = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
