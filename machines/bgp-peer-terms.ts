/**
 * The phrases that RFC 4271 §8.2.2 repeats in cell after cell, as lists of field terms. Each keeps the RFC's order.
 */

/** The common way out of a state without NOTIFICATION. */
export const closeDown = ['stopConnectRetryTimer', 'releaseResources', 'dropTcpConnection'] as const;
/** The same, counted as a failure. */
export const fail = [...closeDown, 'incrementConnectRetryCounter'] as const;
/** The way out of Established: routes go first. */
export const closeEstablished = [
  'stopConnectRetryTimer',
  'deleteRoutes',
  'releaseResources',
  'dropTcpConnection',
] as const;
export const failEstablished = [...closeEstablished, 'incrementConnectRetryCounter'] as const;
/** OPEN leaves, and HoldTimer waits for the answer with a large value (240 s suggested). */
export const open = ['sendOpen', 'setLargeHoldTimer'] as const;
export const completeAndOpen = ['completeInitialization', ...open] as const;

/**
 * To Idle, with "(optionally) performs peer oscillation damping if the DampPeerOscillations attribute is set to
 * TRUE" as the last action.
 */
export function toIdle<const A extends readonly string[]>(actions: A) {
  return [
    { guard: 'dampPeerOscillations', target: 'Idle', actions: [...actions, 'dampPeerOscillations'] },
    { target: 'Idle', actions },
  ] as const;
}

/** A header or OPEN error before our OPEN is out: the NOTIFICATION depends on SendNOTIFICATIONwithoutOPEN. */
export function errorWithoutOpen<const N extends string>(notification: N) {
  return [
    {
      guard: 'sendNotificationWithoutOpenAndDampPeerOscillations',
      target: 'Idle',
      actions: [notification, ...fail, 'dampPeerOscillations'],
    },
    { guard: 'sendNotificationWithoutOpen', target: 'Idle', actions: [notification, ...fail] },
    ...toIdle(fail),
  ] as const;
}

/** A version error is forgiven while DelayOpenTimer runs: no failure is counted. */
export const versionErrorBeforeOpen = [
  {
    guard: 'delayOpenTimerRunning',
    target: 'Idle',
    actions: ['stopConnectRetryTimer', 'stopDelayOpenTimer', 'releaseResources', 'dropTcpConnection'],
  },
  ...toIdle(fail),
] as const;

const answerDelayedOpen = [
  'stopConnectRetryTimer',
  'completeInitialization',
  'stopDelayOpenTimer',
  'sendOpen',
  'sendKeepalive',
] as const;
/** Event 20: the peer's OPEN came while ours was being delayed. */
export const delayedOpen = [
  {
    guard: 'holdTimeNonZero',
    target: 'OpenConfirm',
    actions: [...answerDelayedOpen, 'startKeepaliveTimer', 'startHoldTimer', 'checkCollision'],
  },
  {
    target: 'OpenConfirm',
    actions: [...answerDelayedOpen, 'stopKeepaliveTimer', 'stopHoldTimer', 'checkCollision'],
  },
] as const;

/** Events 14, 16 and 17 once our OPEN is out: another connection of the same pair (§6.8). */
export const secondConnection = {
  TcpConnection_Valid: { actions: 'trackSecondConnection' },
  Tcp_CR_Acked: { actions: 'trackSecondConnection' },
  TcpConnectionConfirmed: { actions: 'trackSecondConnection' },
} as const;
