/** FRRouting. Measured on 8.4.4 with the build profile "traditional"; source read where nothing was measured. */

import { documented, measured } from '../../timing.ts';
import { sessionDefaults } from '../../topology/session-defaults.ts';
import { answersSeen, close, notify } from './malformed.ts';
import type { VendorProfile } from './profile.ts';

const SECOND = 1_000_000;
const FSM = 'FRR bgpd/bgp_fsm.c';
const LAB = 'FRR 8.4.4';
/** As many as it was built for, unless told otherwise. */
const FRR_PATHS = 256;
const ALL_EQUAL = `${LAB} as built by Debian: all equal paths at once; debian/rules: --enable-multipath=256`;

export const frr: VendorProfile = {
  name: 'frr',
  title: 'FRR 8.4.4',
  timers: {
    ...sessionDefaults.frr,
    keepaliveLeastPercent: measured(100, `${LAB}, hold 9 s: a KEEPALIVE every 3.00 s`),
    keepaliveGrainMicros: measured(0, `${LAB}: as above`),
    holdLeastPercent: measured(
      100,
      `${LAB}, silent loss with hold 9 s: 6.6–8.7 s, which is 9 s less the age of the last KEEPALIVE`,
    ),
    holdPollMicros: measured(0, `${LAB}: as above`),
    limitByTimer: measured(false, `${LAB}, laboratory: 51 ms`),
    wakeEnds: measured('session', `${LAB}: as above`),
    wakeMicros: measured(0, `${LAB}: as above`),
    holdRunsFromOpen: measured(true, `${LAB}: 4/0 to a peer that fell silent in OpenConfirm`),
    shortestHoldMicros: measured(3 * SECOND, `${LAB}: 2/6 to hold times of 1 and 2 s`),
    acceptsZeroHold: measured(true, `${LAB}: Established with a hold time of 0`),
  },
  connect: {
    startMicros: documented(1 * SECOND, `${FSM}: BGP_INIT_START_TIMER`),
    connectDelayMicros: documented(0, `${FSM}: Idle goes to Connect`),
    refusedRetryMicros: documented(
      120 * SECOND,
      `${FSM} of 8.4: Active for v_connect; newer: 30 s doubling to 120`,
    ),
    connectRetryMicros: documented(
      120 * SECOND,
      'FRR 8.4 bgpd/bgpd.h: BGP_DEFAULT_CONNECT_RETRY; newer: 30 s',
    ),
    connectLeastPercent: documented(100, `${FSM}: no jitter`),
    passiveStays: documented(true, `${FSM}: no connect timer for a passive peer in Active`),
    listens: measured(true, LAB),
    keepsListeningKey: measured(false, `${LAB}, laboratory: BIRD comes in with the new key at once`),
  },
  idleHold: {
    failures: measured(
      ['errorReceived', 'ceaseReceived', 'reset', 'reconfigured'],
      `${LAB}, laboratory: 2.02–2.07 s after Cease, clear and a changed key; ${FSM}: bgp_stop_with_error doubles v_start`,
    ),
    firstMicros: documented(2 * SECOND, `${FSM}: v_start is doubled first`),
    growthPercent: documented(200, `${FSM}: v_start`),
    growthMicros: documented(0, `${FSM}: v_start`),
    grainMicros: documented(0, `${FSM}: v_start`),
    mostMicros: documented(120 * SECOND, `${FSM}: v_start`),
    restMicros: documented(1 * SECOND, `${FSM}: BGP_INIT_START_TIMER`),
    atOnceAfter: documented([], FSM),
    leastPercent: documented(100, `${FSM}: no jitter`),
    forgottenAfter: documented('established', `${FSM}: bgp_establish sets v_start back`),
    waitsForInterface: documented(false, 'FRR bgpd/bgp_zebra.c: an interface that comes up starts its peers'),
    acceptsInPause: measured(
      true,
      `${LAB}, laboratory: up 0.8–2.0 s after its key was changed, when BIRD connects`,
    ),
  },
  interface: { endsSession: measured(true, `${LAB}: withdrawal 66–73 ms after the carrier was lost`) },
  updates: {
    firstAwaitsWake: measured(false, `${LAB}: see below`),
    firstMicros: measured(1_000_000, `${LAB}: first UPDATE 1.05 s after Established; bgpd/bgp_updgrp.h`),
    laterMicros: measured(
      50_000,
      `${LAB}, laboratory: passes a route on after 50.5 ms, a withdrawal 60.7 ms after the loss of a peer`,
    ),
    perPeerMicros: measured(
      50_000,
      `${LAB}, laboratory: 1.05 s, and 1.10 s where the other end connected; bgpd/bgp_updgrp.h: BGP_PEER_ADJUST_SUBGROUP_COALESCE_TIME`,
    ),
    mostMicros: documented(10 * SECOND, 'FRR bgpd/bgp_updgrp.h: BGP_MAX_SUBGROUP_COALESCE_TIME'),
    mraiExternalMicros: documented(0, 'FRR bgpd/bgpd.h: BGP_DEFAULT_EBGP_ROUTEADV'),
    mraiInternalMicros: documented(0, 'FRR bgpd/bgpd.h: BGP_DEFAULT_IBGP_ROUTEADV'),
  },
  gracefulRestart: {
    advertised: measured('helper', `${LAB}: in its OPEN`),
    restartMicros: measured(120 * SECOND, `${LAB}: in its OPEN`),
    onHoldExpiry: documented(false, `${FSM} of 8.4: unless both ends know RFC 8538`),
    onNotification: documented(false, `${FSM} of 8.4: unless both ends know RFC 8538`),
    onBfdDown: measured(false, `${LAB}: withdrawal after 0.91 s, graceful restart or not`),
    announcesLongLived: measured(true, `${LAB}: in its OPEN, with a stale time of 0`),
    longLivedMicros: measured(0, `${LAB}: announces long-lived graceful restart with a stale time of 0`),
    onShutdown: measured('silent', `${LAB}: SIGTERM with graceful restart sends no NOTIFICATION`),
  },
  resets: {
    localAsn: measured(6, `${LAB}: local-as`),
    remoteAsn: measured(6, `${LAB}: remote-as`),
    remoteAddress: measured(3, `${LAB}: the old neighbour is removed`),
    authKey: measured(6, `${LAB}: password`),
    holdMicros: measured('none', `${LAB}: timers are used at the next session`),
    keepaliveMicros: measured('none', `${LAB}: timers are used at the next session`),
    bfd: measured('none', LAB),
    passive: documented(6, 'FRR bgpd/bgpd.c: peer_change_reset'),
  },
  policy: {
    removesPrivateAs: measured('allPrivate', `${LAB}: remove-private-AS; "all" is another option`),
    obeysNoExport: measured(true, LAB),
    refusesOwnCluster: measured(true, LAB),
    countsOwnAs: measured(true, `${LAB}: allowas-in 1 and 2`),
  },
  decision: {
    steps: documented(
      [
        'weight',
        'localPreference',
        'locallyOriginated',
        'asPath',
        'origin',
        'med',
        'external',
        'igpMetric',
        'age',
        'routerId',
        'clusterList',
        'peerAddress',
      ],
      'FRR documentation, BGP: route selection',
    ),
    alwaysCompareMed: documented(false, 'FRR documentation: bgp always-compare-med'),
    missingMedAsWorst: documented(false, 'FRR documentation: bgp bestpath med missing-as-worst'),
    multipathRelax: documented(false, 'FRR documentation: bgp bestpath as-path multipath-relax'),
    maximumPaths: measured(FRR_PATHS, ALL_EQUAL),
    maximumPathsInternal: measured(FRR_PATHS, ALL_EQUAL),
    unresolved: measured('excluded', `${LAB}: invalid, with zebra`),
  },
  malformed: answersSeen(
    {
      'header-marker': notify(1, 1),
      'header-length': notify(1, 2),
      'header-type': notify(1, 3),
      'keepalive-length': notify(1, 2),
      'refresh-length': notify(1, 2),
      'open-in-established': close,
      'attribute-overrun': notify(3, 1),
      'withdrawn-overrun': notify(3, 1),
      'nlri-length': notify(3, 10),
      'nlri-truncated': notify(3, 10),
      'origin-flags': notify(3, 10),
      'origin-value': notify(3, 10),
      'origin-length': notify(3, 10),
      'origin-missing': 'kept',
      'origin-twice': notify(3, 1),
      'next-hop-missing': 'kept',
      'next-hop-zero': notify(3, 8),
      'as-path-segment': notify(3, 10),
      'as-path-overrun': notify(3, 10),
      'as-path-empty': 'kept',
      'as-path-first': 'kept',
      'well-known-unknown': notify(3, 1),
      'community-length': 'kept',
    },
    measured,
    LAB,
  ),
};
