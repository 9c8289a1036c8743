/**
 * The pause in Idle before the automatic start, doubled with every failure in a row as FRR's start timer is:
 * a strictly RFC 4271 speaker never retries after a refused connection.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';

const LONGEST_MICROS = 120_000_000;

export class IdleHold {
  readonly #kernel: Kernel;
  readonly #timer;
  readonly #failures;
  readonly #refused;
  readonly #expiry: Scheduler;

  constructor(kernel: Kernel, expired: (endpoint: number) => void) {
    this.#kernel = kernel;
    const { store } = kernel;
    this.#timer = store.column('bgp idle hold timer', 'i32');
    this.#failures = store.column('bgp failures', 'i32');
    this.#refused = store.column('bgp refused', 'u8');
    this.#expiry = kernel.event((endpoint, generation) => {
      if (this.#timer.get(endpoint) === generation) expired(endpoint);
    });
  }

  reach(endpoint: number): void {
    for (const column of [this.#timer, this.#failures, this.#refused]) column.reach(endpoint);
  }

  /** What failed before no longer counts: a session came up, or an operator acted. */
  forgive(endpoint: number): void {
    this.#failures.set(endpoint, 0);
  }

  cancel(endpoint: number): void {
    this.#timer.add(endpoint, 1);
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

  arm(endpoint: number): void {
    let pause = this.#kernel.duration('idleHold');
    // A refused connection says nothing about the session: as with FRR it does not double the pause. Else two ends
    // that are both Idle most of the time go on refusing each other for many minutes.
    if (this.#refused.get(endpoint) === 0) {
      const failures = this.#failures.get(endpoint);
      for (let n = 0; n < failures && pause < LONGEST_MICROS; n++) pause *= 2;
      this.#failures.set(endpoint, failures + 1);
    }
    this.#expiry.after(Math.min(pause, LONGEST_MICROS), endpoint, this.#timer.add(endpoint, 1));
  }
}
