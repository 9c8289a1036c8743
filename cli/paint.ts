/** Colour and glyphs, and where they must not be used. */
import type { Context, Stream } from './context.ts';

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Paint = Readonly<Record<keyof typeof codes, (text: string) => string>>;

/** Functions that colour a text, or leave it as it is. */
export function paintOf(colour: boolean): Paint {
  const style = (name: keyof typeof codes) => (text: string) =>
    colour && text !== '' ? `\u001b[${codes[name][0]}m${text}\u001b[${codes[name][1]}m` : text;
  return {
    bold: style('bold'),
    dim: style('dim'),
    red: style('red'),
    green: style('green'),
    yellow: style('yellow'),
    cyan: style('cyan'),
  };
}

/** FORCE_COLOR wins over NO_COLOR, as in Node; without either, a terminal that is not dumb. */
export function wantsColour(stream: Stream, env: Context['env']): boolean {
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return stream.isTTY && env.TERM !== 'dumb';
}

/** Whether the locale names a character set other than UTF-8. None set, as in most containers, counts as UTF-8. */
export function wantsAscii(env: Context['env']): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return locale !== '' && !/utf-?8/i.test(locale);
}

const ascii: Readonly<Record<string, string>> = {
  '✔': '+',
  '✖': 'x',
  '▲': '!',
  '█': '#',
  '▓': '~',
  '░': '.',
  '↳': '>',
  '→': '>',
  '↔': '-',
  '·': '-',
  '–': '-',
  '—': '-',
  '…': '~',
  µ: 'u',
  '×': 'x',
  '≥': '>',
  '≤': '<',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
};

/** One ASCII character for each that is not, so that columns stay where they are. */
export function toAscii(text: string): string {
  return Array.from(text, (character) => (character > '~' ? (ascii[character] ?? '?') : character)).join('');
}

/** Shows control characters as `�`: a name in a file must not steer the reader's terminal. Colours and newlines pass. */
export function harmless(text: string): string {
  let safe = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isControl = (code < 32 && code !== 10 && code !== 9) || (code >= 127 && code < 160);
    const isColour = code === 27 && /^\[[0-9;]*m/.test(text.slice(at + 1, at + 12));
    safe += isControl && !isColour ? '\ufffd' : text.charAt(at);
  }
  return safe;
}
