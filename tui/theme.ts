/** Colours and glyphs: the 16 named colours, so that the operator's own theme applies, and a symbol for each tone. */
import type { TextProps } from 'ink';
import { harmless } from './cells.ts';

/** `warn` is on its way somewhere, `dim` is unimportant or not there. */
export type Tone = 'good' | 'warn' | 'bad' | 'dim' | 'plain' | 'accent';

type Style = Pick<TextProps, 'color' | 'dimColor' | 'bold'>;

export const styles: Readonly<Record<Tone, Style>> = {
  good: { color: 'green' },
  warn: { color: 'yellow' },
  bad: { color: 'red' },
  dim: { dimColor: true },
  plain: {},
  accent: { color: 'cyan' },
};

export interface Glyphs {
  readonly mark: Readonly<Record<Tone, string>>;
  readonly select: string;
  readonly play: string;
  readonly pause: string;
  readonly rule: string;
  readonly crumb: string;
  readonly cut: string;
  readonly times: string;
  readonly cursor: string;
  /** Under a place on an axis. */
  readonly pointer: string;
  readonly arrow: string;
  readonly none: string;
  readonly down: string;
  readonly up: string;
  /** A text from the simulation or a file as it may be shown. */
  words(text: string): string;
  /** Eight heights and more, lowest first. */
  readonly spark: readonly string[];
  /** Pieces of line by where they lead: 1 up, 2 right, 4 down, 8 left, added; and of a line that is broken. */
  readonly lines: readonly string[];
  readonly dashes: readonly string[];
  /** The same of a line that stands out. */
  readonly heavyLines: readonly string[];
  readonly heavyDashes: readonly string[];
  /** A span of time in which something was up, up for a part, or down. */
  readonly bar: { readonly up: string; readonly partly: string; readonly down: string };
}

const unicode: Glyphs = {
  mark: { good: '●', warn: '◐', bad: '✖', dim: '○', plain: '·', accent: '▲' },
  select: '▸',
  play: '▶',
  pause: '‖',
  rule: '─',
  crumb: '›',
  cut: '…',
  times: '×',
  cursor: '█',
  pointer: '┃',
  arrow: '→',
  none: '–',
  down: '▼',
  up: '▲',
  words: harmless,
  spark: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  lines: Array.from(' ╵╶└╷│┌├╴┘─┴┐┤┬┼'),
  dashes: Array.from(' ╵╶└╷┆┌├╴┘╌┴┐┤┬┼'),
  heavyLines: Array.from(' ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋'),
  heavyDashes: Array.from(' ╹╺┗╻┇┏┣╸┛╍┻┓┫┳╋'),
  bar: { up: '█', partly: '▓', down: '░' },
};

/** One for one, so that columns stay where they are. */
const inAscii: Readonly<Record<string, string>> = {
  '→': '>',
  '↔': '-',
  '×': 'x',
  µ: 'u',
  '…': '~',
  '–': '-',
  '−': '-',
  '·': '.',
  '≥': '>',
  '≤': '<',
  // Little pictures in cells of tables: as `spark` and `bar`.
  '▁': '_',
  '▂': '.',
  '▃': ',',
  '▄': '-',
  '▅': '=',
  '▆': '+',
  '▇': '*',
  '█': '#',
  '▓': '+',
  '░': '.',
};

const ascii: Glyphs = {
  mark: { good: '*', warn: '~', bad: 'x', dim: 'o', plain: '.', accent: '!' },
  select: '>',
  play: '>',
  pause: '=',
  rule: '-',
  crumb: '>',
  cut: '~',
  times: 'x',
  cursor: '_',
  pointer: '|',
  arrow: '>',
  none: '-',
  down: 'v',
  up: '^',
  words: (text) => Array.from(harmless(text), (one) => (one > '~' ? (inAscii[one] ?? '?') : one)).join(''),
  spark: ['_', '.', ',', '-', '=', '+', '*', '#'],
  lines: Array.from(' |-+||++-+-+++++'),
  dashes: Array.from(' :.+::++.+.+++++'),
  heavyLines: Array.from(' #=#####=#=#####'),
  heavyDashes: Array.from(' !~+!!++~+~+++++'),
  bar: { up: '#', partly: '+', down: '.' },
};

export const glyphSets = { unicode, ascii } as const;

/** States of API resources and of machines, and what each means to an operator; a word not listed is plain. */
const tones: Readonly<Record<string, Tone>> = {
  available: 'good',
  attached: 'good',
  associated: 'good',
  Established: 'good',
  Up: 'good',
  up: 'good',
  lit: 'good',
  down: 'bad',
  Down: 'bad',
  dark: 'bad',
  rejected: 'bad',
  unknown: 'bad',
  Idle: 'bad',
  pending: 'warn',
  requested: 'warn',
  ordering: 'warn',
  confirming: 'warn',
  verifying: 'warn',
  testing: 'warn',
  deleting: 'warn',
  attaching: 'warn',
  detaching: 'warn',
  Connect: 'warn',
  Active: 'warn',
  OpenSent: 'warn',
  OpenConfirm: 'warn',
  Init: 'warn',
  deleted: 'dim',
  AdminDown: 'dim',
  off: 'dim',
};

export const toneOf = (state: string): Tone => tones[state] ?? 'plain';
