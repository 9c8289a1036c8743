/** From what Ink reports of the keyboard to names of keys, as `keys.ts` writes them. */
import type { Key } from 'ink';

export interface Stroke {
  readonly name: string;
  /** What it would type. */
  readonly text?: string;
}

const special: readonly (readonly [keyof Key, string])[] = [
  // First: Ink sets `meta` with it too.
  ['escape', 'esc'],
  ['return', 'enter'],
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['tab', 'tab'],
  // Terminals send 0x7F for the key above enter, which Ink calls delete.
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
];

const typed: Readonly<Record<string, Stroke>> = {
  ' ': { name: 'space', text: ' ' },
  '\r': { name: 'enter' },
  '\n': { name: 'enter' },
  '\t': { name: 'tab' },
  '\u007f': { name: 'backspace' },
  '\b': { name: 'backspace' },
  '\u001b': { name: 'esc' },
};

/** Mouse, focus and keys that Ink does not know, without their escape character. */
const reports = /^\[(?:<[\d;]+[Mm]|[\d;]+[~A-Za-z]|[IO]$)/;

/**
 * The strokes of one report. Keys that repeat over a slow line, and pasted text, come as one run: one stroke a
 * character. Mouse reports and other sequences are nothing.
 */
export function strokesOf(input: string, key: Key): readonly Stroke[] {
  const found = special.find(([flag]) => key[flag] === true);
  if (found !== undefined) {
    const [flag, name] = found;
    return [{ name: key.shift && flag !== 'escape' ? `shift-${name}` : name }];
  }
  if (key.ctrl) return input === '' ? [] : [{ name: input === 'space' ? 'ctrl-space' : `ctrl-${input}` }];
  if (key.meta && input.length === 1) return [{ name: `alt-${input}` }];
  if (reports.test(input)) return [];
  return Array.from(input).flatMap((character) => {
    const stroke = typed[character];
    if (stroke !== undefined) return [stroke];
    return character < ' ' ? [] : [{ name: character, text: character }];
  });
}
