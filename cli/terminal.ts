/** The one place that imports the application of the terminal, with the simulator that comes with it. */
import type { Scenario } from '../sim/scenario/types.ts';
import type { Screen } from '../tui/screen.ts';
import { type StartOptions, startTerminal } from '../tui/start.tsx';
import type { Loaded } from './engine.ts';
import { loadFile } from './load.ts';

export interface Terminal {
  /** As {@link Engine.load}. */
  load(file: string): Loaded;
  /** Plays a scenario on an open screen. Resolves when the operator quits; rejects when the application breaks. */
  start(scenario: Scenario, screen: Screen, options: StartOptions): Promise<void>;
}

/** Loaded once something is on the screen. */
export async function loadTerminal(): Promise<Terminal> {
  return { load: (file) => loadFile(file, false), start: startTerminal };
}
