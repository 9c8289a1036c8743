/**
 * What the guards, actions and timers of the BGP chart do to one peer in the benches: every action has a body of its
 * own and writes where an engine would, timers as deadlines in columns, messages as counters, one column a kind.
 */
import type { bgpPeer } from '../machines/bgp-peer.ts';
import type { ActionOf, GuardOf } from '../machines/chart.ts';

type Peer = typeof bgpPeer;
export type RigGuards = Readonly<Record<GuardOf<Peer>, (row: number) => boolean>>;
export type RigActions = Readonly<Record<ActionOf<Peer>, (row: number) => void>>;

const STOPPED = -1;
const LARGE_HOLD = 240_000_000;
const CONNECT_RETRY = 120_000_000;
const DELAY_OPEN = 5_000_000;

export interface Rig {
  readonly guards: RigGuards;
  readonly actions: RigActions;
  /** Moves the clock by one second: timers started from now on end later. */
  tick(): void;
  /** Everything that the actions wrote, for comparisons. */
  columns(): Readonly<Record<string, readonly number[]>>;
}

/** Rows of peers, with the hold time negotiated and collisions detected in Established. */
export function rigOf(rows: number): Rig {
  const f64 = () => new Float64Array(rows).fill(STOPPED);
  const u32 = () => new Uint32Array(rows);
  const u8 = () => new Uint8Array(rows);
  const [connectRetryTimer, holdTimer, keepaliveTimer, delayOpenTimer] = [f64(), f64(), f64(), f64()];
  const negotiatedHold = new Float64Array(rows).fill(90_000_000);
  const negotiatedKeepalive = new Float64Array(rows).fill(30_000_000);
  const [damp, delayOpen, withoutOpen, losesCollision] = [u8(), u8(), u8(), u8()];
  const detectEstablished = u8().fill(1);
  const [held, routes, tcp, retries, damped, listening] = [u32(), u32(), u32(), u32(), u32(), u32()];
  const [opens, keepalives, notifications] = [u32(), u32(), u32()];
  const [updates, second, collisions, rejected, established] = [u32(), u32(), u32(), u32(), u32()];
  const clock = new Float64Array(1);
  // One reader a type of column: a shared one would slow both sides with its doubts about types.
  const time = (column: Float64Array, row: number): number => column[row] ?? 0;
  const count = (column: Uint32Array, row: number): number => column[row] ?? 0;
  const flag = (column: Uint8Array, row: number): boolean => column[row] === 1;
  const after = (micros: number): number => time(clock, 0) + micros;
  const bump = (column: Uint32Array, row: number): void => {
    column[row] = count(column, row) + 1;
  };
  const notify = (row: number, code: number): void => {
    notifications[row] = (count(notifications, row) * 31 + code) >>> 0;
  };
  const guards: RigGuards = {
    dampPeerOscillations: (row) => flag(damp, row),
    delayOpen: (row) => flag(delayOpen, row),
    delayOpenTimerRunning: (row) => time(delayOpenTimer, row) !== STOPPED,
    holdTimeNonZero: (row) => time(negotiatedHold, row) !== 0,
    sendNotificationWithoutOpenAndDampPeerOscillations: (row) => flag(withoutOpen, row) && flag(damp, row),
    sendNotificationWithoutOpen: (row) => flag(withoutOpen, row),
    delayOpenTimerRunningAndSendNotificationWithoutOpen: (row) =>
      time(delayOpenTimer, row) !== STOPPED && flag(withoutOpen, row),
    losesCollisionAndDampPeerOscillations: (row) => flag(losesCollision, row) && flag(damp, row),
    losesCollision: (row) => flag(losesCollision, row),
    collisionDetectEstablishedState: (row) => flag(detectEstablished, row),
    collisionDetectEstablishedStateAndDampPeerOscillations: (row) =>
      flag(detectEstablished, row) && flag(damp, row),
  };
  const actions: RigActions = {
    stopDelayOpenTimer: (row) => {
      delayOpenTimer[row] = STOPPED;
    },
    stopHoldTimer: (row) => {
      holdTimer[row] = STOPPED;
    },
    stopKeepaliveTimer: (row) => {
      keepaliveTimer[row] = STOPPED;
    },
    stopConnectRetryTimer: (row) => {
      connectRetryTimer[row] = STOPPED;
    },
    startConnectRetryTimer: (row) => {
      connectRetryTimer[row] = after(CONNECT_RETRY);
    },
    restartConnectRetryTimer: (row) => {
      if (time(connectRetryTimer, row) < after(CONNECT_RETRY)) connectRetryTimer[row] = after(CONNECT_RETRY);
    },
    startDelayOpenTimer: (row) => {
      delayOpenTimer[row] = after(DELAY_OPEN);
    },
    setLargeHoldTimer: (row) => {
      holdTimer[row] = after(LARGE_HOLD);
    },
    startHoldTimer: (row) => {
      holdTimer[row] = after(time(negotiatedHold, row));
    },
    restartHoldTimer: (row) => {
      if (time(negotiatedHold, row) !== 0) holdTimer[row] = after(time(negotiatedHold, row));
    },
    startKeepaliveTimer: (row) => {
      keepaliveTimer[row] = after(time(negotiatedKeepalive, row));
    },
    restartKeepaliveTimer: (row) => {
      if (time(negotiatedHold, row) !== 0) keepaliveTimer[row] = after(time(negotiatedKeepalive, row));
    },
    initializeResources: (row) => bump(held, row),
    completeInitialization: (row) => {
      held[row] = count(held, row) | 0x1_0000;
    },
    releaseResources: (row) => {
      held[row] = 0;
    },
    zeroConnectRetryCounter: (row) => {
      retries[row] = 0;
    },
    incrementConnectRetryCounter: (row) => bump(retries, row),
    dampPeerOscillations: (row) => bump(damped, row),
    initiateTcpConnection: (row) => {
      tcp[row] = count(tcp, row) | 1;
    },
    listenForTcpConnection: (row) => {
      listening[row] = 1;
    },
    processTcpConnection: (row) => {
      tcp[row] = count(tcp, row) | 2;
    },
    rejectTcpConnection: (row) => bump(rejected, row),
    dropTcpConnection: (row) => {
      tcp[row] = 0;
      listening[row] = 0;
    },
    sendOpen: (row) => bump(opens, row),
    sendKeepalive: (row) => bump(keepalives, row),
    sendNotificationHeaderError: (row) => notify(row, 0x100),
    sendNotificationOpenError: (row) => notify(row, 0x200),
    sendNotificationUpdateError: (row) => notify(row, 0x300),
    sendNotificationHoldTimerExpired: (row) => notify(row, 0x400),
    sendNotificationFsmErrorInOpenSent: (row) => notify(row, 0x501),
    sendNotificationFsmErrorInOpenConfirm: (row) => notify(row, 0x502),
    sendNotificationFsmErrorInEstablished: (row) => notify(row, 0x503),
    sendNotificationCease: (row) => notify(row, 0x602),
    sendNotificationCollision: (row) => notify(row, 0x607),
    checkCollision: (row) => bump(collisions, row),
    trackSecondConnection: (row) => bump(second, row),
    sessionEstablished: (row) => bump(established, row),
    processUpdate: (row) => {
      bump(updates, row);
      routes[row] = count(routes, row) + 2;
    },
    deleteRoutes: (row) => {
      routes[row] = 0;
    },
  };
  return {
    guards,
    actions,
    tick: () => {
      clock[0] = time(clock, 0) + 1_000_000;
    },
    columns: () => {
      const all = {
        ...{ connectRetryTimer, holdTimer, keepaliveTimer, delayOpenTimer, clock },
        ...{ held, routes, tcp, retries, damped, listening, opens, keepalives, notifications },
        ...{ updates, second, collisions, rejected, established },
      };
      return Object.fromEntries(Object.entries(all).map(([name, column]) => [name, [...column]]));
    },
  };
}
