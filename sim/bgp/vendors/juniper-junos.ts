/** Juniper Junos, from documentation; none was at hand to measure. */

import { assumed, documented } from '../../timing.ts';
import { sessionDefaults } from '../../topology/session-defaults.ts';
import { assumedAs } from './assumed-as.ts';
import { genericConnect, genericIdleHold, genericPolicy, genericTimers } from './generic.ts';
import { answersFrom, strict } from './malformed.ts';
import type { VendorProfile } from './profile.ts';

const SECOND = 1_000_000;
const AS_GENERIC = 'not looked up; as generic, RFC 4271';
const UNPUBLISHED = 'no figure found that Juniper publishes';
const CLI = 'juniper.net CLI reference';
const SELECTION = 'Juniper, Understanding BGP Path Selection';

export const juniperJunos: VendorProfile = {
  name: 'juniper-junos',
  title: 'Juniper Junos',
  timers: {
    ...assumedAs(genericTimers, AS_GENERIC),
    ...sessionDefaults['juniper-junos'],
    acceptsZeroHold: documented(true, `${CLI}, hold-time: since 12.3`),
  },
  connect: {
    ...assumedAs(genericConnect, AS_GENERIC),
    refusedRetryMicros: assumed(30 * SECOND, `${UNPUBLISHED}; as generic`),
    connectRetryMicros: assumed(30 * SECOND, `${UNPUBLISHED}; as generic`),
    passiveStays: assumed(true, 'as the daemons'),
  },
  idleHold: {
    ...assumedAs(genericIdleHold, AS_GENERIC),
    firstMicros: assumed(1 * SECOND, `${UNPUBLISHED}; as FRR`),
  },
  interface: {
    endsSession: assumed(true, 'external peers on a connected subnet; no page read that says so'),
  },
  updates: {
    firstAwaitsWake: assumed(false, UNPUBLISHED),
    firstMicros: assumed(0, UNPUBLISHED),
    laterMicros: assumed(0, UNPUBLISHED),
    perPeerMicros: assumed(0, UNPUBLISHED),
    mostMicros: assumed(0, UNPUBLISHED),
    mraiExternalMicros: documented(0, `${CLI}, out-delay: a route is held back only when it is configured`),
    mraiInternalMicros: documented(0, `${CLI}, out-delay: a route is held back only when it is configured`),
  },
  gracefulRestart: {
    advertised: documented('helper', `${CLI}, graceful-restart (Protocols BGP): off, but helper mode is on`),
    restartMicros: assumed(120 * SECOND, 'no page read that names the default; as most'),
    onHoldExpiry: assumed(false, 'RFC 4724 §5'),
    onNotification: assumed(false, 'RFC 4724 §5'),
    onBfdDown: assumed(false, 'RFC 5882 §4.3.2'),
    announcesLongLived: assumed(false, 'not by default'),
    longLivedMicros: assumed(0, 'not by default'),
    onShutdown: assumed(2, 'RFC 4486 §4'),
  },
  resets: {
    localAsn: assumed(6, 'as FRR'),
    remoteAsn: assumed(6, 'as FRR'),
    remoteAddress: assumed(3, 'another neighbour'),
    authKey: documented(3, 'configrouter.com, bgp-md5-key-change-tcp-session-goes: 6/3, Peer Deletion'),
    holdMicros: assumed(6, 'Junos makes the neighbour anew for what is in its OPEN'),
    keepaliveMicros: assumed('none', 'it cannot be configured'),
    bfd: assumed('none', 'as FRR'),
    passive: assumed(6, 'as FRR'),
  },
  policy: assumedAs(genericPolicy, 'not looked up; as generic'),
  decision: {
    steps: documented(
      [
        'localPreference',
        'asPath',
        'origin',
        'med',
        'locallyOriginated',
        'external',
        'igpMetric',
        'age',
        'routerId',
        'clusterList',
        'peerAddress',
      ],
      `${SELECTION} (nerd.h8u.net; BGP Configuration Guide); preference and AIGP left out`,
    ),
    alwaysCompareMed: documented(false, `${SELECTION}: only routes of the same peer AS`),
    missingMedAsWorst: documented(false, `${SELECTION}: a missing metric is treated as zero`),
    multipathRelax: assumed(false, 'multipath without multiple-as'),
    maximumPaths: assumed(1, 'multipath only when configured'),
    maximumPathsInternal: assumed(1, 'multipath only when configured'),
    unresolved: assumed('excluded', 'RFC 4271 §9.1.2.1: such routes are hidden'),
  },
  malformed: answersFrom(
    strict,
    assumed,
    'juniper.net, feature 5648: the session is reset by default; which NOTIFICATION, RFC 4271 §6',
  ),
};
