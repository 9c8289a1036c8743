/** AWS's end of every session: what its user guide says of it, the rest as `generic` and assumed. */
import { assumed, documented, durations } from '../../timing.ts';
import { assumedAs } from './assumed-as.ts';
import {
  genericConnect,
  genericDecision,
  genericIdleHold,
  genericPolicy,
  genericResets,
  genericTimers,
  genericUpdates,
} from './generic.ts';
import { answersFrom, revised } from './malformed.ts';
import type { VendorProfile } from './profile.ts';

const SECOND = 1_000_000;
const UNPUBLISHED = 'unpublished; as generic';
const GUIDE = 'AWS user guide, bgp-specific-settings';

export const aws: VendorProfile = {
  name: 'aws',
  title: 'AWS Direct Connect',
  timers: {
    ...assumedAs(genericTimers, UNPUBLISHED),
    holdMicros: documented(durations.awsHoldTime.micros, durations.awsHoldTime.source),
    keepaliveMicros: documented(durations.awsKeepalive.micros, durations.awsKeepalive.source),
    shortestHoldMicros: documented(3 * SECOND, `${GUIDE}: at least 3 s`),
    acceptsZeroHold: documented(false, `${GUIDE}: 0 is refused`),
  },
  connect: assumedAs(genericConnect, UNPUBLISHED),
  idleHold: assumedAs(genericIdleHold, UNPUBLISHED),
  interface: { endsSession: assumed(true, 'unpublished; as routers') },
  updates: assumedAs(genericUpdates, UNPUBLISHED),
  gracefulRestart: {
    advertised: assumed('helper', `${GUIDE} names a graceful restart time, not the role`),
    restartMicros: documented(120 * SECOND, `${GUIDE}: graceful restart 120 s`),
    onHoldExpiry: assumed(false, 'unpublished; RFC 4724 §5'),
    onNotification: assumed(false, 'unpublished; RFC 4724 §5'),
    onBfdDown: assumed(
      false,
      'unpublished; AWS user guide: do not configure graceful restart and BFD together',
    ),
    announcesLongLived: assumed(false, 'unpublished'),
    longLivedMicros: assumed(0, 'unpublished'),
    onShutdown: assumed(2, 'unpublished; RFC 4486 §4'),
  },
  resets: assumedAs(genericResets, UNPUBLISHED),
  policy: assumedAs(genericPolicy, UNPUBLISHED),
  decision: assumedAs(genericDecision, UNPUBLISHED),
  malformed: answersFrom(revised, assumed, 'unpublished; RFC 7606 and RFC 4271 §6'),
};
