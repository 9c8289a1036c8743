/**
 * The BGP peer machine of every row, joined with TCP, timers and checks. The chart decides; what its names mean is in
 * `session-actions.ts`, where a vendor's implementation leaves RFC 4271 in `vendors/`.
 */
import { bgpPeer } from '../../machines/bgp-peer.ts';
import type { EventOf } from '../../machines/chart.ts';
import { bindChart, type ChartBinding } from '../kernel/chart-binding.ts';
import { compileChart } from '../kernel/chart-compiler.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Topology } from '../topology/topology.ts';
import { bgpPeerCode } from './bgp-peer-code.ts';
import { Collisions } from './collisions.ts';
import { Connecting } from './connecting.ts';
import type { FsmState } from './contract.ts';
import { endingOf } from './ending.ts';
import type { Endpoints } from './endpoints.ts';
import { Hearing } from './hearing.ts';
import { IdleHold } from './idle-hold.ts';
import { Keepalives } from './keepalives.ts';
import { Malforming } from './malforming.ts';
import { describeMessage, describeNotification, type Message } from './messages.ts';
import { OpenChecks } from './open-checks.ts';
import { Reception } from './reception.ts';
import { endpointOf, firstRow, NO_ROW, otherRow, type Rows, rowsOf } from './rows.ts';
import { sessionActions, sessionGuards } from './session-actions.ts';
import { sessionStates } from './session-states.ts';
import { SessionTimers } from './session-timers.ts';
import { mutes, type SpeakerEvents, unsaid } from './speaker-events.ts';
import { Transport } from './transport.ts';
import { spanMicros } from './vendors/vendors.ts';

const table = compileChart(bgpPeer);
const ADMINISTRATIVE_SHUTDOWN = 2;

export class Speaker {
  readonly #kernel: Kernel;
  readonly #ends: Endpoints;
  readonly #rows: Rows;
  readonly #events: SpeakerEvents;
  readonly #connecting: Connecting;
  readonly #transport: Transport;
  readonly #hearing: Hearing;
  readonly #checks: OpenChecks;
  readonly malforming: Malforming;
  readonly #reception: Reception;
  readonly idleHold: IdleHold;
  readonly #chart;
  readonly #states;
  /** Of the Cease that is about to be sent. */
  readonly #ceaseSubcode;
  /** Sends nothing: AWS tears down silently, or the box is dead. */
  readonly mute;
  readonly lastError;

  constructor(kernel: Kernel, topology: Topology, ends: Endpoints, rows: Rows, events: SpeakerEvents) {
    this.#kernel = kernel;
    this.#ends = ends;
    this.#rows = rows;
    this.#events = events;
    this.#ceaseSubcode = kernel.store.column('bgp cease subcode', 'u8', ADMINISTRATIVE_SHUTDOWN);
    this.mute = kernel.store.column('bgp mute', 'u8');
    this.lastError = kernel.store.list<string>('bgp last error');
    this.#checks = new OpenChecks(topology, ends, events.capability);
    this.malforming = new Malforming(kernel, {
      upRow: (endpoint) => [this.best(endpoint)].find((row) => this.isEstablished(row)),
      send: (row, message) => this.send(row, message),
    });
    this.idleHold = new IdleHold(kernel, topology, ends, (endpoint) => this.#idleHoldExpired(endpoint));
    const keepalives = new Keepalives(kernel, topology, ends, rows);
    this.#transport = new Transport(kernel, topology, ends, rows, keepalives, {
      failed: (row) => this.#fire(row, 'TcpConnectionFails'),
      woke: (row) => events.woke(endpointOf(row)),
      message: (row, message) => {
        this.#reception.receive(row, message);
        if (this.isEstablished(row)) this.#hearing.arrived(row);
      },
      flowChanged: this.#refresh,
      streams: (row) => this.isEstablished(row),
    });
    const fire = (row: number, event: EventOf<typeof bgpPeer>) => this.#fire(row, event);
    const state = (row: number) => this.state(row);
    this.#states = sessionStates(kernel, ends, rows, state);
    const { idleHold } = this;
    const collisions = new Collisions({ ends, rows, checks: this.#checks, state, idleHold, fire });
    this.#connecting = new Connecting(kernel, topology, ends, rows, {
      connected: (row) => this.#fire(row, 'TcpConnectionConfirmed'),
      refused: (row) => this.#refused(row),
      accept: (endpoint) => collisions.accept(endpoint),
      open: (row) => this.#transport.open(row),
    });
    const note = (row: number, error: string) => this.#note(row, error);
    this.#reception = new Reception({ ends, rows, checks: this.#checks, fire, note });
    const doze = (row: number) => this.isEstablished(row) && events.doze(endpointOf(row));
    const timers = new SessionTimers(kernel, topology, ends, rows, keepalives, { fire, doze });
    this.#hearing = new Hearing(kernel, topology, ends, rows, this.#transport, keepalives, timers.hold);
    const binding: ChartBinding<typeof bgpPeer> = {
      guards: sessionGuards(rows),
      actions: sessionActions({
        rows,
        timers,
        connecting: this.#connecting,
        state,
        sendOpen: (row) => this.send(row, this.#checks.open(endpointOf(row))),
        sendKeepalive: (row) => this.send(row, { type: 'KEEPALIVE' }),
        notify: (row, code, subcode) => this.#notify(row, code, subcode),
        ceaseSubcode: (row) => this.#ceaseSubcode.get(endpointOf(row)),
        drop: (row) => this.#drop(row),
        established: (row) => this.#established(row),
        checkCollision: (row) => collisions.check(row),
        update: (row) => this.#reception.update(row, (message) => events.update(endpointOf(row), message)),
      }),
      delays: { start: () => {}, cancel: () => {} },
    };
    this.#chart = bindChart(table, binding, bgpPeerCode);
  }

