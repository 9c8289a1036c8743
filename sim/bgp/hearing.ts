/**
 * The hold timer of an Established session, analytic: KEEPALIVEs are a periodic stream, so nothing happens while
 * they arrive. A path that closes makes one expiry, hold time after the last arrival; loss draws one.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import { firstRunOf } from '../kernel/loss.ts';
import { lastIndex, lastTick, nextTick, type Stream, tick } from '../kernel/stream.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import { endpointOf, NEVER, NO_ROW, type Rows } from './rows.ts';
import { transmissionsWithin } from './tcp.ts';
import type { Transport } from './transport.ts';

/** RFC 4271 §10: intervals are 0.75 to 1 times the configured one; this grid has just these gaps and their mean. */
export const jittered = (intervalMicros: number): { intervalMicros: number; jitterPpm: number } => ({
  intervalMicros: Math.floor((intervalMicros * 7) / 8),
  jitterPpm: 142_857,
});

export class Hearing {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #rows: Rows;
  readonly #transport: Transport;
  readonly #holdExpiry: Scheduler;

  constructor(
    kernel: Kernel,
    topology: Topology,
    ends: Endpoints,
    rows: Rows,
    transport: Transport,
    holdExpiry: Scheduler,
  ) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    this.#rows = rows;
    this.#transport = transport;
    this.#holdExpiry = holdExpiry;
  }

  /** The KEEPALIVEs that a row sends. */
  stream(row: number): Stream {
    const endpoint = endpointOf(row);
    const phase = this.#rows.keepalivePhase.get(row);
    return {
      // An end that is not Established yet begins now at the earliest.
      phaseMicros: phase === NEVER ? this.#kernel.now : phase,
      ...jittered(this.#rows.keepaliveMicros.get(row)),
      key: this.#topology.key(this.#ends.entity(endpoint)),
      purpose: 'keepaliveJitter',
    };
  }

  /** Looks at the path of an Established row again. */
  refresh(row: number): void {
    if (this.#rows.peerRow.get(row) === NO_ROW || this.#rows.holdMicros.get(row) === 0) return;
    if (this.#transport.misdirected(row)) this.#transport.expectReset(row, this.#nextSent(row));
    if (this.#transport.pathOpen(row)) this.#opened(row);
    else this.#blocked(row);
  }

  /** A row is about to forget its connection, and its stream with it: what the other end heard of it is kept there. */
  leaves(row: number): void {
    const { heard, keepalivePhase, peerRow, silentSince } = this.#rows;
    const other = peerRow.get(row);
    if (other === NO_ROW || peerRow.get(other) !== row || keepalivePhase.get(row) === NEVER) return;
    if (silentSince.get(other) !== NEVER) return;
    const { now, seed } = this.#kernel;
    const last = lastTick(seed, this.stream(row), now - 1) + this.#delayIn(other);
    heard.set(other, Math.max(heard.get(other), last));
  }

  /** A segment arrived after a silence: the hold timer starts anew. */
  revived(row: number): void {
    this.#rows.silentSince.set(row, NEVER);
    this.#rows.holdTimer.add(row, 1);
    const entity = this.#ends.entity(endpointOf(row));
    this.#kernel.record('tcp.revived', entity, 0, 0, 'the hold timer starts anew');
    this.#rows.lossDrawn.set(row, 0);
    this.#drawLoss(row);
  }

  #nextSent(row: number): number {
    const { now, seed } = this.#kernel;
    return nextTick(seed, this.stream(row), now);
  }

  #blocked(row: number): void {
    const { blockedSince, silentSince, holdTimer, holdMicros, heard, peerRow, lossDrawn } = this.#rows;
    if (blockedSince.get(row) !== NEVER) return;
    const { now, seed } = this.#kernel;
    blockedSince.set(row, now);
    lossDrawn.set(row, 0);
    if (silentSince.get(row) !== NEVER) return;
    const endpoint = endpointOf(row);
    const sender = peerRow.get(row);
    const delay = this.#delayIn(row);
    const stream = this.stream(sender);
    // When only the acknowledgements are lost, one more segment arrives before the sender stalls.
    const oneWay =
      this.#ends.passIn.get(endpoint) === 1 && this.#ends.remote.get(endpoint) === endpointOf(sender);
    const last =
      oneWay && this.#rows.halfOpen.get(row) === 0
        ? nextTick(seed, stream, now)
        : lastTick(seed, stream, now - 1);
    const silent = Math.max(last + delay, heard.get(row));
    silentSince.set(row, silent);
    const why = this.#ends.why.get(endpoint) || 'the other end is gone';
    this.#kernel.record('tcp.blocked', this.#ends.entity(endpoint), 0, 0, `${why}; the hold timer runs`);
    this.#holdExpiry.at(silent + holdMicros.get(row), row, holdTimer.add(row, 1));
  }

  #opened(row: number): void {
    const { blockedSince, silentSince, holdTimer, stalledSince, peerRow } = this.#rows;
    const since = blockedSince.get(row);
    if (since === NEVER) {
      this.#drawLoss(row);
      return;
    }
    blockedSince.set(row, NEVER);
    const { now, seed } = this.#kernel;
    const sender = peerRow.get(row);
    const stalled = stalledSince.get(sender);
    const firstLost = Math.min(
      nextTick(seed, this.stream(sender), since),
      stalled === NEVER ? Number.POSITIVE_INFINITY : stalled,
    );
    if (firstLost < now) {
      this.#transport.retransmit(sender, firstLost);
      return;
    }
    // Nothing was sent in the meantime, so nothing was lost.
    silentSince.set(row, NEVER);
    holdTimer.add(row, 1);
    this.#drawLoss(row);
  }

  /**
   * Loss ends a session only when every transmission of one KEEPALIVE is lost until the hold time has passed. Each
   * KEEPALIVE that is sent afresh is one trial of that.
   */
  #drawLoss(row: number): void {
    const { lossDrawn, holdTimer, holdMicros, keepaliveMicros, peerRow, draws } = this.#rows;
    const endpoint = endpointOf(row);
    const lossPpm = this.#ends.lossIn.get(endpoint);
    if (lossPpm === lossDrawn.get(row)) return;
    lossDrawn.set(row, lossPpm);
    const timer = holdTimer.add(row, 1);
    if (lossPpm === 0) return;
    const stream = this.stream(peerRow.get(row));
    const hold = holdMicros.get(row);
    const tries = transmissionsWithin(hold - Math.min(keepaliveMicros.get(peerRow.get(row)), hold));
    const key = this.#topology.key(this.#ends.entity(endpoint));
    const u = this.#kernel.uniform(key, 'lossExpiry', draws.add(row, 1));
    const cycle = cycleOf(lossPpm / 1_000_000, tries, stream.intervalMicros);
    const trials = firstRunOf(cycle.failure, 1, u);
    const ticks = Math.floor(1 + (trials - 1) * cycle.meanTicks);
    if (!(ticks < 1e9)) return;
    const { now, seed } = this.#kernel;
    const lastHeard =
      tick(seed, stream, Math.max(0, lastIndex(seed, stream, now) + ticks - 1)) + this.#delayIn(row);
    this.#holdExpiry.at(Math.max(lastHeard, now) + hold, row, timer);
  }

  #delayIn(row: number): number {
    return this.#ends.delayOut.get(endpointOf(this.#rows.peerRow.get(row)));
  }
}

/** One KEEPALIVE until it is acknowledged: the chance that it never is, and how many intervals it takes else. */
function cycleOf(
  loss: number,
  tries: number,
  intervalMicros: number,
): { failure: number; meanTicks: number } {
  let lost = 1;
  let ticks = 0;
  let delay = 0;
  for (let attempt = 0, timeout = 200_000; attempt < tries; attempt++, timeout *= 2) {
    ticks += lost * (1 - loss) * (Math.floor(delay / intervalMicros) + 1);
    lost *= loss;
    delay += timeout;
  }
  return { failure: lost, meanTicks: lost < 1 ? ticks / (1 - lost) : 1 };
}
