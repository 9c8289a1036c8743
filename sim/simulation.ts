/**
 * The one door for every face: build, call, inject, configure, advance, query, fork, seek. Inputs act on settled
 * instants and are kept in a journal, so that any earlier time can be had back exactly.
 */
import { Checkpoints, DEFAULT_BOUNDS, ONLY_THE_START } from './checkpoints.ts';
import { type CallResult, callApi } from './directconnect/call.ts';
import { apiModel } from './directconnect/model.ts';
import { operations } from './directconnect/operations.ts';
import { faults } from './faults/catalogue.ts';
import type { FaultDefinition } from './faults/fault.ts';
import type { FaultInForce } from './faults/log.ts';
import { targetsFor } from './faults/target.ts';
import {
  type CallOptions,
  type Injection,
  type Input,
  type JournalEntry,
  readInjection,
  type SavedSimulation,
} from './inputs.ts';
import { Hasher } from './kernel/hash.ts';
import { formatDuration, microsOf } from './kernel/quantity.ts';
import type { Snapshot } from './kernel/store.ts';
import { NO_CAUSE, type RecordId } from './kernel/trace.ts';
import { describeRecord, recordKind } from './records.ts';
import { configureRouter } from './router/configure.ts';
import { Stage, type StageOptions } from './stage.ts';
import { choices, durations } from './timing.ts';
import type { RouterChange } from './topology/router-change.ts';
import type { FlowSpec, Named, NetworkSpec } from './topology/spec.ts';
import { Views } from './views.ts';

export type { CallOptions, Injection, Input, JournalEntry, SavedSimulation } from './inputs.ts';

const MINUTE = 60_000_000;
/** Long enough for LACP, BGP and BFD of any legal network to come up before time 0. */
const WARM_UP_MICROS = 10 * MINUTE;
/** Measured: what a saved state takes, full pages of the trace aside, which all of them share. */
const BYTES_AT_LEAST = 128 * 1024;
const BYTES_AN_ENTITY = 256;

export interface SimulationOptions {
  readonly seed?: number;
  /** Overrides of `timing.ts`: µs, or the word of a choice. */
  readonly timing?: Readonly<Record<string, number | string>>;
  readonly profile?: StageOptions['profile'];
  readonly traffic?: Named<FlowSpec>;
  /** `converged` (default): sessions are up at time 0. `cold`: they start then. */
  readonly start?: 'converged' | 'cold';
  /** Whether states are kept on the way, so that `seek` need not play from the start (default). */
  readonly keepsSnapshots?: boolean;
}

type Outcome = Omit<JournalEntry, 'timeMicros' | 'input'>;

/** What a face may list: operations, faults, durations, choices. */
export const catalogue: {
  readonly api: typeof apiModel;
  /** Operations that are simulated, in order of their names. */
  readonly simulated: readonly string[];
  readonly faults: readonly FaultDefinition[];
  readonly durations: typeof durations;
  readonly choices: typeof choices;
} = { api: apiModel, simulated: [...operations.keys()].sort(), faults, durations, choices };

export class Simulation extends Views {
  readonly #stage: Stage;
  readonly #journal: JournalEntry[] = [];
  readonly #snapshots: Checkpoints<Snapshot>;

  private constructor(stage: Stage, snapshots: Checkpoints<Snapshot>) {
    super(stage);
    this.#stage = stage;
    this.#snapshots = snapshots;
  }

  /** A network at time 0. Throws when the network contradicts itself; the loader finds that first, with positions. */
  static build(network: NetworkSpec, options: SimulationOptions = {}): Simulation {
    const { seed = 1, timing = {}, profile = 'compat', traffic = {}, start = 'converged' } = options;
    const { keepsSnapshots = true } = options;
    const startMicros = start === 'cold' ? 0 : -WARM_UP_MICROS;
    const world = new Stage({
      seed,
      timing,
      profile,
      accounts: network.accounts,
      region: network.region,
      startMicros,
    });
    world.build(network, traffic);
    if (start === 'converged') world.advance(-1);
    world.begin();
    const snapshots = new Checkpoints<Snapshot>(keepsSnapshots ? DEFAULT_BOUNDS : ONLY_THE_START);
    const simulation = new Simulation(world, snapshots);
    simulation.#keep();
    return simulation;
  }

  /** One in the state that was saved, independent of the one that it was saved of. */
  static restore({ options, snapshot, journal, snapshots }: SavedSimulation): Simulation {
    const stage = new Stage(options);
    stage.load(snapshot);
    const simulation = new Simulation(stage, snapshots.copy());
    simulation.#journal.push(...journal);
    return simulation;
  }

