/**
 * Members of answers against AWS's published samples: what a sample carries is carried, and nothing besides but
 * members that older samples lack. The sets are transcribed by hand, in words of our own.
 */
import { describe, expect, it } from 'vitest';
import { type Lab, MINUTE, SECOND, standardLab } from './lab.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Old samples of private and public virtual interfaces. */
const VIF = `virtualInterfaceState asn vlan customerAddress ownerAccount connectionId virtualInterfaceId authKey
  routeFilterPrefixes location customerRouterConfig amazonAddress virtualInterfaceType virtualInterfaceName`;
/** Samples of transit virtual interfaces carry what came later, too. */
const TRANSIT_VIF = `${VIF} amazonSideAsn addressFamily mtu jumboFrameCapable virtualGatewayId directConnectGatewayId
  bgpPeers region awsDeviceV2 tags`;
/** Not in any sample: asnLong, siteLinkEnabled and the pools of prefixes are younger than all of them. */
const LATER_VIF = `${TRANSIT_VIF} asnLong awsLogicalDeviceId siteLinkEnabled prefixPoolAllocatedCountIpv4
  prefixPoolAllocatedCountIpv6`;
const PEER = 'bgpStatus customerAddress addressFamily authKey bgpPeerState amazonAddress asn';
const LATER_PEER = `${PEER} bgpPeerId awsDeviceV2 asnLong awsLogicalDeviceId`;
const CONNECTION = 'ownerAccount connectionId connectionState bandwidth location connectionName region';
const POOL = `prefixPoolSizeIpv4 prefixPoolSizeIpv6 prefixPoolUnallocatedCountIpv4 prefixPoolUnallocatedCountIpv6`;
const LATER_CONNECTION = `${CONNECTION} ${POOL} jumboFrameCapable awsDeviceV2 awsLogicalDeviceId hasLogicalRedundancy tags`;
const LAG = `awsDevice numberOfConnections lagState ownerAccount lagName connections lagId minimumLinks
  connectionsBandwidth region location`;
const LATER_LAG = `${LAG} ${POOL} awsDeviceV2 awsLogicalDeviceId allowsHostedConnections jumboFrameCapable
  hasLogicalRedundancy tags`;

type Answer = Readonly<Record<string, unknown>>;

interface Case {
  readonly name: string;
  readonly call: (lab: Lab) => unknown;
  readonly sample: string;
  readonly atMost: string;
}

