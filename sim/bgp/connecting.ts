/**
 * Opening TCP connections: SYNs repeated until one gets through, accepted or refused. ConnectRetryTimer in Connect is
 * analytic: it is known when each repetition would send a SYN, so an unreachable peer costs no events.
 */
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import type { Topology } from '../topology/topology.ts';
import { type Endpoints, NOBODY, REFUSES } from './endpoints.ts';
import { endpointOf, firstRow, NEVER, NO_ROW, type Rows } from './rows.ts';
import { exchangeChance, synRetryAt } from './tcp.ts';
import { spanMicros } from './vendors/vendors.ts';

export interface ConnectingEvents {
  /** The three-way handshake is complete at this end. */
  connected(row: number): void;
  refused(row: number): void;
  /** A row that can take an incoming connection now, or NO_ROW to refuse it. */
  accept(endpoint: number): number;
  /** Prepares a row for a new connection. */
  open(row: number): void;
}

/** Lost SYNs in a row that are looked at; beyond, the attempt is made again when the path changes. */
const MOST_LOSSES = 64;

export class Connecting {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #rows: Rows;
  readonly #events: ConnectingEvents;
  readonly #synArrives: Scheduler;
  readonly #synAnswered: Scheduler;
  readonly #refusal: Scheduler;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints, rows: Rows, events: ConnectingEvents) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    this.#rows = rows;
    this.#events = events;
    this.#synArrives = kernel.event((row, timer) => {
      if (rows.connectTimer.get(row) === timer) this.#onSyn(row);
    });
    this.#synAnswered = kernel.event((row, channel) => {
      if (rows.channel.get(row) === channel) events.connected(row);
    });
    this.#refusal = kernel.event((row, channel) => {
      if (rows.channel.get(row) === channel) this.#onRefusal(row);
    });
  }

  /** Begins a connection attempt from this row. */
  begin(row: number): void {
    this.#rows.channel.add(row, 1);
    this.#rows.synSince.set(row, this.#kernel.now);
    this.#rows.synSent.set(row, NEVER);
    this.attempt(row);
  }

  /** No attempt any more. */
  end(row: number): void {
    this.#rows.synSince.set(row, NEVER);
    this.#rows.synSent.set(row, NEVER);
    this.#rows.connectTimer.add(row, 1);
  }

  /** The path of a row that is connecting may have changed: sends the next SYN when it would get through. */
  attempt(row: number): void {
    const { synSince, synSent, connectTimer } = this.#rows;
    const { now } = this.#kernel;
    if (synSince.get(row) === NEVER) return;
    this.#mindInterface(row);
    // On its way already.
    if (synSent.get(row) !== NEVER && synSent.get(row) <= now) return;
    const endpoint = endpointOf(row);
    const timer = connectTimer.add(row, 1);
    synSent.set(row, NEVER);
    if (
      this.#ends.remote.get(endpoint) === NOBODY ||
      !this.#ends.pathOpen(endpoint) ||
      !this.#keysAgree(endpoint)
    )
      return;
    const sent = this.#firstThatPasses(row, synRetryAt(synSince.get(row), this.#retryMicros(row), now));
    synSent.set(row, sent);
    this.#synArrives.at(sent + this.#ends.delayOut.get(endpoint), row, timer);
  }

  /** No SYN leaves an interface that is down; when it comes up, the attempt begins anew at once, as daemons do. */
  #mindInterface(row: number): void {
    const { synSince, synBarred } = this.#rows;
    const up = this.#ends.localUp.get(endpointOf(row)) === 1;
    if (up && synBarred.get(row) === 1) synSince.set(row, this.#kernel.now);
    synBarred.set(row, up ? 0 : 1);
  }

  /** Between repetitions of one attempt: drawn anew with the next attempt, of which each has its channel. */
  #retryMicros(row: number): number {
    const endpoint = endpointOf(row);
    const { connectRetryMicros, connectLeastPercent } = this.#ends.rules(endpoint).connect;
    const full = spanMicros(this.#kernel, connectRetryMicros);
    const key = this.#topology.key(this.#ends.entity(endpoint));
    const draw = 2 * this.#rows.channel.get(row) + (row - firstRow(endpoint));
    const u = this.#kernel.uniform(key, 'connectPeriodJitter', draw);
    return full - Math.floor(((full * (100 - connectLeastPercent)) / 100) * u);
  }

  /** Random loss takes SYNs, or their answers. */
  #firstThatPasses(row: number, first: number): number {
    const endpoint = endpointOf(row);
    const chance = exchangeChance(this.#ends.lossOut.get(endpoint), this.#ends.lossIn.get(endpoint));
    if (chance >= 1) return first;
    const key = this.#topology.key(this.#ends.entity(endpoint));
    const begun = this.#rows.synSince.get(row);
    let sent = first;
    for (
      let losses = 0;
      losses < MOST_LOSSES &&
      this.#kernel.uniform(key, 'segmentLoss', this.#rows.draws.add(row, 1)) >= chance;
      losses++
    )
      sent = synRetryAt(begun, this.#retryMicros(row), sent + 1);
    return sent;
  }

  /** MD5 is checked by TCP: segments with another key are dropped without an answer (RFC 2385). */
  #keysAgree(endpoint: number): boolean {
    const remote = this.#ends.remote.get(endpoint);
    return remote < 0 || this.#ends.config(endpoint).authKey === this.#ends.listenKey.get(remote);
  }

  #onSyn(row: number): void {
    const endpoint = endpointOf(row);
    const remote = this.#ends.remote.get(endpoint);
    const { channel, synSent, peerRow, initiated, authKey } = this.#rows;
    if (remote === NOBODY) {
      synSent.set(row, NEVER);
      return;
    }
    const target = remote === REFUSES ? NO_ROW : this.#events.accept(remote);
    if (target === NO_ROW) {
      this.#refusal.after(this.#ends.delayOut.get(endpoint), row, channel.get(row));
      return;
    }
    this.end(row);
    this.#events.open(row);
    this.#events.open(target);
    peerRow.set(row, target);
    peerRow.set(target, row);
    initiated.set(row, 1);
    initiated.set(target, 0);
    for (const end of [row, target]) authKey.set(end, this.#ends.config(endpoint).authKey);
    this.#synAnswered.after(this.#ends.delayOut.get(remote), row, channel.get(row));
    this.#events.connected(target);
  }

  #onRefusal(row: number): void {
    this.end(row);
    const endpoint = endpointOf(row);
    const { remoteAddress } = this.#ends.config(endpoint);
    this.#kernel.record('tcp.refused', this.#ends.entity(endpoint), 0, 0, remoteAddress);
    this.#events.refused(row);
  }
}
