/** A router with one virtual interface to a virtual gateway: the smallest whole network. */
import type { NetworkSpec, Vendor } from '../../sim/topology/spec.ts';

export const network = (vendor: Vendor): NetworkSpec => ({
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
