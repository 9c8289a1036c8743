/** OpenBGPD (portable). Measured on 7.7; manual and source read where nothing was measured. */

import { assumed, documented, measured } from '../../timing.ts';
import { sessionDefaults } from '../../topology/session-defaults.ts';
import { answersSeen, notify } from './malformed.ts';
import type { VendorProfile } from './profile.ts';

const SECOND = 1_000_000;
const FSM = 'OpenBGPD bgpd/session_bgp.c';
const MANUAL = 'bgpd.conf(5)';
const DECISION = 'OpenBGPD bgpd/rde_decide.c';
const LAB = 'OpenBGPD 7.7';

export const openbgpd: VendorProfile = {
  name: 'openbgpd',
  title: 'OpenBGPD 7.7',
  timers: {
    ...sessionDefaults.openbgpd,
    keepaliveLeastPercent: documented(100, `${FSM}: a third of the hold time, no jitter`),
    keepaliveGrainMicros: measured(
      1_700_000,
      `${LAB}, laboratory, hold 9 s: gaps of 2.26–3.93 s; its timers count whole seconds`,
    ),
    holdLeastPercent: documented(100, `${FSM}: no jitter`),
    holdPollMicros: documented(0, FSM),
    limitByTimer: measured(false, `${LAB}, laboratory: 0.8 ms`),
    wakeEnds: documented('routes', 'OpenBGPD bgpd/session.c: only the route engine is told late'),
    wakeMicros: measured(
      30 * SECOND,
      `${LAB}, laboratory: with hold 3 s a route is withdrawn after 8.7–15.9 s, with a restart time of 12 s after 12.0–21.4 s: when another neighbour's KEEPALIVE comes; session.c: what a timer tells the route engine waits for the next poll, at most the pause of 30 s`,
    ),
    holdRunsFromOpen: measured(
      false,
      `${LAB}: silent in OpenConfirm, no answer within the test; ${FSM}: still 240 s`,
    ),
    shortestHoldMicros: measured(1 * SECOND, `${LAB}: Established with hold times of 1 and 2 s`),
    acceptsZeroHold: measured(true, `${LAB}: Established with a hold time of 0`),
  },
  connect: {
    startMicros: documented(0, FSM),
    connectDelayMicros: measured(
      0,
      `${LAB}, laboratory: up 10 ms after its start; newer ones are Active for 30 s first`,
    ),
    refusedRetryMicros: documented(120 * SECOND, `${MANUAL}: connect-retry`),
    connectRetryMicros: documented(120 * SECOND, `${MANUAL}: connect-retry`),
    connectLeastPercent: documented(100, `${FSM}: no jitter`),
    passiveStays: documented(true, `${FSM}: no ConnectRetry timer for a passive peer`),
    listens: measured(true, LAB),
    keepsListeningKey: measured(
      true,
      `${LAB}, laboratory: after a changed key BIRD never gets in; it connects itself after the pause of 30 s`,
    ),
  },
  idleHold: {
    failures: documented(
      [
        'errorSent',
        'holdExpired',
        'errorReceived',
        'ceaseReceived',
        'connectionLost',
        'interfaceDown',
        'interfaceShut',
        'bfdDown',
      ],
      `${FSM}: IdleHoldTime doubles each time, unless the session had been up`,
    ),
    firstMicros: documented(30 * SECOND, 'OpenBGPD bgpd/session.h: INTERVAL_IDLE_HOLD_INITIAL'),
    growthPercent: documented(200, FSM),
    growthMicros: documented(0, FSM),
    grainMicros: documented(0, FSM),
    mostMicros: documented(3600 * SECOND, 'OpenBGPD bgpd/session.h: MAX_IDLE_HOLD'),
    restMicros: documented(5 * SECOND, 'OpenBGPD bgpd/session.h: SESSION_CLEAR_DELAY'),
    atOnceAfter: documented(['reconfigured'], 'OpenBGPD bgpd/session.c: RECONF_REINIT'),
    leastPercent: documented(100, `${FSM}: no jitter`),
    forgottenAfter: documented('established', FSM),
    waitsForInterface: documented(false, `${MANUAL}: only with "depend on"`),
    acceptsInPause: measured(
      true,
      `${LAB}, laboratory: BIRD's first connection is taken after any ending; session.c, session_accept: fast reconnect`,
    ),
  },
  interface: {
    endsSession: measured(
      false,
      `${LAB}, laboratory: a flap of 5 s is noticed up to 1 s after the link is back; ${MANUAL}: only with "depend on"`,
    ),
  },
  updates: {
    firstAwaitsWake: measured(false, `${LAB}: see below`),
    firstMicros: measured(0, `${LAB}, laboratory: 0.3 ms after Established`),
    laterMicros: measured(0, `${LAB}, laboratory: 0.6 ms after the path changed`),
    perPeerMicros: documented(0, FSM),
    mostMicros: documented(0, FSM),
    mraiExternalMicros: documented(0, `${FSM}: it has none`),
    mraiInternalMicros: documented(0, `${FSM}: it has none`),
  },
  gracefulRestart: {
    advertised: documented('helper', `${MANUAL}: announce restart, end of RIB marker only`),
    restartMicros: documented(0, `${MANUAL}: what the other end says`),
    onHoldExpiry: measured(false, `${LAB}, laboratory; ${FSM}: unless both ends know RFC 8538`),
    onNotification: documented(false, `${FSM}: unless both ends know RFC 8538`),
    onBfdDown: assumed(false, 'it has no BFD'),
    announcesLongLived: documented(false, `${MANUAL}: it has none`),
    longLivedMicros: documented(0, `${MANUAL}: it has none`),
    onShutdown: assumed(2, 'RFC 4486 §4; not measured'),
  },
  resets: {
    localAsn: assumed(6, 'not measured; as FRR and BIRD'),
    remoteAsn: assumed(6, 'not measured; as FRR and BIRD'),
    remoteAddress: assumed(3, 'another neighbour'),
    authKey: measured('none', `${LAB}, laboratory: the session goes on until the other end resets it`),
    holdMicros: assumed('none', 'not measured; as FRR'),
    keepaliveMicros: assumed('none', 'it cannot be configured'),
    bfd: assumed('none', 'it has no BFD'),
    passive: assumed('none', 'not measured'),
  },
  policy: {
    removesPrivateAs: assumed('allPrivate', 'it has no such option; as FRR'),
    obeysNoExport: measured(true, LAB),
    refusesOwnCluster: measured(true, LAB),
    countsOwnAs: measured(false, `${LAB}: enforce local-as no; ${MANUAL} has no number`),
  },
  decision: {
    steps: documented(
      [
        'localPreference',
        'asPath',
        'origin',
        'med',
        'external',
        'weight',
        'routerId',
        'clusterList',
        'peerAddress',
      ],
      `${DECISION}; own networks have no step of theirs, the cost of the next hop is not looked at`,
    ),
    alwaysCompareMed: documented(false, `${MANUAL}: rde med compare strict`),
    missingMedAsWorst: documented(false, DECISION),
    multipathRelax: documented(true, `${MANUAL}: rde evaluate`),
    maximumPaths: documented(1, `${MANUAL}: one path a prefix goes into the kernel`),
    maximumPathsInternal: documented(1, `${MANUAL}: one path a prefix goes into the kernel`),
    unresolved: documented('excluded', `${DECISION}: only while the kernel's table is used (fib-update yes)`),
  },
  malformed: answersSeen(
    {
      'header-marker': notify(1, 1),
      'header-length': notify(1, 2),
      'header-type': notify(1, 3),
      'keepalive-length': notify(1, 2),
      'refresh-length': notify(1, 2),
      'open-in-established': notify(5, 3),
      'attribute-overrun': notify(3, 1),
      'withdrawn-overrun': notify(3, 1),
      'nlri-length': notify(3, 10),
      'nlri-truncated': notify(3, 10),
      'origin-flags': notify(3, 4),
      'origin-value': notify(3, 6),
      'origin-length': notify(3, 5),
      'origin-missing': notify(3, 3),
      'origin-twice': notify(3, 1),
      'next-hop-missing': notify(3, 3),
      'next-hop-zero': 'kept',
      'as-path-segment': notify(3, 11),
      'as-path-overrun': notify(3, 11),
      'as-path-empty': notify(3, 11),
      'as-path-first': notify(3, 11),
      'well-known-unknown': notify(3, 2),
      'community-length': notify(3, 5),
    },
    measured,
    LAB,
  ),
};
