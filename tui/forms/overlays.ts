/** Overlays that ask or tell: plain values, like all of the state. */
import type { Command } from '../actions.ts';
import type { Tone } from '../theme.ts';

/** Yes or no; says what will happen. */
export interface ConfirmOverlay {
  readonly id: 'confirm';
  readonly title: string;
  readonly lines: readonly string[];
  readonly then: Command;
}

/** What an act brought about, to be read. */
export interface ResultOverlay {
  readonly id: 'result';
  readonly title: string;
  readonly tone: Tone;
  readonly lines: readonly string[];
  /** First line that is seen. */
  readonly top: number;
}

export type Erasure = 'character' | 'word' | 'all';

/** What is left of a text. */
export const erased: { readonly [What in Erasure]: (text: string) => string } = {
  character: (text) => Array.from(text).slice(0, -1).join(''),
  word: (text) => text.replace(/\S*\s*$/, ''),
  all: () => '',
};
