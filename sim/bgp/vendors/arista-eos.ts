/** Arista EOS, from documentation as far as any was found; none was at hand to measure. */

import { assumed, documented } from '../../timing.ts';
import { sessionDefaults } from '../../topology/session-defaults.ts';
import { assumedAs } from './assumed-as.ts';
import { genericConnect, genericIdleHold, genericPolicy, genericTimers } from './generic.ts';
import { answersFrom, revised } from './malformed.ts';
import type { VendorProfile } from './profile.ts';

const SECOND = 1_000_000;
const AS_GENERIC = 'not looked up; as generic, RFC 4271';
const UNPUBLISHED = 'no page of Arista read that says so';

export const aristaEos: VendorProfile = {
  name: 'arista-eos',
  title: 'Arista EOS',
  timers: {
    ...assumedAs(genericTimers, AS_GENERIC),
    ...sessionDefaults['arista-eos'],
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
  interface: { endsSession: assumed(true, `${UNPUBLISHED}; as IOS`) },
  updates: {
    firstAwaitsWake: assumed(false, UNPUBLISHED),
    firstMicros: assumed(0, UNPUBLISHED),
    laterMicros: assumed(0, UNPUBLISHED),
    perPeerMicros: assumed(0, UNPUBLISHED),
    mostMicros: assumed(0, UNPUBLISHED),
    mraiExternalMicros: assumed(0, UNPUBLISHED),
    mraiInternalMicros: assumed(0, UNPUBLISHED),
  },
  gracefulRestart: {
    advertised: assumed('helper', `${UNPUBLISHED}; eos.arista.com, BGP Non Stop Forwarding: RFC 4724`),
    restartMicros: assumed(300 * SECOND, UNPUBLISHED),
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
    authKey: assumed(6, 'as FRR'),
    holdMicros: assumed('none', 'as FRR: used at the next session'),
    keepaliveMicros: assumed('none', 'as FRR: used at the next session'),
    bfd: assumed('none', 'as FRR'),
    passive: assumed(6, 'as FRR'),
  },
  policy: assumedAs(genericPolicy, AS_GENERIC),
  decision: {
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
        'age',
        'routerId',
        'clusterList',
        'peerAddress',
      ],
      `${UNPUBLISHED}; as IOS`,
    ),
    alwaysCompareMed: assumed(false, `${UNPUBLISHED}; as IOS`),
    missingMedAsWorst: assumed(false, `${UNPUBLISHED}; as IOS`),
    multipathRelax: documented(
      true,
      'eos.arista.com, Bgp multipath relax: paths of the same length, whatever the ASNs',
    ),
    maximumPaths: assumed(1, `${UNPUBLISHED}; as IOS`),
    maximumPathsInternal: assumed(1, `${UNPUBLISHED}; as IOS`),
    unresolved: assumed('excluded', 'RFC 4271 §9.1.2.1'),
  },
  malformed: answersFrom(revised, assumed, `${UNPUBLISHED}; RFC 7606 and RFC 4271 §6`),
};
