/** One run of a scenario: steps when their time comes, expectations at the end of every instant. */
import { Simulation } from '../simulation.ts';
import { assumptionsOf } from './assumptions.ts';
import { evaluate, nextCrossing } from './evaluate.ts';
import { causesOf, flowResults } from './explain.ts';
import type { ExpectationResult, ScenarioResult, StepResult } from './result.ts';
import type { RunOptions } from './run-options.ts';
import type { Note, RanStep, SavedRun } from './saved-run.ts';
import { carryOut, copyOf, emptyMemory, neverRan, type StepMemory } from './steps.ts';
import type { Anchor, Scenario, Step } from './types.ts';
import { Watch } from './watch.ts';

export type { RunOptions } from './run-options.ts';
export type { Note, SavedRun } from './saved-run.ts';

/** The simulation of a scenario at time 0. */
export function buildScenario(scenario: Scenario, options: RunOptions = {}): Simulation {
  const { network, traffic, timing, profile, start } = scenario;
  const seed = options.seed ?? scenario.seed;
  // A run is saved as a whole by whoever wants to go back.
  return Simulation.build(network, { seed, traffic, timing, profile, start, keepsSnapshots: false });
}

/**
 * A scenario on its way: it can be played to any time, forked, and acted on by an operator between two instants.
 */
export class ScenarioRun {
  readonly simulation: Simulation;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly #memory: StepMemory;
  readonly #times: Map<string, number>;
  readonly #waiting: Set<Step>;
  /** In the order in which they ran. */
  readonly #ran: RanStep[] = [];
  readonly #watches: readonly Watch[];
  readonly #checks: boolean;
  readonly #defects = new Set<string>();
  /** Which step made an input, by its place in the journal. */
  readonly #inputs = new Map<number, Step>();
  readonly #notes: Note[] = [];

