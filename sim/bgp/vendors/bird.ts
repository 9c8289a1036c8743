/** BIRD. Measured on 2.0.12; source read where nothing was measured. */

import { assumed, documented, measured } from '../../timing.ts';
import { sessionDefaults } from '../../topology/session-defaults.ts';
import { answersSeen, notify } from './malformed.ts';
import type { VendorProfile } from './profile.ts';

const SECOND = 1_000_000;
const BGP = 'BIRD proto/bgp/bgp.c';
const CONFIG = 'BIRD proto/bgp/config.Y';
const LAB = 'BIRD 2.0.12';

export const bird: VendorProfile = {
  name: 'bird',
  title: 'BIRD 2.0.12',
  timers: {
    ...sessionDefaults.bird,
    keepaliveLeastPercent: documented(75, `${BGP}: bgp_start_timer; measured at hold 9 s: 2.83–2.91 s`),
    keepaliveGrainMicros: documented(0, BGP),
    holdLeastPercent: documented(75, `${BGP}: bgp_start_timer, for every timer`),
    holdPollMicros: documented(0, `${BGP}: timers are exact`),
    limitByTimer: measured(true, `${LAB}, laboratory: withdrawn 3.000 s after too many prefixes came`),
    wakeEnds: measured(
      'session',
      `${LAB}, laboratory: after a silence of 5 s its 4/0 came in 4 runs of 20, although its timer had expired; back 37–52 s after one of 20 s`,
    ),
    wakeMicros: measured(
      3 * SECOND,
      `${LAB}, laboratory: an idle io_loop polls for up to 3 s before it does what a timer left: 3.000 s after too many prefixes, 15.0 s after a restart time of 12 s. Mended later`,
    ),
    holdRunsFromOpen: measured(true, `${LAB}: 4/0 to a peer that fell silent in OpenConfirm`),
    shortestHoldMicros: measured(3 * SECOND, `${LAB}: 2/6 to hold times of 1 and 2 s`),
    acceptsZeroHold: measured(true, `${LAB}: Established with a hold time of 0`),
  },
  connect: {
    startMicros: documented(0, BGP),
    connectDelayMicros: documented(5 * SECOND, `${CONFIG}: connect delay time; ${BGP}: bgp_active`),
    refusedRetryMicros: documented(5 * SECOND, `${BGP}: bgp_active after a failed connection`),
    connectRetryMicros: documented(120 * SECOND, `${CONFIG}: connect retry time`),
    connectLeastPercent: documented(75, `${BGP}: bgp_start_timer`),
    passiveStays: documented(true, `${BGP}: bgp_active is not entered by a passive protocol`),
    listens: measured(true, LAB),
    keepsListeningKey: measured(false, `${LAB}, laboratory: FRR comes in with the new key within 0.1 s`),
  },
  idleHold: {
    failures: documented(
      ['errorSent', 'holdExpired', 'errorReceived', 'interfaceDown', 'bfdDown'],
      `${BGP}: bgp_update_startup_delay; of a lost carrier and BFD only when it was up; of Cease, and of an interface that is gone (shut by its operator), never`,
    ),
    firstMicros: documented(60 * SECOND, `${CONFIG}: error wait time 60, 300`),
    growthPercent: documented(200, `${BGP}: bgp_update_startup_delay`),
    growthMicros: documented(0, `${BGP}: bgp_update_startup_delay`),
    grainMicros: documented(0, `${BGP}: bgp_update_startup_delay`),
    mostMicros: documented(300 * SECOND, `${CONFIG}: error wait time 60, 300`),
    restMicros: documented(0, `${BGP}: no startup delay after Cease`),
    atOnceAfter: documented([], BGP),
    leastPercent: documented(75, `${BGP}: bgp_start_timer`),
    forgottenAfter: documented(300 * SECOND, `${CONFIG}: error forget time`),
    waitsForInterface: measured(
      true,
      `${LAB}, laboratory: 49–64 s after the carrier is back; ${BGP}: bgp_start_neighbor starts the startup timer`,
    ),
    acceptsInPause: measured(false, `${LAB}, laboratory: FRR's connection is refused during the error wait`),
  },
  interface: {
    endsSession: measured(
      true,
      `${LAB}: withdrawal 5–16 ms after the carrier was lost; check link is the default`,
    ),
  },
  updates: {
    firstAwaitsWake: measured(
      true,
      `${LAB}, laboratory: first UPDATE 2.25–3.0 s after Established, with the next KEEPALIVE of either end; 20 ms if the other end sends something`,
    ),
    firstMicros: measured(20_000, `${LAB}: first UPDATE 20 ms after Established`),
    laterMicros: measured(4_000, `${LAB}: withdrawals leave 2.6–4.1 ms after the loss of a peer`),
    perPeerMicros: documented(0, BGP),
    mostMicros: documented(0, `${BGP}: nothing is added for a peer`),
    mraiExternalMicros: documented(0, `${BGP}: it has none`),
    mraiInternalMicros: documented(0, `${BGP}: it has none`),
  },
  gracefulRestart: {
    advertised: measured('helper', `${LAB}: in its OPEN; ${CONFIG}: graceful restart aware`),
    restartMicros: documented(120 * SECOND, `${CONFIG}: graceful restart time`),
    onHoldExpiry: measured(
      'longLived',
      `${LAB}, laboratory: not without it; ${BGP}: bgp_hold_timeout, if the other end announced it too, as FRR does`,
    ),
    onNotification: documented(false, BGP),
    onBfdDown: measured(false, `${LAB}: withdrawal after 0.90 s, graceful restart or not`),
    announcesLongLived: documented(true, `${CONFIG}: long lived graceful restart aware`),
    longLivedMicros: documented(
      0,
      `${CONFIG}: long lived stale time 3600 s, but announced only when asked for`,
    ),
    onShutdown: measured(2, `${LAB}: SIGTERM`),
  },
  resets: {
    localAsn: assumed(6, `${BGP}: bgp_reconfigure compares all parameters`),
    remoteAsn: measured(6, `${LAB}: neighbor AS`),
    remoteAddress: assumed(6, 'the protocol is restarted, as for every other parameter'),
    authKey: measured(6, `${LAB}: password`),
    holdMicros: measured(6, `${LAB}: hold time`),
    keepaliveMicros: measured(6, `${LAB}: keepalive time`),
    bfd: measured('none', LAB),
    passive: assumed(6, `${BGP}: bgp_reconfigure compares all parameters`),
  },
  policy: {
    removesPrivateAs: measured(
      'every',
      `${LAB}: it has no such option; bgp_path.delete of the private ranges`,
    ),
    obeysNoExport: measured(true, LAB),
    refusesOwnCluster: measured(true, LAB),
    countsOwnAs: measured(true, `${LAB}: allow local as 1 and 2`),
  },
  decision: {
    steps: documented(
      [
        'locallyOriginated',
        'localPreference',
        'asPath',
        'origin',
        'med',
        'external',
        'igpMetric',
        'routerId',
        'clusterList',
        'peerAddress',
      ],
      'BIRD proto/bgp/attrs.c: bgp_rte_better; own routes have the better preference of their protocol',
    ),
    alwaysCompareMed: documented(false, 'BIRD manual: med metric'),
    missingMedAsWorst: documented(false, 'BIRD manual: default bgp_med 0'),
    multipathRelax: documented(true, 'BIRD proto/bgp/attrs.c: bgp_rte_mergable compares the length of paths'),
    maximumPaths: documented(1, 'BIRD manual: merge paths is off'),
    maximumPathsInternal: documented(1, 'BIRD manual: merge paths is off'),
    unresolved: measured('last', `${LAB}: the route is there, unreachable; attrs.c: bgp_rte_better`),
  },
  malformed: answersSeen(
    {
      'header-marker': notify(1, 1),
      'header-length': notify(1, 2),
      'header-type': notify(1, 3),
      'keepalive-length': 'kept',
      'refresh-length': notify(1, 2),
      'open-in-established': notify(5, 3),
      'attribute-overrun': notify(3, 1),
      'withdrawn-overrun': notify(3, 1),
      'nlri-length': notify(3, 10),
      'nlri-truncated': notify(3, 1),
      'origin-flags': 'kept',
      'origin-value': 'kept',
      'origin-length': 'kept',
      'origin-missing': 'kept',
      'origin-twice': 'kept',
      'next-hop-missing': 'kept',
      'next-hop-zero': 'kept',
      'as-path-segment': 'kept',
      'as-path-overrun': 'kept',
      'as-path-empty': 'kept',
      'as-path-first': 'kept',
      'well-known-unknown': 'kept',
      'community-length': 'kept',
    },
    measured,
    LAB,
  ),
};
