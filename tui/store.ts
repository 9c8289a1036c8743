/** Holds the one state, reduces, and tells those who look. */
import type { UiAction } from './actions.ts';
import { reduce } from './reducer.ts';
import type { UiState } from './state.ts';

export class Store {
  #state: UiState;
  readonly #listeners = new Set<() => void>();

  constructor(state: UiState) {
    this.#state = state;
  }

  /** For `useSyncExternalStore`. */
  readonly get = (): UiState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Listeners hear of it at once, and only if the state is another one. */
  dispatch(action: UiAction): void {
    const next = reduce(this.#state, action);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
