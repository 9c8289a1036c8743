/** ASNs as AWS and loop prevention have them: RFC 4271 §9.1.2, user guide (routing and BGP). */
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import type {
  ConnectionSpec,
  NetworkSpec,
  SubInterfaceSpec,
  VirtualInterfaceSpec,
} from '../../sim/topology/spec.ts';

const vif = (n: 1 | 2): VirtualInterfaceSpec => ({
  ...{ type: 'private', on: `c${n}`, vlan: 100 + n, mtu: 1500, gateway: `g${n}`, customerEnd: 'mirror' },
  peers: [
    { addressFamily: 'ipv4', amazonAddress: `169.254.${n}.1/30`, customerAddress: `169.254.${n}.2/30` },
  ],
  routeFilterPrefixes: [],
});

/** One router between two VPCs that hands everything on; the gateways have these ASNs. */
function between(asns: readonly [number, number]): Simulation {
  const port = { kind: 'port' } as const;
  const sub = (n: 1 | 2): SubInterfaceSpec => ({
    ...{ kind: 'subInterface', parent: `eth${n}`, for: `v${n}`, neighbor: { export: 'all' } },
  });
  const connection = (n: 1 | 2): ConnectionSpec => ({
    ...{ kind: 'dedicated', device: 'd1', bandwidth: '1Gbps', carriers: [], delayMicros: 100 },
    jumboFrameCapable: true,
    cable: { router: 'r1', port: `eth${n}` },
  });
  const network: NetworkSpec = {
    region: 'eu-west-2',
    accounts: { a: '111122223333' },
    devices: { d1: { location: 'EqLD5' } },
    carriers: {},
    routers: {
      r1: {
        asn: 65_001,
        networks: ['172.16.0.0/16'],
        interfaces: { eth1: port, eth2: port, 'eth1.101': sub(1), 'eth2.102': sub(2) },
      },
    },
    routeMaps: { all: { terms: [{ match: {}, set: {}, action: 'accept' }] } },
    links: {},
    connections: { c1: connection(1), c2: connection(2) },
    lags: {},
    vifs: { v1: vif(1), v2: vif(2) },
    gateways: {
      g1: { kind: 'virtualGateway', amazonSideAsn: asns[0], associated: ['vpc1'] },
      g2: { kind: 'virtualGateway', amazonSideAsn: asns[1], associated: ['vpc2'] },
    },
    vpcs: { vpc1: { cidrs: ['10.1.0.0/16'] }, vpc2: { cidrs: ['10.2.0.0/16'] } },
  };
  const sim = Simulation.build(network);
  sim.advance({ to: '1m' });
  return sim;
}

describe('two VPCs that reach each other over the customer', () => {
  it('do when their gateways have ASNs of their own', () => {
    const sim = between([64_512, 64_513]);
    expect(sim.routeCandidates('vpc2', '10.1.0.0/16')[0]).toMatchObject({ asPath: [65_001, 64_512] });
    expect(sim.routeCandidates('vpc1', '10.2.0.0/16')[0]).toMatchObject({ asPath: [65_001, 64_513] });
  });

  it('do not when both have the default 64512: its own AS is in the path', () => {
    const sim = between([64_512, 64_512]);
    for (const [vpc, prefix] of [
      ['vpc2', '10.1.0.0/16'],
      ['vpc1', '10.2.0.0/16'],
    ] as const)
      expect(sim.routeCandidates(vpc, prefix)).toEqual([]);
    // The customer's own network passes: only the path tells them apart.
    expect(sim.routeCandidates('vpc2', '172.16.0.0/16')[0]).toMatchObject({ asPath: [65_001] });
    expect(sim.vif('v2').state).toBe('available');
  });
});
