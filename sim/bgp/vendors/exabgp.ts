/** ExaBGP, which speaks BGP and forwards nothing. Measured on 4.2.21; source read where nothing was measured. */

import { assumed, documented, measured } from '../../timing.ts';
import { sessionDefaults } from '../../topology/session-defaults.ts';
import { assumedAs } from './assumed-as.ts';
import { genericDecision, genericPolicy } from './generic.ts';
import { answersSeen, close, notify } from './malformed.ts';
import type { VendorProfile } from './profile.ts';

const SECOND = 1_000_000;
const PEER = 'ExaBGP reactor/peer.py';
const DELAY = 'ExaBGP reactor/delay.py';
const LAB = 'ExaBGP 4.2.21';

export const exabgp: VendorProfile = {
  name: 'exabgp',
  title: 'ExaBGP 4.2.21',
  timers: {
    ...sessionDefaults.exabgp,
    keepaliveLeastPercent: documented(100, 'ExaBGP bgp/timer.py: no jitter'),
    keepaliveGrainMicros: measured(0, `${LAB}, laboratory, hold 9 s: gaps of 2.99–3.02 s`),
    holdLeastPercent: documented(100, 'ExaBGP bgp/timer.py: no jitter'),
    holdPollMicros: documented(
      1 * SECOND,
      'ExaBGP bgp/timer.py: until more whole seconds than the hold time passed',
    ),
    limitByTimer: documented(false, 'ExaBGP has no limit'),
    wakeEnds: documented('session', 'ExaBGP bgp/timer.py'),
    wakeMicros: documented(0, 'ExaBGP reactor/loop.py: it looks many times a second'),
    holdRunsFromOpen: measured(true, `${LAB}: 4/0 to a peer that fell silent in OpenConfirm`),
    shortestHoldMicros: measured(3 * SECOND, `${LAB}: 2/6 to hold times of 1 and 2 s`),
    acceptsZeroHold: measured(true, `${LAB}: Established with a hold time of 0`),
  },
  connect: {
    startMicros: documented(0, PEER),
    connectDelayMicros: documented(0, PEER),
    refusedRetryMicros: documented(0, `${DELAY}: a refusal is a failure like any other`),
    connectRetryMicros: assumed(60 * SECOND, `${DELAY}: the longest pause between attempts`),
    connectLeastPercent: documented(100, `${DELAY}: no jitter`),
    passiveStays: documented(true, `${PEER}: a passive neighbour only listens`),
    listens: measured(
      false,
      `${LAB}, laboratory: BIRD's connections are refused: unless exabgp.tcp.bind names an address`,
    ),
    keepsListeningKey: documented(false, `${PEER}: it does not listen`),
  },
  idleHold: {
    failures: documented(
      [
        'errorSent',
        'holdExpired',
        'errorReceived',
        'ceaseReceived',
        'connectionLost',
        'connectionRefused',
        'interfaceDown',
        'interfaceShut',
      ],
      `${PEER}: _reset increases the delay`,
    ),
    firstMicros: documented(0, `${DELAY}: the first pause is none`),
    growthPercent: documented(120, DELAY),
    growthMicros: documented(1 * SECOND, DELAY),
    grainMicros: measured(
      1 * SECOND,
      `${LAB}, laboratory: attempts 0, 1, 3, 6, 10, 15, 22, 31, 42, 56, 73 s after the loss; ${DELAY}: int()`,
    ),
    mostMicros: documented(60 * SECOND, DELAY),
    restMicros: documented(0, `${PEER}: a reload resets the delay`),
    atOnceAfter: documented([], `${PEER}: there is no pause`),
    leastPercent: documented(100, `${DELAY}: no jitter`),
    forgottenAfter: documented('established', `${PEER}: Established resets the delay`),
    waitsForInterface: documented(false, `${PEER}: it does not look at interfaces`),
    acceptsInPause: documented(false, `${PEER}: it does not listen`),
  },
  interface: { endsSession: documented(false, `${PEER}: it does not look at interfaces`) },
  updates: {
    firstAwaitsWake: measured(false, `${LAB}: see below`),
    firstMicros: measured(
      25_000,
      `${LAB}, laboratory: 0.5–52 ms after Established, with a turn of its reactor`,
    ),
    laterMicros: assumed(0, 'sent as soon as it is told to, not measured'),
    perPeerMicros: documented(0, PEER),
    mostMicros: documented(0, PEER),
    mraiExternalMicros: documented(0, `${PEER}: it has none`),
    mraiInternalMicros: documented(0, `${PEER}: it has none`),
  },
  gracefulRestart: {
    advertised: documented('off', 'ExaBGP configuration/neighbor: unless configured'),
    restartMicros: documented(180 * SECOND, 'ExaBGP configuration/neighbor: the hold time'),
    onHoldExpiry: assumed(false, 'it keeps no table of routes'),
    onNotification: assumed(false, 'it keeps no table of routes'),
    onBfdDown: assumed(false, 'it has no BFD'),
    announcesLongLived: assumed(false, 'it keeps no table of routes'),
    longLivedMicros: assumed(0, 'it keeps no table of routes'),
    onShutdown: assumed(2, 'RFC 4486 §4; not measured'),
  },
  resets: {
    localAsn: documented(6, 'ExaBGP bgp/neighbor.py: a neighbour that is not equal is restarted'),
    remoteAsn: documented(6, 'ExaBGP bgp/neighbor.py: a neighbour that is not equal is restarted'),
    remoteAddress: assumed(3, 'another neighbour'),
    authKey: documented(6, 'ExaBGP bgp/neighbor.py: a neighbour that is not equal is restarted'),
    holdMicros: documented(6, 'ExaBGP bgp/neighbor.py: a neighbour that is not equal is restarted'),
    keepaliveMicros: assumed('none', 'it cannot be configured'),
    bfd: assumed('none', 'it has no BFD'),
    passive: documented(6, 'ExaBGP bgp/neighbor.py: a neighbour that is not equal is restarted'),
  },
  policy: assumedAs(genericPolicy, 'it takes in and passes on no routes: as generic'),
  decision: {
    ...genericDecision,
    steps: assumed(genericDecision.steps.value, 'it chooses no routes: as generic'),
  },
  malformed: answersSeen(
    {
      'header-marker': notify(1, 1),
      'header-length': notify(1, 2),
      'header-type': close,
      'keepalive-length': notify(1, 2),
      'refresh-length': notify(1, 2),
      'open-in-established': 'kept',
      'attribute-overrun': notify(3, 1),
      'withdrawn-overrun': notify(3, 1),
      'nlri-length': notify(1, 0),
      'nlri-truncated': notify(3, 10),
      'origin-flags': 'kept',
      'origin-value': 'kept',
      'origin-length': notify(1, 0),
      'origin-missing': 'kept',
      'origin-twice': 'kept',
      'next-hop-missing': 'kept',
      'next-hop-zero': 'kept',
      'as-path-segment': 'kept',
      'as-path-overrun': 'kept',
      'as-path-empty': 'kept',
      'as-path-first': 'kept',
      'well-known-unknown': 'kept',
      'community-length': notify(3, 1),
    },
    measured,
    LAB,
  ),
};
