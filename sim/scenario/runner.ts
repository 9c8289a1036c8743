/** Plays a scenario: steps when their time comes, expectations at the end of every instant. */

import { Simulation } from '../simulation.ts';
import { choices, durations } from '../timing.ts';
import { evaluate, nextCrossing } from './evaluate.ts';
import { causesOf, flowResults } from './explain.ts';
import type { AssumptionUsed, ExpectationResult, ScenarioResult, StepResult } from './result.ts';
import { carryOut, emptyMemory, neverRan } from './steps.ts';
import type { Anchor, Scenario, Step } from './types.ts';
import { Watch } from './watch.ts';

export interface RunOptions {
  /** Replaces the seed of the file. */
  readonly seed?: number;
}

/** A scenario that has been played, with its simulation at the end, for questions. */
export interface Played {
  readonly result: ScenarioResult;
  readonly simulation: Simulation;
}

/** The simulation of a scenario at time 0. */
export function buildScenario(scenario: Scenario, options: RunOptions = {}): Simulation {
  const { network, traffic, timing, profile, start } = scenario;
  return Simulation.build(network, { seed: options.seed ?? scenario.seed, traffic, timing, profile, start });
}

/** Plays a scenario to its end. */
export function playScenario(scenario: Scenario, options: RunOptions = {}): Played {
  const run = new Run(scenario, buildScenario(scenario, options));
  run.play();
  return { result: run.result(options.seed ?? scenario.seed), simulation: run.simulation };
}

/** The same, without the simulation. */
export const runScenario = (scenario: Scenario, options: RunOptions = {}): ScenarioResult =>
  playScenario(scenario, options).result;

class Run {
  readonly simulation: Simulation;
  readonly #scenario: Scenario;
  readonly #memory = emptyMemory();
  readonly #times: Map<string, number>;
  readonly #waiting: Set<Step>;
  readonly #steps = new Map<Step, StepResult>();
  readonly #watches: readonly Watch[];
  readonly #defects = new Set<string>();

  constructor(scenario: Scenario, simulation: Simulation) {
    this.simulation = simulation;
    this.#scenario = scenario;
    this.#times = new Map([
      ['start', 0],
      ['end', scenario.durationMicros],
    ]);
    this.#waiting = new Set(scenario.timeline);
    this.#watches = scenario.expect.map(
      (expectation) => new Watch(expectation, this.#clock, scenario.durationMicros),
    );
  }

  play(): void {
    const { simulation: sim } = this;
    const end = this.#scenario.durationMicros;
    this.#look(false);
    for (;;) {
      while (this.#runDueSteps()) this.#look(false);
      this.#look(true);
      for (const watch of this.#watches) watch.close(sim, this.#memory);
      if (sim.now >= end) break;
      let target = Math.min(end, this.#nextWake());
      sim.advance({
        to: target,
        until: () => {
          this.#look(false);
          if (this.#conditionalStepDue()) return true;
          const wake = this.#nextWake();
          const sooner = wake < target;
          target = Math.min(target, wake);
          return sooner && sim.now < target;
        },
      });
    }
    for (const watch of this.#watches) watch.giveUp(sim);
  }

  /** Steps in file order; one that runs may bring the time of another. */
  #runDueSteps(): boolean {
    const due = this.#scenario.timeline.find((step) => this.#waiting.has(step) && this.#isDue(step));
    if (due === undefined) return false;
    // What ends with this step is judged before it acts.
    for (const watch of this.#watches) this.#judgeBefore(watch, due);
    this.#waiting.delete(due);
    this.#times.set(due.id, this.simulation.now);
    this.#steps.set(due, carryOut(this.simulation, due, this.#memory));
    return true;
  }

  #judgeBefore(watch: Watch, step: Step): void {
    const { hold } = watch.expectation;
    if (
      (hold.when !== 'always' && hold.when !== 'never') ||
      hold.to.base !== step.id ||
      hold.to.offsetMicros !== 0
    )
      return;
    watch.look(this.simulation, this.#memory, false);
    this.#times.set(step.id, this.simulation.now);
    watch.close(this.simulation, this.#memory);
  }

  #isDue(step: Step): boolean {
    if (step.trigger.on === 'when')
      return evaluate(this.simulation, step.trigger.condition, this.#memory).holds;
    const at = this.#clock(step.trigger.anchor);
    return at !== undefined && at <= this.simulation.now;
  }

  #conditionalStepDue(): boolean {
    for (const step of this.#waiting) if (step.trigger.on === 'when' && this.#isDue(step)) return true;
    return false;
  }

  readonly #clock = ({ base, offsetMicros }: Anchor): number | undefined => {
    const at = this.#times.get(base);
    return at === undefined ? undefined : at + offsetMicros;
  };

  #nextWake(): number {
    const sim = this.simulation;
    let next = Number.POSITIVE_INFINITY;
    for (const step of this.#waiting) {
      const at =
        step.trigger.on === 'when'
          ? nextCrossing(sim, step.trigger.condition)
          : this.#clock(step.trigger.anchor);
      if (at !== undefined && at > sim.now) next = Math.min(next, at);
    }
    for (const watch of this.#watches) next = Math.min(next, watch.wake(sim));
    return next;
  }

  #look(final: boolean): void {
    for (const watch of this.#watches) watch.look(this.simulation, this.#memory, final);
    for (const defect of this.simulation.brokenInvariants()) this.#defects.add(defect);
  }

  result(seed: number): ScenarioResult {
    const { simulation: sim } = this;
    const { name, file, tags, durationMicros, timeline } = this.#scenario;
    const steps = timeline.map((step) => this.#steps.get(step) ?? neverRan(step));
    const expectations = this.#watches.map((watch) => this.#verdict(watch));
    return {
      name,
      file,
      tags,
      seed,
      passed:
        steps.every(({ ok }) => ok) &&
        expectations.every(({ passed, warn }) => passed || warn) &&
        this.#defects.size === 0,
      durationMicros,
      traceHash: sim.traceHash(),
      stateHash: sim.stateHash(),
      steps,
      flows: flowResults(sim),
      expectations,
      assumptions: assumptionsOf(sim, this.#scenario.timing),
      defects: [...this.#defects],
    };
  }

  #verdict(watch: Watch): ExpectationResult {
    const { name, that, warn, position } = watch.expectation;
    const { passed, atMicros, happened } = watch.fallen ?? { passed: false, atMicros: 0, happened: '' };
    const cause = passed ? [] : causesOf(this.simulation, that, atMicros);
    return { name, passed, warn, expected: watch.words, happened, atMicros, position, cause };
  }
}

/** What the run leaned on that AWS does not publish. */
function assumptionsOf(
  sim: Simulation,
  overrides: Readonly<Record<string, number | string>>,
): AssumptionUsed[] {
  const table: Readonly<
    Record<
      string,
      { micros?: number; value?: string; confidence: AssumptionUsed['confidence']; source: string }
    >
  > = { ...durations, ...choices };
  return sim.timingUsed.flatMap((name) => {
    const entry = table[name];
    if (entry === undefined || entry.confidence !== 'assumed') return [];
    const value = overrides[name] ?? entry.micros ?? entry.value ?? '';
    return [
      {
        name,
        value,
        confidence: entry.confidence,
        source: entry.source,
        overridden: overrides[name] !== undefined,
      },
    ];
  });
}
