/**
 * Time over one run of a scenario: play, pause, step, run to, seek back exactly, act. To go back is to look: what was
 * done later happens again when time gets there. Wall-clock time enters only as an argument of `tick`.
 */
import { Checkpoints } from '../sim/checkpoints.ts';
import type { TraceRecord } from '../sim/kernel/trace.ts';
import { type SavedRun, ScenarioRun } from '../sim/scenario/run.ts';
import { type Act, carryOut, type Outcome } from './acts.ts';
import { type Headline, headlines } from './headlines.ts';

/** Virtual seconds a second; the last is as fast as the machine can. */
export const speeds: readonly number[] = [1, 2, 5, 10, 30, 60, 100, 300, 1000, Number.POSITIVE_INFINITY];

/** An act of the operator and when it was done, µs. */
export interface Done {
  readonly atMicros: number;
  readonly act: Act;
}

type Goal = { readonly atMicros: number } | { readonly headline: Headline };

const MICROS_PER_MILLI = 1000;
const never = (): boolean => false;

export class Player {
  #run: ScenarioRun;
  #checkpoints = new Checkpoints<SavedRun>();
  /** In the order of time, all at or before now. */
  #done: readonly Done[] = [];
  /** In the order of time, all after now. */
  #ahead: readonly Done[] = [];
  #undone: readonly Done[] = [];
  #goal: Goal | undefined;
  #playing = false;
  #missed = false;
  #speed = 1;
  #revision = 0;

  constructor(run: ScenarioRun, checkpoints = new Checkpoints<SavedRun>()) {
    this.#run = run;
    this.#checkpoints = checkpoints;
    this.#keep();
  }

  /** The run as it stands; another object after seeking back. */
  get run(): ScenarioRun {
    return this.#run;
  }

  /** µs of virtual time. */
  get now(): number {
    return this.#run.now;
  }

  get endMicros(): number {
    return this.#run.scenario.durationMicros;
  }

  /** Whether `tick` will move time. */
  get playing(): boolean {
    return this.#playing || this.#goal !== undefined;
  }

