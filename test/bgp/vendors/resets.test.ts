/** Which changes of a neighbour's configuration end its session, by vendor, and how. */
import { describe, expect, test } from 'vitest';
import { type ResettingMember, resettingMembers } from '../../../sim/bgp/vendors/profile.ts';
import { rulesOf } from '../../../sim/bgp/vendors/vendors.ts';
import type { SessionConfig } from '../../../sim/topology/entities.ts';
import { vendors } from '../../../sim/topology/spec.ts';
import { bfd, established, MINUTE, type Pair, SECOND } from '../pair.ts';

const UP = 'Established Established';

const changes: { readonly [Member in ResettingMember]: Pick<SessionConfig, Member> } = {
  localAsn: { localAsn: 65002 },
  remoteAsn: { remoteAsn: 64513 },
  remoteAddress: { remoteAddress: '169.254.1.9' },
  authKey: { authKey: 'another-key' },
  holdMicros: { holdMicros: 30 * SECOND },
  keepaliveMicros: { keepaliveMicros: 5 * SECOND },
  bfd: bfd(),
  passive: { passive: false },
};

/** NOTIFICATIONs that the router sent at one minute, when the change was made. */
const sentBy = (pair: Pair) => pair.records('bgp.sent', 'customer').filter(({ at }) => at === MINUTE);

describe('a change of', () => {
  test.each(vendors.flatMap((vendor) => resettingMembers.map((member) => ({ vendor, member }))))(
    '$member on $vendor resets the session as its profile says, or not',
    ({ vendor, member }) => {
      const pair = established({ vendor }, 50 * SECOND);
      expect(pair.states).toBe(UP);
      pair.at(MINUTE, () => pair.configure('customer', changes[member]));
      const subcode = rulesOf(vendor).resets[member];
      expect(sentBy(pair).map(({ words }) => words.slice(0, 'NOTIFICATION 6/6'.length))).toEqual(
        subcode === 'none' ? [] : [`NOTIFICATION 6/${subcode}`],
      );
      expect(pair.state('customer') === 'Established').toBe(subcode === 'none');
    },
  );

  test('the hold time resets BIRD and not FRR, as was measured', () => {
    const changed = (vendor: 'frr' | 'bird') =>
      established({ vendor }, 50 * SECOND).at(MINUTE, (pair) =>
        pair.configure('customer', changes.holdMicros),
      );
    expect(sentBy(changed('frr'))).toEqual([]);
    expect(sentBy(changed('bird'))[0]?.words).toContain('6/6');
  });
});

describe('another key on a session that IOS keeps', () => {
  const rekeyed = () =>
    established({ vendor: 'cisco-ios-xe' }, 50 * SECOND).at(MINUTE, (pair) =>
      pair.configure('customer', { authKey: 'another-key' }),
    );

  test('is noticed by both hold timers, as no segment is taken any more', () => {
    const pair = rekeyed().run(5 * MINUTE);
    for (const end of ['aws', 'customer'] as const) {
      const expired = (pair.when('bgp.event', 'hold timer expires', MINUTE, end) ?? Number.NaN) - MINUTE;
      expect(expired).toBeGreaterThan(59 * SECOND);
      expect(expired).toBeLessThanOrEqual(90 * SECOND + 1000);
    }
    expect(pair.bgp.established(pair.peer)).toBe(false);
  });

  test('does no harm when the old one is back in time', () => {
    const pair = rekeyed();
    pair
      .at(MINUTE + 20 * SECOND, () => pair.configure('customer', { authKey: 'secret-key' }))
      .run(10 * MINUTE);
    expect(pair.states).toBe(UP);
    expect(pair.records('bgp.state').filter(({ at }) => at >= MINUTE)).toEqual([]);
  });
});
