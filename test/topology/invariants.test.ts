import { describe, expect, it } from 'vitest';
import { invariants, violations } from '../../sim/topology/invariants.ts';
import { type Lab, standardLab } from '../directconnect/lab.ts';

/** Each invariant and a change of a sound network that breaks it, and no other. */
const breakages: readonly (readonly [name: string, breakIt: (lab: Lab) => void])[] = [
  [
    'a VLAN stands once on a connection or LAG',
    (lab) => lab.topology.update('virtualInterface', lab.id('v102'), { vlan: 101 }),
  ],
  [
    'peer subnets of one family do not overlap on a connection or LAG',
    (lab) => lab.topology.update('bgpPeer', lab.id('v102 ipv4'), { amazonAddress: '10.0.101.9/24' }),
  ],
  [
    'a virtual interface rides exactly one connection or LAG',
    (lab) => lab.topology.relate(lab.id('v102'), 'rides', lab.id('c1')),
  ],
  [
    'a virtual interface rides exactly one connection or LAG',
    (lab) => lab.topology.repoint(lab.id('v102'), 'rides', undefined),
  ],
  [
    'a hosted connection carries at most one virtual interface',
    (lab) => {
      lab.vif('one', 'h1', 300);
      lab.vif('two', 'h1', 301, { peers: ['10.3.3.1/30'] });
    },
  ],
  [
    'members of a LAG are on its device and of its bandwidth',
    (lab) => lab.topology.relate(lab.id('c1'), 'memberOf', lab.id('lag-b')),
  ],
  [
    'members of a LAG are on its device and of its bandwidth',
    (lab) => lab.topology.update('connection', lab.id('b1'), { bandwidth: '1Gbps' }),
  ],
  [
    'every edge joins kinds that may be joined',
    (lab) => lab.topology.relate(lab.id('vgw'), 'passes', lab.id('a1')),
  ],
];

describe('invariants', () => {
  it('hold of a sound network', () => {
    expect(violations(standardLab().begin().topology)).toEqual([]);
  });

  it.each(breakages)('%s: is found when broken', (name, breakIt) => {
    const lab = standardLab().begin();
    breakIt(lab);
    const broken = invariants.filter(({ check }) => check(lab.topology).length > 0).map((one) => one.name);
    expect(broken).toEqual([name]);
  });

  it('each has a breakage above', () => {
    expect([...new Set(breakages.map(([name]) => name))]).toEqual(invariants.map(({ name }) => name));
  });
});
