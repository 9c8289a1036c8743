/**
 * TCP connections between two rows: messages in order, what is lost while segments do not pass both ways, and when it
 * is sent again. Only the first unacknowledged segment is repeated; what follows it waits (cwnd falls to 1 with the
 * first timeout). Acknowledgements ride alone.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import type { Topology } from '../topology/topology.ts';
import { type Endpoints, NOBODY } from './endpoints.ts';
import type { Keepalives } from './keepalives.ts';
import { describeMessage, type Message } from './messages.ts';
import { endpointOf, NEVER, NO_ROW, type Rows } from './rows.ts';
import { dataRetryAt, localRetryAt, retransmissionDelay } from './tcp.ts';

const KEEPALIVE: Message = { type: 'KEEPALIVE' };

/** What the transport tells the speaker about a row. */
export interface TransportEvents {
  /** Something came in: the process of the row is awake. */
  woke(row: number): void;
  /** The connection is gone at this end. */
  failed(row: number): void;
  message(row: number, message: Message): void;
  /** Segments of the other end flow again, or no longer. */
  flowChanged(row: number): void;
  /** The row's own KEEPALIVEs are a stream, not messages. */
  streams(row: number): boolean;
}

interface Way {
  readonly forth: boolean;
  readonly back: boolean;
}

export class Transport {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #rows: Rows;
  readonly #keepalives: Keepalives;
  readonly #events: TransportEvents;
  readonly #delivery: Scheduler;
  readonly #segment: Scheduler;
  readonly #reset: Scheduler;

