/** Plays a scenario in one go. */
import type { Simulation } from '../simulation.ts';
import type { ScenarioResult } from './result.ts';
import { type RunOptions, ScenarioRun } from './run.ts';
import type { Scenario } from './types.ts';

/** A scenario that has been played, with its simulation at the end, for questions. */
export interface Played {
  readonly result: ScenarioResult;
  readonly simulation: Simulation;
}

/** Plays a scenario to its end. */
export function playScenario(scenario: Scenario, options: RunOptions = {}): Played {
  const run = ScenarioRun.start(scenario, options);
  run.advance(scenario.durationMicros);
  return { result: run.result(options), simulation: run.simulation };
}

/** The same, without the simulation. */
export const runScenario = (scenario: Scenario, options: RunOptions = {}): ScenarioResult =>
  playScenario(scenario, options).result;
