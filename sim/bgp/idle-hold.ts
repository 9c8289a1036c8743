/**
 * The pause in Idle before the automatic start, by the vendor's rules: a strictly RFC 4271 speaker never retries after
 * a refused connection.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import { NEVER } from './rows.ts';
import type { Ending, IdleHoldRules, Span } from './vendors/profile.ts';
import { spanMicros, type Values } from './vendors/vendors.ts';

/** In `until`: the interface has to come up first. */
const WHEN_UP = -NEVER;
/** In `until` and `held`: an operator has to clear the session first. */
const WHEN_CLEARED = -2 * NEVER;

/** A pause that has grown so often. */
function grown(firstMicros: number, times: number, rules: Values<IdleHoldRules>): number {
  const { growthPercent, growthMicros, grainMicros, mostMicros } = rules;
  const whole = (micros: number) => micros - (grainMicros > 0 ? micros % grainMicros : 0);
  let pause = firstMicros;
  for (let n = 0; n < times && pause < mostMicros; n++)
    pause = whole(Math.floor((pause * growthPercent) / 100) + growthMicros);
  return Math.min(pause, mostMicros);
}

export class IdleHold {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #timer;
  readonly #failures;
  /** µs of the last failure. */
  readonly #failed;
  readonly #draws;
  readonly #refused;
  /** µs at which the pause ends. */
  readonly #until;
  /** µs of the pause that begins when the interface is up. */
  readonly #pending;
  /** µs until which the endpoint stays in Idle whatever the rules say; NEVER: it does not. */
  readonly #held;
  readonly #expiry: Scheduler;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints, expired: (endpoint: number) => void) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    const { store } = kernel;
    this.#timer = store.column('bgp idle hold timer', 'i32');
    this.#failures = store.column('bgp failures', 'i32');
    this.#failed = store.column('bgp failed', 'f64', NEVER);
    this.#draws = store.column('bgp idle hold draws', 'i32');
    this.#refused = store.column('bgp refused', 'u8');
    this.#until = store.column('bgp idle hold until', 'f64', NEVER);
    this.#pending = store.column('bgp idle hold pending', 'f64');
    this.#held = store.column('bgp held', 'f64', NEVER);
    this.#expiry = kernel.event((endpoint, generation) => {
      if (this.#timer.get(endpoint) !== generation) return;
      this.#held.set(endpoint, NEVER);
      expired(endpoint);
    });
  }

  reach(endpoint: number): void {
    for (const column of [this.#timer, this.#failures, this.#failed, this.#draws]) column.reach(endpoint);
    for (const column of [this.#refused, this.#until, this.#pending, this.#held]) column.reach(endpoint);
  }

  /** What failed before no longer counts: an operator acted. */
  forgive(endpoint: number): void {
    this.#failures.set(endpoint, 0);
  }

  /** A session came up, which most take for the end of all failures. */
  established(endpoint: number): void {
    if (this.#ends.rules(endpoint).idleHold.forgottenAfter === 'established') this.forgive(endpoint);
  }

  cancel(endpoint: number): void {
    this.#timer.add(endpoint, 1);
    this.#until.set(endpoint, NEVER);
  }

  /** From its next Idle on the endpoint stays there until then, or until it is released. */
  hold(endpoint: number, untilMicros: number | undefined): void {
    this.#held.set(endpoint, untilMicros ?? WHEN_CLEARED);
  }

  holds(endpoint: number): boolean {
    return this.#held.get(endpoint) !== NEVER;
  }

  /** µs at which a held endpoint starts by itself; undefined: never. */
  heldUntil(endpoint: number): number | undefined {
    const until = this.#held.get(endpoint);
    return until === WHEN_CLEARED ? undefined : until;
  }

  /** An operator clears the session: a held endpoint starts now. */
  release(endpoint: number): void {
    this.#held.set(endpoint, NEVER);
    this.wait(endpoint, 0);
  }

  /** What was held is no longer: the endpoint is started anew. */
  forget(endpoint: number): void {
    this.#held.set(endpoint, NEVER);
  }

  wasRefused(endpoint: number): boolean {
    return this.#refused.get(endpoint) === 1;
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

  /** How long the start that is due listens before it connects. */
  listenSpan(endpoint: number): Span {
    const { refusedRetryMicros, connectDelayMicros } = this.#ends.rules(endpoint).connect;
    if (this.takeRefusal(endpoint)) return refusedRetryMicros;
    return this.#ends.config(endpoint).passive ? 0 : connectDelayMicros;
  }

  /**
   * A refused connection says nothing about the session: the endpoint listens again at once, as daemons go to Active
   * (facts, FSMs of real daemons). After any other ending it pauses.
   */
  arm(endpoint: number, ending: Ending): void {
    const held = this.#held.get(endpoint);
    if (held === WHEN_CLEARED) {
      this.cancel(endpoint);
      this.#until.set(endpoint, WHEN_CLEARED);
      return;
    }
    if (held !== NEVER) {
      this.wait(endpoint, held - this.#kernel.now);
      return;
    }
    const turn = ending === 'ceaseReceived' ? this.#kernel.duration('turnOfProcess') : 0;
    const pause = Math.max(turn, this.#pauseAfter(endpoint, ending));
    if (this.#ends.rules(endpoint).idleHold.waitsForInterface && this.#ends.localUp.get(endpoint) === 0) {
      this.cancel(endpoint);
      this.#pending.set(endpoint, pause);
      this.#until.set(endpoint, WHEN_UP);
    } else this.wait(endpoint, pause);
  }

  /** Pauses for so long, whatever was. */
  wait(endpoint: number, pauseMicros: number): void {
    this.#until.set(endpoint, this.#kernel.now + pauseMicros);
    this.#expiry.at(this.#until.get(endpoint), endpoint, this.#timer.add(endpoint, 1));
  }

  /** The interface of an endpoint is up. */
  interfaceUp(endpoint: number): void {
    if (this.#until.get(endpoint) === WHEN_UP) this.wait(endpoint, this.#pending.get(endpoint));
  }

  #pauseAfter(endpoint: number, ending: Ending): number {
    const rules = this.#ends.rules(endpoint).idleHold;
    const { forgottenAfter, leastPercent } = rules;
    if (!rules.failures.includes(ending)) {
      if (ending === 'connectionRefused') return 0;
      this.forgive(endpoint);
      return rules.atOnceAfter.includes(ending) ? 0 : rules.restMicros;
    }
    this.#refused.set(endpoint, 0);
    const { now } = this.#kernel;
    if (forgottenAfter !== 'established' && now - this.#failed.get(endpoint) >= forgottenAfter)
      this.forgive(endpoint);
    this.#failed.set(endpoint, now);
    const before = this.#failures.add(endpoint, 1) - 1;
    const pause = grown(spanMicros(this.#kernel, rules.firstMicros), before, rules);
    if (leastPercent === 100) return pause;
    const key = this.#topology.key(this.#ends.entity(endpoint));
    const u = this.#kernel.uniform(key, 'idleHoldJitter', this.#draws.add(endpoint, 1));
    return pause - Math.floor(((pause * (100 - leastPercent)) / 100) * u);
  }

  /** Whether the vendor takes a connection that comes in during the pause; if so, the pause is over. */
  takesConnection(endpoint: number): boolean {
    const accepts = this.#ends.rules(endpoint).idleHold.acceptsInPause;
    if (!accepts || this.holds(endpoint) || !this.waits(endpoint)) return false;
    this.cancel(endpoint);
    return true;
  }

  /** A start is to come. */
  waits(endpoint: number): boolean {
    return this.#until.get(endpoint) >= this.#kernel.now;
  }
}
