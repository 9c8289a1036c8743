/**
 * The BGP peer machine of every row, its timers and messages. The chart decides; this file is what its guards and
 * actions mean. Profile `generic`: RFC 4271 plus idle hold and automatic start, since a strictly RFC 4271 speaker
 * never retries after a refused connection.
 */
import { bgpPeer } from '../../machines/bgp-peer.ts';
import type { ActionOf } from '../../machines/chart.ts';
import { bindChart } from '../kernel/chart-binding.ts';
import { compileChart } from '../kernel/chart-compiler.ts';
import type { Kernel, Scheduler } from '../kernel/kernel.ts';
import { parseAddress, u32Of } from '../topology/address.ts';
import type { Topology } from '../topology/topology.ts';
import type { FsmState } from './contract.ts';
import type { Endpoints } from './endpoints.ts';
import { Hearing } from './hearing.ts';
import { describeMessage, describeNotification, type Message } from './messages.ts';
import { endpointOf, firstRow, NEVER, NO_ROW, type Open, otherRow, type Rows } from './rows.ts';
import { Transport } from './transport.ts';

const table = compileChart(bgpPeer);
const E = table.event;

const SECOND = 1_000_000;
/** RFC 4271 §8.2.2: "a HoldTimer value of 4 minutes is suggested". */
const LARGE_HOLD_MICROS = 240 * SECOND;
/** AWS user guide, bgp-specific-settings: a hold time under 3 s, or 0, is refused. RFC 4271 allows 0. */
const SMALLEST_HOLD_MICROS = 3 * SECOND;
/** Idle hold doubles with every failure in a row, as FRR's start timer does, up to this. */
const LONGEST_IDLE_HOLD_MICROS = 120 * SECOND;

const CEASE = 6;
const ADMINISTRATIVE_SHUTDOWN = 2;

/** What the speaker tells the floor above a session. */
export interface SpeakerEvents {
  established(endpoint: number, row: number): void;
  lost(endpoint: number): void;
  update(endpoint: number, message: Extract<Message, { type: 'UPDATE' }>): void;
}

