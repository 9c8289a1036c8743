/** The timers of RFC 4271 §10 that are events: hold, keepalive and connect retry of a row. A generation cancels. */
import type { bgpPeer } from '../../machines/bgp-peer.ts';
import type { EventOf } from '../../machines/chart.ts';
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import type { RecordKind } from '../records.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import { setHold } from './hold-time.ts';
import type { Keepalives } from './keepalives.ts';
import { endpointOf, type Rows } from './rows.ts';
import { spanMicros } from './vendors/vendors.ts';

type Fire = (row: number, event: EventOf<typeof bgpPeer>) => void;
interface TimerEvents {
  readonly fire: Fire;
  /** What the expiry of the hold timer does waits until the process wakes. */
  readonly doze: (row: number) => boolean;
}

type Timer = 'holdTimer' | 'keepaliveTimer' | 'connectRetryTimer';

/** RFC 4271 §8.2.2: "a HoldTimer value of 4 minutes is suggested". */
const LARGE_HOLD_MICROS = 240_000_000;

export class SessionTimers {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #rows: Rows;
  readonly #keepalives: Keepalives;
  /** Expiry of the hold timer. */
  readonly hold: Scheduler;
  readonly #keepalive: Scheduler;
  readonly #connectRetry: Scheduler;

  constructor(
    kernel: Kernel,
    topology: Topology,
    ends: Endpoints,
    rows: Rows,
    keepalives: Keepalives,
    { fire, doze }: TimerEvents,
  ) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    this.#rows = rows;
    this.#keepalives = keepalives;
    const isCurrent = (timer: Timer) => ({
      stands: (row: number, generation: number) => rows[timer].get(row) === generation,
    });
    const expiry = (timer: Timer, event: EventOf<typeof bgpPeer>, words?: string) =>
      kernel.event((row) => {
        if (words !== undefined) this.#record('bgp.event', row, words);
        fire(row, event);
      }, isCurrent(timer));
    this.hold = kernel.event((row) => {
      this.#record('bgp.event', row, 'hold timer expires');
      rows.expired.set(row, 1);
      if (!doze(row)) fire(row, 'HoldTimer_Expires');
    }, isCurrent('holdTimer'));
    this.#keepalive = expiry('keepaliveTimer', 'KeepaliveTimer_Expires');
    this.#connectRetry = expiry(
      'connectRetryTimer',
      'ConnectRetryTimer_Expires',
      'ConnectRetryTimer expires',
    );
  }

  #record(kind: RecordKind, row: number, words: string): void {
    this.#kernel.record(kind, this.#ends.entity(endpointOf(row)), 0, 0, words);
  }

  stop(timer: Timer, row: number): void {
    this.#rows[timer].add(row, 1);
  }

  /** With the negotiated time; some keep the large one until Established. */
  startHold(row: number): void {
    if (!this.#ends.rules(endpointOf(row)).timers.holdRunsFromOpen) return;
    const parts = { kernel: this.#kernel, topology: this.#topology, ends: this.#ends, rows: this.#rows };
    this.hold.after(setHold(parts, row), row, this.#rows.holdTimer.add(row, 1));
  }

  startLargeHold(row: number): void {
    this.hold.after(LARGE_HOLD_MICROS, row, this.#rows.holdTimer.add(row, 1));
  }

  /** The stream of KEEPALIVEs begins with the one that answers the OPEN; until Established each is an event. */
  startKeepalive(row: number): void {
    this.#rows.keepalivePhase.set(row, this.#kernel.now);
    this.restartKeepalive(row);
  }

  restartKeepalive(row: number): void {
    const next = this.#keepalives.next(row, this.#kernel.now + 1);
    this.#keepalive.at(next, row, this.#rows.keepaliveTimer.add(row, 1));
  }

  /** While connecting it is analytic: see `connecting.ts`. */
  startConnectRetry(row: number): void {
    const endpoint = endpointOf(row);
    const { connectRetryMicros, connectLeastPercent, passiveStays } = this.#ends.rules(endpoint).connect;
    const asked = this.#rows.listenMicros.get(row);
    this.#rows.listenMicros.set(row, 0);
    const timer = this.#rows.connectRetryTimer.add(row, 1);
    if (passiveStays && this.#ends.config(endpoint).passive) return;
    const full = asked > 0 ? asked : spanMicros(this.#kernel, connectRetryMicros);
    const key = this.#topology.key(this.#ends.entity(endpoint));
    const u = this.#kernel.uniform(key, 'connectRetryJitter', this.#rows.draws.add(row, 1));
    const jitter = Math.floor(((full * (100 - connectLeastPercent)) / 100) * u);
    this.#connectRetry.after(full - jitter, row, timer);
  }
}
