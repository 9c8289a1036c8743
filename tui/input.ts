/**
 * From what a terminal sends to names of keys, as `keys.ts` writes them. Ink cuts the stream into sequences and runs
 * of text. How it reads those is not used: when the machine is busy, escape and the key after it come in one piece,
 * which Ink takes for a key with alt, and of some keys it then forgets the escape.
 */

export interface Stroke {
  readonly name: string;
  /** What it would type. */
  readonly text?: string;
}

const ESC = '\u001b';

/** The last byte of a sequence (ECMA-48, xterm's "PC-Style Function Keys"). */
const finals: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  Z: 'shift-tab',
};

/** Sequences that end with `~`, by their first number. */
const numbered: Readonly<Record<string, string>> = {
  1: 'home',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
};

const typed: Readonly<Record<string, Stroke>> = {
  ' ': { name: 'space', text: ' ' },
  '\r': { name: 'enter' },
  '\t': { name: 'tab' },
  // Terminals send 0x7F for the key above enter.
  '\u007f': { name: 'backspace' },
  '\b': { name: 'backspace' },
  '\u0000': { name: 'ctrl-space' },
  '\n': { name: 'ctrl-j' },
};

/** What follows escape in `CSI number ; modifiers final` or `SS3 final`. Unlike reports of the mouse and of focus. */
const KEY = /^[[O](\d*)(?:;(\d+))?([A-Z~])$/;
const SEQUENCE = /^(?:\[[^@-~]*[@-~]|O[@-~])$/;

/** xterm: 1 + shift 1 + alt 2 + ctrl 4. Alt means nothing here. */
function held(modifiers: string | undefined): string {
  const bits = Number(modifiers ?? '1') - 1;
  return `${(bits & 4) === 0 ? '' : 'ctrl-'}${(bits & 1) === 0 ? '' : 'shift-'}`;
}

function specialKey(sequence: string): readonly Stroke[] {
  const [, number = '', modifiers, final = ''] = KEY.exec(sequence) ?? [];
  const name = final === '~' ? numbered[number] : finals[final];
  return name === undefined ? [] : [{ name: `${held(modifiers)}${name}` }];
}

/** What ctrl and a letter send: the number of the letter. */
function strokeOf(character: string): readonly Stroke[] {
  const known = typed[character];
  if (known !== undefined) return [known];
  if (character >= ' ') return [{ name: character, text: character }];
  const code = character.charCodeAt(0);
  return code > 26 ? [] : [{ name: `ctrl-${String.fromCharCode(96 + code)}` }];
}

/**
 * The strokes of one piece: a sequence, or text. Keys that repeat over a slow line, and pasted text, come as one run:
 * one stroke a character. Mouse reports and unknown sequences are nothing.
 */
export function strokesOf(piece: string): readonly Stroke[] {
  if (piece.startsWith(ESC)) {
    const rest = piece.slice(1);
    // No key is bound with alt: unless this is a sequence it is escape, and what was pressed after it.
    return SEQUENCE.test(rest) ? specialKey(rest) : [{ name: 'esc' }, ...strokesOf(rest)];
  }
  // Between pasted lines.
  const text = piece.length === 1 ? piece : piece.replaceAll('\n', '\r');
  return Array.from(text).flatMap(strokeOf);
}