export class Speaker {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #rows: Rows;
  readonly #events: SpeakerEvents;
  readonly #transport: Transport;
  readonly #hearing: Hearing;
  readonly #chart;
  readonly #idleHold: Scheduler;
  readonly #holdTimer: Scheduler;
  readonly #keepaliveTimer: Scheduler;
  readonly #connectRetryTimer: Scheduler;
  /** Per endpoint: generation of the idle hold timer, failures in a row, refused last time, cease subcode to send. */
  readonly #idleHoldTimer;
  readonly #failures;
  readonly #refused;
  readonly #ceaseSubcode;
  /** Sends nothing: AWS tears down silently. */
  readonly #mute;
  readonly lastError;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints, rows: Rows, events: SpeakerEvents) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#ends = ends;
    this.#rows = rows;
    this.#events = events;
    const { store } = kernel;
    this.#idleHoldTimer = store.column('bgp idle hold timer', 'i32');
    this.#failures = store.column('bgp failures', 'i32');
    this.#refused = store.column('bgp refused', 'u8');
    this.#ceaseSubcode = store.column('bgp cease subcode', 'u8', ADMINISTRATIVE_SHUTDOWN);
    this.#mute = store.column('bgp mute', 'u8');
    this.lastError = store.list<string>('bgp last error');
    this.#transport = new Transport(kernel, topology, ends, rows, {
      connected: (row) => this.#fire(row, E.TcpConnectionConfirmed),
      failed: (row, refused) => this.#connectionFailed(row, refused),
      message: (row, message) => this.#receive(row, message),
      accept: (endpoint) => this.#accept(endpoint),
      revived: (row) => this.#hearing.revived(row),
    });
    this.#holdTimer = kernel.event((row, timer) =>
      this.#expire(rows.holdTimer, row, timer, E.HoldTimer_Expires),
    );
    this.#keepaliveTimer = kernel.event((row, timer) =>
      this.#expire(rows.keepaliveTimer, row, timer, E.KeepaliveTimer_Expires),
    );
    this.#connectRetryTimer = kernel.event((row, timer) =>
      this.#expire(rows.connectRetryTimer, row, timer, E.ConnectRetryTimer_Expires),
    );
    this.#idleHold = kernel.event((endpoint, timer) => this.#idleHoldExpired(endpoint, timer));
    this.#hearing = new Hearing(kernel, topology, ends, rows, this.#transport, this.#holdTimer);
    this.#chart = bindChart(table, {
      guards: this.#guards(),
      actions: this.#actions(),
      delays: { start: () => {}, cancel: () => {} },
    });
  }

  /** The column of states; a change is a record, and the cause of what the actions do. */
  readonly #states = {
    get: (row: number) => this.#rows.state.get(row),
    set: (row: number, leaf: number) => {
      const before = this.state(row);
      this.#rows.state.set(row, leaf);
      this.#kernel.record(
        'bgp.state',
        this.#ends.entity(endpointOf(row)),
        row & 1,
        0,
        `${before} → ${this.state(row)}`,
      );
    },
  };

  /** Makes the rows of an endpoint, Idle. */
  reach(endpoint: number): void {
    this.#rows.reach(endpoint);
    for (const column of [this.#idleHoldTimer, this.#failures, this.#refused, this.#ceaseSubcode, this.#mute])
      column.reach(endpoint);
    while (this.lastError.length <= endpoint) this.lastError.push('');
  }

  state(row: number): FsmState {
    const leaf = table.leaves[this.#rows.state.get(row)];
    if (leaf === undefined) throw new RangeError(`BGP state of row ${row}`);
    return leaf;
  }

  /** The row of an endpoint that is furthest on. */
  best(endpoint: number): number {
    const first = firstRow(endpoint);
    return this.#rows.state.get(otherRow(first)) > this.#rows.state.get(first) ? otherRow(first) : first;
  }

  isEstablished(row: number): boolean {
    return this.#rows.state.get(row) === table.leaf.Established;
  }

  /** The endpoint begins: `AutomaticStart`, or its passive form. */
  start(endpoint: number): void {
    this.#mute.set(endpoint, 0);
    this.#failures.set(endpoint, 0);
    this.#begin(endpoint);
  }

  /** Ends both rows. `silent`: not even a NOTIFICATION or FIN leaves. */
  stop(endpoint: number, ceaseSubcode: number, silent: boolean): void {
    this.#idleHoldTimer.add(endpoint, 1);
    this.#ceaseSubcode.set(endpoint, ceaseSubcode);
    if (silent) this.#mute.set(endpoint, 1);
    for (const row of this.#transport.rowsOf(endpoint)) this.#fire(row, E.ManualStop);
  }

  /** A reset that the automatic start follows: BFD down, administrative reset. */
  reset(endpoint: number, ceaseSubcode: number): void {
    this.#ceaseSubcode.set(endpoint, ceaseSubcode);
    for (const row of this.#transport.rowsOf(endpoint)) this.#fire(row, E.AutomaticStop);
  }

  /** The path or the interface of an endpoint changed. */
  pathChanged(endpoint: number): void {
    for (const row of this.#transport.rowsOf(endpoint)) {
      const connected = this.#rows.peerRow.get(row) !== NO_ROW;
      if (connected && this.#ends.localUp.get(endpoint) === 0) this.#fire(row, E.TcpConnectionFails);
      else if (this.isEstablished(row)) this.#hearing.refresh(row);
      else if (connected) this.#recover(row);
      else this.#transport.attempt(row);
    }
  }

  /** Sends over a row's connection, if it has one. */
  send(row: number, message: Message): void {
    if (this.#mute.get(endpointOf(row)) === 1) return;
    if (message.type !== 'KEEPALIVE' && message.type !== 'FIN' && this.#rows.peerRow.get(row) !== NO_ROW) {
      this.#kernel.record('bgp.sent', this.#ends.entity(endpointOf(row)), 0, 0, describeMessage(message));
    }
    this.#transport.send(row, message);
  }

  /** Messages of the handshake that were lost are sent again. */
  #recover(row: number): void {
    const stalled = this.#rows.stalledSince.get(row);
    if (stalled !== NEVER && this.#transport.pathOpen(row)) this.#transport.retransmit(row, stalled);
    else if (this.#transport.misdirected(row)) this.#transport.expectReset(row, this.#kernel.now);
  }

  #begin(endpoint: number): void {
    const row = firstRow(endpoint);
    if (this.#ends.started.get(endpoint) === 0 || this.state(row) !== 'Idle') return;
    const passive = this.#ends.config(endpoint).passive || this.#refused.get(endpoint) === 1;
    this.#refused.set(endpoint, 0);
    this.#fire(row, passive ? E.AutomaticStart_with_PassiveTcpEstablishment : E.AutomaticStart);
  }

  #expire(column: { get(row: number): number }, row: number, timer: number, event: number): void {
    if (column.get(row) !== timer) return;
    const words = {
      [E.HoldTimer_Expires]: 'hold timer expires',
      [E.ConnectRetryTimer_Expires]: 'ConnectRetryTimer expires',
    }[event];
    if (words !== undefined)
      this.#kernel.record('bgp.event', this.#ends.entity(endpointOf(row)), 0, 0, words);
    this.#fire(row, event);
  }

  #idleHoldExpired(endpoint: number, timer: number): void {
    if (this.#idleHoldTimer.get(endpoint) !== timer) return;
    this.#fire(firstRow(endpoint), E.IdleHoldTimer_Expires);
    this.#idleHoldTimer.add(endpoint, 1);
    this.#begin(endpoint);
  }

  #connectionFailed(row: number, refused: boolean): void {
    // After a refusal the next start is passive for one ConnectRetryTimer, or two such speakers refuse each other for ever.
    if (refused) {
      this.#refused.set(endpointOf(row), 1);
      this.lastError.set(endpointOf(row), 'TCP connection refused');
    }
    this.#fire(row, E.TcpConnectionFails);
  }

  /** RFC 4271 §6.8: a connection that comes in is tracked by a second row while the first is busy. */
  #accept(endpoint: number): number {
    if (this.#ends.started.get(endpoint) === 0) return NO_ROW;
    const first = firstRow(endpoint);
    if (this.state(first) === 'Active' && this.#rows.peerRow.get(first) === NO_ROW) return first;
    const second = otherRow(first);
    if (this.state(first) === 'Idle' || this.state(second) !== 'Idle') return NO_ROW;
    this.#fire(second, E.AutomaticStart_with_PassiveTcpEstablishment);
    return second;
  }

  #fire(row: number, event: number): void {
    const before = this.#rows.state.get(row);
    this.#chart.fire(this.#states, row, event);
    const after = this.#rows.state.get(row);
    if (before !== after) this.#settleRow(row, before);
  }

  /** After a change of state: idle hold, and what only one row of an endpoint may do. */
  #settleRow(row: number, before: number): void {
    const endpoint = endpointOf(row);
    const after = this.#rows.state.get(row);
    if (before === table.leaf.Established) this.#events.lost(endpoint);
    if (after !== table.leaf.Idle) return;
    const other = otherRow(row);
    if (this.#ends.started.get(endpoint) === 1 && this.#rows.state.get(other) === table.leaf.Idle)
      this.#armIdleHold(endpoint);
  }

  #armIdleHold(endpoint: number): void {
    let pause = this.#kernel.duration('idleHold');
    // A refused connection says nothing about the session: as with FRR it does not double the pause. Else two ends
    // that are both Idle most of the time go on refusing each other for many minutes.
    if (this.#refused.get(endpoint) === 0) {
      const failures = this.#failures.get(endpoint);
      for (let n = 0; n < failures && pause < LONGEST_IDLE_HOLD_MICROS; n++) pause *= 2;
      this.#failures.set(endpoint, failures + 1);
    }
    this.#idleHold.after(
      Math.min(pause, LONGEST_IDLE_HOLD_MICROS),
      endpoint,
      this.#idleHoldTimer.add(endpoint, 1),
    );
  }

  #receive(row: number, message: Message): void {
    switch (message.type) {
      case 'OPEN':
        this.#receiveOpen(row, message);
        return;
      case 'KEEPALIVE':
        this.#fire(row, E.KeepAliveMsg);
        return;
      case 'UPDATE':
        this.#rows.update.set(row, message);
        this.#fire(row, E.UpdateMsg);
        return;
      case 'NOTIFICATION':
        this.#note(row, `received ${describeNotification(message.code, message.subcode)}`);
        this.#fire(row, E.NotifMsg);
        return;
      case 'FIN':
      case 'RST':
        return;
    }
  }

  #receiveOpen(row: number, open: Open): void {
    const error = this.#openError(endpointOf(row), open);
    if (error !== undefined) {
      this.#rows.error.set(row, 2 * 256 + error);
      this.#fire(row, E.BGPOpenMsgErr);
      return;
    }
    const config = this.#ends.config(endpointOf(row));
    const hold = Math.min(config.holdMicros, open.holdMicros);
    this.#rows.openReceived.set(row, open);
    this.#rows.holdMicros.set(row, hold);
    // Only the hold time is negotiated; the KEEPALIVE interval is local, at most a third of it (RFC 4271 §4.4).
    this.#rows.keepaliveMicros.set(row, Math.min(config.keepaliveMicros, Math.floor(hold / 3)));
    this.#fire(row, E.BGPOpen);
  }

  /** RFC 4271 §6.2: the subcode of what is wrong with an OPEN. */
  #openError(endpoint: number, open: Open): number | undefined {
    if (open.asn !== this.#ends.config(endpoint).remoteAsn) return 2;
    if (open.bgpIdentifier === this.#identifier(endpoint)) return 3;
    const acceptable =
      open.holdMicros >= SMALLEST_HOLD_MICROS || (open.holdMicros === 0 && !this.#ends.isAws(endpoint));
    return acceptable ? undefined : 6;
  }

  #identifier(endpoint: number): number {
    const entity = this.#ends.entity(endpoint);
    if (this.#ends.isAws(endpoint))
      return (
        u32Of(parseAddress('52.93.0.0')) +
        ((this.#topology.key(this.#topology.only(entity, 'partOf')).low >>> 16) & 0xffff)
      );
    return u32Of(parseAddress(this.#topology.as('router', this.#topology.only(entity, 'partOf')).routerId));
  }

  /** Of two connections the one opened by the speaker with the higher identifier stays (RFC 4271 §6.8). */
  #checkCollision(row: number): void {
    const other = otherRow(row);
    const rank = this.#rows.state.get(other);
    if (rank !== table.leaf.OpenConfirm && rank !== table.leaf.Established) return;
    if (rank === table.leaf.Established) {
      this.#fire(row, E.OpenCollisionDump);
      return;
    }
    const open = this.#rows.openReceived.get(row);
    const localWins = open === undefined || this.#identifier(endpointOf(row)) > open.bgpIdentifier;
    const keepsThis = (this.#rows.initiated.get(row) === 1) === localWins;
    this.#fire(keepsThis ? other : row, E.OpenCollisionDump);
  }

  #established(row: number): void {
    const endpoint = endpointOf(row);
    this.#rows.keepalivePhase.set(row, this.#kernel.now);
    this.#rows.keepaliveTimer.add(row, 1);
    this.#rows.holdTimer.add(row, 1);
    this.#rows.lossDrawn.set(row, 0);
    this.#failures.set(endpoint, 0);
    this.lastError.set(endpoint, '');
    const other = otherRow(row);
    if (this.#rows.state.get(other) >= table.leaf.OpenSent) this.#fire(other, E.OpenCollisionDump);
    else if (this.#rows.state.get(other) !== table.leaf.Idle) this.#fire(other, E.ManualStop);
    this.#events.established(endpoint, row);
    this.#hearing.refresh(row);
    this.refreshPeer(row);
  }

  /** The other end of a row's connection hears this row's stream anew. */
  refreshPeer(row: number): void {
    const peer = this.#rows.peerRow.get(row);
    if (peer !== NO_ROW && this.isEstablished(peer)) this.#hearing.refresh(peer);
  }

  #notify(row: number, code: number, subcode: number): void {
    this.#note(row, `sent ${describeNotification(code, subcode)}`);
    this.send(row, { type: 'NOTIFICATION', code, subcode });
  }

  /** What ended the session; losing a collision to the connection that is up is no error. */
  #note(row: number, error: string): void {
    if (!this.isEstablished(otherRow(row))) this.lastError.set(endpointOf(row), error);
  }

  #guards() {
    const no = () => false;
    const yes = () => true;
    return {
      // Attributes of the generic profile (RFC 4271 §8.1.1).
      dampPeerOscillations: yes,
      delayOpen: no,
      delayOpenTimerRunning: no,
      sendNotificationWithoutOpen: no,
      sendNotificationWithoutOpenAndDampPeerOscillations: no,
      delayOpenTimerRunningAndSendNotificationWithoutOpen: no,
      collisionDetectEstablishedState: no,
      collisionDetectEstablishedStateAndDampPeerOscillations: no,
      // A second OPEN on one connection cannot lose a collision.
      losesCollision: no,
      losesCollisionAndDampPeerOscillations: no,
      holdTimeNonZero: (row: number) => this.#rows.holdMicros.get(row) > 0,
    };
  }

  #actions(): Record<ActionOf<typeof bgpPeer>, (row: number) => void> {
    const {
      connectRetryCounter,
      holdTimer,
      keepaliveTimer,
      connectRetryTimer,
      holdMicros,
      keepaliveMicros,
      error,
      update,
    } = this.#rows;
    const none = () => {};
    const startHold = (row: number) => this.#holdTimer.after(holdMicros.get(row), row, holdTimer.add(row, 1));
    const startKeepalive = (row: number) =>
      this.#keepaliveTimer.after(keepaliveMicros.get(row), row, keepaliveTimer.add(row, 1));
    const startConnectRetry = (row: number) => this.#startConnectRetry(row);
    const sendError = (row: number) =>
      this.#notify(row, Math.floor(error.get(row) / 256), error.get(row) % 256);
    return {
      initializeResources: none,
      releaseResources: none,
      completeInitialization: none,
      listenForTcpConnection: none,
      trackSecondConnection: none,
      processTcpConnection: none,
      rejectTcpConnection: none,
      // Idle hold is armed for every way into Idle, not only those that the RFC damps: deviation of `generic`.
      dampPeerOscillations: none,
      zeroConnectRetryCounter: (row) => connectRetryCounter.set(row, 0),
      incrementConnectRetryCounter: (row) => void connectRetryCounter.add(row, 1),
      startConnectRetryTimer: startConnectRetry,
      restartConnectRetryTimer: startConnectRetry,
      stopConnectRetryTimer: (row) => void connectRetryTimer.add(row, 1),
      initiateTcpConnection: (row) => this.#transport.connect(row),
      dropTcpConnection: (row) => this.#drop(row),
      startDelayOpenTimer: none,
      stopDelayOpenTimer: none,
      sendOpen: (row) => this.#sendOpen(row),
      setLargeHoldTimer: (row) => this.#holdTimer.after(LARGE_HOLD_MICROS, row, holdTimer.add(row, 1)),
      startHoldTimer: startHold,
      restartHoldTimer: (row) => (this.isEstablished(row) ? undefined : startHold(row)),
      stopHoldTimer: (row) => void holdTimer.add(row, 1),
      startKeepaliveTimer: startKeepalive,
      restartKeepaliveTimer: startKeepalive,
      stopKeepaliveTimer: (row) => void keepaliveTimer.add(row, 1),
      sendKeepalive: (row) => this.send(row, { type: 'KEEPALIVE' }),
      sendNotificationCease: (row) => this.#notify(row, CEASE, this.#ceaseSubcode.get(endpointOf(row))),
      sendNotificationCollision: (row) => this.#notify(row, CEASE, 7),
      sendNotificationHoldTimerExpired: (row) => this.#notify(row, 4, 0),
      sendNotificationFsmErrorInOpenSent: (row) => this.#notify(row, 5, 1),
      sendNotificationFsmErrorInOpenConfirm: (row) => this.#notify(row, 5, 2),
      sendNotificationFsmErrorInEstablished: (row) => this.#notify(row, 5, 3),
      sendNotificationOpenError: sendError,
      sendNotificationHeaderError: sendError,
      sendNotificationUpdateError: sendError,
      deleteRoutes: none,
      sessionEstablished: (row) => this.#established(row),
      checkCollision: (row) => this.#checkCollision(row),
      processUpdate: (row) => {
        const message = update.get(row);
        update.set(row, undefined);
        if (message?.type === 'UPDATE') this.#events.update(endpointOf(row), message);
      },
    };
  }

  /**
   * While a row connects, ConnectRetryTimer is analytic: `Transport.attempt` knows when each repetition would send a
   * SYN, so an unreachable peer costs no events. In Active it is a real timer.
   */
  #startConnectRetry(row: number): void {
    const timer = this.#rows.connectRetryTimer.add(row, 1);
    if (this.state(row) === 'Active' || this.#rows.synSince.get(row) !== NEVER) {
      const key = this.#topology.key(this.#ends.entity(endpointOf(row)));
      const full = this.#kernel.duration('connectRetry');
      const jitter = Math.floor(
        (full / 4) * this.#kernel.uniform(key, 'connectRetryJitter', this.#rows.draws.add(row, 1)),
      );
      this.#connectRetryTimer.after(full - jitter, row, timer);
    }
  }

  #drop(row: number): void {
    this.#hearing.leaves(row);
    if (this.#mute.get(endpointOf(row)) === 1) {
      const peer = this.#rows.peerRow.get(row);
      if (peer !== NO_ROW && this.#rows.peerRow.get(peer) === row) this.#rows.halfOpen.set(peer, 1);
      this.#rows.synSince.set(row, NEVER);
      this.#transport.detach(row);
      return;
    }
    this.#transport.close(row);
  }

  #sendOpen(row: number): void {
    const endpoint = endpointOf(row);
    const { localAsn, holdMicros } = this.#ends.config(endpoint);
    this.send(row, { type: 'OPEN', asn: localAsn, holdMicros, bgpIdentifier: this.#identifier(endpoint) });
  }
}
