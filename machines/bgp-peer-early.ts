import {
  completeAndOpen,
  delayedOpen,
  errorWithoutOpen,
  fail,
  open,
  toIdle,
  versionErrorBeforeOpen,
} from './bgp-peer-terms.ts';

/** RFC 4271 §8.2.2, the states before our OPEN is sent: Idle, Connect, Active. See `bgp-peer.ts`. */

const begin = ['initializeResources', 'zeroConnectRetryCounter', 'startConnectRetryTimer'] as const;
const connect = {
  target: 'Connect',
  actions: [...begin, 'initiateTcpConnection', 'listenForTcpConnection'],
} as const;
const waitForPeer = { target: 'Active', actions: [...begin, 'listenForTcpConnection'] } as const;
const damp = { guard: 'dampPeerOscillations', actions: 'dampPeerOscillations' } as const;

export const idle = {
  // "No resources are allocated to the peer", so none of its timers runs: deviation `idle-stops-timers`.
  entry: ['stopDelayOpenTimer', 'stopHoldTimer', 'stopKeepaliveTimer'],
  on: {
    ManualStart: connect,
    AutomaticStart: connect,
    ManualStart_with_PassiveTcpEstablishment: waitForPeer,
    AutomaticStart_with_PassiveTcpEstablishment: waitForPeer,
    AutomaticStart_with_DampPeerOscillations: damp,
    AutomaticStart_with_DampPeerOscillations_and_PassiveTcpEstablishment: damp,
    IdleHoldTimer_Expires: damp,
  },
} as const;

const delayOpen = {
  guard: 'delayOpen',
  actions: ['stopConnectRetryTimer', 'startDelayOpenTimer'],
} as const;
const connected = [
  delayOpen,
  { target: 'OpenSent', actions: ['stopConnectRetryTimer', ...completeAndOpen] },
] as const;

const failDelayed = [
  'stopConnectRetryTimer',
  'stopDelayOpenTimer',
  'releaseResources',
  'dropTcpConnection',
  'incrementConnectRetryCounter',
] as const;
const connectFails = toIdle(failDelayed);

export const connecting = {
  on: {
    ManualStop: {
      target: 'Idle',
      actions: ['dropTcpConnection', 'releaseResources', 'zeroConnectRetryCounter', 'stopConnectRetryTimer'],
    },
    AutomaticStop: connectFails,
    ConnectRetryTimer_Expires: {
      actions: [
        'dropTcpConnection',
        'restartConnectRetryTimer',
        'stopDelayOpenTimer',
        'initiateTcpConnection',
        'listenForTcpConnection',
      ],
    },
    HoldTimer_Expires: connectFails,
    KeepaliveTimer_Expires: connectFails,
    // The TCP connection was made when DelayOpenTimer was started; the RFC has no initialization to complete here.
    DelayOpenTimer_Expires: { target: 'OpenSent', actions: open },
    IdleHoldTimer_Expires: connectFails,
    TcpConnection_Valid: { actions: 'processTcpConnection' },
    Tcp_CR_Invalid: { actions: 'rejectTcpConnection' },
    Tcp_CR_Acked: connected,
    TcpConnectionConfirmed: connected,
    TcpConnectionFails: [
      {
        guard: 'delayOpenTimerRunning',
        target: 'Active',
        actions: ['restartConnectRetryTimer', 'stopDelayOpenTimer', 'listenForTcpConnection'],
      },
      { target: 'Idle', actions: ['stopConnectRetryTimer', 'dropTcpConnection', 'releaseResources'] },
    ],
    BGPOpen: connectFails,
    BGPOpen_with_DelayOpenTimer_running: delayedOpen,
    BGPHeaderErr: errorWithoutOpen('sendNotificationHeaderError'),
    BGPOpenMsgErr: errorWithoutOpen('sendNotificationOpenError'),
    OpenCollisionDump: connectFails,
    NotifMsgVerErr: versionErrorBeforeOpen,
    NotifMsg: connectFails,
    KeepAliveMsg: connectFails,
    UpdateMsg: connectFails,
    UpdateMsgErr: connectFails,
  },
} as const;

const stopActive = [
  'releaseResources',
  'stopDelayOpenTimer',
  'dropTcpConnection',
  'zeroConnectRetryCounter',
  'stopConnectRetryTimer',
] as const;
const activeFails = toIdle(fail);

export const active = {
  on: {
    ManualStop: [
      {
        guard: 'delayOpenTimerRunningAndSendNotificationWithoutOpen',
        target: 'Idle',
        actions: ['sendNotificationCease', ...stopActive],
      },
      { target: 'Idle', actions: stopActive },
    ],
    AutomaticStop: activeFails,
    ConnectRetryTimer_Expires: {
      target: 'Connect',
      actions: ['restartConnectRetryTimer', 'initiateTcpConnection', 'listenForTcpConnection'],
    },
    HoldTimer_Expires: activeFails,
    KeepaliveTimer_Expires: activeFails,
    DelayOpenTimer_Expires: {
      target: 'OpenSent',
      actions: ['stopConnectRetryTimer', 'stopDelayOpenTimer', ...completeAndOpen],
    },
    IdleHoldTimer_Expires: activeFails,
    TcpConnection_Valid: { actions: 'processTcpConnection' },
    Tcp_CR_Invalid: { actions: 'rejectTcpConnection' },
    Tcp_CR_Acked: connected,
    TcpConnectionConfirmed: connected,
    // The RFC restarts ConnectRetryTimer although Idle will ignore its expiry.
    TcpConnectionFails: toIdle([
      'restartConnectRetryTimer',
      'stopDelayOpenTimer',
      'releaseResources',
      'incrementConnectRetryCounter',
    ]),
    BGPOpen: activeFails,
    BGPOpen_with_DelayOpenTimer_running: delayedOpen,
    BGPHeaderErr: errorWithoutOpen('sendNotificationHeaderError'),
    BGPOpenMsgErr: errorWithoutOpen('sendNotificationOpenError'),
    OpenCollisionDump: activeFails,
    NotifMsgVerErr: versionErrorBeforeOpen,
    NotifMsg: activeFails,
    KeepAliveMsg: activeFails,
    UpdateMsg: activeFails,
    UpdateMsgErr: activeFails,
  },
} as const;
