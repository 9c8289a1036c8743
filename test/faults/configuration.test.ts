import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import { Stage } from '../../sim/stage.ts';
import type { NetworkSpec, VirtualInterfaceSpec } from '../../sim/topology/spec.ts';

const vif = (vlan: number, families: readonly ('ipv4' | 'ipv6')[]): VirtualInterfaceSpec => ({
  type: 'private',
  on: 'c1',
  vlan,
  asn: 65001,
  mtu: 1500,
  peers: families.map((addressFamily) => ({ addressFamily })),
  routeFilterPrefixes: [],
  customerEnd: 'mirror',
  gateway: 'gw',
});

const network: NetworkSpec = {
  region: 'eu-west-2',
  accounts: { network: '111122223333' },
  devices: { d1: { location: 'EqLD5' } },
  carriers: {},
  routers: { r1: { asn: 65001, networks: ['172.16.0.0/16'], interfaces: { eth1: { kind: 'port' } } } },
  links: {},
  connections: {
    c1: {
      kind: 'dedicated',
      device: 'd1',
      bandwidth: '1Gbps',
      cable: { router: 'r1', port: 'eth1' },
      carriers: [],
      delayMicros: 100,
      jumboFrameCapable: true,
    },
  },
  lags: {},
  vifs: { four: vif(101, ['ipv4']), both: vif(102, ['ipv4', 'ipv6']) },
  gateways: { gw: { kind: 'directConnectGateway', amazonSideAsn: 64512, associated: [] } },
  vpcs: {},
};

const STRANGE = { ipv4: '198.18.1.1/30', ipv6: '2001:db8:9::1/125' } as const;

/** Every address of the network, by the name of what has it. */
function addresses({ topology }: Stage): ReadonlyMap<string, string> {
  const peers = topology
    .all('bgpPeer')
    .map((id) => [topology.name(id), topology.as('bgpPeer', id).amazonAddress] as const);
  const interfaces = topology.all('subInterface').flatMap((id) =>
    topology.as('subInterface', id).addresses.map((address) => {
      const family = address.includes(':') ? 'ipv6' : 'ipv4';
      return [`${topology.name(id)} ${family}`, address] as const;
    }),
  );
  return new Map([...peers, ...interfaces]);
}

describe('a wrong address', () => {
  it.each([
    ['four', 'aws', 'ipv4', 'four ipv4'],
    ['four', 'customer', 'ipv4', 'r1 eth1.101 ipv4'],
    ['both', 'aws', 'ipv4', 'both ipv4'],
    ['both', 'aws', 'ipv6', 'both ipv6'],
    ['both', 'customer', 'ipv4', 'r1 eth1.102 ipv4'],
    ['both', 'customer', 'ipv6', 'r1 eth1.102 ipv6'],
  ] as const)(
    'of %s at the end of %s in %s stands there only, and is put back',
    (target, end, family, where) => {
      const { accounts, region } = network;
      const stage = new Stage({ seed: 1, timing: {}, profile: 'compat', accounts, region, startMicros: 0 });
      stage.build(network, {});
      const before = addresses(stage);
      const fault = stage.faults.begin('wrong-address', target, { end, value: STRANGE[family] });
      expect(addresses(stage)).toEqual(new Map([...before, [where, STRANGE[family]]]));
      stage.faults.end(fault);
      expect(addresses(stage)).toEqual(before);
    },
  );

  it.each(['aws', 'customer'])('of a family that the end of %s does not have cannot be', (end) => {
    const sim = Simulation.build(network);
    const before = sim.stateHash();
    const attempt = { fault: 'wrong-address', target: 'four', options: { end, value: STRANGE.ipv6 } };
    expect(() => sim.inject(attempt)).toThrow('four has no ipv6 address at that end');
    expect(sim.stateHash()).toBe(before);
  });
});

describe('a wrong value at the end of AWS', () => {
  const build = () => Simulation.build(network, { start: 'cold' });

  it('is refused where another virtual interface has it', () => {
    const sim = build();
    const before = sim.stateHash();
    const options = { end: 'aws', value: 102 };
    expect(() => sim.inject({ fault: 'wrong-vlan', target: 'four', options })).toThrow(/wrong-vlan: 102/);
    expect(sim.stateHash()).toBe(before);
    expect(sim.brokenInvariants()).toEqual([]);
  });

  it('stays when another virtual interface has taken the right one meanwhile', () => {
    const sim = build();
    const fault = sim.inject({ fault: 'wrong-vlan', target: 'four', options: { end: 'aws', value: 3001 } });
    const asked = { virtualInterfaceName: 'new', vlan: 101, asn: 65001, directConnectGatewayId: 'gw' };
    const answer = sim.call('CreatePrivateVirtualInterface', {
      connectionId: 'c1',
      newPrivateVirtualInterface: asked,
    });
    expect(answer).toMatchObject({ answer: { vlan: 101 } });
    sim.clear(fault);
    expect(sim.brokenInvariants()).toEqual([]);
    expect([sim.vif('four').vlan, sim.vif('new').vlan]).toEqual([3001, 101]);
  });

  it('ends without a word for a peer that was deleted meanwhile', () => {
    const sim = build();
    const options = { end: 'aws', value: STRANGE.ipv4 };
    const fault = sim.inject({ fault: 'wrong-address', target: 'four', options });
    sim.call('DeleteVirtualInterface', { virtualInterfaceId: 'four' });
    sim.advance({ to: '20m' });
    sim.clear(fault);
    expect(sim.brokenInvariants()).toEqual([]);
  });
});
