import { describe, expect, it } from 'vitest';
import { broken } from './broken.ts';

describe('a network with one thing wrong', () => {
  it.each<[string, string, string]>([
    [
      'dxdrill-network: 1',
      'dxdrill-network: 2',
      '2: this version of dxdrill reads network files of version 1',
    ],
    ['dxdrill-network: 1', 'dxdrill: 1', 'dxdrill: 1: this is a scenario, not a network'],
    ['region: eu-west-2', '', '"region" is missing'],
    ['region: eu-west-2', 'region: London', 'London: a Region is named like eu-west-2'],
    ['vpcs:', 'vpc:', 'vpc: unknown key "vpc": did you mean "vpcs"?'],
    [
      '"111122223333"',
      '111122223333',
      '111122223333: put an account number in quotes, or its digits are read as a number',
    ],
    ['"111122223333"', '"1111"', '"1111": an account number has 12 digits'],
    ['asn: 65001', 'asn: 0', '0: 0 is too small: at least 1'],
    ['asn: 64512', 'asn: 0', '0: 0 is too small: at least 1'],
    ['    vlan: 203', '    vlan: 203\n    asn: 0', '0: 0 is too small: at least 1'],
    ['asn: 65001', 'asn: 23456', '23456: this ASN is reserved'],
    [
      '[10.10.0.0/16]',
      '[10.10.0.1/16]',
      '10.10.0.1/16: 10.10.0.1/16 has host bits set: the prefix is 10.10.0.0/16',
    ],
    // ASNs: eBGP needs two
    [
      '    vlan: 203',
      '    vlan: 203\n    asn: 64512',
      '64512: 64512 is that of dxgw-core: yours must be another',
    ],
    ['asn: 64512', 'asn: 65001', 'v203: 65001 is that of dxgw-core: yours must be another'],
    // cables and interfaces
    ['port: lon-r1 eth1', 'port: lon-r1', 'lon-r1: expected a router and its port, like lon-r1 eth1'],
    ['port: lon-r1 eth1', 'port: lon-r9 eth1', 'lon-r9 eth1: no router "lon-r9"'],
    [
      'port: lon-r1 eth1',
      'port: lon-r1 eth7',
      'lon-r1 eth7: no port on lon-r1: "eth7"; the network has eth1',
    ],
    ['port: lon-r2 eth2', 'port: lon-r2 eth1', 'lon-r2 eth1: lon-r2 eth1 is already used by dxcon-b1'],
    ['members: [eth1, eth2]', 'members: [eth1, eth1]', 'eth1: eth1 is listed twice'],
    ['members: [eth1, eth2]', 'members: [eth1, eth9]', 'eth9: no port "eth9"; the network has eth1, eth2'],
    ['po1.102:', 'po2.102:', 'po2.102: no port or port-channel "po2"'],
    ['for: v102', 'for: v1O2', 'v1O2: no virtual interface "v1O2"'],
    ['for: v102, ', '', 'po1.102: po1.102 needs "for" or a "vlan"'],
    ['between: [lon-r1, lon-r2]', 'between: [lon-r1, lon-r1]', 'lon-r1: a link joins two routers'],
    // locations
    [
      'ld5-2b: { location: EqLD5 }',
      'ld5-2b: { location: EqLD5, region: eu-west-1 }',
      'eu-west-1: EqLD5 is in eu-west-2, as ld5-1a has it: a location has one Region',
    ],
    [
      'ld5-1a: { location: EqLD5 }',
      'ld5-1a: { location: EqLD5, region: eu-west-1 }',
      'ld5-2b: EqLD5 is in eu-west-1, as ld5-1a has it: a location has one Region',
    ],
    // connections and LAGs
    [
      'bandwidth: 10Gbps, port: lon-r1',
      'bandwidth: 25Gbps, port: lon-r1',
      '25Gbps: a dedicated connection has 1Gbps, 10Gbps',
    ],
    ['device: ld5-1a, bandwidth', 'bandwidth', 'dxcon-a: "device" is missing'],
    ['dxcon-a: {', 'dxcon-a: { type: hosted, ', 'device: a hosted connection is on the device of its parent'],
    [
      'dxcon-b2: { device: ld5-2b',
      'dxcon-b2: { device: ld5-1a',
      'dxcon-b2: dxcon-b2 is on ld5-1a, the LAG on ld5-2b: one device a LAG',
    ],
    [
      '10Gbps, port: lon-r2 eth2',
      '1Gbps, port: lon-r2 eth2',
      'dxcon-b2: dxcon-b2 has 1Gbps, the LAG 10Gbps: one bandwidth a LAG',
    ],
    ['[dxcon-b1, dxcon-b2]', '[dxcon-b1, dxcon-b9]', 'dxcon-b9: no connection "dxcon-b9"'],
    ['[dxcon-b1, dxcon-b2]', '[dxcon-b1, dxcon-b1]', 'dxcon-b1: dxcon-b1 is listed twice'],
    ['minimumLinks: 1', 'minimumLinks: 3', '3: 3 of 2 members can never be up'],
    [
      'lags:',
      'lags:\n  other: { connections: [dxcon-b1] }',
      'dxcon-b1: dxcon-b1 is already a member of other',
    ],
    // virtual interfaces
    ['vlan: 101', 'vlan: 5000', '5000: 5000 is too large: at most 4094'],
    ['vlan: 102', 'vlan: 101', '101: VLAN 101 of dxcon-a is already that of v101'],
    ['    vlan: 101\n', '', 'v101: "vlan" is missing'],
    ['on: dxcon-a', 'on: dxcon-b1', 'dxcon-b1: dxcon-b1 is a member of dxlag-b: write "on: dxlag-b"'],
    ['gateway: dxgw-core', 'gateway: vpc-prod', 'vpc-prod: no gateway "vpc-prod"'],
    [
      'on: dxcon-a',
      'type: transit\n    on: dxcon-a\n    mtu: 9001',
      '9001: a transit virtual interface has 1500 or 8500',
    ],
    [
      'on: dxcon-a',
      'type: public\n    on: dxcon-a',
      'dxgw-core: a public virtual interface cannot lead to dxgw-core',
    ],
    ['port: lon-r1 eth1', 'jumboFrameCapable: false', '8500: dxcon-a is not capable of jumbo frames'],
    [', port: lon-r1 eth1', '', 'v101: "asn" is missing, and nothing is plugged into dxcon-a'],
    [
      '169.254.101.2/30',
      '169.254.101.6/30',
      '169.254.101.6/30: 169.254.101.6/30 and 169.254.101.1/30 are not in one subnet',
    ],
    ['169.254.101.2/30', '169.254.101.1/30', '169.254.101.1/30: both ends have the same address'],
    [
      '169.254.101.2/30',
      '169.254.101.3/30',
      "169.254.101.3/30: 169.254.101.3/30 is the network's own address or its broadcast",
    ],
    ['169.254.101.2/30', '169.254.101.2', '169.254.101.2: "169.254.101.2" needs a prefix length'],
    ['169.254.101.2/30', '2001:db8::2/125', '2001:db8::2/125: one address is IPv4 and the other IPv6'],
    ['    customerAddress: 169.254.101.2/30', '', '169.254.101.1/30: "customerAddress" is missing beside it'],
    [
      'amazonAddress: 169.254.102.1/30\n    customerAddress: 169.254.102.2/30',
      'amazonAddress: 169.254.101.9/28\n    customerAddress: 169.254.101.10/28',
      '169.254.101.9/28: 169.254.101.9/28 overlaps 169.254.101.1/30 of v101, also on dxcon-a',
    ],
    [
      'amazonAddress: 169.254.102.1/30\n    customerAddress: 169.254.102.2/30',
      'peers:\n      - { amazonAddress: 169.254.101.1/30, customerAddress: 169.254.101.2/30 }',
      '169.254.101.1/30: 169.254.101.1/30 overlaps 169.254.101.1/30 of v101, also on dxcon-a',
    ],
    [
      'vlan: 102',
      'vlan: 102\n    families: [ipv6]',
      '[ipv6]: the addresses are ipv4, which "families" does not list',
    ],
    [
      'vlan: 102',
      'vlan: 102\n    peers: [{}]',
      '[{}]: write either "peers", or "families" and one pair of addresses',
    ],
    [
      'amazonAddress: 169.254.102.1/30\n    customerAddress: 169.254.102.2/30',
      'amazonAddress: 2001:db8::1/64\n    customerAddress: 2001:db8::2/64',
      '2001:db8::1/64: IPv6 peers have a /125, which AWS assigns',
    ],
    // VPCs
    ['[10.0.0.0/16]', '[10.0.0.0/16, 11.0.0.0/8]', '11.0.0.0/8: an IPv4 CIDR of a VPC has /16 to /28'],
    ['[10.0.0.0/16]', '[10.0.0.0/29]', '10.0.0.0/29: an IPv4 CIDR of a VPC has /16 to /28'],
    [
      'associated: [vpc-prod] }\n\nvpcs:',
      'associated: [vpc-prod, vpc-b] }\n\nvpcs:\n  vpc-b: { cidrs: [10.1.0.0/16] }',
      'vpc-b: vgw-prod is attached to vpc-prod: a virtual gateway has one VPC at a time',
    ],
    [
      'associated: [vgw-prod] }\n  vgw-prod: { type: virtual, asn: 64513, associated: [vpc-prod] }\n\nvpcs:',
      'associated: [vgw-prod, vgw-b] }\n  vgw-prod: { type: virtual, asn: 64513, associated: [vpc-prod] }\n  vgw-b: { type: virtual, asn: 64514, associated: [vpc-b] }\n\nvpcs:\n  vpc-b: { cidrs: [10.0.64.0/20] }',
      'vgw-b: 10.0.64.0/20 of vpc-b overlaps 10.0.0.0/16 of vpc-prod: VPCs behind one Direct Connect gateway, here dxgw-core, must not',
    ],
    // names
    ['lags:\n  dxlag-b', 'lags:\n  v101', 'v101: "v101" is already the name of a LAG'],
    ['vpc-prod: {', 'constructor: {', 'constructor: this name is reserved'],
    ['vpc-prod: {', '2nd-vpc: {', '2nd-vpc: a name is a letter, then letters'],
    [
      'type: virtual, asn: 64513, associated: [vpc-prod]',
      'type: virtual, associated: [dxgw-core]',
      'dxgw-core: a directConnectGateway cannot be associated with a virtualGateway',
    ],
  ])('%j made %j', (from, to, expected) => {
    const found = broken({ network: [from, to] });
    expect(found.length, 'it is refused').toBeGreaterThan(0);
    expect(
      found.some((one) => one.startsWith('london.yaml: ') && one.includes(expected)),
      found.join('\n'),
    ).toBe(true);
  });

  it('takes overlapping peer subnets from a network that was imported', () => {
    const overlap =
      'amazonAddress: 169.254.101.1/30\n    customerAddress: 169.254.101.2/30\n    imported: true';
    const pair = 'amazonAddress: 169.254.102.1/30\n    customerAddress: 169.254.102.2/30';
    expect(broken({ network: [pair, overlap] })).toEqual([]);
  });
});
