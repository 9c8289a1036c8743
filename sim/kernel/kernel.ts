/** Virtual time, the queue, randomness, the trace and the store: what every floor stands on. */
import { type RecordKind, recordNumber } from '../records.ts';
import { type ChoiceName, choices, type Duration, type DurationName, durations } from '../timing.ts';
import { EVENT, type EventClass, EventQueue } from './queue.ts';
import { type EntityKey, type Purpose, uniform } from './random.ts';
import { Store } from './store.ts';
import { NO_CAUSE, type RecordId, Trace } from './trace.ts';

/** Runs with `kernel.now` and `kernel.cause` set; `a` and `b` are what was scheduled. */
export type EventHandler = (a: number, b: number) => void;
/** Whether what was scheduled still stands: it may have been called off since. */
export type Standing = (a: number, b: number) => boolean;

/** Puts one kind of event into the queue. */
export interface Scheduler {
  /** At an absolute time, µs; never before now. */
  at(timeMicros: number, a: number, b?: number): void;
  /** After a delay, µs. */
  after(delayMicros: number, a: number, b?: number): void;
}

interface EventOptions {
  readonly klass?: EventClass;
  readonly stands?: Standing;
}

/** Durations and choices in force; overrides of `sim/timing.ts`. */
export type TimingOverrides = Readonly<Record<string, number | string>>;

export interface KernelOptions {
  readonly seed: number;
  readonly timing: TimingOverrides;
  /** µs; a warm-up starts before 0. */
  readonly startMicros: number;
}

export class Kernel {
  readonly seed: number;
  readonly store = new Store();
  readonly queue = this.store.add('queue', new EventQueue());
  readonly trace = this.store.add('trace', new Trace());
  /** The record that triggered what is going on. */
  cause: RecordId = NO_CAUSE;
  readonly #clock = this.store.column('clock', 'f64');
  readonly #used = this.store.column('timing used', 'u8');
  readonly #timing: TimingOverrides;
  readonly #handlers: { readonly run: EventHandler; readonly stands: Standing | undefined }[] = [];
  readonly #timingNames: readonly string[] = [...Object.keys(durations), ...Object.keys(choices)];

  constructor({ seed, timing, startMicros }: KernelOptions) {
    this.seed = seed;
    this.#timing = timing;
    this.#clock.push(startMicros);
    for (const _ of this.#timingNames) this.#used.push();
  }

  /** µs since the start. */
  get now(): number {
    return this.#clock.get(0);
  }

  /**
   * A kind of event and what handles it, unless it no longer stands: nobody need look at the network after one that
   * does not. Kinds are numbered in the order of this call, the same in every build.
   */
  event(run: EventHandler, { klass = EVENT, stands }: EventOptions = {}): Scheduler {
    const kind = this.#handlers.push({ run, stands }) - 1;
    const at = (timeMicros: number, a: number, b = 0) => {
      this.queue.push(Math.max(timeMicros, this.now), klass, kind, a, b, this.cause);
    };
    return { at, after: (delayMicros, a, b) => at(this.now + delayMicros, a, b) };
  }

  /** Takes the next event of the queue and runs it; false: it no longer stood, and nothing happened. */
  step(): boolean {
    const { queue } = this;
    queue.pop();
    const { time, kind, a, b, cause } = queue.head;
    this.#clock.set(0, time);
    this.cause = cause;
    const handler = this.#handlers[kind];
    if (handler === undefined) throw new Error(`no handler for event kind ${kind}`);
    const stands = handler.stands === undefined || handler.stands(a, b);
    if (stands) handler.run(a, b);
    this.cause = NO_CAUSE;
    return stands;
  }

  /** Moves the clock forward over a stretch in which nothing happens. */
  rest(untilMicros: number): void {
    if (untilMicros > this.now) this.#clock.set(0, untilMicros);
  }

  /** Runs `work` with another record as the trigger of what it does. */
  because<T>(cause: RecordId, work: () => T): T {
    const before = this.cause;
    this.cause = cause;
    const result = work();
    this.cause = before;
    return result;
  }

  /** Writes a record whose trigger is the present cause, and makes it the cause of what follows in this handler. */
  record(kind: RecordKind, entity: number, a = 0, b = 0, detail?: string): RecordId {
    this.cause = this.trace.add(this.now, recordNumber(kind), entity, a, b, this.cause, detail);
    return this.cause;
  }

  uniform(key: EntityKey, purpose: Purpose, n: number): number {
    return uniform(this.seed, key, purpose, n);
  }

  /** A duration in force, µs; notes that the run leaned on it. */
  duration(name: DurationName): number {
    this.#use(name);
    const override = this.#timing[name];
    const entry: Duration = durations[name];
    return typeof override === 'number' ? Math.max(override, entry.leastMicros ?? 0) : entry.micros;
  }

  /** A choice in force, as a word; notes that the run leaned on it. */
  choice(name: ChoiceName): string {
    this.#use(name);
    const override = this.#timing[name];
    return typeof override === 'string' ? override : choices[name].value;
  }

  /** Names of the durations and choices that the run leaned on so far. */
  get timingUsed(): readonly string[] {
    return this.#timingNames.filter((_, row) => this.#used.get(row) === 1);
  }

  /** A warm-up's trace and what it leaned on are not the drill's. */
  forgetHistory(): void {
    this.trace.clear();
    this.queue.forgetCauses(NO_CAUSE);
    this.cause = NO_CAUSE;
    for (let row = 0; row < this.#timingNames.length; row++) this.#used.set(row, 0);
  }

  #use(name: string): void {
    this.#used.set(this.#timingNames.indexOf(name), 1);
  }
}
