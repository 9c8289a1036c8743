/** GoBGP. Measured on 3.10.0; source read where nothing was measured. */

import { assumed, documented, measured } from '../../timing.ts';
import { sessionDefaults } from '../../topology/session-defaults.ts';
import { answersSeen, close, notify } from './malformed.ts';
import type { VendorProfile } from './profile.ts';

const SECOND = 1_000_000;
const FSM = 'GoBGP pkg/server/fsm.go';
const DEFAULTS = 'GoBGP pkg/config/oc/default.go';
const NEIGHBOR = 'GoBGP pkg/config/oc/util.go: NeedsResendOpenMessage';
const DECISION = 'GoBGP internal/pkg/table/destination.go';
const LAB = 'GoBGP 3.10.0';

export const gobgp: VendorProfile = {
  name: 'gobgp',
  title: 'GoBGP 3.10.0',
  timers: {
    ...sessionDefaults.gobgp,
    keepaliveLeastPercent: measured(100, `${LAB}, hold 9 s: a KEEPALIVE every 3.00 s`),
    keepaliveGrainMicros: measured(0, `${LAB}: as above`),
    holdLeastPercent: documented(100, `${FSM}: no jitter`),
    holdPollMicros: documented(0, FSM),
    limitByTimer: measured(false, `${LAB}, laboratory: 0.9 ms`),
    wakeEnds: documented('session', FSM),
    wakeMicros: measured(0, `${LAB}, laboratory: hold expiry within 9 s`),
    holdRunsFromOpen: measured(true, `${LAB}: 4/0 to a peer that fell silent in OpenConfirm`),
    shortestHoldMicros: measured(3 * SECOND, `${LAB}: 2/6 to hold times of 1 and 2 s`),
    acceptsZeroHold: measured(true, `${LAB}: Established with a hold time of 0`),
  },
  connect: {
    startMicros: documented(0, `${FSM}: the first idle hold time is 0`),
    connectDelayMicros: documented(
      9 * SECOND,
      `${FSM} of 3.x: 5–9 s before the first attempt; laboratory: at least 5.0 s`,
    ),
    refusedRetryMicros: documented(239 * SECOND, `${FSM} of 3.x: 120–239 s; ${DEFAULTS}: connect retry`),
    connectRetryMicros: documented(239 * SECOND, `${FSM} of 3.x: 120–239 s; ${DEFAULTS}: connect retry`),
    connectLeastPercent: documented(
      56,
      `${FSM} of 3.x, connectLoop: as much again at random; newer ones 75 %`,
    ),
    passiveStays: documented(true, `${FSM}: passive mode starts no outgoing connection`),
    listens: measured(true, LAB),
    keepsListeningKey: measured(false, `${LAB}, laboratory: BIRD comes in with the new key`),
  },
  idleHold: {
    failures: documented(['reset'], `${FSM}: only a sent 6/4 sets IdleHoldTimeAfterReset`),
    firstMicros: documented(30 * SECOND, `${DEFAULTS}: idle hold time after reset`),
    growthPercent: documented(100, FSM),
    growthMicros: documented(0, FSM),
    grainMicros: documented(0, FSM),
    mostMicros: documented(30 * SECOND, `${DEFAULTS}: idle hold time after reset`),
    restMicros: documented(5 * SECOND, `${FSM}: holdtimeIdle`),
    atOnceAfter: measured(
      ['reconfigured'],
      `${LAB}, laboratory: it makes a new neighbour, which connects after 5–9 s`,
    ),
    leastPercent: documented(100, `${FSM}: no jitter`),
    forgottenAfter: documented('established', `${FSM}: the pause does not grow`),
    waitsForInterface: documented(false, `${FSM}: it does not look at interfaces`),
    acceptsInPause: measured(
      false,
      `${LAB}, laboratory: BIRD's first connection after a reset is closed, its second taken`,
    ),
  },
  interface: {
    endsSession: measured(
      false,
      `${LAB}, laboratory: a flap of 5 s is noticed 0.1–1 s after the link is back; ${FSM}`,
    ),
  },
  updates: {
    firstAwaitsWake: measured(false, `${LAB}: see below`),
    firstMicros: measured(0, `${LAB}, laboratory: 0.4 ms after Established`),
    laterMicros: measured(0, `${LAB}, laboratory: 0.5 ms after the path changed`),
    perPeerMicros: documented(0, FSM),
    mostMicros: documented(0, FSM),
    mraiExternalMicros: documented(0, `${FSM}: MinimumAdvertisementInterval is not used`),
    mraiInternalMicros: documented(0, `${FSM}: MinimumAdvertisementInterval is not used`),
  },
  gracefulRestart: {
    advertised: documented('off', `${DEFAULTS}: unless enabled`),
    restartMicros: documented(90 * SECOND, `${DEFAULTS}: the hold time`),
    onHoldExpiry: measured(
      true,
      `${LAB}, laboratory: 18.3–20.9 s, hold 9 s and restart time 12 s; ${FSM}: taken for a lost connection`,
    ),
    onNotification: measured(false, `${LAB}, laboratory; ${FSM}: unless RFC 8538 is enabled`),
    onBfdDown: assumed(false, 'RFC 5882 §4.3.2; it has BFD since 4.6.0'),
    announcesLongLived: documented(false, `${DEFAULTS}: unless enabled`),
    longLivedMicros: documented(0, `${DEFAULTS}: unless enabled`),
    onShutdown: assumed(2, 'RFC 4486 §4; not measured'),
  },
  resets: {
    localAsn: documented(6, NEIGHBOR),
    remoteAsn: documented(3, 'GoBGP pkg/server/server.go: updateNeighbor'),
    remoteAddress: documented(3, 'GoBGP pkg/server/server.go: another neighbour'),
    authKey: measured(6, `${LAB}, laboratory; ${NEIGHBOR}`),
    holdMicros: documented('none', NEIGHBOR),
    keepaliveMicros: documented('none', NEIGHBOR),
    bfd: documented('none', NEIGHBOR),
    passive: documented(6, `${NEIGHBOR}: the transport's configuration`),
  },
  policy: {
    removesPrivateAs: measured('every', `${LAB}: remove-private-as "all"; "replace" is another option`),
    obeysNoExport: measured(false, `${LAB}: a route with NO_EXPORT reaches another AS`),
    refusesOwnCluster: measured(false, `${LAB}: takes in what has its own cluster id`),
    countsOwnAs: measured(true, `${LAB}: allow-own-as 1 and 2`),
  },
  decision: {
    steps: documented(
      [
        'localPreference',
        'locallyOriginated',
        'asPath',
        'origin',
        'med',
        'external',
        'age',
        'routerId',
        'peerAddress',
      ],
      DECISION,
    ),
    alwaysCompareMed: documented(false, `${DECISION}: SelectionOptions`),
    missingMedAsWorst: documented(false, `${DECISION}: compareByMED takes 0`),
    multipathRelax: documented(true, `${DECISION}: the length of paths is compared`),
    maximumPaths: documented(1, `${DECISION}: UseMultiplePaths is off`),
    maximumPathsInternal: documented(1, `${DECISION}: UseMultiplePaths is off`),
    unresolved: measured('ignored', `${LAB}: without zebra every next hop is taken for reachable`),
  },
  malformed: answersSeen(
    {
      'header-marker': 'kept',
      'header-length': notify(1, 2),
      'header-type': close,
      'keepalive-length': 'kept',
      'refresh-length': notify(7, 1),
      'open-in-established': close,
      'attribute-overrun': notify(3, 1),
      'withdrawn-overrun': notify(3, 1),
      'nlri-length': notify(3, 1),
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
      'well-known-unknown': notify(3, 2),
      'community-length': 'kept',
    },
    measured,
    LAB,
  ),
};