  /** Plays until a time (`2m`, or µs; a past one is a RangeError), or until a condition holds after an instant: true. */
  advance(goal: { readonly to: string | number; readonly until?: () => boolean }): boolean {
    const to = microsOf(goal.to);
    if (!(to >= this.now))
      throw new RangeError(`it is ${formatDuration(this.now)} already: only seek goes back, to ${goal.to}`);
    const { until } = goal;
    if (until?.() === true) return true;
    const { queue } = this.world.kernel;
    while (queue.nextTime <= to) {
      this.world.instant();
      if (this.#snapshots.due(this.world.kernel.trace.length)) this.#keep();
      if (until?.() === true) return true;
    }
    // Nothing is new since the end of the last instant.
    if (this.now >= to) return false;
    this.world.kernel.rest(to);
    return until?.() === true;
  }

  /** µs of the next event, or Infinity. */
  get nextEventMicros(): number {
    return this.world.kernel.queue.nextTime;
  }

  /** What faces did so far, oldest first. */
  get journal(): readonly JournalEntry[] {
    return this.#journal;
  }

  /** Calls the Direct Connect API. Names of resources stand for their ids. A refused call changes nothing. */
  call(operation: string, request: Readonly<Record<string, unknown>>, options: CallOptions = {}): CallResult {
    const world = this.#stage;
    const { accounts, region } = world.options;
    const name = options.as ?? Object.keys(accounts)[0] ?? '';
    const as = { account: accounts[name] ?? name, region: options.in ?? region };
    return this.#act({ kind: 'call', operation, request, options }, () => ({
      result: callApi(world, operation, request, as),
    })).result;
  }

  /** Begins a fault; the number is for `clear`. Throws a RangeError on what cannot be, and then changes nothing. */
  inject(injection: Injection): number {
    const { fault, target, options, forMicros } = readInjection(injection);
    return this.#orNothing(() =>
      this.#act({ kind: 'inject', injection }, () => ({
        fault: this.#stage.faults.begin(fault, target, options, forMicros),
      })),
    ).fault;
  }

  /** Ends a fault, unless it is over. Throws a RangeError on a number that `inject` never gave. */
  clear(fault: number): void {
    this.#act({ kind: 'clear', fault }, () => {
      this.#stage.faults.end(fault);
      return {};
    });
  }

  /** Changes a customer router, all or nothing; returns what the router says against it. */
  configure(router: string, changes: readonly RouterChange[]): string | undefined {
    return this.#orNothing(() =>
      this.#act({ kind: 'configure', router, changes }, (): Outcome => {
        const refusal = configureRouter(this.world, router, changes);
        return refusal === undefined ? {} : { refusal };
      }),
    ).refusal;
  }

  /** Faults that are not over, oldest first. */
  get faultsInForce(): readonly FaultInForce[] {
    return this.#stage.faults.inForce;
  }

  /** Names of all that a fault of the catalogue can befall now. */
  faultTargets(fault: FaultDefinition): readonly string[] {
    return targetsFor(this.world.topology, fault);
  }

  /** An independent simulation in the same state. */
  fork(): Simulation {
    return Simulation.restore(this.save());
  }

  /** All of it as it stands; a fraction of what a fork takes. */
  save(): SavedSimulation {
    const { options } = this.#stage;
    return {
      options,
      snapshot: this.world.save(),
      journal: [...this.#journal],
      snapshots: this.#snapshots.copy(),
    };
  }

  /** How much memory a saved state takes, estimated: asking the process would differ from run to run. */
  get savedBytes(): number {
    return BYTES_AT_LEAST + this.world.topology.size * BYTES_AN_ENTITY;
  }

  /** Goes to any time, also back: the nearest snapshot, then the journal again. What was done later is forgotten. */
  seek(to: string | number): void {
    const time = microsOf(to);
    if (time < 0) throw new RangeError('the drill starts at 0');
    if (time >= this.now) {
      this.advance({ to: time });
      return;
    }
    const { state, inputs } = this.#snapshots.rewind(time);
    this.world.load(state);
    this.#snapshots.resume(this.world.kernel.trace.length);
    const again = this.#journal.splice(inputs).filter((entry) => entry.timeMicros <= time);
    for (const { timeMicros, input } of again) {
      this.advance({ to: timeMicros });
      this.#apply(input);
    }
    this.advance({ to: time });
  }

  /** All that decides the future. */
  stateHash(): string {
    return this.world.kernel.store.hash();
  }

  traceHash(): string {
    const { kernel, topology } = this.world;
    return kernel.trace.fingerprint(recordKind, (entity) =>
      entity < topology.size ? this.nameOf(entity) : '',
    );
  }

  /** What an operator can observe: no ages, no counters. */
  networkHash(): string {
    return new Hasher().value(this.observable()).digest();
  }

  /** A record, its cause and so on, in words, root cause last. */
  explain(record: RecordId): string[] {
    return this.world.kernel.trace.chain(record).map((link) => this.describe(link.id));
  }

  /** One record in words. */
  describe(record: RecordId): string {
    const { kind, entity, a, b, detail } = this.world.kernel.trace.get(record);
    return describeRecord(recordKind(kind), this.nameOf(entity), a, b, detail);
  }

  /**
   * An input acts on a settled instant and leaves one: what is due at its time happens before it, and what it brings
   * about without delay happens before the next one. So it does not matter who paused when.
   */
  #act<T extends Outcome>(input: Input, work: () => T): T {
    const { kernel } = this.world;
    this.advance({ to: this.now });
    // An input has no cause inside the simulation; what came before it in this instant is none.
    kernel.cause = NO_CAUSE;
    try {
      const outcome = work();
      this.world.settle();
      this.#journal.push({ timeMicros: this.now, input, ...outcome });
      this.advance({ to: this.now });
      return outcome;
    } finally {
      kernel.cause = NO_CAUSE;
    }
  }

  /** What throws halfway leaves nothing behind. */
  #orNothing<T>(work: () => T): T {
    const before = this.world.save();
    try {
      return work();
    } catch (error) {
      this.world.load(before);
      throw error;
    }
  }

  #apply(input: Input): void {
    if (input.kind === 'call') this.call(input.operation, input.request, input.options);
    else if (input.kind === 'inject') this.inject(input.injection);
    else if (input.kind === 'clear') this.clear(input.fault);
    else this.configure(input.router, input.changes);
  }

  #keep(): void {
    const { now, world, savedBytes } = this;
    const inputs = this.#journal.length;
    const checkpoint = { timeMicros: now, inputs, bytes: savedBytes, state: world.save() };
    this.#snapshots.keep(checkpoint, world.kernel.trace.length);
  }
}
