/**
 * The hold timer of an Established session, analytic: KEEPALIVEs are a periodic stream, so nothing happens while
 * they arrive. A path that closes makes one expiry, hold time after the last arrival; loss draws one.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import { setHold } from './hold-time.ts';
import { holdExpiry } from './keepalive-loss.ts';
import type { Keepalives } from './keepalives.ts';
import { endpointOf, NO_ROW, type Rows } from './rows.ts';
import type { Transport } from './transport.ts';

export class Hearing {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #rows: Rows;
  readonly #transport: Transport;
  readonly #keepalives: Keepalives;
  readonly #holdExpiry: Scheduler;

  constructor(
    kernel: Kernel,
    topology: Topology,
    ends: Endpoints,
    rows: Rows,
    transport: Transport,
    keepalives: Keepalives,
    holdExpiry: Scheduler,
  ) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    this.#rows = rows;
    this.#transport = transport;
    this.#keepalives = keepalives;
    this.#holdExpiry = holdExpiry;
  }

  /** Looks at what an Established row hears again. */
  refresh(row: number): void {
    const { peerRow, holdMicros, silent, lastArrival } = this.#rows;
    if (peerRow.get(row) === NO_ROW || holdMicros.get(row) === 0) return;
    if (!this.#transport.hears(row)) this.#fallSilent(row);
    else if (silent.get(row) === 0) this.#drawLoss(row);
    // What is on the wire may come too late.
    else if (lastArrival.get(row) <= this.#kernel.now) this.#flowAgain(row);
  }

  /** A segment arrived: while the hold timer runs it starts anew. */
  arrived(row: number): void {
    const { silent, heard, holdTimer } = this.#rows;
    if (silent.get(row) === 0) return;
    if (this.#transport.hears(row)) this.#flowAgain(row);
    else this.#holdExpiry.at(heard.get(row) + this.#setHold(row), row, holdTimer.add(row, 1));
  }

  #flowAgain(row: number): void {
    const { silent, holdTimer } = this.#rows;
    silent.set(row, 0);
    holdTimer.add(row, 1);
    const entity = this.#ends.entity(endpointOf(row));
    const why = this.#kernel.cause;
    this.#kernel.record('tcp.revived', entity, 0, 0, 'the hold timer starts anew');
    this.#kernel.because(why, () => this.#drawLoss(row));
  }

  #fallSilent(row: number): void {
    const { silent, holdTimer, heard, peerRow, lossDrawn } = this.#rows;
    if (silent.get(row) === 1) return;
    silent.set(row, 1);
    lossDrawn.set(row, 0);
    const endpoint = endpointOf(row);
    heard.set(row, this.#lastHeard(row, peerRow.get(row)));
    const why = this.#ends.why.get(endpoint) || 'the other end is gone';
    this.#kernel.record('tcp.blocked', this.#ends.entity(endpoint), 0, 0, `${why}; the hold timer runs`);
    this.#holdExpiry.at(heard.get(row) + this.#setHold(row), row, holdTimer.add(row, 1));
  }

  /** µs of the last arrival, the one on the wire included. */
  #lastHeard(row: number, sender: number): number {
    const last = this.#keepalives.last(sender, this.#kernel.now - 1) + this.#delayIn(row);
    return Math.max(last, this.#rows.heard.get(row));
  }

  #drawLoss(row: number): void {
    const { lossDrawn, holdTimer, peerRow, draws } = this.#rows;
    const endpoint = endpointOf(row);
    const lossInPpm = this.#ends.lossIn.get(endpoint);
    const lossOutPpm = this.#ends.lossOut.get(endpoint);
    // Both ways in one number.
    const loss = lossInPpm * 1_000_001 + lossOutPpm;
    if (loss === lossDrawn.get(row)) return;
    lossDrawn.set(row, loss);
    const timer = holdTimer.add(row, 1);
    const sender = peerRow.get(row);
    if (loss === 0 || !this.#keepalives.flows(sender)) return;
    const key = this.#topology.key(this.#ends.entity(endpoint));
    const { now, seed } = this.#kernel;
    const at = holdExpiry({
      seed,
      stream: this.#keepalives.stream(sender),
      lossInPpm,
      lossOutPpm,
      holdMicros: this.#setHold(row),
      delayMicros: this.#delayIn(row),
      nowMicros: now,
      heardMicros: this.#lastHeard(row, sender),
      draw: () => this.#kernel.uniform(key, 'lossExpiry', draws.add(row, 1)),
    });
    if (Number.isFinite(at)) this.#holdExpiry.at(Math.max(at, now), row, timer);
  }

  #setHold(row: number): number {
    const parts = { kernel: this.#kernel, topology: this.#topology, ends: this.#ends, rows: this.#rows };
    return setHold(parts, row);
  }

  #delayIn(row: number): number {
    return this.#ends.delayOut.get(endpointOf(this.#rows.peerRow.get(row)));
  }
}
