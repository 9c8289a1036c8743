import type { bgpPeer } from './bgp-peer.ts';
import type { ActionOf, EventOf, GuardOf, LeafOf } from './chart.ts';

type Peer = typeof bgpPeer;
type Cell = `${LeafOf<Peer>}/${EventOf<Peer>}`;

/** One place where `bgp-peer.ts` does more, less or other than the text of RFC 4271 §8.2.2. */
export interface BgpDeviation {
  readonly id: string;
  readonly cells: readonly Cell[] | 'every transition to Idle';
  /** Only while this guard has this value. */
  readonly when?: { readonly guard: GuardOf<Peer>; readonly is: boolean };
  readonly rfc: string;
  readonly here: string;
  readonly why: string;
  /** Actions that the RFC's text does not list, and actions of the text that are not run. */
  readonly adds?: readonly ActionOf<Peer>[];
  readonly drops?: readonly ActionOf<Peer>[];
}

/** All deviations; the tests allow no other. */
export const bgpPeerDeviations: readonly BgpDeviation[] = [
  {
    id: 'idle-stops-timers',
    cells: 'every transition to Idle',
    rfc: 'Releases the resources and stops ConnectRetryTimer; HoldTimer, KeepaliveTimer and mostly DelayOpenTimer are not mentioned.',
    here: 'Entering Idle stops those three.',
    why: '"No resources are allocated to the peer" in Idle; a timer left running would expire into the next session.',
    adds: ['stopDelayOpenTimer', 'stopHoldTimer', 'stopKeepaliveTimer'],
  },
  {
    id: 'hold-expiry-deletes-routes',
    cells: ['Established/HoldTimer_Expires'],
    rfc: 'Does not delete the routes.',
    here: 'Deletes the routes of the connection.',
    why: 'Every other way out of Established does, and so does every implementation; graceful restart is decided by the engine.',
    adds: ['deleteRoutes'],
  },
  {
    id: 'active-has-no-hold-timer',
    cells: ['OpenSent/TcpConnectionFails'],
    rfc: 'Goes to Active and leaves the HoldTimer of OpenSent (4 minutes) running.',
    here: 'Stops HoldTimer.',
    why: 'Its expiry would fail a later connection attempt that it has nothing to do with.',
    adds: ['stopHoldTimer'],
  },
  {
    id: 'no-hold-timer-when-zero',
    cells: ['OpenConfirm/KeepAliveMsg'],
    when: { guard: 'holdTimeNonZero', is: false },
    rfc: 'Restarts HoldTimer.',
    here: 'Leaves HoldTimer alone.',
    why: 'With a negotiated hold time of zero it must never run (§4.2).',
    drops: ['restartHoldTimer'],
  },
  {
    id: 'zero-hold-time-ends-large-timer',
    cells: ['OpenSent/BGPOpen'],
    when: { guard: 'holdTimeNonZero', is: false },
    rfc: 'HoldTimer is "not started"; but it is running, with the large value.',
    here: 'Stops HoldTimer.',
    why: 'With a negotiated hold time of zero it must never expire (§4.2).',
    adds: ['stopHoldTimer'],
  },
  {
    id: 'established-names-header-error',
    cells: ['Established/BGPHeaderErr'],
    rfc: 'Sends a NOTIFICATION with Finite State Machine Error.',
    here: 'Sends Message Header Error with its subcode.',
    why: '§6.1: all header errors MUST be indicated with that code; the daemons measured do so.',
    adds: ['sendNotificationHeaderError'],
    drops: ['sendNotificationFsmErrorInEstablished'],
  },
  {
    id: 'established-names-open-error',
    cells: ['Established/BGPOpenMsgErr'],
    rfc: 'Sends a NOTIFICATION with Finite State Machine Error.',
    here: 'Sends OPEN Message Error with its subcode.',
    why: '§6.2: all errors detected in an OPEN MUST be indicated with that code.',
    adds: ['sendNotificationOpenError'],
    drops: ['sendNotificationFsmErrorInEstablished'],
  },
  {
    id: 'delayed-open-collides',
    cells: ['Connect/BGPOpen_with_DelayOpenTimer_running', 'Active/BGPOpen_with_DelayOpenTimer_running'],
    rfc: 'The cells do not mention collision detection; the text under OpenSent asks for it at events 19 and 20.',
    here: 'Checks for a collision, as at event 19.',
    why: '§6.8 asks for it on every OPEN received.',
    adds: ['checkCollision'],
  },
  {
    id: 'idle-ignores-valid-connection',
    cells: ['Idle/TcpConnection_Valid'],
    rfc: 'Silent: the list of events without effect is 9-12 and 15-28.',
    here: 'Ignored.',
    why: 'Idle refuses all incoming connections.',
  },
  {
    id: 'idle-damping-off',
    cells: [
      'Idle/AutomaticStart_with_DampPeerOscillations',
      'Idle/AutomaticStart_with_DampPeerOscillations_and_PassiveTcpEstablishment',
      'Idle/IdleHoldTimer_Expires',
    ],
    when: { guard: 'dampPeerOscillations', is: false },
    rfc: 'Silent: the events can only occur while DampPeerOscillations is TRUE.',
    here: 'Ignored.',
    why: 'There is nothing to damp.',
  },
  {
    id: 'open-confirm-wins-collision',
    cells: ['OpenConfirm/BGPOpen'],
    when: { guard: 'losesCollision', is: false },
    rfc: 'Silent on the connection that is kept.',
    here: 'Ignored.',
    why: '§6.8 closes the other connection; this one goes on.',
  },
  {
    id: 'established-second-open',
    cells: ['Established/BGPOpen'],
    when: { guard: 'collisionDetectEstablishedState', is: false },
    rfc: 'Silent while CollisionDetectEstablishedState is FALSE.',
    here: 'Ignored.',
    why: 'The established connection goes on; daemons differ (5/3, a silent close, ignored), which is a matter for vendor profiles.',
  },
  {
    id: 'established-dump-undetected',
    cells: ['Established/OpenCollisionDump'],
    when: { guard: 'collisionDetectEstablishedState', is: false },
    rfc: 'Silent: §8.1.5 lets the event occur in Established only while CollisionDetectEstablishedState is TRUE.',
    here: 'Ignored.',
    why: 'An established connection is not to be closed by a collision then (§6.8).',
  },
  {
    id: 'update-processed-last',
    cells: ['Established/UpdateMsg'],
    rfc: 'Processes the message, then restarts HoldTimer.',
    here: 'Restarts HoldTimer, then processes the message.',
    why: 'Processing may end the session (event 8 at a prefix limit); no timer may be started after that.',
  },
];
