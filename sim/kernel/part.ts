import type { Hasher } from './hash.ts';

/** A piece of mutable state that a store can save, restore and hash. */
export interface Part<State> {
  save(): State;
  load(state: State): void;
  /** Mixes in all that decides the future. */
  hash(hasher: Hasher): void;
}