  private constructor(
    scenario: Scenario,
    simulation: Simulation,
    { seed, invariants }: RunOptions,
    memory = emptyMemory(),
  ) {
    this.simulation = simulation;
    this.#memory = copyOf(memory);
    this.scenario = scenario;
    this.seed = seed ?? scenario.seed;
    this.#checks = invariants !== false;
    this.#times = new Map([
      ['start', 0],
      ['end', scenario.durationMicros],
    ]);
    this.#waiting = new Set(scenario.timeline);
    this.#watches = scenario.expect.map(
      (expectation) => new Watch(expectation, this.#clock, scenario.durationMicros),
    );
  }

  /** At time 0; steps that are due then have run. */
  static start(scenario: Scenario, options: RunOptions = {}): ScenarioRun {
    const run = new ScenarioRun(scenario, buildScenario(scenario, options), options);
    run.advance(0);
    return run;
  }

  /** µs of virtual time. */
  get now(): number {
    return this.simulation.now;
  }

  get ended(): boolean {
    return this.now >= this.scenario.durationMicros;
  }

  /** What has become of the steps so far. */
  get steps(): readonly StepResult[] {
    return this.#ran.map(({ result }) => result);
  }

  /** The step of the scenario that made an input, by its place in the journal; undefined: an operator did. */
  stepOf(journalIndex: number): Step | undefined {
    return this.#inputs.get(journalIndex);
  }

  /** Something to remember about this moment; it stands in the file that is written of the run. */
  note(text: string): void {
    this.#notes.push({ atMicros: this.now, inputs: this.simulation.journal.length, text });
  }

  get notes(): readonly Note[] {
    return this.#notes;
  }

  /** Plays up to and with a time, at most to the end of the scenario: µs. */
  advance(toMicros: number): void {
    const sim = this.simulation;
    const end = Math.min(toMicros, this.scenario.durationMicros);
    // What is due at this very time, at the start above all.
    sim.advance({ to: sim.now });
    this.#look();
    for (;;) {
      while (this.#runDueSteps()) this.#look();
      if (sim.now >= end) break;
      // Only now is this moment over: an operator may still have acted in it.
      for (const watch of this.#watches) watch.close(sim, this.#memory);
      this.#play(Math.min(end, this.#nextWake()));
    }
  }

  /** When anything happens next, or must be looked at: µs, at most the end. */
  get nextMicros(): number {
    return Math.min(this.simulation.nextEventMicros, this.#nextWake(), this.scenario.durationMicros);
  }

  /** Plays the next instant in which anything happens; false at the end. */
  step(): boolean {
    if (this.ended) return false;
    this.advance(this.nextMicros);
    return true;
  }

  /** An independent run in the same state. */
  fork(): ScenarioRun {
    return ScenarioRun.restore(this.save());
  }

  /** All of it as it stands; a fraction of what a fork takes. */
  save(): SavedRun {
    return {
      scenario: this.scenario,
      simulation: this.simulation.save(),
      seed: this.seed,
      invariants: this.#checks,
      memory: copyOf(this.#memory),
      ran: [...this.#ran],
      fallen: this.#watches.map(({ fallen }) => fallen),
      defects: new Set(this.#defects),
      notes: [...this.#notes],
    };
  }

  /** One in the state that was saved, independent of the one that it was saved of. */
  static restore(saved: SavedRun): ScenarioRun {
    const run = new ScenarioRun(saved.scenario, Simulation.restore(saved.simulation), saved, saved.memory);
    for (const ran of saved.ran) run.#hasRun(ran);
    for (const [index, watch] of run.#watches.entries()) watch.fallen = saved.fallen[index];
    for (const defect of saved.defects) run.#defects.add(defect);
    run.#notes.push(...saved.notes);
    return run;
  }

  /** Until a time, or until an instant after which a step is due or something must be looked at sooner. */
  #play(until: number): void {
    const sim = this.simulation;
    let target = until;
    // Asked before anything has happened, too, when all has been looked at.
    let isSeen = true;
    sim.advance({
      to: target,
      until: () => {
        if (!isSeen) this.#look();
        isSeen = false;
        if (this.#heldSteps().size > 0) return true;
        const wake = this.#nextWake();
        const sooner = wake < target;
        target = Math.min(target, wake);
        return sooner && sim.now < target;
      },
    });
  }

  /**
   * Everything that is due, in file order; a step that runs may bring the time of another. Conditions see this moment
   * as it was before, and again after all of it: never what lies between two steps.
   */
  #runDueSteps(): boolean {
    const held = this.#heldSteps();
    const next = () =>
      this.scenario.timeline.find(
        (step) => this.#waiting.has(step) && (held.has(step) || this.#isTime(step)),
      );
    let ran = false;
    for (let step = next(); step !== undefined; step = next()) {
      this.#run(step);
      ran = true;
    }
    return ran;
  }

  #run(step: Step): void {
    const { journal, now } = this.simulation;
    // What ends with this step is judged before it acts.
    for (const watch of this.#watches) this.#judgeBefore(watch, step);
    this.#waiting.delete(step);
    this.#times.set(step.id, now);
    const inputs = journal.length;
    const result = carryOut(this.simulation, step, this.#memory);
    this.#hasRun({ step, atMicros: now, result, ...(journal.length > inputs && { input: inputs }) });
  }

  #hasRun(ran: RanStep): void {
    const { step, atMicros, input } = ran;
    this.#ran.push(ran);
    this.#waiting.delete(step);
    this.#times.set(step.id, atMicros);
    if (input !== undefined) this.#inputs.set(input, step);
  }

  #judgeBefore(watch: Watch, step: Step): void {
    const { hold } = watch.expectation;
    if (hold.when !== 'always' && hold.when !== 'never') return;
    if (hold.to.base !== step.id || hold.to.offsetMicros !== 0 || hold.from.base === step.id) return;
    watch.look(this.simulation, this.#memory);
    this.#times.set(step.id, this.now);
    watch.close(this.simulation, this.#memory);
  }

  #isTime({ trigger }: Step): boolean {
    const at = trigger.on === 'when' ? undefined : this.#clock(trigger.anchor);
    return at !== undefined && at <= this.now;
  }

  /** Steps that wait for a condition, and it holds. */
  #heldSteps(): ReadonlySet<Step> {
    const held = new Set<Step>();
    for (const step of this.#waiting) {
      if (step.trigger.on !== 'when') continue;
      if (evaluate(this.simulation, step.trigger.condition, this.#memory).holds) held.add(step);
    }
    return held;
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

  #look(): void {
    for (const watch of this.#watches) watch.look(this.simulation, this.#memory);
    if (!this.#checks) return;
    for (const defect of this.simulation.brokenInvariants()) this.#defects.add(defect);
  }

  /** What the run says, as it stands now; the run can go on. */
  result({ hashes = true }: Pick<RunOptions, 'hashes'> = {}): ScenarioResult {
    const { seed } = this;
    const { simulation: sim } = this;
    const { name, file, tags, durationMicros, timeline } = this.scenario;
    const results = new Map(this.#ran.map(({ step, result }) => [step, result]));
    const steps = timeline.map((step) => results.get(step) ?? neverRan(step));
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
      traceHash: hashes ? sim.traceHash() : '',
      stateHash: hashes ? sim.stateHash() : '',
      steps,
      flows: flowResults(sim),
      expectations,
      assumptions: assumptionsOf(sim, this.scenario.timing),
      defects: [...this.#defects],
    };
  }

  #verdict(watch: Watch): ExpectationResult {
    const { that, hold: _, ...said } = watch.expectation;
    const { passed, atMicros, happened } = watch.verdict(this.simulation, this.#memory);
    const cause = passed ? [] : causesOf(this.simulation, that, atMicros);
    return { ...said, passed, expected: watch.words, happened, atMicros, cause };
  }
}
