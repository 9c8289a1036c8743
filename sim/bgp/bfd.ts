/**
 * BFD at both ends of every session (RFC 5880, asynchronous mode). Control packets are a stream: while what arrives
 * changes nothing there are no events; silence makes one expiry, loss draws one.
 */
import { bfdSession } from '../../machines/bfd-session.ts';
import { bindChart } from '../kernel/chart-binding.ts';
import { compileChart } from '../kernel/chart-compiler.ts';
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import { firstRun } from '../kernel/loss.ts';
import { lastIndex, lastTick, nextTick, type Stream, tick } from '../kernel/stream.ts';
import type { Topology } from '../topology/topology.ts';
import { detectionTime, detectionUnderLoss, SLOW_MICROS, transmitInterval } from './bfd-packets.ts';
import type { Endpoints } from './endpoints.ts';
import { jittered } from './keepalives.ts';
import { NEVER } from './rows.ts';

const table = compileChart(bfdSession);
const E = table.event;

const received: Readonly<Record<string, number>> = {
  AdminDown: E.rxAdminDown,
  Down: E.rxDown,
  Init: E.rxInit,
  Up: E.rxUp,
};

const NOBODY_YET = -1;

export interface BfdEvents {
  /** A session that was Up failed: clients act on it (RFC 5882 §4.2). Administrative shutdown is none. */
  failed(endpoint: number): void;
}