  /** What it runs towards, if it does. */
  get seeking(): Headline | 'end' | undefined {
    if (this.#goal === undefined) return undefined;
    return 'headline' in this.#goal ? this.#goal.headline : 'end';
  }

  /** Whether the last tick came to the end without what it ran towards. */
  get missed(): boolean {
    return this.#missed;
  }

  get speed(): number {
    return this.#speed;
  }

  /** What the operator did up to now, oldest first. */
  get done(): readonly Done[] {
    return this.#done;
  }

  /** What the operator did later than now: it happens again when time gets there. */
  get ahead(): readonly Done[] {
    return this.#ahead;
  }

  /** The act that `undo` takes away. */
  get last(): Done | undefined {
    return this.#ahead.at(-1) ?? this.#done.at(-1);
  }

  /** What `undo` took away and `redo` brings again, until the next act: the one undone last first. */
  get undone(): readonly Done[] {
    return this.#undone;
  }

  /** Grows with every change of what there is to see. */
  get revision(): number {
    return this.#revision;
  }

  get checkpoints(): Checkpoints<SavedRun> {
    return this.#checkpoints;
  }

  play(): void {
    if (!this.#run.ended) this.#playing = true;
    this.#revision++;
  }

  pause(): void {
    this.#playing = false;
    this.#goal = undefined;
    this.#revision++;
  }

  /** One of {@link speeds}, or any other positive factor. */
  setSpeed(factor: number): void {
    this.#speed = factor;
    this.#revision++;
  }

  /** Runs as fast as possible with the next ticks, until a time (µs) or a headline, and pauses there. */
  runTo(goal: Goal): void {
    this.#playing = false;
    this.#goal = goal;
    this.#revision++;
  }

  /**
   * Plays what is due after so much wall-clock time. `isLate` is asked between instants: when it says yes, the rest
   * is left for later ticks, and the clock of the drill lags. True when anything moved.
   */
  tick(elapsedMillis: number, isLate: () => boolean = never): boolean {
    if (!this.playing) return false;
    const before = this.now;
    const far = this.#goal !== undefined || this.#speed === Number.POSITIVE_INFINITY;
    const ahead = Math.floor(elapsedMillis * MICROS_PER_MILLI * this.#speed);
    const goal = this.#goal;
    const target = far
      ? goal !== undefined && 'atMicros' in goal
        ? goal.atMicros
        : this.endMicros
      : before + ahead;
    const isHere = goal !== undefined && 'headline' in goal ? headlines[goal.headline] : undefined;
    const stop = this.#advance(target, isLate, isHere);
    this.#missed = isHere !== undefined && stop !== 'found' && this.#run.ended;
    if ((goal !== undefined && stop !== 'late') || this.#run.ended) {
      this.#playing = false;
      this.#goal = undefined;
    }
    this.#revision++;
    return this.now !== before || !this.playing;
  }

  /** Plays the next instant in which anything happens; false at the end. */
  step(): boolean {
    this.pause();
    if (this.#run.ended) return false;
    const before = this.now;
    this.#run.advance(Math.min(this.#run.nextMicros, this.#nextAct));
    // What waited for an act of this moment ran without time moving on; a later act must not come to lie behind it.
    if (this.now === before) this.#run.advance(before + 1);
    this.#arrive();
    return true;
  }

  /** Goes to any time, µs, also back. Acts after it then lie ahead. */
  seek(toMicros: number): void {
    const to = Math.max(0, Math.min(toMicros, this.endMicros));
    if (to >= this.now) this.#advance(to, never);
    else this.#rewind(to, this.#done.filter(({ atMicros }) => atMicros <= to).length);
    this.#revision++;
  }

  /** Takes the last act away for good, going back to before it unless it lies ahead; false when there is none. */
  undo(): boolean {
    const { last } = this;
    if (last === undefined) return false;
    this.pause();
    if (this.#ahead.length > 0) this.#ahead = this.#ahead.slice(0, -1);
    else {
      this.#rewind(last.atMicros, this.#done.length - 1);
      this.#ahead = [];
    }
    this.#undone = [last, ...this.#undone];
    this.#revision++;
    return true;
  }

  /** Brings the act that was undone last back, at its time, going back to it when that is over; false: there is none. */
  redo(): boolean {
    const [next, ...rest] = this.#undone;
    if (next === undefined) return false;
    this.pause();
    if (next.atMicros > this.now) this.#ahead = [...this.#ahead, next];
    else {
      if (next.atMicros < this.now) this.#rewind(next.atMicros, this.#done.length);
      this.#perform(next);
    }
    this.#undone = rest;
    this.#revision++;
    return true;
  }

  /**
   * Does something now, and drops what lies ahead: it was done to another network. A note changes nothing and drops
   * nothing. Steps of the scenario that wait for what the act brings about run when time moves on, so that several
   * acts of one moment stay together, as in the file that is written of them.
   * @throws RangeError when the act names what is not there; then nothing was done.
   */
  act(act: Act): Outcome {
    const outcome = this.#perform({ atMicros: this.now, act });
    if (act.kind !== 'note') this.#ahead = [];
    this.#undone = [];
    this.#revision++;
    return outcome;
  }

  #perform(done: Done): Outcome {
    const outcome = carryOut(this.#run, done.act);
    this.#done = [...this.#done, done];
    return outcome;
  }

  #rewind(toMicros: number, acts: number): void {
    const kept = this.#done.slice(0, acts);
    const checkpoint = this.#checkpoints.rewind(toMicros, acts);
    this.#goal = undefined;
    this.#run = ScenarioRun.restore(checkpoint.state);
    this.#ahead = [...this.#done.slice(checkpoint.inputs), ...this.#ahead];
    this.#done = kept.slice(0, checkpoint.inputs);
    this.#checkpoints.resume(this.#run.simulation.trace.length);
    // A checkpoint may be of the very moment of the acts that come next.
    this.#passActs(acts);
    this.#advance(toMicros, never, undefined, acts);
    this.#revision++;
  }

  /** In slices of an instant, until the target or a wanted record. */
  #advance(
    target: number,
    isLate: () => boolean,
    isHere?: (record: TraceRecord) => boolean,
    acts = Number.POSITIVE_INFINITY,
  ): 'there' | 'found' | 'late' {
    const run = this.#run;
    while (run.now < target && !run.ended) {
      const records = run.simulation.trace.length;
      // At least 1 µs: what waits for an act of the present moment must not stop the clock.
      run.advance(Math.min(target, this.#nextAct, Math.max(run.now + 1, run.nextMicros)));
      this.#arrive(acts);
      if (isHere !== undefined && hasNew(run, records, isHere)) return 'found';
      if (isLate()) return 'late';
    }
    return 'there';
  }

  /** µs of the first act that lies ahead, or Infinity. */
  get #nextAct(): number {
    return this.#ahead[0]?.atMicros ?? Number.POSITIVE_INFINITY;
  }

  /** At a settled instant: keeps it when it is time to, and does again what was done in it. */
  #arrive(acts?: number): void {
    if (this.#checkpoints.due(this.#run.simulation.trace.length)) this.#keep();
    this.#passActs(acts);
  }

  /** Does what lay ahead and is due, until so many acts are done. */
  #passActs(acts = Number.POSITIVE_INFINITY): void {
    for (let next = this.#ahead[0]; next !== undefined; next = this.#ahead[0]) {
      if (next.atMicros > this.now || this.#done.length >= acts) return;
      this.#ahead = this.#ahead.slice(1);
      this.#perform(next);
    }
  }

  #keep(): void {
    const { trace, savedBytes: bytes } = this.#run.simulation;
    const state = this.#run.save();
    this.#checkpoints.keep({ timeMicros: this.now, inputs: this.#done.length, bytes, state }, trace.length);
  }
}

function hasNew(
  { simulation }: ScenarioRun,
  from: number,
  isHere: (record: TraceRecord) => boolean,
): boolean {
  for (let id = from; id < simulation.trace.length; id++) if (isHere(simulation.record(id))) return true;
  return false;
}
