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
