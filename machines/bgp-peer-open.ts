import {
  closeDown,
  closeEstablished,
  fail,
  failEstablished,
  secondConnection,
  toIdle,
} from './bgp-peer-terms.ts';

/** RFC 4271 §8.2.2, the states after our OPEN is sent: OpenSent, OpenConfirm, Established. See `bgp-peer.ts`. */

const stop = {
  target: 'Idle',
  actions: ['sendNotificationCease', ...closeDown, 'zeroConnectRetryCounter'],
} as const;
const cease = toIdle(['sendNotificationCease', ...fail]);
const holdExpired = toIdle(['sendNotificationHoldTimerExpired', ...fail]);
const headerError = toIdle(['sendNotificationHeaderError', ...fail]);
const openError = toIdle(['sendNotificationOpenError', ...fail]);
const collision = ['sendNotificationCollision', ...fail] as const;

const fsmErrorInOpenSent = toIdle(['sendNotificationFsmErrorInOpenSent', ...fail]);
const answerOpen = ['stopDelayOpenTimer', 'stopConnectRetryTimer', 'sendKeepalive'] as const;

export const openSent = {
  on: {
    ManualStop: stop,
    AutomaticStop: cease,
    ConnectRetryTimer_Expires: fsmErrorInOpenSent,
    HoldTimer_Expires: holdExpired,
    KeepaliveTimer_Expires: fsmErrorInOpenSent,
    DelayOpenTimer_Expires: fsmErrorInOpenSent,
    IdleHoldTimer_Expires: fsmErrorInOpenSent,
    ...secondConnection,
    TcpConnectionFails: {
      target: 'Active',
      actions: [
        'dropTcpConnection',
        'stopHoldTimer', // deviation `active-has-no-hold-timer`
        'restartConnectRetryTimer',
        'listenForTcpConnection',
      ],
    },
    // The collision check comes last: it may close this very connection (event 23).
    BGPOpen: [
      {
        guard: 'holdTimeNonZero',
        target: 'OpenConfirm',
        actions: [...answerOpen, 'startKeepaliveTimer', 'startHoldTimer', 'checkCollision'],
      },
      { target: 'OpenConfirm', actions: [...answerOpen, 'stopHoldTimer', 'checkCollision'] },
    ],
    BGPOpen_with_DelayOpenTimer_running: fsmErrorInOpenSent,
    BGPHeaderErr: headerError,
    BGPOpenMsgErr: openError,
    OpenCollisionDump: toIdle(collision),
    NotifMsgVerErr: { target: 'Idle', actions: closeDown },
    NotifMsg: fsmErrorInOpenSent,
    KeepAliveMsg: fsmErrorInOpenSent,
    UpdateMsg: fsmErrorInOpenSent,
    UpdateMsgErr: fsmErrorInOpenSent,
  },
} as const;

const fsmErrorInOpenConfirm = toIdle(['sendNotificationFsmErrorInOpenConfirm', ...fail]);
const connectionLost = toIdle(fail);

export const openConfirm = {
  on: {
    ManualStop: stop,
    AutomaticStop: cease,
    ConnectRetryTimer_Expires: fsmErrorInOpenConfirm,
    HoldTimer_Expires: holdExpired,
    KeepaliveTimer_Expires: { actions: ['sendKeepalive', 'restartKeepaliveTimer'] },
    DelayOpenTimer_Expires: fsmErrorInOpenConfirm,
    IdleHoldTimer_Expires: fsmErrorInOpenConfirm,
    ...secondConnection,
    TcpConnectionFails: connectionLost,
    BGPOpen: [
      {
        guard: 'losesCollisionAndDampPeerOscillations',
        target: 'Idle',
        actions: [...collision, 'dampPeerOscillations'],
      },
      { guard: 'losesCollision', target: 'Idle', actions: collision },
    ],
    BGPOpen_with_DelayOpenTimer_running: fsmErrorInOpenConfirm,
    BGPHeaderErr: headerError,
    BGPOpenMsgErr: openError,
    OpenCollisionDump: toIdle(collision),
    NotifMsgVerErr: { target: 'Idle', actions: closeDown },
    NotifMsg: connectionLost,
    // A zero hold time has no timer to restart: deviation `no-hold-timer-when-zero`.
    KeepAliveMsg: [
      { guard: 'holdTimeNonZero', target: 'Established', actions: 'restartHoldTimer' },
      { target: 'Established' },
    ],
    UpdateMsg: fsmErrorInOpenConfirm,
    UpdateMsgErr: fsmErrorInOpenConfirm,
  },
} as const;

const fsmErrorInEstablished = toIdle(['sendNotificationFsmErrorInEstablished', ...failEstablished]);
const sessionLost = { target: 'Idle', actions: failEstablished } as const;
const collisionEstablished = ['sendNotificationCollision', ...failEstablished] as const;

export const established = {
  entry: 'sessionEstablished',
  on: {
    ManualStop: {
      target: 'Idle',
      actions: ['sendNotificationCease', ...closeEstablished, 'zeroConnectRetryCounter'],
    },
    AutomaticStop: toIdle(['sendNotificationCease', ...failEstablished]),
    ConnectRetryTimer_Expires: fsmErrorInEstablished,
    // Deviation `hold-expiry-deletes-routes`.
    HoldTimer_Expires: toIdle(['sendNotificationHoldTimerExpired', ...failEstablished]),
    KeepaliveTimer_Expires: [
      { guard: 'holdTimeNonZero', actions: ['sendKeepalive', 'restartKeepaliveTimer'] },
      { actions: 'sendKeepalive' },
    ],
    DelayOpenTimer_Expires: fsmErrorInEstablished,
    IdleHoldTimer_Expires: fsmErrorInEstablished,
    ...secondConnection,
    TcpConnectionFails: sessionLost,
    // The loser, this connection or the other one, is told by event 23.
    BGPOpen: { guard: 'collisionDetectEstablishedState', actions: 'checkCollision' },
    BGPOpen_with_DelayOpenTimer_running: fsmErrorInEstablished,
    // Deviation `established-names-the-error`.
    BGPHeaderErr: toIdle(['sendNotificationHeaderError', ...failEstablished]),
    BGPOpenMsgErr: toIdle(['sendNotificationOpenError', ...failEstablished]),
    OpenCollisionDump: [
      {
        guard: 'collisionDetectEstablishedStateAndDampPeerOscillations',
        target: 'Idle',
        actions: [...collisionEstablished, 'dampPeerOscillations'],
      },
      { guard: 'collisionDetectEstablishedState', target: 'Idle', actions: collisionEstablished },
    ],
    NotifMsgVerErr: sessionLost,
    NotifMsg: sessionLost,
    KeepAliveMsg: { guard: 'holdTimeNonZero', actions: 'restartHoldTimer' },
    // The RFC processes first; but an UPDATE may end the session (event 8, too many prefixes), so that comes last.
    UpdateMsg: [
      { guard: 'holdTimeNonZero', actions: ['restartHoldTimer', 'processUpdate'] },
      { actions: 'processUpdate' },
    ],
    UpdateMsgErr: toIdle(['sendNotificationUpdateError', ...failEstablished]),
  },
} as const;
