/** What the names of the BGP peer chart mean: its actions on the parts of the speaker, its guards as `generic` has them. */
import type { bgpPeer } from '../../machines/bgp-peer.ts';
import type { ActionOf, GuardOf } from '../../machines/chart.ts';
import type { Connecting } from './connecting.ts';
import type { FsmState } from './contract.ts';
import type { Rows } from './rows.ts';
import type { SessionTimers } from './session-timers.ts';

/** Parts of the speaker that actions work on. */
export interface Session {
  readonly rows: Rows;
  readonly timers: SessionTimers;
  readonly connecting: Connecting;
  state(row: number): FsmState;
  sendOpen(row: number): void;
  sendKeepalive(row: number): void;
  notify(row: number, code: number, subcode: number): void;
  ceaseSubcode(row: number): number;
  drop(row: number): void;
  established(row: number): void;
  checkCollision(row: number): void;
  update(row: number): void;
}

const CEASE = 6;
const COLLISION = 7;
const HOLD_TIMER_EXPIRED = 4;
const FSM_ERROR = 5;

type Work = (row: number) => void;
const none = () => {};

export function sessionActions(session: Session): Record<ActionOf<typeof bgpPeer>, Work> {
  return {
    ...silentActions,
    ...timerActions(session),
    ...notificationActions(session),
    ...workActions(session),
  };
}

/** Nothing to do: sockets and resources have no cost here, and neither DelayOpen nor damping is in `generic`. */
const silentActions = {
  initializeResources: none,
  releaseResources: none,
  completeInitialization: none,
  listenForTcpConnection: none,
  trackSecondConnection: none,
  processTcpConnection: none,
  rejectTcpConnection: none,
  // Idle hold is armed for every way into Idle, not only those that the RFC damps: deviation of `generic`.
  dampPeerOscillations: none,
  startDelayOpenTimer: none,
  stopDelayOpenTimer: none,
  // The speaker's owner forgets routes when a row leaves Established, whatever the reason.
  deleteRoutes: none,
};

function timerActions({ rows, timers, state }: Session) {
  // In Connect the repetitions are analytic, and on the way to Idle the RFC starts a timer that Idle ignores.
  const startConnectRetry: Work = (row) =>
    state(row) === 'Active' ? timers.startConnectRetry(row) : timers.stop('connectRetryTimer', row);
  return {
    zeroConnectRetryCounter: (row: number) => rows.connectRetryCounter.set(row, 0),
    incrementConnectRetryCounter: (row: number) => void rows.connectRetryCounter.add(row, 1),
    startConnectRetryTimer: startConnectRetry,
    restartConnectRetryTimer: startConnectRetry,
    stopConnectRetryTimer: (row: number) => timers.stop('connectRetryTimer', row),
    setLargeHoldTimer: (row: number) => timers.startLargeHold(row),
    startHoldTimer: (row: number) => timers.startHold(row),
    // Analytic while Established: see `hearing.ts`.
    restartHoldTimer: (row: number) => (state(row) === 'Established' ? undefined : timers.startHold(row)),
    stopHoldTimer: (row: number) => timers.stop('holdTimer', row),
    startKeepaliveTimer: (row: number) => timers.startKeepalive(row),
    restartKeepaliveTimer: (row: number) => timers.restartKeepalive(row),
    stopKeepaliveTimer: (row: number) => timers.stop('keepaliveTimer', row),
  };
}

function notificationActions({ rows, notify, ceaseSubcode }: Session) {
  const sendError: Work = (row) =>
    notify(row, Math.floor(rows.error.get(row) / 256), rows.error.get(row) % 256);
  return {
    sendNotificationCease: (row: number) => notify(row, CEASE, ceaseSubcode(row)),
    sendNotificationCollision: (row: number) => notify(row, CEASE, COLLISION),
    sendNotificationHoldTimerExpired: (row: number) => notify(row, HOLD_TIMER_EXPIRED, 0),
    sendNotificationFsmErrorInOpenSent: (row: number) => notify(row, FSM_ERROR, 1),
    sendNotificationFsmErrorInOpenConfirm: (row: number) => notify(row, FSM_ERROR, 2),
    sendNotificationFsmErrorInEstablished: (row: number) => notify(row, FSM_ERROR, 3),
    sendNotificationOpenError: sendError,
    sendNotificationHeaderError: sendError,
    sendNotificationUpdateError: sendError,
  };
}

function workActions(session: Session) {
  return {
    initiateTcpConnection: (row: number) => session.connecting.begin(row),
    dropTcpConnection: (row: number) => session.drop(row),
    sendOpen: (row: number) => session.sendOpen(row),
    sendKeepalive: (row: number) => session.sendKeepalive(row),
    sessionEstablished: (row: number) => session.established(row),
    checkCollision: (row: number) => session.checkCollision(row),
    processUpdate: (row: number) => session.update(row),
  };
}

/** Attributes of the generic profile (RFC 4271 §8.1.1) and standing facts. */
export function sessionGuards(rows: Rows): Record<GuardOf<typeof bgpPeer>, (row: number) => boolean> {
  const no = () => false;
  return {
    dampPeerOscillations: () => true,
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
    holdTimeNonZero: (row) => rows.holdMicros.get(row) > 0,
  };
}
