/** Plays scenarios one after the other and tells a listener. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { ScenarioResult } from '../sim/scenario/result.ts';
import type { Scenario } from '../sim/scenario/types.ts';
import type { Engine } from './engine.ts';
import { failed, type Listener, type Summary } from './reporters/reporter.ts';

export interface PlayOptions {
  readonly seed?: number;
  /** Stop after so many failures. */
  readonly bail?: number;
  /** Play each so many times with the same seed; a differing trace is a defect. */
  readonly repeat?: number;
  /** Take the hashes of trace and state; repeats do in any case. */
  readonly hashes: boolean;
  /** Also find how far each assumption could move. */
  readonly margins?: boolean;
  readonly signal: AbortSignal;
  /** Called before each scenario. */
  readonly progress?: (done: number, of: number, next: Scenario) => void;
}

/** Runs all, tells the listener of each result and at last of the summary, which it answers too. */
export async function play(
  engine: Engine,
  scenarios: readonly Scenario[],
  listener: Listener,
  options: PlayOptions,
): Promise<Summary> {
  const results: ScenarioResult[] = [];
  let failures = 0;
  for (const scenario of scenarios) {
    options.progress?.(results.length, scenarios.length, scenario);
    await breathe(); // A signal is delivered only between two turns of the event loop.
    if (options.signal.aborted) break;
    const result = await playOne(engine, scenario, options);
    if (result === undefined) break;
    results.push(result);
    listener.scenario(result);
    if (failed(result)) failures += 1;
    if (options.bail !== undefined && failures >= options.bail) break;
  }
  const notRun = scenarios.length - results.length;
  const summary: Summary = { results, problems: [], notRun, interrupted: options.signal.aborted };
  listener.end(summary);
  return summary;
}

/** The result of the first run; differing repeats are added to its defects. Absent when interrupted. */
async function playOne(
  engine: Engine,
  scenario: Scenario,
  options: PlayOptions,
): Promise<ScenarioResult | undefined> {
  const seed = options.seed ?? scenario.seed;
  const run = async (): Promise<ScenarioResult | undefined> => {
    try {
      return await engine.run(scenario, {
        seed,
        signal: options.signal,
        hashes: options.hashes || options.repeat !== undefined,
        ...(options.margins === true && { margins: true }),
      });
    } catch (error) {
      return options.signal.aborted ? undefined : crashed(scenario, seed, error);
    }
  };
  const first = await run();
  if (first === undefined) return undefined;
  const defects = [...first.defects];
  for (let turn = 2; turn <= (options.repeat ?? 1); turn += 1) {
    await breathe();
    const again = options.signal.aborted ? undefined : await run();
    if (again === undefined) return undefined;
    if (again.traceHash !== first.traceHash || again.stateHash !== first.stateHash) {
      defects.push(
        `run ${turn} with the same seed differs: trace ${again.traceHash} instead of ${first.traceHash}, ` +
          `state ${again.stateHash} instead of ${first.stateHash}`,
      );
    }
  }
  return { ...first, defects };
}

/** An exception of the engine is a bug of ours: a result that says so, and the run goes on with the next scenario. */
function crashed(scenario: Scenario, seed: number, error: unknown): ScenarioResult {
  const { name, file, tags, durationMicros } = scenario;
  const told = error instanceof Error ? `${error.name}: ${error.message}${topOfStack(error)}` : String(error);
  return {
    name,
    file,
    tags,
    seed,
    passed: false,
    durationMicros,
    traceHash: '',
    stateHash: '',
    steps: [],
    flows: [],
    expectations: [],
    assumptions: [],
    defects: [told],
  };
}

/** Function and file of the innermost frame, without the folders of this machine. */
function topOfStack(error: Error): string {
  const frame = /\n\s+at (?:(?<name>[^\n(]+) \()?[^\n]*?(?<file>[\w.-]+:\d+:\d+)\)?/.exec(error.stack ?? '');
  return frame?.groups ? ` (at ${[frame.groups.name, frame.groups.file].filter(Boolean).join(', ')})` : '';
}
