/** Cisco IOS XE, from documentation; none was at hand to measure. */

import { assumed, documented } from '../../timing.ts';
import { sessionDefaults } from '../../topology/session-defaults.ts';
import { assumedAs } from './assumed-as.ts';
import { genericConnect, genericIdleHold, genericPolicy, genericTimers } from './generic.ts';
import { answersFrom, revised } from './malformed.ts';
import type { VendorProfile } from './profile.ts';

const SECOND = 1_000_000;
const AS_GENERIC = 'not looked up; as generic, RFC 4271';
const UNPUBLISHED = 'no figure found that Cisco publishes';
const BEST_PATH = 'BGP best path selection as Cisco describes it (tim.army, cisco:bgp:path_attributes)';

export const ciscoIosXe: VendorProfile = {
  name: 'cisco-ios-xe',
  title: 'Cisco IOS XE 17',
  timers: {
    ...assumedAs(genericTimers, AS_GENERIC),
    ...sessionDefaults['cisco-ios-xe'],
  },
  connect: {
    ...assumedAs(genericConnect, AS_GENERIC),
    refusedRetryMicros: assumed(30 * SECOND, `${UNPUBLISHED}; as generic`),
    connectRetryMicros: assumed(30 * SECOND, `${UNPUBLISHED}; as generic`),
    passiveStays: assumed(true, 'as the daemons: transport connection-mode passive'),
  },
  idleHold: {
    ...assumedAs(genericIdleHold, AS_GENERIC),
    firstMicros: assumed(1 * SECOND, `${UNPUBLISHED}; as FRR`),
  },
  interface: {
    endsSession: documented(
      true,
      'bgp fast-external-fallover is on by default since IOS 11.0 (ccexpert.us, bgp-fastexternalfallover)',
    ),
  },
  updates: {
    firstAwaitsWake: assumed(false, UNPUBLISHED),
    firstMicros: assumed(0, `${UNPUBLISHED}; the advertisement interval does not hold back the first UPDATE`),
    laterMicros: assumed(0, UNPUBLISHED),
    perPeerMicros: assumed(0, UNPUBLISHED),
    mostMicros: assumed(0, UNPUBLISHED),
    mraiExternalMicros: documented(
      30 * SECOND,
      'neighbor advertisement-interval: 30 s to external peers (nextccie.com, 8-2)',
    ),
    mraiInternalMicros: assumed(
      0,
      'neighbor advertisement-interval: 5 s in IOS 12 (nextccie.com, 8-2), later 0',
    ),
  },
  gracefulRestart: {
    advertised: documented('off', 'cisco.com, BGP Graceful Restart per Neighbor: disabled by default'),
    restartMicros: documented(120 * SECOND, 'cciestudywiki.com, BGP NSF Awareness: restart-time 120'),
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
    authKey: documented(
      'none',
      'networklessons.com, after Cisco: the session goes on with the new password until the hold timer expires',
    ),
    holdMicros: assumed('none', 'as FRR: used at the next session'),
    keepaliveMicros: assumed('none', 'as FRR: used at the next session'),
    bfd: assumed('none', 'as FRR'),
    passive: assumed(6, 'as FRR'),
  },
  policy: assumedAs(genericPolicy, 'not looked up; as generic'),
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
      BEST_PATH,
    ),
    alwaysCompareMed: documented(
      false,
      'developer.cisco.com, BGPBestPath: alwaysCompareMed is false by default',
    ),
    missingMedAsWorst: assumed(false, 'bgp bestpath med missing-as-worst is an option'),
    multipathRelax: assumed(false, 'bgp bestpath as-path multipath-relax is an option'),
    maximumPaths: documented(1, `${BEST_PATH}: multipath only when configured`),
    maximumPathsInternal: documented(1, `${BEST_PATH}: multipath only when configured`),
    unresolved: documented('excluded', `${BEST_PATH}: an inaccessible next hop is ignored`),
  },
  malformed: {
    ...answersFrom(
      revised,
      documented,
      'cisco.com, IOS XE 17, BGP Attribute Filter and Enhanced Attribute Error Handling: on by default',
    ),
    'header-marker': assumed(revised['header-marker'], 'RFC 4271 §6.1'),
    'header-length': assumed(revised['header-length'], 'RFC 4271 §6.1'),
    'header-type': assumed(revised['header-type'], 'RFC 4271 §6.1'),
    'keepalive-length': assumed(revised['keepalive-length'], 'RFC 4271 §6.1'),
    'refresh-length': assumed(revised['refresh-length'], 'RFC 7313 §5'),
    'open-in-established': assumed(revised['open-in-established'], 'RFC 6608'),
    'withdrawn-overrun': assumed(revised['withdrawn-overrun'], 'RFC 7606 §3'),
    'nlri-length': assumed(revised['nlri-length'], 'RFC 7606 §5.3: NLRI that cannot be parsed'),
    'nlri-truncated': assumed(revised['nlri-truncated'], 'RFC 7606 §5.3: NLRI that cannot be parsed'),
    'origin-twice': assumed(revised['origin-twice'], 'RFC 7606 §3 g'),
    'as-path-empty': assumed(revised['as-path-empty'], 'not an error of form'),
    'as-path-first': assumed(
      { does: 'treatAsWithdraw' },
      'bgp enforce-first-as is on by default; whether the session ends is not looked up',
    ),
  },
};
