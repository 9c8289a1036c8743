import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Store } from '../../sim/kernel/store.ts';
import { overlaps, parsePrefix } from '../../sim/topology/address.ts';
import {
  awsDeviceV2,
  candidateId,
  freeName,
  generatedAuthKey,
  type IdKind,
  newId,
} from '../../sim/topology/ids.ts';
import { assignIpv4, assignIpv6, subnetOf } from '../../sim/topology/peer-addresses.ts';
import { Topology } from '../../sim/topology/topology.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const patterns: readonly (readonly [IdKind, RegExp])[] = [
  ['connection', /^dxcon-f[0-9a-z]{7}$/],
  ['lag', /^dxlag-f[0-9a-z]{7}$/],
  ['virtualInterface', /^dxvif-f[0-9a-z]{7}$/],
  ['bgpPeer', /^dxpeer-f[0-9a-z]{7}$/],
  ['virtualGateway', /^vgw-[0-9a-f]{17}$/],
  ['transitGateway', /^tgw-[0-9a-f]{17}$/],
  ['directConnectGateway', UUID_V4],
  ['failoverTest', UUID_V4],
];

describe('ids', () => {
  it.each(patterns)('a %s has the shape of %s', (kind, pattern) => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.nat(1000), (seed, name, n) => {
        expect(candidateId(seed, kind, name, n)).toMatch(pattern);
      }),
    );
  });

  it('depend on seed, kind, name and count', () => {
    const ids = [
      candidateId(1, 'connection', 'a', 0),
      candidateId(2, 'connection', 'a', 0),
      candidateId(1, 'connection', 'b', 0),
      candidateId(1, 'connection', 'a', 1),
      candidateId(1, 'lag', 'a', 0).replace('dxlag', 'dxcon'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(candidateId(1, 'connection', 'a', 0)).toBe(ids[0]);
  });

  it('are taken only when nothing has them', () => {
    const topology = new Topology(new Store());
    const taken = newId(topology, 7, 'lag', 'x');
    topology.add({ kind: 'site', name: taken });
    expect(newId(topology, 7, 'lag', 'x')).toBe(candidateId(7, 'lag', 'x', 1));
  });

  it('device names and keys look like AWS’s', () => {
    expect(awsDeviceV2(1, 'EqDC2', 'dev-a')).toMatch(/^EqDC2-[0-9a-z]{13}$/);
    expect(generatedAuthKey(1, 'v101')).toMatch(/^0x[A-Za-z0-9_.]{22}$/);
    expect(generatedAuthKey(1, 'v101', 1)).not.toBe(generatedAuthKey(1, 'v101'));
  });

  it('names in use get a number', () => {
    const topology = new Topology(new Store());
    expect(freeName(topology, 'x')).toBe('x');
    topology.add({ kind: 'site', name: 'x' });
    expect(freeName(topology, 'x')).toBe('x #2');
    topology.add({ kind: 'site', name: 'x #2' });
    expect(freeName(topology, 'x')).toBe('x #3');
  });
});

describe('assigned peer addresses', () => {
  it('count from 169.254.255.0/30 over the whole block, each once', () => {
    const taken = [];
    for (let n = 0; n < 200; n++) {
      const next = subnetOf(assignIpv4(taken).amazonAddress);
      expect(taken.some((other) => overlaps(other, next))).toBe(false);
      taken.push(next);
    }
    expect(assignIpv4([])).toEqual({
      amazonAddress: '169.254.255.1/30',
      customerAddress: '169.254.255.2/30',
    });
  });

  it('run out', () => {
    expect(() => assignIpv4([parsePrefix('169.254.0.0/16')])).toThrow('used up');
  });

  it('of IPv6 are a /125, Amazon at +1, the customer at +6, never one that is taken', () => {
    const first = assignIpv6(1, 'v101', []);
    const { length, bits } = subnetOf(first.amazonAddress);
    expect(length).toBe(125);
    expect(first.amazonAddress).toMatch(/\/125$/);
    const second = assignIpv6(1, 'v101', [{ family: 'ipv6', length, bits }]);
    expect(second).not.toEqual(first);
    expect(subnetOf(first.customerAddress)).toEqual(subnetOf(first.amazonAddress));
  });
});