  constructor(
    kernel: Kernel,
    topology: Topology,
    ends: Endpoints,
    rows: Rows,
    keepalives: Keepalives,
    events: TransportEvents,
  ) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    this.#rows = rows;
    this.#keepalives = keepalives;
    this.#events = events;
    this.#delivery = kernel.event((row) => this.#onDelivery(row), {
      stands: (row, channel) => rows.channel.get(row) === channel,
    });
    const stands = (row: number, timer: number) => rows.segmentTimer.get(row) === timer;
    this.#segment = kernel.event((row) => this.#onSegment(row), { stands });
    this.#reset = kernel.event((row) => this.#onReset(row), { stands });
  }

  /** A new connection begins at this row. */
  open(row: number): void {
    this.#rows.channel.add(row, 1);
    // Not when the old one ended: the other end may have yet to notice when it heard this row last.
    this.#rows.keepalivePhase.set(row, NEVER);
    this.#forget(row);
  }

  /** Both ends hold this connection. */
  whole(row: number): boolean {
    const { peerRow } = this.#rows;
    const peer = peerRow.get(row);
    return peer !== NO_ROW && peerRow.get(peer) === row;
  }

  /** KEEPALIVEs of the other end arrive when they should. */
  hears(row: number): boolean {
    // The other end's row may carry another connection by now.
    if (!this.whole(row)) return false;
    const peer = this.#rows.peerRow.get(row);
    const { forth, back } = this.#way(peer);
    return forth && back && this.#rows.stalledSince.get(peer) === NEVER;
  }

  /** Which ways segments pass between the ends of a row's connection. */
  #way(row: number): Way {
    const endpoint = endpointOf(row);
    const { remote, passOut, passIn } = this.#ends;
    const other = endpointOf(this.#rows.peerRow.get(row));
    const { authKey, peerRow } = this.#rows;
    // MD5 is checked on every segment (RFC 2385): with another key it is as if nothing came.
    const sameKey = this.whole(row) && authKey.get(row) === authKey.get(peerRow.get(row));
    if (!sameKey || remote.get(endpoint) !== other || remote.get(other) !== endpoint)
      return { forth: false, back: false };
    return { forth: passOut.get(endpoint) === 1, back: passIn.get(endpoint) === 1 };
  }

  /** Sends over the row's connection; what cannot pass now waits for a retransmission. */
  send(row: number, message: Message): void {
    const { peerRow, stalledSince, headArrived, outbox } = this.#rows;
    const target = peerRow.get(row);
    if (target === NO_ROW) return;
    const { forth, back } = this.#way(row);
    const waits = stalledSince.get(row) !== NEVER;
    if (!waits && forth) this.#deliver(row, message, this.#kernel.now + this.#lossDelay(row));
    else outbox.set(row, [...outbox.get(row), message]);
    if (waits || (forth && back)) return;
    stalledSince.set(row, this.#kernel.now);
    headArrived.set(row, forth ? 1 : 0);
    this.pathChanged(row);
    this.#events.flowChanged(target);
  }

  #deliver(row: number, message: Message, sentMicros: number): void {
    const { peerRow, lastArrival, inbox, channel } = this.#rows;
    const target = peerRow.get(row);
    const arrival = Math.max(sentMicros + this.#ends.delayOut.get(endpointOf(row)), lastArrival.get(target));
    lastArrival.set(target, arrival);
    inbox.set(target, [...inbox.get(target), message]);
    this.#delivery.at(arrival, target, channel.get(target));
  }

  /** Retransmissions that random loss costs one message. */
  #lossDelay(row: number): number {
    const loss = this.#ends.lossOut.get(endpointOf(row)) / 1_000_000;
    if (loss <= 0) return 0;
    const key = this.#topology.key(this.#ends.entity(endpointOf(row)));
    let losses = 0;
    while (losses < 16 && this.#kernel.uniform(key, 'segmentLoss', this.#rows.draws.add(row, 1)) < loss)
      losses++;
    return retransmissionDelay(losses);
  }

  #onDelivery(row: number): void {
    const { inbox, heard, expired } = this.#rows;
    const [message, ...rest] = inbox.get(row);
    if (message === undefined) return;
    inbox.set(row, rest);
    // A session that waits for its end no longer looks at what comes.
    if (expired.get(row) === 1) return;
    this.#events.woke(row);
    heard.set(row, Math.max(heard.get(row), this.#kernel.now));
    if (message.type === 'FIN') {
      this.detach(row);
      this.#events.failed(row);
      return;
    }
    if (message.type !== 'KEEPALIVE') {
      this.#kernel.record('bgp.received', this.#ends.entity(endpointOf(row)), 0, 0, describeMessage(message));
    }
    this.#events.message(row, message);
  }

  /**
   * What a host cannot send at all it tries again every half second, without backing off: the interface is up, and the
   * next try gets through.
   */
  interfaceBack(row: number): void {
    const { stalledSince } = this.#rows;
    const since = stalledSince.get(row);
    if (since !== NEVER) stalledSince.set(row, localRetryAt(since, this.#kernel.now));
  }

  /** The path of a row's connection changed, or whether it sends a stream: schedules the next segment that matters. */
  pathChanged(row: number): void {
    const { segmentTimer, stalledSince, headArrived, peerRow } = this.#rows;
    if (peerRow.get(row) === NO_ROW) return;
    const timer = segmentTimer.add(row, 1);
    const next = this.#nextSegment(row);
    if (!Number.isFinite(next)) return;
    const endpoint = endpointOf(row);
    if (this.#stranger(row)) {
      this.#reset.at(next + 2 * this.#ends.delayOut.get(endpoint), row, timer);
      return;
    }
    const { forth, back } = this.#way(row);
    const stalled = stalledSince.get(row) !== NEVER;
    const matters = stalled ? forth && (back || headArrived.get(row) === 0) : !(forth && back);
    if (matters) this.#segment.at(next, row, timer);
  }

  /** µs of the next retransmission, or of the next KEEPALIVE of a row that streams them. */
  #nextSegment(row: number): number {
    const { now } = this.#kernel;
    const stalled = this.#rows.stalledSince.get(row);
    if (stalled !== NEVER) return dataRetryAt(stalled, now);
    return this.#events.streams(row) ? this.#keepalives.next(row, now) : Number.POSITIVE_INFINITY;
  }

  /** Segments of the row reach a host that knows nothing of this connection, which answers RST. */
  #stranger(row: number): boolean {
    const endpoint = endpointOf(row);
    const remote = this.#ends.remote.get(endpoint);
    if (remote === NOBODY || !this.#ends.pathOpen(endpoint)) return false;
    if (remote >= 0 && this.#rows.authKey.get(row) !== this.#ends.listenKey.get(remote)) return false;
    return !this.whole(row) || remote !== endpointOf(this.#rows.peerRow.get(row));
  }

  /** A periodic KEEPALIVE leaves while segments do not pass both ways, or a retransmission does. */
  #onSegment(row: number): void {
    const { stalledSince, headArrived, outbox, peerRow } = this.#rows;
    const since = stalledSince.get(row);
    if (since === NEVER) {
      this.send(row, KEEPALIVE);
      return;
    }
    const { forth, back } = this.#way(row);
    if (!forth) return;
    const [head, ...rest] = outbox.get(row);
    const { now } = this.#kernel;
    if (!back) {
      headArrived.set(row, 1);
      outbox.set(row, rest);
      this.#deliver(row, head ?? KEEPALIVE, now);
      return;
    }
    const waiting = outbox.get(row);
    outbox.set(row, []);
    stalledSince.set(row, NEVER);
    for (const message of waiting) this.#deliver(row, message, now);
    // KEEPALIVEs that fell due in the meantime were waiting too.
    if (waiting.length === 0 && this.#events.streams(row) && this.#keepalives.next(row, since + 1) <= now)
      this.#deliver(row, KEEPALIVE, now);
    this.#events.flowChanged(peerRow.get(row));
  }

  #onReset(row: number): void {
    if (!this.#stranger(row)) return;
    this.#kernel.record(
      'bgp.received',
      this.#ends.entity(endpointOf(row)),
      0,
      0,
      'RST: the other end knows no such connection',
    );
    this.vanish(row);
    this.#events.failed(row);
  }

  /** Closes the row's connection; the other end hears of it only if segments pass. */
  close(row: number): void {
    const { peerRow, stalledSince, outbox } = this.#rows;
    const peer = peerRow.get(row);
    if (peer === NO_ROW) return;
    const { forth, back } = this.#way(row);
    const since = stalledSince.get(row);
    const { now } = this.#kernel;
    // What waits for a retransmission leaves with it: the kernel goes on for a socket that was closed.
    const leavesAt = since === NEVER ? now : dataRetryAt(since, now);
    const leaves = forth && (back || since === NEVER);
    if (leaves)
      for (const message of [...outbox.get(row), { type: 'FIN' } as const])
        this.#deliver(row, message, leavesAt);
    this.detach(row);
    if (!leaves) this.#abandoned(peer, row);
  }

  /** Forgets the connection at this end without a word. */
  vanish(row: number): void {
    const peer = this.#rows.peerRow.get(row);
    this.detach(row);
    if (peer !== NO_ROW) this.#abandoned(peer, row);
  }

  /** The other end holds on to a connection that this row has left. */
  #abandoned(peer: number, row: number): void {
    if (this.#rows.peerRow.get(peer) !== row) return;
    this.pathChanged(peer);
    this.#events.flowChanged(peer);
  }

  /** Forgets the connection at this end; the other end was told, or told us. */
  detach(row: number): void {
    this.#rows.peerRow.set(row, NO_ROW);
    this.#rows.channel.add(row, 1);
    this.#rows.segmentTimer.add(row, 1);
    this.#forget(row);
  }

  #forget(row: number): void {
    const { heard, stalledSince, lastArrival } = this.#rows;
    const { headArrived, silent, expired, inbox, outbox, openReceived } = this.#rows;
    for (const column of [heard, stalledSince, lastArrival]) column.set(row, NEVER);
    for (const column of [headArrived, silent, expired]) column.set(row, 0);
    inbox.set(row, []);
    outbox.set(row, []);
    openReceived.set(row, undefined);
  }
}