  /** Makes the rows of an endpoint, Idle. */
  reach(endpoint: number): void {
    this.#rows.reach(endpoint);
    this.idleHold.reach(endpoint);
    this.malforming.reach(endpoint);
    for (const column of [this.#ceaseSubcode, this.mute]) column.reach(endpoint);
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

  /** KEEPALIVEs reach a row when they should. */
  hears(row: number): boolean {
    return this.#transport.hears(row);
  }

  /** The endpoint begins: `AutomaticStart`, or its passive form. */
  start(endpoint: number): void {
    this.mute.set(endpoint, 0);
    this.idleHold.forgive(endpoint);
    this.idleHold.forget(endpoint);
    this.idleHold.takeRefusal(endpoint);
    const { startMicros } = this.#ends.rules(endpoint).connect;
    if (startMicros > 0) this.idleHold.wait(endpoint, startMicros);
    else this.#begin(endpoint);
  }

  /** Ends both rows: with a Cease, without a word (not even a FIN), or as a process that dies and leaves a FIN. */
  stop(endpoint: number, ceaseSubcode: number, how: keyof typeof mutes): void {
    this.idleHold.cancel(endpoint);
    this.#ceaseSubcode.set(endpoint, ceaseSubcode);
    this.mute.set(endpoint, mutes[how]);
    for (const row of rowsOf(endpoint)) this.#fire(row, 'ManualStop');
  }

  /** The process woke to a hold timer that had expired. */
  holdExpired(endpoint: number): void {
    for (const row of rowsOf(endpoint))
      if (this.#rows.expired.get(row) === 1 && this.isEstablished(row)) this.#fire(row, 'HoldTimer_Expires');
  }

  /** A reset that the automatic start follows: BFD down, administrative reset, another configuration. */
  reset(endpoint: number, ceaseSubcode: number): void {
    this.#ceaseSubcode.set(endpoint, ceaseSubcode);
    for (const row of rowsOf(endpoint)) this.#fire(row, 'AutomaticStop');
  }

  /** An operator changed the configuration: earlier failures say nothing about the new one. */
  reconfigured(endpoint: number, ceaseSubcode: number): void {
    const paused = this.#isIdle(endpoint);
    this.idleHold.forgive(endpoint);
    this.reset(endpoint, ceaseSubcode);
    // What was waited for has nothing to do with the new one either.
    if (paused && !this.idleHold.holds(endpoint)) this.idleHold.arm(endpoint, 'reconfigured');
  }

  /** An interface is up that was down: what could not be sent is tried again soon. */
  interfaceBack(endpoint: number): void {
    for (const row of rowsOf(endpoint)) this.#transport.interfaceBack(row);
  }

  /** The path or the interface of an endpoint changed. */
  pathChanged(endpoint: number): void {
    const up = this.#ends.localUp.get(endpoint) === 1;
    if (up) this.idleHold.interfaceUp(endpoint);
    const { endsSession } = this.#ends.rules(endpoint).interface;
    for (const row of rowsOf(endpoint)) {
      const peer = this.#rows.peerRow.get(row);
      if (peer === NO_ROW) this.#connecting.attempt(row);
      else if (!up && endsSession) this.#fire(row, 'TcpConnectionFails');
      else for (const end of [row, peer]) this.#connectionChanged(end);
    }
  }

  #connectionChanged(row: number): void {
    this.#transport.pathChanged(row);
    this.#refresh(row);
  }

  #refresh = (row: number) => this.isEstablished(row) && this.#hearing.refresh(row);

  /** Sends over a row's connection, if it has one. */
  send(row: number, wanted: Message): void {
    const endpoint = endpointOf(row);
    if (this.mute.get(endpoint) !== mutes.notify || this.#rows.peerRow.get(row) === NO_ROW) return;
    const message = this.malforming.sent(endpoint, wanted);
    if (message.type !== 'KEEPALIVE')
      this.#kernel.record('bgp.sent', this.#ends.entity(endpoint), 0, 0, describeMessage(message));
    this.#transport.send(row, message);
  }

  #begin(endpoint: number): void {
    const row = firstRow(endpoint);
    if (this.#ends.started.get(endpoint) === 0 || this.state(row) !== 'Idle') return;
    const { passive } = this.#ends.config(endpoint);
    const delay = this.idleHold.listenSpan(endpoint);
    this.#rows.listenMicros.set(row, spanMicros(this.#kernel, delay));
    this.#fire(
      row,
      passive || delay !== 0 ? 'AutomaticStart_with_PassiveTcpEstablishment' : 'AutomaticStart',
    );
  }

  #idleHoldExpired(endpoint: number): void {
    this.#fire(firstRow(endpoint), 'IdleHoldTimer_Expires');
    this.#begin(endpoint);
  }

  #refused(row: number): void {
    this.idleHold.refused(endpointOf(row));
    this.lastError.set(endpointOf(row), 'TCP connection refused');
    this.#fire(row, 'TcpConnectionFails');
  }

  #fire(row: number, event: EventOf<typeof bgpPeer>): void {
    const before = this.#rows.state.get(row);
    this.#chart.fire(this.#states, row, table.event[event]);
    if (before !== this.#rows.state.get(row)) this.#settleRow(row, before, event);
  }

  /** After a change of state: the floor above hears of it, and an endpoint with nothing left waits to start again. */
  #settleRow(row: number, before: number, event: EventOf<typeof bgpPeer>): void {
    const endpoint = endpointOf(row);
    const ending = endingOf(event, {
      interface: this.#ends.interfaceState(endpoint),
      refused: this.idleHold.wasRefused(endpoint),
      notified: this.#rows.notified.get(row),
      cease: this.#ceaseSubcode.get(endpoint),
    });
    if (before === table.leaf.Established)
      this.#events.lost(endpoint, this.mute.get(endpoint) === mutes.killed ? 'died' : ending);
    if (this.#isIdle(endpoint) && this.#ends.started.get(endpoint) === 1) this.idleHold.arm(endpoint, ending);
  }

  #isIdle = (endpoint: number) => rowsOf(endpoint).every((row) => this.state(row) === 'Idle');

  #established(row: number): void {
    const endpoint = endpointOf(row);
    this.#rows.keepaliveTimer.add(row, 1);
    this.#rows.holdTimer.add(row, 1);
    this.#rows.lossDrawn.set(row, 0);
    this.#rows.silent.set(row, 0);
    this.idleHold.established(endpoint);
    this.lastError.set(endpoint, '');
    const other = otherRow(row);
    if (this.state(other) === 'OpenSent' || this.state(other) === 'OpenConfirm')
      this.#fire(other, 'OpenCollisionDump');
    else if (this.state(other) !== 'Idle') this.#fire(other, 'ManualStop');
    this.#events.established(endpoint, row);
    this.malforming.established(row);
    this.#connectionChanged(row);
  }

  #notify(row: number, code: number, subcode: number): void {
    const silence = unsaid(this.mute.get(endpointOf(row)), this.#ends.isAws(endpointOf(row)));
    this.#note(row, silence ?? `sent ${describeNotification(code, subcode)}`);
    this.send(row, { type: 'NOTIFICATION', code, subcode });
  }

  /** What ended the session; losing a collision to the connection that is up is no error. */
  #note(row: number, error: string): void {
    if (!this.isEstablished(otherRow(row))) this.lastError.set(endpointOf(row), error);
  }

  #drop(row: number): void {
    this.#connecting.end(row);
    if (this.mute.get(endpointOf(row)) === mutes.silent) this.#transport.vanish(row);
    else this.#transport.close(row);
  }
}
