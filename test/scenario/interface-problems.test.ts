import { describe, expect, it } from 'vitest';
import { broken } from './broken.ts';

const inLonR1 = (text: string): [string, string] => [
  'interfaces:\n      eth1: {}\n  lon-r2',
  `interfaces:\n      eth1: {}\n      ${text}\n  lon-r2`,
];

describe('a sub-interface beside those that are made for virtual interfaces', () => {
  // v101 is on lon-r1 eth1 with VLAN 101, v203 on lon-r2 po1 with VLAN 203; nothing is written for either.
  it.each<[string, [string, string], string]>([
    [
      'has another name',
      inLonR1('eth1.101: { vlan: 300 }'),
      'eth1.101: eth1.101 is also the name of the end that is made for v101; write "for: v101" in it, or "customerEnd: none" at v101',
    ],
    [
      'has another name, whatever it is for, and on a port-channel too',
      ['po1.102: { for: v102, shutdown: true }', 'po1.203: { for: v102 }'],
      'po1.203: po1.203 is also the name of the end that is made for v203; write "for: v203" in it, or "customerEnd: none" at v203',
    ],
    [
      'has another VLAN',
      inLonR1('eth1.500: { vlan: 101 }'),
      '101: VLAN 101 of eth1 is already that of eth1.101, the end that is made for v101; "shutdown: true" would let it wait',
    ],
    [
      'has another VLAN, though it does not write it down',
      ['po1.102: { for: v102, shutdown: true }', 'po1.500: { for: v102, vlan: 203 }'],
      '203: VLAN 203 of po1 is already that of po1.203, the end that is made for v203; "shutdown: true" would let it wait',
    ],
    [
      'has another VLAN than what is written',
      inLonR1('eth1.500: { vlan: 500 }\n      eth1.501: { vlan: 500 }'),
      '500: VLAN 500 of eth1 is already that of eth1.500; "shutdown: true" would let it wait',
    ],
    [
      'has another VLAN than what is written for the same virtual interface',
      inLonR1('eth1.101: { for: v101 }\n      eth1.501: { for: v101 }'),
      'eth1.501: VLAN 101 of eth1 is already that of eth1.101; "shutdown: true" would let it wait',
    ],
  ])('%s', (_rule, network, expected) => {
    expect(broken({ network })).toEqual([`london.yaml: ${expected}`]);
  });

  it('may wait there shut, and may have the name of an end that is not made', () => {
    expect(broken({ network: inLonR1('eth1.500: { vlan: 101, shutdown: true }') })).toEqual([]);
    expect(broken({ network: inLonR1('eth1.101: { for: v101 }') })).toEqual([]);
    expect(broken({ network: ['po1.102: { for: v102, shutdown: true }', 'po1.101: { vlan: 101 }'] })).toEqual(
      [],
    );
  });

  it('is not made twice where a port-channel ends in two connections', () => {
    const apart = 'lags:\n  dxlag-b: { connections: [dxcon-b1, dxcon-b2], minimumLinks: 1 }';
    const found = broken({
      network: [
        `${apart}\n\nvifs:`,
        'vifs:\n  v301: { on: dxcon-b1, vlan: 301 }\n  v302: { on: dxcon-b2, vlan: 301 }',
      ],
    });
    expect(found).toContain(
      'london.yaml: v302: its end would be made as lon-r2 po1.301, which is that of v301 already: write an interface "for: v302", or "customerEnd: none"',
    );
  });
});
