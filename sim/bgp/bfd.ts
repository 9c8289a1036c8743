/**
 * BFD at both ends of every session (RFC 5880, asynchronous mode). Control packets are a stream: while both ends are
 * Up and hear each other there are no events; silence makes one expiry, loss draws one.
 */
import { bfdSession } from '../../machines/bfd-session.ts';
import { bindChart } from '../kernel/chart-binding.ts';
import { compileChart } from '../kernel/chart-compiler.ts';
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import { firstRun } from '../kernel/loss.ts';
import { lastIndex, lastTick, nextTick, type Stream, tick } from '../kernel/stream.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import { jittered } from './hearing.ts';
import { NEVER } from './rows.ts';

const table = compileChart(bfdSession);
const E = table.event;
/** RFC 5880 §6.8.3: not faster than one packet a second while the session is not Up. */
const SLOW_MICROS = 1_000_000;

const received: Readonly<Record<string, number>> = {
  AdminDown: E.rxAdminDown,
  Down: E.rxDown,
  Init: E.rxInit,
  Up: E.rxUp,
};

export interface BfdEvents {
  /** A session that was Up failed: clients act on it (RFC 5882 §4.2). Administrative shutdown is none. */
  failed(endpoint: number): void;
}

export class Bfd {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #chart;
  readonly #state;
  /** µs at which the present stream of control packets began, and its interval. */
  readonly #phase;
  readonly #interval;
  readonly #active;
  readonly #hears;
  readonly #lastHeard;
  /** The end whose packets were heard last. */
  readonly #heardFrom;
  readonly #lossDrawn;
  readonly #draws;
  readonly #rxTimer;
  readonly #detectTimer;
  readonly #arrival: Scheduler;
  readonly #detection: Scheduler;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints, events: BfdEvents) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    const { store } = kernel;
    this.#state = store.column('bfd state', 'u8', table.initial);
    this.#phase = store.column('bfd phase', 'f64', NEVER);
    this.#interval = store.column('bfd interval', 'f64', SLOW_MICROS);
    this.#active = store.column('bfd active', 'u8');
    this.#hears = store.column('bfd hears', 'u8');
    this.#lastHeard = store.column('bfd last heard', 'f64', NEVER);
    this.#heardFrom = store.column('bfd heard from', 'i32', -1);
    this.#lossDrawn = store.column('bfd loss drawn', 'i32');
    this.#draws = store.column('bfd draws', 'i32');
    this.#rxTimer = store.column('bfd rx timer', 'i32');
    this.#detectTimer = store.column('bfd detect timer', 'i32');
    this.#arrival = kernel.event((endpoint, timer) => {
      if (this.#rxTimer.get(endpoint) === timer) this.#receive(endpoint);
    });
    this.#detection = kernel.event((endpoint, timer) => {
      if (this.#detectTimer.get(endpoint) === timer) this.#fire(endpoint, E.detectionTimeExpired);
    });
    const none = () => {};
    this.#chart = bindChart(table, {
      guards: {},
      actions: {
        sessionUp: none,
        sessionDown: (endpoint) => events.failed(endpoint),
        sessionAdminDown: none,
        transmitNow: (endpoint) => this.#transmit(endpoint),
        setDiagAdminDown: none,
        setDiagDetectionTimeExpired: none,
        setDiagNeighbourSignalledDown: none,
        forgetRemoteDiscriminator: none,
      },
      delays: { start: none, cancel: none },
    });
  }

  reach(endpoint: number): void {
    for (const column of [
      this.#state,
      this.#active,
      this.#phase,
      this.#interval,
      this.#hears,
      this.#lastHeard,
    ])
      column.reach(endpoint);
    for (const column of [this.#heardFrom, this.#lossDrawn, this.#draws, this.#rxTimer, this.#detectTimer])
      column.reach(endpoint);
  }

  state(endpoint: number): string {
    return this.#runs(endpoint) ? this.#leaf(endpoint) : 'AdminDown';
  }

  /** Path, configuration or the other end changed: looks again at what this end hears. */
  refresh(endpoint: number): void {
    if (!this.#runs(endpoint)) {
      this.#forget(endpoint);
      return;
    }
    if (this.#active.get(endpoint) === 0) this.#begin(endpoint);
    const remote = this.#ends.remote.get(endpoint);
    const hears = remote >= 0 && this.#ends.passIn.get(endpoint) === 1 && this.#runs(remote) ? 1 : 0;
    if (hears === 1 && this.#active.get(remote) === 0) this.#begin(remote);
    const heard = this.#hears.get(endpoint);
    this.#hears.set(endpoint, hears);
    if (heard === 1 && hears === 0) this.#silence(endpoint);
    else if (hears === 1) this.#listen(endpoint, heard === 0);
  }

  /** Configured at this end and running: BFD at AWS is on, and idle until the customer configures it. */
  #runs(endpoint: number): boolean {
    return this.#ends.started.get(endpoint) === 1 && this.#ends.config(endpoint).bfd !== 'off';
  }

  #leaf(endpoint: number): string {
    return table.leaves[this.#state.get(endpoint)] ?? 'Down';
  }

  #forget(endpoint: number): void {
    if (this.#active.get(endpoint) === 0) return;
    this.#active.set(endpoint, 0);
    this.#hears.set(endpoint, 0);
    this.#rxTimer.add(endpoint, 1);
    this.#detectTimer.add(endpoint, 1);
    // The end is gone, not failed: its clients are not told.
    this.#state.set(endpoint, table.initial);
  }

  #begin(endpoint: number): void {
    const { now } = this.#kernel;
    const wait = Math.floor(
      this.#kernel.uniform(this.#topology.key(this.#ends.entity(endpoint)), 'bfdPhase', 0) * SLOW_MICROS,
    );
    this.#active.set(endpoint, 1);
    this.#phase.set(endpoint, now + wait);
    this.#interval.set(endpoint, SLOW_MICROS);
    this.#lastHeard.set(endpoint, NEVER);
  }

  /** The control packets that an end sends. */
  #stream(endpoint: number): Stream {
    return {
      phaseMicros: this.#phase.get(endpoint),
      ...jittered(this.#interval.get(endpoint)),
      key: this.#topology.key(this.#ends.entity(endpoint)),
      purpose: 'bfdJitter',
    };
  }

  /** RFC 5880 §6.8.4: the other end's multiplier times the slower of its sending and our receiving. */
  #detectionTime(endpoint: number, remote: number): number {
    const own = this.#ends.config(endpoint).bfd;
    const other = this.#ends.config(remote).bfd;
    if (own === 'off' || other === 'off') return SLOW_MICROS;
    return other.multiplier * Math.max(own.intervalMicros, this.#interval.get(remote));
  }

  #isUp(endpoint: number): boolean {
    return this.#state.get(endpoint) === table.leaf.Up;
  }

  #delayFrom(remote: number): number {
    return this.#ends.delayOut.get(remote);
  }

  #silence(endpoint: number): void {
    this.#rxTimer.add(endpoint, 1);
    this.#lossDrawn.set(endpoint, 0);
    const { now, seed } = this.#kernel;
    const remote = this.#lastRemote(endpoint);
    if (remote < 0) return;
    const last = lastTick(seed, this.#stream(remote), now - 1) + this.#delayFrom(remote);
    const heard = Math.max(last, this.#lastHeard.get(endpoint));
    if (heard <= NEVER) return;
    this.#detection.at(
      heard + this.#detectionTime(endpoint, remote),
      endpoint,
      this.#detectTimer.add(endpoint, 1),
    );
  }

  /** The end that was heard until now: the peer in the graph may be gone already, its stream is not. */
  #lastRemote(endpoint: number): number {
    const remote = this.#ends.remote.get(endpoint);
    return remote >= 0 ? remote : this.#heardFrom.get(endpoint);
  }

  #listen(endpoint: number, anew: boolean): void {
    const remote = this.#ends.remote.get(endpoint);
    this.#heardFrom.set(endpoint, remote);
    const quiet = this.#isUp(endpoint) && this.#isUp(remote);
    if (anew || !quiet) this.#expectPacket(endpoint, remote);
    else this.#drawLoss(endpoint, remote);
  }

  #expectPacket(endpoint: number, remote: number): void {
    const { now, seed } = this.#kernel;
    const stream = this.#stream(remote);
    let at = nextTick(seed, stream, now);
    const lossPpm = this.#ends.lossIn.get(endpoint);
    if (lossPpm > 0) {
      const arrived = firstRun(1_000_000 - lossPpm, 1, this.#draw(endpoint));
      at = tick(seed, stream, Math.max(0, lastIndex(seed, stream, at)) + arrived - 1);
    }
    this.#arrival.at(at + this.#delayFrom(remote), endpoint, this.#rxTimer.add(endpoint, 1));
  }

  #draw(endpoint: number): number {
    return this.#kernel.uniform(
      this.#topology.key(this.#ends.entity(endpoint)),
      'lossExpiry',
      1e9 + this.#draws.add(endpoint, 1),
    );
  }

  /** A control packet arrives. */
  #receive(endpoint: number): void {
    const remote = this.#ends.remote.get(endpoint);
    if (this.#hears.get(endpoint) === 0 || remote < 0) return;
    this.#lastHeard.set(endpoint, this.#kernel.now);
    this.#detectTimer.add(endpoint, 1);
    this.#lossDrawn.set(endpoint, 0);
    const event = received[this.#leaf(remote)];
    if (event !== undefined) this.#fire(endpoint, event);
    if (this.#hears.get(endpoint) === 1) this.#listen(endpoint, false);
  }

  /** A change of state is sent at once (RFC 5880 §6.8.7), and packets come at the rate of the new state. */
  #transmit(endpoint: number): void {
    const { now } = this.#kernel;
    const remote = this.#ends.remote.get(endpoint);
    const own = this.#ends.config(endpoint).bfd;
    const other = remote >= 0 ? this.#ends.config(remote).bfd : 'off';
    const desired = own === 'off' ? SLOW_MICROS : own.intervalMicros;
    const agreed = Math.max(desired, other === 'off' ? 0 : other.intervalMicros);
    this.#phase.set(endpoint, now);
    this.#interval.set(endpoint, this.#isUp(endpoint) ? agreed : Math.max(SLOW_MICROS, agreed));
    if (remote < 0) return;
    if (this.#hears.get(remote) === 1 && this.#ends.remote.get(remote) === endpoint)
      this.#expectPacket(remote, endpoint);
  }

  #fire(endpoint: number, event: number): void {
    this.#chart.fire(this.#states, endpoint, event);
  }

  readonly #states = {
    get: (endpoint: number) => this.#state.get(endpoint),
    set: (endpoint: number, leaf: number) => {
      const before = this.#leaf(endpoint);
      this.#state.set(endpoint, leaf);
      this.#kernel.record(
        'bfd.state',
        this.#ends.entity(endpoint),
        0,
        0,
        `${before} → ${this.#leaf(endpoint)}`,
      );
    },
  };

  /** While Up, a run of lost packets as long as the multiplier ends the session: drawn as one expiry. */
  #drawLoss(endpoint: number, remote: number): void {
    const lossPpm = this.#ends.lossIn.get(endpoint);
    if (lossPpm === this.#lossDrawn.get(endpoint)) return;
    this.#lossDrawn.set(endpoint, lossPpm);
    const timer = this.#detectTimer.add(endpoint, 1);
    const other = this.#ends.config(remote).bfd;
    if (lossPpm === 0 || other === 'off') return;
    const { now, seed } = this.#kernel;
    const stream = this.#stream(remote);
    const trial = firstRun(lossPpm, other.multiplier, this.#draw(endpoint));
    if (!(trial < 1e12)) return;
    const heard =
      tick(seed, stream, Math.max(0, lastIndex(seed, stream, now) + trial - other.multiplier)) +
      this.#delayFrom(remote);
    this.#detection.at(
      Math.max(heard, this.#lastHeard.get(endpoint)) + this.#detectionTime(endpoint, remote),
      endpoint,
      timer,
    );
  }
}
