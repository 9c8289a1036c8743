/**
 * RFC 4271 as nearly as a network can run it; where the engine leaves the text, `generic-deviations.ts` says so. A
 * router whose vendor is not named has this profile.
 */

import { assumed, documented, measured } from '../../timing.ts';
import { sessionDefaults } from '../../topology/session-defaults.ts';
import { answersFrom, revised } from './malformed.ts';
import type {
  ConnectRules,
  GracefulRestartRules,
  IdleHoldRules,
  PolicyRules,
  ResetRules,
  TimerRules,
  UpdateRules,
  VendorDecision,
  VendorProfile,
} from './profile.ts';

const SECOND = 1_000_000;
const OURS = 'a choice of ours, see generic-deviations.ts';
const RFC = 'RFC 4271';

export const genericTimers: Omit<TimerRules, 'holdMicros' | 'keepaliveMicros'> = {
  keepaliveLeastPercent: documented(75, `${RFC} §10`),
  keepaliveGrainMicros: documented(0, RFC),
  holdLeastPercent: documented(100, `${RFC} §10 lists no jitter of HoldTimer`),
  holdPollMicros: documented(0, RFC),
  limitByTimer: documented(false, RFC),
  wakeEnds: documented('session', RFC),
  wakeMicros: documented(0, RFC),
  holdRunsFromOpen: documented(true, `${RFC} §8.2.2, OpenSent`),
  shortestHoldMicros: documented(3 * SECOND, `${RFC} §4.2`),
  acceptsZeroHold: documented(true, `${RFC} §4.2`),
};

export const genericConnect: ConnectRules = {
  startMicros: documented(0, RFC),
  connectDelayMicros: documented(0, `${RFC} §8.2.2, Idle`),
  refusedRetryMicros: assumed('connectRetry', `${OURS}: passive-after-refusal`),
  connectRetryMicros: assumed('connectRetry', 'sim/timing.ts: RFC 4271 suggests 120 s, daemons use 2–120 s'),
  connectLeastPercent: documented(75, `${RFC} §10`),
  passiveStays: documented(false, `${RFC} §8.2.2, Active: event 9`),
  listens: documented(true, `${RFC} §8.2.2`),
  keepsListeningKey: assumed(false, 'as FRR and BIRD'),
};

export const genericIdleHold: IdleHoldRules = {
  failures: assumed(
    [
      'errorSent',
      'holdExpired',
      'errorReceived',
      'ceaseReceived',
      'connectionLost',
      'interfaceDown',
      'interfaceShut',
      'reset',
      'reconfigured',
      'bfdDown',
      'overLimit',
    ],
    `${OURS}: idle-hold-on-every-way-to-idle`,
  ),
  firstMicros: measured('idleHold', 'sim/timing.ts: FRR pauses 1 s, doubling to 120 s'),
  growthPercent: measured(200, 'as FRR'),
  growthMicros: measured(0, 'as FRR'),
  grainMicros: measured(0, 'as FRR'),
  mostMicros: measured(120 * SECOND, 'as FRR'),
  restMicros: assumed(0, 'every ending is a failure'),
  atOnceAfter: assumed([], 'every ending is a failure'),
  leastPercent: assumed(100, OURS),
  forgottenAfter: measured('established', 'as FRR'),
  waitsForInterface: assumed(false, OURS),
  acceptsInPause: documented(false, `${RFC} §8.2.2, Idle: refuses all incoming connections`),
};

export const genericUpdates: UpdateRules = {
  firstAwaitsWake: assumed(false, 'nothing is waited for'),
  firstMicros: assumed(0, 'nothing is waited for'),
  laterMicros: measured(
    { external: 0, internal: 'internalRoute' },
    'BIRD sends its first UPDATE 20 ms after a change',
  ),
  perPeerMicros: assumed(0, 'nothing is waited for'),
  mostMicros: assumed(0, 'nothing is waited for'),
  mraiExternalMicros: assumed(0, `the five daemons have none; ${RFC} §10 suggests 30 s`),
  mraiInternalMicros: assumed(0, `the five daemons have none; ${RFC} §10 suggests 5 s`),
};

export const genericGracefulRestart: GracefulRestartRules = {
  advertised: assumed('off', 'RFC 4724 is an extension'),
  restartMicros: assumed(120 * SECOND, 'as most'),
  onHoldExpiry: documented(false, 'RFC 4724 §5: only when the TCP connection ends without a NOTIFICATION'),
  onNotification: documented(false, 'RFC 4724 §5'),
  onBfdDown: documented(false, 'RFC 5882 §4.3.2: BFD down is a failure of forwarding'),
  announcesLongLived: assumed(false, 'RFC 9494 is an extension'),
  longLivedMicros: assumed(0, 'RFC 9494 is an extension'),
  onShutdown: documented(2, 'RFC 4486 §4'),
};

export const genericResets: ResetRules = {
  localAsn: measured(6, 'as FRR'),
  remoteAsn: measured(6, 'as FRR and BIRD'),
  remoteAddress: assumed(6, 'it is another session'),
  authKey: measured(6, 'as FRR and BIRD'),
  holdMicros: measured('none', 'as FRR: used at the next session'),
  keepaliveMicros: measured('none', 'as FRR: used at the next session'),
  bfd: measured('none', 'as FRR and BIRD'),
  passive: assumed('none', 'it says how a session begins'),
};

export const genericPolicy: PolicyRules = {
  removesPrivateAs: assumed('allPrivate', 'as FRR, IOS'),
  obeysNoExport: documented(true, 'RFC 1997'),
  refusesOwnCluster: documented(true, 'RFC 4456 §8'),
  countsOwnAs: assumed(true, 'as FRR, IOS'),
};

export const genericDecision: VendorDecision = {
  steps: assumed(
    [
      'weight',
      'localPreference',
      'locallyOriginated',
      'asPath',
      'origin',
      'med',
      'external',
      'igpMetric',
      'routerId',
      'clusterList',
      'peerAddress',
    ],
    `${RFC} §9.1.2.2, RFC 4456 §9, with weight and own routes where most vendors have them`,
  ),
  alwaysCompareMed: documented(false, `${RFC} §9.1.2.2 c`),
  missingMedAsWorst: documented(false, `${RFC} §9.1.2.2 c: lowest possible value`),
  multipathRelax: assumed(false, 'as FRR, IOS'),
  maximumPaths: documented(1, `${RFC} knows no multipath`),
  maximumPathsInternal: documented(1, `${RFC} knows no multipath`),
  unresolved: documented('excluded', `${RFC} §9.1.2.1`),
};

export const generic: VendorProfile = {
  name: 'generic',
  title: 'generic: RFC 4271',
  timers: { ...sessionDefaults.generic, ...genericTimers },
  connect: genericConnect,
  idleHold: genericIdleHold,
  interface: {
    endsSession: measured(true, 'as FRR and BIRD; generic-deviations.ts: interface-down-ends-session'),
  },
  updates: genericUpdates,
  gracefulRestart: genericGracefulRestart,
  resets: genericResets,
  policy: genericPolicy,
  decision: genericDecision,
  malformed: answersFrom(revised, assumed, 'RFC 7606 and RFC 4271 §6'),
};
