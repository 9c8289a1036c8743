/** Daemons that do not watch interfaces keep a session whose interface is removed, until a timer ends it. */

import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import type { NetworkSpec, Vendor } from '../../sim/topology/spec.ts';

const network = (vendor: Vendor): NetworkSpec => ({
  region: 'eu-west-2',
  accounts: { network: '111122223333' },
  devices: { d1: { location: 'EqLD5' } },
  carriers: {},
  routers: {
    r1: { asn: 65001, vendor, networks: ['172.16.0.0/16'], interfaces: { eth1: { kind: 'port' } } },
  },
  links: {},
  connections: {
    c1: {
      kind: 'dedicated',
      device: 'd1',
      bandwidth: '1Gbps',
      cable: { router: 'r1', port: 'eth1' },
      carriers: [],
      delayMicros: 100,
      jumboFrameCapable: false,
    },
  },
  lags: {},
  vifs: {
    v1: {
      type: 'private',
      on: 'c1',
      vlan: 101,
      asn: 65001,
      mtu: 1500,
      peers: [{ addressFamily: 'ipv4' }],
      routeFilterPrefixes: [],
      customerEnd: 'mirror',
      gateway: 'vgw',
      siteLink: false,
    },
  },
  gateways: { vgw: { kind: 'virtualGateway', amazonSideAsn: 64513, associated: ['vpc'] } },
  vpcs: { vpc: { cidrs: ['10.0.0.0/16'] } },
});

describe('a session whose interface is removed', () => {
  it.each(['generic', 'openbgpd', 'gobgp', 'exabgp'] as const)('%s', (vendor) => {
    const sim = Simulation.build(network(vendor), { seed: 1 });
    const state = () => sim.session('r1 169.254.255.1').router?.bgp;
    expect(state()).toBe('Established');
    sim.configure('r1', [{ remove: 'eth1.101' }]);
    expect(sim.brokenInvariants()).toEqual([]);
    // The generic router watches its interfaces.
    expect(state() === 'Established').toBe(vendor !== 'generic');
    sim.advance({ to: '5m', until: () => sim.brokenInvariants().length > 0 });
    expect(sim.brokenInvariants()).toEqual([]);
    expect(state()).not.toBe('Established');
  });
});
