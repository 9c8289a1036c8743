/**
 * TCP between two rows: connection attempts, messages in order, what is lost while no segment passes and when it is
 * sent again. It knows no BGP state; it tells the speaker what a socket would.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import type { Topology } from '../topology/topology.ts';
import { type Endpoints, NOBODY, REFUSES } from './endpoints.ts';
import { describeMessage, type Message } from './messages.ts';
import { endpointOf, firstRow, NEVER, NO_ROW, type Rows } from './rows.ts';
import { dataRetryAt, retransmissionDelay, synRetryAt } from './tcp.ts';

const KEEPALIVE: Message = { type: 'KEEPALIVE' };

/** What the transport tells the speaker about a row. */
export interface TransportEvents {
  connected(row: number, initiated: boolean): void;
  failed(row: number, refused: boolean): void;
  message(row: number, message: Message): void;
  /** A row that can take an incoming connection now, or NO_ROW to refuse it. */
  accept(endpoint: number): number;
  /** A segment arrives after a silence. */
  revived(row: number): void;
}

export class Transport {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #rows: Rows;
  readonly #events: TransportEvents;
  readonly #synArrives: Scheduler;
  readonly #synAnswered: Scheduler;
  readonly #refusal: Scheduler;
  readonly #delivery: Scheduler;
  readonly #retransmission: Scheduler;
  readonly #reset: Scheduler;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints, rows: Rows, events: TransportEvents) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    this.#rows = rows;
    this.#events = events;
    this.#synArrives = kernel.event((row, timer) =>
      this.#whenCurrent(rows.connectTimer, row, timer, () => this.#onSyn(row)),
    );
    this.#synAnswered = kernel.event((row, channel) =>
      this.#whenCurrent(rows.channel, row, channel, () => this.#onSynAck(row)),
    );
    this.#refusal = kernel.event((row, channel) =>
      this.#whenCurrent(rows.channel, row, channel, () => this.#onRefusal(row)),
    );
    this.#delivery = kernel.event((row, channel) =>
      this.#whenCurrent(rows.channel, row, channel, () => this.#onDelivery(row)),
    );
    this.#retransmission = kernel.event((row, timer) =>
      this.#whenCurrent(rows.reviveTimer, row, timer, () => this.#onRetransmission(row)),
    );
    this.#reset = kernel.event((row, timer) =>
      this.#whenCurrent(rows.reviveTimer, row, timer, () => this.#onReset(row)),
    );
  }

  /** Begins a connection attempt from this row. */
  connect(row: number): void {
    this.#rows.channel.add(row, 1);
    this.#rows.synSince.set(row, this.#kernel.now);
    this.attempt(row);
  }

  /** The path of a row that is connecting may have changed: sends the next SYN when it would get through. */
  attempt(row: number): void {
    const { synSince, connectTimer } = this.#rows;
    const endpoint = endpointOf(row);
    if (synSince.get(row) === NEVER) return;
    const timer = connectTimer.add(row, 1);
    if (
      this.#ends.remote.get(endpoint) === NOBODY ||
      !this.#ends.pathOpen(endpoint) ||
      !this.#keysAgree(endpoint)
    )
      return;
    const { now } = this.#kernel;
    const sendAt = synRetryAt(synSince.get(row), this.#kernel.duration('connectRetry'), now);
    this.#synArrives.at(sendAt + this.#ends.delayOut.get(endpoint), row, timer);
  }

  /** MD5 is checked by TCP: segments with another key are dropped without an answer (RFC 2385). */
  #keysAgree(endpoint: number): boolean {
    const remote = this.#ends.remote.get(endpoint);
    return remote < 0 || this.#ends.config(endpoint).authKey === this.#ends.config(remote).authKey;
  }

  #onSyn(row: number): void {
    const endpoint = endpointOf(row);
    const remote = this.#ends.remote.get(endpoint);
    const { delayOut } = this.#ends;
    const channel = this.#rows.channel.get(row);
    const target = remote === REFUSES ? NO_ROW : this.#events.accept(remote);
    if (target === NO_ROW) {
      this.#refusal.after(delayOut.get(endpoint), row, channel);
      return;
    }
    const { synSince, peerRow, initiated } = this.#rows;
    synSince.set(row, NEVER);
    this.#open(row);
    this.#open(target);
    peerRow.set(row, target);
    peerRow.set(target, row);
    initiated.set(row, 1);
    initiated.set(target, 0);
    this.#synAnswered.after(delayOut.get(remote), row, channel);
    this.#events.connected(target, false);
  }

  #open(row: number): void {
    const {
      heard,
      stalledSince,
      halfOpen,
      lastArrival,
      silentSince,
      blockedSince,
      keepalivePhase,
      inbox,
      outbox,
      openReceived,
    } = this.#rows;
    for (const column of [heard, stalledSince, lastArrival, silentSince, blockedSince, keepalivePhase])
      column.set(row, NEVER);
    halfOpen.set(row, 0);
    inbox.set(row, []);
    outbox.set(row, []);
    openReceived.set(row, undefined);
  }

  #onSynAck(row: number): void {
    if (this.#rows.peerRow.get(row) !== NO_ROW) this.#events.connected(row, true);
  }

  #onRefusal(row: number): void {
    this.#rows.synSince.set(row, NEVER);
    this.#kernel.record(
      'tcp.refused',
      this.#ends.entity(endpointOf(row)),
      0,
      0,
      this.#ends.config(endpointOf(row)).remoteAddress,
    );
    this.#events.failed(row, true);
  }

  /** Sends over the row's connection; what cannot pass now waits for a retransmission. */
  send(row: number, message: Message): void {
    const { peerRow, stalledSince, outbox, channel, lastArrival, inbox } = this.#rows;
    const target = peerRow.get(row);
    if (target === NO_ROW) return;
    const { now } = this.#kernel;
    if (!this.pathOpen(row) || stalledSince.get(row) !== NEVER) {
      if (stalledSince.get(row) === NEVER) stalledSince.set(row, now);
      outbox.set(row, [...outbox.get(row), message]);
      return;
    }
    const endpoint = endpointOf(row);
    const arrival = Math.max(
      now + this.#ends.delayOut.get(endpoint) + this.#lossDelay(row),
      lastArrival.get(target),
    );
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
    const { inbox, heard, silentSince } = this.#rows;
    const [message, ...rest] = inbox.get(row);
    if (message === undefined) return;
    inbox.set(row, rest);
    heard.set(row, this.#kernel.now);
    if (silentSince.get(row) !== NEVER) this.#events.revived(row);
    if (message.type === 'FIN' || message.type === 'RST') {
      this.detach(row);
      this.#events.failed(row, false);
      return;
    }
    if (message.type !== 'KEEPALIVE') {
      this.#kernel.record('bgp.received', this.#ends.entity(endpointOf(row)), 0, 0, describeMessage(message));
    }
    this.#events.message(row, message);
  }

  /** Both ends of the connection still hold it, and segments pass between them in both directions. */
  pathOpen(row: number): boolean {
    const { peerRow, halfOpen } = this.#rows;
    const target = peerRow.get(row);
    const endpoint = endpointOf(row);
    return (
      target !== NO_ROW &&
      halfOpen.get(row) === 0 &&
      this.#ends.remote.get(endpoint) === endpointOf(target) &&
      this.#ends.pathOpen(endpoint)
    );
  }

  /** Segments of the row reach a host that knows nothing of this connection, which answers RST. */
  misdirected(row: number): boolean {
    const { peerRow, halfOpen } = this.#rows;
    const endpoint = endpointOf(row);
    const remote = this.#ends.remote.get(endpoint);
    if (peerRow.get(row) === NO_ROW || remote === NOBODY || !this.#ends.pathOpen(endpoint)) return false;
    return halfOpen.get(row) === 1 || remote !== endpointOf(peerRow.get(row));
  }

  /** Closes the row's connection; the other end hears of it only if segments pass. */
  close(row: number): void {
    const { peerRow, halfOpen, synSince, connectTimer } = this.#rows;
    synSince.set(row, NEVER);
    connectTimer.add(row, 1);
    const target = peerRow.get(row);
    if (target === NO_ROW) return;
    const heard = this.pathOpen(row);
    if (heard) this.send(row, { type: 'FIN' });
    else if (peerRow.get(target) === row) halfOpen.set(target, 1);
    this.detach(row);
  }

  /** Forgets the connection at this end. */
  detach(row: number): void {
    this.#rows.peerRow.set(row, NO_ROW);
    this.#rows.channel.add(row, 1);
    this.#rows.reviveTimer.add(row, 1);
    this.#open(row);
  }

  /** Segments pass again: schedules the retransmission of the first segment lost, sent at `firstLost`. */
  retransmit(row: number, firstLost: number): void {
    const { stalledSince, reviveTimer } = this.#rows;
    stalledSince.set(row, firstLost);
    this.#retransmission.at(dataRetryAt(firstLost, this.#kernel.now), row, reviveTimer.add(row, 1));
  }

  /** The next segment, sent at `at`, is answered with RST. */
  expectReset(row: number, at: number): void {
    const endpoint = endpointOf(row);
    this.#reset.at(at + 2 * this.#ends.delayOut.get(endpoint), row, this.#rows.reviveTimer.add(row, 1));
  }

  #onRetransmission(row: number): void {
    const { stalledSince, outbox } = this.#rows;
    if (!this.pathOpen(row)) return;
    const waiting = outbox.get(row);
    outbox.set(row, []);
    stalledSince.set(row, NEVER);
    // When no message waited, what was lost was one of the periodic KEEPALIVEs.
    for (const message of waiting.length > 0 ? waiting : [KEEPALIVE]) this.send(row, message);
  }

  #onReset(row: number): void {
    if (!this.misdirected(row)) return;
    this.#kernel.record(
      'bgp.received',
      this.#ends.entity(endpointOf(row)),
      0,
      0,
      'RST: the other end knows no such connection',
    );
    this.detach(row);
    this.#events.failed(row, false);
  }

  #whenCurrent(column: { get(row: number): number }, row: number, value: number, run: () => void): void {
    if (column.get(row) === value) run();
  }

  /** The rows of an endpoint. */
  rowsOf(endpoint: number): readonly [number, number] {
    return [firstRow(endpoint), firstRow(endpoint) + 1];
  }
}