const part = (answer: Answer, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((value, step) => Reflect.get(Object(value), step), answer);

const newVif = { virtualInterfaceName: 'PrivateVirtualInterface', vlan: 777, asn: 65000 };
const privateRequest = {
  connectionId: 'c1',
  newPrivateVirtualInterface: { ...newVif, virtualGatewayId: 'vgw' },
};
const associate = { virtualInterfaceId: 'v101', connectionId: 'lag-b' };
const newLag = {
  numberOfConnections: 2,
  location: 'EqLD5',
  connectionsBandwidth: '10Gbps',
  lagName: '1GBLag',
};

const cases: readonly Case[] = [
  {
    name: 'AssociateVirtualInterface',
    call: (lab) => lab.ok('AssociateVirtualInterface', associate),
    sample: `${VIF} addressFamily virtualGatewayId bgpPeers`,
    atMost: LATER_VIF,
  },
  {
    name: 'AssociateVirtualInterface, its peers',
    call: (lab) => part(lab.ok('AssociateVirtualInterface', associate), 'bgpPeers', 1),
    sample: PEER,
    atMost: LATER_PEER,
  },
  {
    name: 'CreatePrivateVirtualInterface',
    call: (lab) => lab.ok('CreatePrivateVirtualInterface', privateRequest),
    sample: `${VIF} virtualGatewayId`,
    atMost: LATER_VIF,
  },
  {
    name: 'CreateTransitVirtualInterface',
    call: (lab) =>
      lab.ok('CreateTransitVirtualInterface', {
        connectionId: 'lag-b',
        newTransitVirtualInterface: { ...newVif, directConnectGatewayId: 'dxgw' },
      }).virtualInterface,
    sample: TRANSIT_VIF,
    atMost: LATER_VIF,
  },
  {
    name: 'AllocatePrivateVirtualInterface',
    call: (lab) =>
      lab.ok('AllocatePrivateVirtualInterface', {
        connectionId: 'c1',
        ownerAccount: 'customer',
        newPrivateVirtualInterfaceAllocation: newVif,
      }),
    sample: VIF,
    atMost: LATER_VIF,
  },
  {
    name: 'DescribeVirtualInterfaces',
    call: (lab) => part(lab.ok('DescribeVirtualInterfaces', {}), 'virtualInterfaces', 0),
    sample: `${VIF} virtualGatewayId`,
    atMost: LATER_VIF,
  },
  {
    name: 'UpdateVirtualInterfaceAttributes',
    call: (lab) => lab.ok('UpdateVirtualInterfaceAttributes', { virtualInterfaceId: 'v101', mtu: 9001 }),
    sample: TRANSIT_VIF,
    atMost: LATER_VIF,
  },
  {
    name: 'CreateConnection',
    call: (lab) =>
      lab.ok('CreateConnection', { location: 'EqLD5', bandwidth: '10Gbps', connectionName: 'new' }),
    sample: CONNECTION,
    atMost: `${CONNECTION} jumboFrameCapable hasLogicalRedundancy tags`,
  },
  {
    name: 'AssociateConnectionWithLag',
    call: (lab) => {
      lab.connection('late', 'dev-b');
      lab.resources.setInitial(lab.id('late'), 'available');
      return lab.ok('AssociateConnectionWithLag', { connectionId: 'late', lagId: 'lag-b' });
    },
    sample: `${CONNECTION} lagId`,
    atMost: `${LATER_CONNECTION} lagId awsDevice`,
  },
  {
    name: 'DisassociateConnectionFromLag',
    call: (lab) => lab.ok('DisassociateConnectionFromLag', { connectionId: 'b1', lagId: 'lag-b' }),
    sample: CONNECTION,
    atMost: `${LATER_CONNECTION} awsDevice`,
  },
  {
    name: 'AllocateHostedConnection',
    call: (lab) =>
      lab.ok(
        'AllocateHostedConnection',
        {
          connectionId: 'ic1',
          ownerAccount: 'customer',
          bandwidth: '500Mbps',
          connectionName: 'h',
          vlan: 310,
        },
        'partner',
      ),
    sample: `${CONNECTION} partnerName vlan`,
    atMost: `${CONNECTION} partnerName vlan jumboFrameCapable hasLogicalRedundancy tags`,
  },
  {
    name: 'CreateLag',
    call: (lab) => lab.ok('CreateLag', newLag),
    sample: LAG,
    atMost: LATER_LAG,
  },
  {
    name: 'CreateLag, its connections',
    call: (lab) => part(lab.ok('CreateLag', newLag), 'connections', 0),
    sample: `${CONNECTION} lagId`,
    atMost: `${CONNECTION} lagId jumboFrameCapable hasLogicalRedundancy tags`,
  },
  {
    name: 'DescribeLags',
    call: (lab) => part(lab.ok('DescribeLags', {}), 'lags', 0),
    sample: LAG,
    atMost: LATER_LAG,
  },
  {
    name: 'CreateDirectConnectGateway',
    call: (lab) =>
      lab.ok('CreateDirectConnectGateway', { directConnectGatewayName: 'DxGateway1' }).directConnectGateway,
    sample:
      'amazonSideAsn directConnectGatewayId ownerAccount directConnectGatewayName directConnectGatewayState',
    atMost:
      'amazonSideAsn directConnectGatewayId ownerAccount directConnectGatewayName directConnectGatewayState',
  },
  {
    name: 'DescribeVirtualGateways',
    call: (lab) => part(lab.ok('DescribeVirtualGateways', {}), 'virtualGateways', 0),
    sample: 'virtualGatewayId virtualGatewayState',
    atMost: 'virtualGatewayId virtualGatewayState',
  },
];

describe('answers carry what the published samples carry', () => {
  it.each(cases)('$name', ({ call, sample, atMost }) => {
    const members = Object.keys(Object(call(standardLab().begin())));
    expect(members).toEqual(expect.arrayContaining(words(sample)));
    expect(words(atMost)).toEqual(expect.arrayContaining(members));
  });

  it.each([
    ['ConfirmConnection', { connectionId: 'h1' }, 'connectionState'],
    ['DeleteVirtualInterface', { virtualInterfaceId: 'hv' }, 'virtualInterfaceState'],
  ])('%s answers a state and nothing else', (operation, request, member) => {
    const lab = standardLab();
    lab.vif('hv', 'h1', 300, { ownerAccount: lab.accounts.customer });
    if (operation === 'ConfirmConnection') lab.resources.setInitial(lab.id('h1'), 'ordering');
    lab.begin();
    expect(Object.keys(lab.ok(operation, request, 'customer'))).toEqual([member]);
  });
});

describe('what is unset', () => {
  it('a transit virtual interface has an empty virtualGatewayId, and empty lists', () => {
    const lab = standardLab();
    lab.vif('transit', 'a1', 201, { type: 'transit', gateway: 'dxgw' });
    lab.begin();
    const answer = part(
      lab.ok('DescribeVirtualInterfaces', { virtualInterfaceId: 'transit' }),
      'virtualInterfaces',
      0,
    );
    expect(answer).toMatchObject({ virtualGatewayId: '', routeFilterPrefixes: [], tags: [] });
  });

  it('no member is ever null or undefined', () => {
    const lab = standardLab().begin();
    const text = JSON.stringify([
      lab.ok('DescribeVirtualInterfaces', {}),
      lab.ok('DescribeConnections', {}),
      lab.ok('DescribeLags', {}),
    ]);
    expect(text).not.toContain('null');
    for (const vif of lab.ok('DescribeVirtualInterfaces', {}).virtualInterfaces as object[])
      expect(Object.values(vif)).not.toContain(undefined);
  });
});

describe('the seed rule book', () => {
  it('has the members of the page that the project grew from', () => {
    const answer = standardLab({ profile: 'seed' }).begin().ok('AssociateVirtualInterface', associate);
    expect(Object.keys(answer).sort()).toEqual(words(TRANSIT_VIF).sort());
    expect(Object.keys(Object(part(answer, 'bgpPeers', 0))).sort()).toEqual(
      words(`${PEER} bgpPeerId awsDeviceV2`).sort(),
    );
  });
});

describe('customerRouterConfig', () => {
  it('has the elements of the samples in their order; a new peer replaces the one being deleted', () => {
    const lab = standardLab({ timing: { peerProvisioning: SECOND } }).begin();
    lab.ok('CreateBGPPeer', {
      virtualInterfaceId: 'v101',
      newBGPPeer: { addressFamily: 'ipv6', asn: 64600, authKey: 'a<b&c>d' },
    });
    lab.advance(MINUTE);
    const answer = lab.ok('AssociateVirtualInterface', associate);
    const text = String(answer.customerRouterConfig);
    const elements = [...text.matchAll(/<([a-z_0-9]+)>/g)].map(([, name]) => name);
    expect(elements).toEqual(
      words(`vlan customer_address amazon_address bgp_asn bgp_auth_key
        ipv6_customer_address ipv6_amazon_address ipv6_bgp_asn ipv6_bgp_auth_key amazon_bgp_asn connection_type`),
    );
    expect(text).toContain(`<logical_connection id="${lab.apiId('v101')}">\n  <vlan>101</vlan>\n`);
    expect(text).toContain('<ipv6_bgp_auth_key>a&lt;b&amp;c&gt;d</ipv6_bgp_auth_key>');
    expect(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')).toBe(true);
    expect(text.endsWith('</logical_connection>\n')).toBe(true);
  });
});
