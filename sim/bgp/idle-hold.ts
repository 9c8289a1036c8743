/**
 * The pause in Idle before the automatic start, doubled with every failure in a row as FRR's start timer is:
 * a strictly RFC 4271 speaker never retries after a refused connection.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import { NEVER } from './rows.ts';

const LONGEST_MICROS = 120_000_000;

export class IdleHold {
  readonly #kernel: Kernel;
  readonly #timer;
  readonly #failures;
  readonly #refused;
  /** µs at which the pause ends. */
  readonly #until;
  readonly #expiry: Scheduler;

  constructor(kernel: Kernel, expired: (endpoint: number) => void) {
    this.#kernel = kernel;
    const { store } = kernel;
    this.#timer = store.column('bgp idle hold timer', 'i32');
    this.#failures = store.column('bgp failures', 'i32');
    this.#refused = store.column('bgp refused', 'u8');
    this.#until = store.column('bgp idle hold until', 'f64', NEVER);
    this.#expiry = kernel.event((endpoint, generation) => {
      if (this.#timer.get(endpoint) === generation) expired(endpoint);
    });
  }

  reach(endpoint: number): void {
    for (const column of [this.#timer, this.#failures, this.#refused, this.#until]) column.reach(endpoint);
  }

  /** What failed before no longer counts: a session came up, or an operator acted. */
  forgive(endpoint: number): void {
    this.#failures.set(endpoint, 0);
  }

  cancel(endpoint: number): void {
    this.#timer.add(endpoint, 1);
    this.#until.set(endpoint, NEVER);
  }

  refused(endpoint: number): void {
    this.#refused.set(endpoint, 1);
  }

  /**
   * Whether the last attempt was refused; asking takes the answer. After a refusal the next start is passive for one
   * ConnectRetryTimer, or two such speakers refuse each other for ever.
   */
  takeRefusal(endpoint: number): boolean {
    const refused = this.#refused.get(endpoint) === 1;
    this.#refused.set(endpoint, 0);
    return refused;
  }

  /**
   * A refused connection says nothing about the session: the endpoint listens again at once, as daemons go to Active
   * (facts, FSMs of real daemons). Any other failure pauses, the longer the more of them in a row.
   */
  arm(endpoint: number): void {
    let pause = 0;
    if (this.#refused.get(endpoint) === 0) {
      pause = this.#kernel.duration('idleHold');
      const failures = this.#failures.get(endpoint);
      for (let n = 0; n < failures && pause < LONGEST_MICROS; n++) pause *= 2;
      this.#failures.set(endpoint, failures + 1);
    }
    this.#until.set(endpoint, this.#kernel.now + Math.min(pause, LONGEST_MICROS));
    this.#expiry.at(this.#until.get(endpoint), endpoint, this.#timer.add(endpoint, 1));
  }

  /** A start is to come. */
  waits(endpoint: number): boolean {
    return this.#until.get(endpoint) >= this.#kernel.now;
  }
}
