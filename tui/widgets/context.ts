/** What every component may read, without passing it through all of them. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session } from '../session.ts';
import type { UiState } from '../state.ts';
import type { Glyphs } from '../theme.ts';

export interface Surroundings {
  readonly session: Session;
  readonly glyphs: Glyphs;
}

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

/** @throws Error outside of the application. */
export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === undefined) throw new Error('used outside of the application');
  return surroundings;
}

/** The state of the moment; the component is drawn again when it changes. */
export function useUi(): UiState {
  const { store } = useSurroundings().session;
  return useSyncExternalStore(store.subscribe, store.get);
}