export class Bfd {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #chart;
  readonly #columns;
  readonly #arrival: Scheduler;
  readonly #detection: Scheduler;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints, events: BfdEvents) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    const { store } = kernel;
    this.#columns = {
      state: store.column('bfd state', 'u8', table.initial),
      /** Transmits control packets. */
      active: store.column('bfd active', 'u8'),
      /** µs at which the present stream of control packets began, and its interval. */
      phase: store.column('bfd phase', 'f64', NEVER),
      interval: store.column('bfd interval', 'f64', SLOW_MICROS),
      /** Packets pass, and µs since when. */
      hears: store.column('bfd hears', 'u8'),
      hearsSince: store.column('bfd hears since', 'f64', NEVER),
      lastHeard: store.column('bfd last heard', 'f64', NEVER),
      /** The end whose packets were heard last. */
      heardFrom: store.column('bfd heard from', 'i32', NOBODY_YET),
      lossDrawn: store.column('bfd loss drawn', 'i32'),
      draws: store.column('bfd draws', 'i32'),
      rxTimer: store.column('bfd rx timer', 'i32'),
      detectTimer: store.column('bfd detect timer', 'i32'),
    };
    this.#arrival = kernel.event((endpoint, timer) => {
      if (this.#columns.rxTimer.get(endpoint) === timer) this.#receive(endpoint);
    });
    this.#detection = kernel.event((endpoint, timer) => {
      if (this.#columns.detectTimer.get(endpoint) === timer) this.#fire(endpoint, E.detectionTimeExpired);
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
    for (const column of Object.values(this.#columns)) column.reach(endpoint);
  }

  state(endpoint: number): string {
    return this.#runs(endpoint) ? this.#leaf(endpoint) : 'AdminDown';
  }

  /** Path, configuration or the other end changed: looks again at what this end hears. */
  refresh(endpoint: number): void {
    const { active, hears, hearsSince } = this.#columns;
    if (this.#ends.started.get(endpoint) === 0) {
      this.#forget(endpoint);
      return;
    }
    this.#administer(endpoint);
    if (active.get(endpoint) === 0) return;
    const remote = this.#ends.remote.get(endpoint);
    if (remote >= 0) this.#administer(remote);
    const now = remote >= 0 && this.#ends.passIn.get(endpoint) === 1 && active.get(remote) === 1 ? 1 : 0;
    const before = hears.get(endpoint);
    hears.set(endpoint, now);
    if (before === 0 && now === 1) hearsSince.set(endpoint, this.#kernel.now);
    if (before === 1 && now === 0) this.#silence(endpoint);
    else if (now === 1) this.#listen(endpoint, before === 0);
  }

  /** Configured at this end and running: BFD at AWS is on, and idle until the customer configures it. */
  #runs(endpoint: number): boolean {
    return this.#ends.started.get(endpoint) === 1 && this.#ends.config(endpoint).bfd !== 'off';
  }

  /** Begins when it is configured; when it is no longer, says so: AdminDown takes no client down. */
  #administer(endpoint: number): void {
    const { active, state } = this.#columns;
    const adminDown = state.get(endpoint) === table.leaf.AdminDown;
    if (this.#runs(endpoint)) {
      if (active.get(endpoint) === 0) this.#begin(endpoint);
      else if (adminDown) this.#fire(endpoint, E.adminEnable);
    } else if (active.get(endpoint) === 1 && !adminDown) this.#fire(endpoint, E.adminDisable);
  }

  #leaf(endpoint: number): string {
    return table.leaves[this.#columns.state.get(endpoint)] ?? 'Down';
  }

  #forget(endpoint: number): void {
    const { active, hears, rxTimer, detectTimer, state } = this.#columns;
    if (active.get(endpoint) === 0) return;
    active.set(endpoint, 0);
    hears.set(endpoint, 0);
    rxTimer.add(endpoint, 1);
    detectTimer.add(endpoint, 1);
    // The end is gone, not failed: its clients are not told.
    state.set(endpoint, table.initial);
  }

  #begin(endpoint: number): void {
    const { active, phase, interval, lastHeard } = this.#columns;
    const key = this.#topology.key(this.#ends.entity(endpoint));
    active.set(endpoint, 1);
    phase.set(
      endpoint,
      this.#kernel.now + Math.floor(this.#kernel.uniform(key, 'bfdPhase', 0) * SLOW_MICROS),
    );
    interval.set(endpoint, SLOW_MICROS);
    lastHeard.set(endpoint, NEVER);
  }

  /** The control packets that an end sends. */
  #stream(endpoint: number): Stream {
    return {
      phaseMicros: this.#columns.phase.get(endpoint),
      ...jittered(this.#columns.interval.get(endpoint)),
      key: this.#topology.key(this.#ends.entity(endpoint)),
      purpose: 'bfdJitter',
    };
  }

  #detectionTime(endpoint: number, remote: number): number {
    const { bfd: own } = this.#ends.config(endpoint);
    return detectionTime(own, this.#ends.config(remote).bfd, this.#columns.interval.get(remote));
  }

  /** µs of the last arrival, the one on the wire included; NEVER for none. */
  #lastArrival(endpoint: number, remote: number): number {
    const { now, seed } = this.#kernel;
    const { lastHeard, hearsSince } = this.#columns;
    const sent = lastTick(seed, this.#stream(remote), now - 1);
    const arrived = sent >= hearsSince.get(endpoint) ? sent + this.#ends.delayOut.get(remote) : NEVER;
    return Math.max(arrived, lastHeard.get(endpoint));
  }

  #silence(endpoint: number): void {
    const { rxTimer, lossDrawn, heardFrom, lastHeard } = this.#columns;
    rxTimer.add(endpoint, 1);
    lossDrawn.set(endpoint, 0);
    // The peer in the graph may be gone already, its stream is not.
    const remote = heardFrom.get(endpoint);
    if (remote === NOBODY_YET) return;
    lastHeard.set(endpoint, this.#lastArrival(endpoint, remote));
    this.#expectDetection(endpoint, remote);
  }

  #expectDetection(endpoint: number, remote: number): void {
    const { lastHeard, detectTimer } = this.#columns;
    if (lastHeard.get(endpoint) === NEVER) return;
    const at = lastHeard.get(endpoint) + this.#detectionTime(endpoint, remote);
    this.#detection.at(at, endpoint, detectTimer.add(endpoint, 1));
  }

  #listen(endpoint: number, anew: boolean): void {
    const { state, heardFrom } = this.#columns;
    const remote = this.#ends.remote.get(endpoint);
    heardFrom.set(endpoint, remote);
    const event = received[this.#leaf(remote)];
    const quiet = event === undefined || !this.#wouldMove(endpoint, event);
    if (anew || !quiet) this.#expectPacket(endpoint, remote);
    else if (state.get(endpoint) === table.leaf.Up) this.#drawLoss(endpoint, remote);
  }

  /** Whether this end answers an event in its state: without guards the first transition is the one. */
  #wouldMove(endpoint: number, event: number): boolean {
    return table.candidates(this.#columns.state.get(endpoint), event).length > 0;
  }

  #expectPacket(endpoint: number, remote: number): void {
    const { rxTimer, lastHeard } = this.#columns;
    const { now, seed } = this.#kernel;
    const stream = this.#stream(remote);
    let at = nextTick(seed, stream, now);
    const lossPpm = this.#ends.lossIn.get(endpoint);
    if (lossPpm > 0) {
      const arrived = firstRun(1_000_000 - lossPpm, 1, this.#draw(endpoint));
      at = tick(seed, stream, Math.max(0, lastIndex(seed, stream, at)) + arrived - 1);
    }
    const arrival = at + this.#ends.delayOut.get(remote);
    // Until then detection runs on from the packet before.
    if (arrival > lastHeard.get(endpoint) + this.#detectionTime(endpoint, remote))
      this.#expectDetection(endpoint, remote);
    this.#arrival.at(arrival, endpoint, rxTimer.add(endpoint, 1));
  }

  #draw(endpoint: number): number {
    const key = this.#topology.key(this.#ends.entity(endpoint));
    return this.#kernel.uniform(key, 'bfdLoss', this.#columns.draws.add(endpoint, 1));
  }

  /** A control packet arrives. */
  #receive(endpoint: number): void {
    const { hears, lastHeard, detectTimer, lossDrawn } = this.#columns;
    const remote = this.#ends.remote.get(endpoint);
    if (hears.get(endpoint) === 0 || remote < 0) return;
    lastHeard.set(endpoint, this.#kernel.now);
    detectTimer.add(endpoint, 1);
    lossDrawn.set(endpoint, 0);
    const event = received[this.#leaf(remote)];
    if (event !== undefined) this.#fire(endpoint, event);
    if (hears.get(endpoint) === 1) this.#listen(endpoint, false);
  }

  /** A change of state is sent at once (RFC 5880 §6.8.7), and packets come at the rate of the new state. */
  #transmit(endpoint: number): void {
    const { phase, interval, state, hears, lastHeard } = this.#columns;
    const remote = this.#ends.remote.get(endpoint);
    const { bfd: own } = this.#ends.config(endpoint);
    const other = remote >= 0 ? this.#ends.config(remote).bfd : 'off';
    const listens = remote >= 0 && hears.get(remote) === 1 && this.#ends.remote.get(remote) === endpoint;
    // The stream begins anew: what the other end heard of the old one is written down first.
    if (listens) lastHeard.set(remote, this.#lastArrival(remote, endpoint));
    phase.set(endpoint, this.#kernel.now);
    interval.set(endpoint, transmitInterval(own, other, state.get(endpoint) === table.leaf.Up));
    if (listens) this.#expectPacket(remote, endpoint);
  }

  #fire(endpoint: number, event: number): void {
    this.#chart.fire(this.#states, endpoint, event);
  }

  readonly #states = {
    get: (endpoint: number) => this.#columns.state.get(endpoint),
    set: (endpoint: number, leaf: number) => {
      const before = this.#leaf(endpoint);
      this.#columns.state.set(endpoint, leaf);
      const words = `${before} → ${this.#leaf(endpoint)}`;
      this.#kernel.record('bfd.state', this.#ends.entity(endpoint), 0, 0, words);
    },
  };

  /** While Up, lost packets for as long as the detection time end the session: drawn as one expiry. */
  #drawLoss(endpoint: number, remote: number): void {
    const { lossDrawn, detectTimer } = this.#columns;
    const lossPpm = this.#ends.lossIn.get(endpoint);
    if (lossPpm === lossDrawn.get(endpoint)) return;
    lossDrawn.set(endpoint, lossPpm);
    const timer = detectTimer.add(endpoint, 1);
    if (lossPpm === 0) return;
    const { now, seed } = this.#kernel;
    const at = detectionUnderLoss({
      seed,
      stream: this.#stream(remote),
      lossPpm,
      detectionMicros: this.#detectionTime(endpoint, remote),
      delayMicros: this.#ends.delayOut.get(remote),
      nowMicros: now,
      heardMicros: this.#lastArrival(endpoint, remote),
      draw: () => this.#draw(endpoint),
    });
    if (Number.isFinite(at)) this.#detection.at(at, endpoint, timer);
  }
}
