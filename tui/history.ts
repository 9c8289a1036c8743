/** What the trace tells of each thing, kept up as it grows: state changes of session ends, newest record. */

import type { RecordId } from '../sim/kernel/trace.ts';
import { type RecordKind, recordKind } from '../sim/records.ts';
import type { Simulation } from '../sim/simulation.ts';
import { headlines } from './headlines.ts';

export interface Interval {
  readonly fromMicros: number;
  readonly toMicros: number;
}

interface Transition {
  readonly atMicros: number;
  readonly from: string;
  readonly to: string;
}

const STATE: RecordKind = 'bgp.state';
const UP = 'Established';
/** BGP peers are named after their virtual interface, numbered from the second on. */
const PEER = /^(.*) ipv[46](?: #\d+)?$/;

export class History {
  #sim: Simulation | undefined;
  #seen = 0;
  #transitions = new Map<string, Transition[]>();
  #newest = new Map<string, RecordId>();
  #sessions = new Map<string, string[]>();

  /** Reads what is new; from the start when this is another simulation than last time. */
  follow(sim: Simulation): void {
    if (this.#sim !== sim || sim.trace.length < this.#seen) {
      this.#sim = sim;
      this.#seen = 0;
      this.#transitions = new Map();
      this.#newest = new Map();
      this.#sessions = new Map();
    }
    for (; this.#seen < sim.trace.length; this.#seen++) this.#read(sim, this.#seen);
  }

  /** The newest record about any of these names that is more than chatter. */
  newest(names: readonly string[]): RecordId | undefined {
    const ids = names.map((name) => this.#newest.get(name) ?? -1);
    const last = Math.max(-1, ...ids);
    return last < 0 ? undefined : last;
  }

  /** Session ends of a virtual interface that ever changed; also of peers that it no longer has. */
  sessionsOf(vif: string): readonly string[] {
    return this.#sessions.get(vif) ?? [];
  }

  /** How often these session ends left Established. */
  flaps(names: readonly string[]): number {
    return names.reduce(
      (sum, name) => sum + (this.#transitions.get(name) ?? []).filter(({ from }) => from === UP).length,
      0,
    );
  }

  /** When a session end was Established up to now, µs; `state` is what it is in now. */
  established(name: string, state: string, nowMicros: number): readonly Interval[] {
    const intervals: Interval[] = [];
    const transitions = this.#transitions.get(name) ?? [];
    let up = (transitions[0]?.from ?? state) === UP ? 0 : undefined;
    for (const { atMicros, to } of transitions) {
      if (to === UP) up ??= atMicros;
      else if (up !== undefined) {
        intervals.push({ fromMicros: up, toMicros: atMicros });
        up = undefined;
      }
    }
    if (up !== undefined) intervals.push({ fromMicros: up, toMicros: nowMicros });
    return intervals;
  }

  #read(sim: Simulation, id: RecordId): void {
    const record = sim.record(id);
    const name = sim.nameOf(record.entity);
    if (headlines.change(record)) this.#newest.set(name, id);
    if (recordKind(record.kind) !== STATE) return;
    const [from = '', to = ''] = (record.detail ?? '').replace(/ \(.*$/, '').split(' → ');
    const transition = { atMicros: record.timeMicros, from, to };
    const list = this.#transitions.get(name);
    if (list !== undefined) {
      // What lies between two stays in Established is asked for by nobody.
      if (from === UP || to === UP) list.push(transition);
      return;
    }
    this.#transitions.set(name, [transition]);
    const vif = PEER.exec(name)?.[1];
    if (vif !== undefined) this.#sessions.set(vif, [...this.sessionsOf(vif), name]);
  }
}

/** µs of a span in which none of the intervals lay; in any order, they may overlap. */
export function outside(intervals: readonly Interval[], spanMicros: number): number {
  const sorted = [...intervals].sort((a, b) => a.fromMicros - b.fromMicros);
  let covered = 0;
  let reached = 0;
  for (const { fromMicros, toMicros } of sorted) {
    const from = Math.max(fromMicros, reached);
    if (toMicros > from) covered += toMicros - from;
    reached = Math.max(reached, toMicros);
  }
  return spanMicros - covered;
}
