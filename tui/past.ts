/** When flows were down, and which records are API calls: read off the trace as it grows, so that a long one is read once. */
import type { RecordId } from '../sim/kernel/trace.ts';
import { type RecordKind, recordKind } from '../sim/records.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { Interval } from './history.ts';

const CALLS: readonly RecordKind[] = ['api.accepted', 'api.refused', 'api.lost'];
const ROUTES: readonly RecordKind[] = [
  'route.learned',
  'route.lost',
  'route.installed',
  'route.removed',
  'fib.changed',
];
let simulations = 0;

export class Past {
  #sim: Simulation | undefined;
  #seen = 0;
  #downs = new Map<string, Interval[]>();
  #since = new Map<string, number>();
  #calls: RecordId[] = [];
  /** Of this simulation among all that were followed. */
  #number = 0;
  #routes = 0;
  #peers = 0;

  /** Reads what is new; from the start when this is another simulation than last time. */
  follow(sim: Simulation): void {
    if (this.#sim !== sim || sim.trace.length < this.#seen) {
      this.#sim = sim;
      this.#number = ++simulations;
      this.#routes = 0;
      this.#peers = 0;
      this.#seen = 0;
      this.#downs = new Map();
      this.#since = new Map();
      this.#calls = [];
    }
    for (; this.#seen < sim.trace.length; this.#seen++) this.#read(sim, this.#seen);
  }

  /** Times in which a flow was down, oldest first; one that lasts ends now. */
  downs(flow: string, nowMicros: number): readonly Interval[] {
    const ended = this.#downs.get(flow) ?? [];
    const since = this.#since.get(flow);
    return since === undefined ? ended : [...ended, { fromMicros: since, toMicros: nowMicros }];
  }

  /** Another text, another thing may have happened. */
  get stamp(): string {
    return `${this.#number} ${this.#seen}`;
  }

  /** Another text, there may be other things, or they may belong elsewhere. */
  get structureStamp(): string {
    return `${this.#number} ${this.#sim?.topologyRevision}`;
  }

  /** Another text, another route may be known somewhere. */
  get routesStamp(): string {
    return `${this.structureStamp} ${this.#routes}`;
  }

  /** Another text, there may be other sessions. */
  get sessionsStamp(): string {
    return `${this.structureStamp} ${this.#peers}`;
  }

  /** How many flows are down now. */
  get flowsDown(): number {
    return this.#since.size;
  }

  /** The record of the n-th API call: each writes just one. */
  call(index: number): RecordId | undefined {
    return this.#calls[index];
  }

  #read(sim: Simulation, id: RecordId): void {
    const record = sim.record(id);
    const kind = recordKind(record.kind);
    if (CALLS.includes(kind)) this.#calls.push(id);
    if (ROUTES.includes(kind)) this.#routes++;
    if (kind === 'peer.state') this.#peers++;
    if (kind !== 'flow.down' && kind !== 'flow.up') return;
    const flow = sim.nameOf(record.entity);
    const since = this.#since.get(flow);
    if (kind === 'flow.down') {
      if (since === undefined) this.#since.set(flow, record.timeMicros);
      return;
    }
    this.#since.delete(flow);
    if (since === undefined || since === record.timeMicros) return;
    const interval = { fromMicros: since, toMicros: record.timeMicros };
    this.#downs.set(flow, [...(this.#downs.get(flow) ?? []), interval]);
  }
}
