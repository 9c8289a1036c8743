/** What stands in the palette. */
import type { Model } from '../model.ts';
import type { Session } from '../session.ts';

/** What may come next on the line. */
export interface Next {
  readonly choices: readonly string[];
  /** What is expected, in few words. */
  readonly hint: string;
  /** Anything else may be typed as well, so enter takes what is typed as it stands. */
  readonly isFree: boolean;
}

export interface Entry {
  /** What is typed for it: `fault fibre-cut`. */
  readonly words: string;
  readonly doc: string;
  /** After so many words more, when `partial` is being typed; absent: it takes none. */
  next?(model: Model, given: readonly string[], partial: string): Next;
  /** Throws a RangeError for what the operator got wrong. */
  run(session: Session, given: readonly string[]): void;
}

export interface PaletteOverlay {
  readonly id: 'palette';
  readonly text: string;
  /** Characters to the right of the cursor. */
  readonly after: number;
  /** Of the list: the selected one. */
  readonly index: number;
  /** Whether the operator chose it himself. */
  readonly isChosen: boolean;
  /** Lines back in the history; −1: at the line that is being typed, which `draft` keeps meanwhile. */
  readonly back: number;
  readonly draft: string;
  readonly problem?: string;
}

export const palette = (text = '', problem?: string): PaletteOverlay => ({
  id: 'palette',
  text,
  after: 0,
  index: 0,
  isChosen: false,
  back: -1,
  draft: text,
  ...(problem !== undefined && { problem }),
});

export const NOTHING_MORE: Next = { choices: [], hint: '', isFree: true };
