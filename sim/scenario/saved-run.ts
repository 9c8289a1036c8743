/** All of a run as it stands at a moment. */
import type { SavedSimulation } from '../simulation.ts';
import type { StepResult } from './result.ts';
import type { StepMemory } from './steps.ts';
import type { Scenario, Step } from './types.ts';
import type { Fallen } from './watch.ts';

/** What an operator wrote down at a moment. */
export interface Note {
  readonly atMicros: number;
  /** Inputs of the journal before it. */
  readonly inputs: number;
  readonly text: string;
}

/** A step that has run, and what came of it. */
export interface RanStep {
  readonly step: Step;
  readonly atMicros: number;
  readonly result: StepResult;
  /** The place in the journal of the input that it made. */
  readonly input?: number;
}

/** For `ScenarioRun.restore`, as often as wanted. */
export interface SavedRun {
  readonly scenario: Scenario;
  readonly simulation: SavedSimulation;
  readonly seed: number;
  readonly invariants: boolean;
  readonly memory: StepMemory;
  readonly ran: readonly RanStep[];
  /** By the place of its expectation. */
  readonly fallen: readonly (Fallen | undefined)[];
  readonly defects: ReadonlySet<string>;
  readonly notes: readonly Note[];
}
