/**
 * Processes that sleep (BIRD 2.0.12, OpenBGPD): what a timer leaves to be done there waits until the process
 * wakes: for a message, for a timer of another session, or because it has slept long enough. KEEPALIVEs are streams, so
 * the next one is looked up.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import type { Keepalives } from './keepalives.ts';
import { NO_ROW, type Rows, rowsOf } from './rows.ts';

/** What may wait, as bits. */
export const jobs = { hold: 1, purge: 2, firstUpdate: 4 } as const;
export type Job = keyof typeof jobs;

/** IPv6 duplicate address detection after an interface came up ends with news for every process (RFC 4862 §5.4). */
const DETECTION_LEAST_MICROS = 1_000_000;
const DETECTION_JITTER_MICROS = 1_000_000;

/** What each of them is. */
export type Work = Readonly<Record<Job, (endpoint: number) => void>>;

export interface WakeParts extends Work {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly ends: Endpoints;
  readonly rows: Rows;
  readonly keepalives: Keepalives;
  readonly established: (row: number) => boolean;
  readonly hears: (row: number) => boolean;
}

export class Wakes {
  readonly #parts: WakeParts;
  /** Jobs of an endpoint that wait. */
  readonly #waiting;
  readonly #timer;
  readonly #draws;
  readonly #alarm: Scheduler;
  readonly #news: Scheduler;

  constructor(parts: WakeParts) {
    const { kernel } = parts;
    this.#parts = parts;
    this.#waiting = kernel.store.column('bgp waits for wake', 'u8');
    this.#timer = kernel.store.column('bgp wake timer', 'i32');
    this.#draws = kernel.store.column('bgp wake draws', 'i32');
    this.#alarm = kernel.event((endpoint, timer) => {
      if (this.#timer.get(endpoint) === timer) this.woke(endpoint);
    });
    this.#news = kernel.event((endpoint) => this.woke(endpoint));
  }

  reach(endpoint: number): void {
    for (const column of [this.#waiting, this.#timer, this.#draws]) column.reach(endpoint);
  }

  #sleeps(endpoint: number): boolean {
    return this.#parts.ends.rules(endpoint).timers.wakeMicros > 0;
  }

  /** Does a job when the process of an endpoint wakes next; false: it does not sleep. */
  await(endpoint: number, job: Job): boolean {
    if (!this.#sleeps(endpoint)) return false;
    const before = this.#waiting.get(endpoint);
    if ((before & jobs[job]) !== 0) return true;
    this.#waiting.set(endpoint, before | jobs[job]);
    this.#alarm.at(this.#next(endpoint), endpoint, this.#timer.add(endpoint, 1));
    return true;
  }

  /** The process that an endpoint belongs to woke: all that waits in it is done. */
  woke(endpoint: number): void {
    if (!this.#sleeps(endpoint)) return;
    for (const other of this.#siblings(endpoint)) {
      const waiting = this.#waiting.get(other);
      if (waiting === 0) continue;
      this.#waiting.set(other, 0);
      this.#timer.add(other, 1);
      for (const job of ['hold', 'purge', 'firstUpdate'] as const)
        if ((waiting & jobs[job]) !== 0) this.#parts[job](other);
    }
  }

  /** An interface came up. */
  interfaceUp(endpoint: number): void {
    if (!this.#sleeps(endpoint)) return;
    const { kernel, topology, ends } = this.#parts;
    const key = topology.key(ends.entity(endpoint));
    const u = kernel.uniform(key, 'addressDetection', this.#draws.add(endpoint, 1));
    this.#news.after(DETECTION_LEAST_MICROS + Math.floor(u * DETECTION_JITTER_MICROS), endpoint);
  }

  /** µs of the next wake that can be foreseen. */
  #next(endpoint: number): number {
    const { kernel, ends, rows, keepalives, established, hears } = this.#parts;
    const { now } = kernel;
    let next = now + ends.rules(endpoint).timers.wakeMicros;
    for (const row of this.#siblings(endpoint).flatMap((other) => rowsOf(other))) {
      // A session whose end waits does nothing more.
      if (!established(row) || rows.expired.get(row) === 1) continue;
      next = Math.min(next, keepalives.next(row, now + 1));
      const peer = rows.peerRow.get(row);
      if (peer === NO_ROW || !hears(row)) continue;
      const delay = ends.delayOut.get(peer >> 1);
      next = Math.min(next, keepalives.next(peer, now + 1 - delay) + delay);
    }
    return next;
  }

  /** Endpoints of the same router, in order. */
  #siblings(endpoint: number): readonly number[] {
    const { topology, ends } = this.#parts;
    const owner: EntityId | undefined = topology.target(ends.entity(endpoint), 'partOf');
    if (owner === undefined || ends.isAws(endpoint)) return [endpoint];
    return topology
      .sources(owner, 'partOf', 'neighbor')
      .map((neighbor) => ends.known(neighbor))
      .filter((other) => other >= 0);
  }
}
