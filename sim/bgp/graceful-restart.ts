/**
 * Graceful restart (RFC 4724): whose routes are kept when a session ends, and for how long. The routes themselves are
 * marked stale in Adj-RIB-In; here is when they are.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import type { GracefulRestart } from '../topology/spec.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import type { Open } from './rows.ts';
import type { Ending } from './vendors/profile.ts';

/**
 * After the restarted end is back: how long its routes are kept while no End-of-RIB comes (RFC 4724 §4.2 asks for an
 * upper bound and names none; FRR's `stalepath-time` and Cisco's are 360 s).
 */
const STALE_PATH_MICROS = 360_000_000;

/** Nothing is kept. */
const NO_RESTART = -1;

export interface RestartEvents {
  /** Nobody waits for the stale routes of an endpoint any more. */
  purge(endpoint: number): void;
  /** The process sleeps: what is to be purged waits until it wakes. Returns false where processes do not sleep. */
  sleep(endpoint: number): boolean;
}

/** Why routes of a session that ended are kept. */
export type Keeping = 'for a graceful restart' | 'until its process wakes';

export class GracefulRestarts {
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  /** Restart time of the other end, µs, if it said that it goes on forwarding; else NO_RESTART. */
  readonly #remoteMicros;
  /** The other end knows graceful restart: it waits for an End-of-RIB. */
  readonly #remoteKnows;
  /** Both ends announced long-lived graceful restart. */
  readonly #longLived;
  readonly #timer;
  readonly #expiry: Scheduler;
  readonly #events: RestartEvents;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints, events: RestartEvents) {
    this.#topology = topology;
    this.#ends = ends;
    this.#remoteMicros = kernel.store.column('bgp remote restart time', 'f64', NO_RESTART);
    this.#remoteKnows = kernel.store.column('bgp remote knows restart', 'u8');
    this.#longLived = kernel.store.column('bgp long-lived restart', 'u8');
    this.#timer = kernel.store.column('bgp restart timer', 'i32');
    this.#events = events;
    this.#expiry = kernel.event((endpoint, generation) => {
      if (this.#timer.get(endpoint) !== generation) return;
      kernel.record('bgp.event', ends.entity(endpoint), 0, 0, 'waits no longer for the restart');
      if (!events.sleep(endpoint)) events.purge(endpoint);
    });
  }

  reach(endpoint: number): void {
    for (const column of [this.#remoteMicros, this.#remoteKnows, this.#longLived, this.#timer])
      column.reach(endpoint);
  }

  /** As configured, else as the vendor has it. */
  own(endpoint: number): GracefulRestart {
    const { advertised, restartMicros } = this.#ends.rules(endpoint).gracefulRestart;
    const configured = this.#configured(endpoint);
    if (configured !== undefined) return configured;
    return advertised === 'off' ? { mode: 'off' } : { mode: advertised, restartMicros };
  }

  #configured(endpoint: number): GracefulRestart | undefined {
    return this.#ends.isAws(endpoint)
      ? undefined
      : this.#topology.as('neighbor', this.#ends.entity(endpoint)).gracefulRestart;
  }

  /** The capability of an OPEN (§3): a helper names no family whose forwarding state it keeps. */
  capability(endpoint: number): Open['restart'] {
    const own = this.own(endpoint);
    if (own.mode === 'off') return undefined;
    const { restartMicros } = own;
    return {
      restartMicros,
      forwards: own.mode === 'restarting',
      longLived: this.#announcesLongLived(endpoint),
    };
  }

  #announcesLongLived(endpoint: number): boolean {
    return (
      this.#configured(endpoint) === undefined &&
      this.#ends.rules(endpoint).gracefulRestart.announcesLongLived
    );
  }

  /** Whether the End-of-RIB is sent after the first routes. */
  bothKnow(endpoint: number): boolean {
    return this.own(endpoint).mode !== 'off' && this.#remoteKnows.get(endpoint) === 1;
  }

  /** The session is up. Returns whether stale routes may stay until the End-of-RIB. */
  established(endpoint: number, { restart }: Open): boolean {
    this.#remoteKnows.set(endpoint, restart === undefined ? 0 : 1);
    const longLived = restart?.longLived === true && this.#announcesLongLived(endpoint);
    this.#longLived.set(endpoint, longLived ? 1 : 0);
    this.#remoteMicros.set(endpoint, restart?.forwards === true ? restart.restartMicros : NO_RESTART);
    const stays = restart?.forwards === true || this.own(endpoint).mode === 'restarting';
    this.#arm(endpoint, stays ? STALE_PATH_MICROS : undefined);
    return stays;
  }

  /** Whether the routes of a session that ended are kept; a timer bounds it. `died`: the process of this end did. */
  keeps(endpoint: number, ending: Ending | 'died'): Keeping | undefined {
    const micros = this.#keptMicros(endpoint, ending);
    this.#arm(endpoint, micros);
    if (micros !== undefined) return 'for a graceful restart';
    const { limitByTimer, wakeEnds } = this.#ends.rules(endpoint).timers;
    const byTimer =
      (ending === 'holdExpired' && wakeEnds === 'routes') || (ending === 'overLimit' && limitByTimer);
    return byTimer && this.#events.sleep(endpoint) ? 'until its process wakes' : undefined;
  }

  #keptMicros(endpoint: number, ending: Ending | 'died'): number | undefined {
    const own = this.own(endpoint);
    if (own.mode === 'off') return undefined;
    // §4.1: the restarting speaker forwards by what it knew.
    if (ending === 'died') return own.mode === 'restarting' ? own.restartMicros : undefined;
    const remote = this.#remoteMicros.get(endpoint);
    return remote !== NO_RESTART && this.#allows(endpoint, ending) ? remote : undefined;
  }

  #allows(endpoint: number, ending: Ending): boolean {
    const { onHoldExpiry, onNotification, onBfdDown } = this.#ends.rules(endpoint).gracefulRestart;
    switch (ending) {
      case 'connectionLost':
        return true;
      case 'holdExpired':
        return onHoldExpiry === 'longLived' ? this.#longLived.get(endpoint) === 1 : onHoldExpiry;
      case 'errorReceived':
      case 'ceaseReceived':
        return onNotification;
      case 'bfdDown':
        return onBfdDown;
      // The next hop is gone with the interface; what this end ended itself was not a restart.
      default:
        return false;
    }
  }

  #arm(endpoint: number, micros: number | undefined): void {
    const generation = this.#timer.add(endpoint, 1);
    if (micros !== undefined) this.#expiry.after(micros, endpoint, generation);
  }

  /** The End-of-RIB came: what is stale now will not come again. */
  ended(endpoint: number): void {
    this.#timer.add(endpoint, 1);
  }
}
