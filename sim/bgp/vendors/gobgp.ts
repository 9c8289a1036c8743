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
    holdRunsFromOpen: measured(true, `${LAB}: 4/0 to a peer that fell silent in OpenConfirm`),
    shortestHoldMicros: measured(3 * SECOND, `${LAB}: 2/6 to hold times of 1 and 2 s`),
    acceptsZeroHold: measured(true, `${LAB}: Established with a hold time of 0`),
  },
  connect: {
    startMicros: documented(0, `${FSM}: the first idle hold time is 0`),
    connectDelayMicros: documented(2 * SECOND, `${FSM}: minConnectRetryInterval before the first attempt`),
    refusedRetryMicros: documented(120 * SECOND, `${DEFAULTS}: connect retry`),
    connectRetryMicros: documented(120 * SECOND, `${DEFAULTS}: connect retry`),
    connectLeastPercent: documented(75, `${FSM}: connectLoop`),
    passiveStays: documented(true, `${FSM}: passive mode starts no outgoing connection`),
  },
  idleHold: {
    failures: documented(['reset'], `${FSM}: only a sent 6/4 sets IdleHoldTimeAfterReset`),
    firstMicros: documented(30 * SECOND, `${DEFAULTS}: idle hold time after reset`),
    growthPercent: documented(100, FSM),
    mostMicros: documented(30 * SECOND, `${DEFAULTS}: idle hold time after reset`),
    restMicros: documented(5 * SECOND, `${FSM}: holdtimeIdle`),
    leastPercent: documented(100, `${FSM}: no jitter`),
    forgottenAfter: documented('established', `${FSM}: the pause does not grow`),
    waitsForInterface: documented(false, `${FSM}: it does not look at interfaces`),
  },
  interface: { endsSession: documented(false, `${FSM}: it does not look at interfaces`) },
  updates: {
    firstMicros: assumed(0, 'sent as soon as the session is up, not measured'),
    laterMicros: assumed(0, 'sent as soon as the path changed, not measured'),
    perPeerMicros: documented(0, FSM),
    mostMicros: documented(0, FSM),
    mraiExternalMicros: documented(0, `${FSM}: MinimumAdvertisementInterval is not used`),
    mraiInternalMicros: documented(0, `${FSM}: MinimumAdvertisementInterval is not used`),
  },
  gracefulRestart: {
    advertised: documented('off', `${DEFAULTS}: unless enabled`),
    restartMicros: documented(90 * SECOND, `${DEFAULTS}: the hold time`),
    onHoldExpiry: documented(
      true,
      `${FSM}: with graceful restart enabled, hold expiry is taken for a lost connection`,
    ),
    onNotification: documented(false, `${FSM}: unless RFC 8538 is enabled`),
    onBfdDown: assumed(false, 'RFC 5882 §4.3.2; it has BFD since 4.6.0'),
    longLivedMicros: documented(0, `${DEFAULTS}: unless enabled`),
    onShutdown: assumed(2, 'RFC 4486 §4; not measured'),
  },
  resets: {
    localAsn: documented(6, NEIGHBOR),
    remoteAsn: documented(3, 'GoBGP pkg/server/server.go: updateNeighbor'),
    remoteAddress: documented(3, 'GoBGP pkg/server/server.go: another neighbour'),
    authKey: documented(6, NEIGHBOR),
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
