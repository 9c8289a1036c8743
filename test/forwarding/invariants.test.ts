import { describe, expect, it } from 'vitest';
import type { FlowStatus } from '../../sim/forwarding/status.ts';
import { peek, poke } from '../kernel/tamper.ts';
import { type Lab, running } from './lab.ts';
import { SECOND } from './network.ts';

/** The flow's ways as the floor keeps them, changed behind its back. */
function bend(lab: Lab, change: (status: FlowStatus) => FlowStatus): void {
  const { store } = lab.kernel;
  // The part of that name holds nothing else.
  poke(store, 'flow statuses', 0, change(peek(store, 'flow statuses', 0) as FlowStatus));
}

/** Each invariant, a change of a sound network that breaks it and no other, and what is then said. */
const breakages: readonly (readonly [
  name: string,
  how: string,
  breakIt: (lab: Lab) => void,
  violations: readonly string[],
])[] = [
  [
    'offered = delivered + lost',
    'bits were lost that nobody offered',
    (lab) => poke(lab.kernel.store, 'flow lost bits', 0, 5n),
    ['prod: 20000000 bits offered, 20000000 delivered, 5 lost'],
  ],
  [
    'offered = delivered + lost',
    'a hole without downtime',
    (lab) => poke(lab.kernel.store, 'flow black-holed', 0, 7),
    ['prod: black-holed 7 µs in 0 µs of downtime'],
  ],
  [
    'no traffic over what is down',
    'a path closed without a mark',
    (lab) => lab.link.blocked.set(lab.id('v1'), 'no light on c1'),
    ['prod toAws: v1 is down', 'prod toCustomer: v1 is down'],
  ],
  [
    'no traffic over what is down',
    'an interface went down without a mark',
    (lab) => lab.link.interfacesDown.add(lab.id('r1 eth0.101')),
    ['prod toAws: r1 eth0.101 is down', 'prod toCustomer: r1 eth0.101 is down'],
  ],
  [
    'no forwarding loop in one prefix, except while internal routes are on their way',
    'a way passes a router twice',
    (lab) =>
      bend(lab, ({ toAws, ...rest }) => ({
        ...rest,
        toAws: { ...toAws, hops: [...toAws.hops, ...toAws.hops] },
      })),
    ['prod toAws: passes a router twice'],
  ],
  [
    'no router sends over a session that is not Established, except by graceful restart and while internal routes are on their way',
    'a session ended without a mark',
    (lab) => lab.bgp.learned.delete(lab.id('v1 neighbor')),
    ['prod: v1 neighbor is Idle'],
  ],
];

const broken = ({ forwarding }: Lab) =>
  forwarding.invariants.flatMap(({ name, check }) => {
    const violations = check();
    return violations.length > 0 ? [{ name, violations }] : [];
  });

/** A lab in which `prod` has been measured for ten seconds. */
const lab = () => running().advance(20 * SECOND);

describe('invariants of flows', () => {
  it('hold of a sound network', () => {
    expect(broken(lab())).toEqual([]);
  });

  it.each(breakages)('%s: is found broken when %s', (name, _, breakIt, violations) => {
    const given = lab();
    breakIt(given);
    expect(broken(given)).toEqual([{ name, violations }]);
  });

  it('let AWS send over a session of the customer that just ended: its tables follow later', () => {
    const given = lab();
    given.bgp.learned.delete(given.id('v1 peer'));
    expect(broken(given)).toEqual([]);
  });

  it('each has a breakage above', () => {
    const names = lab().forwarding.invariants.map(({ name }) => name);
    expect([...new Set(breakages.map(([name]) => name))]).toEqual(names);
  });
});
