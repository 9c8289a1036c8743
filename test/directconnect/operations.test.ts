/** Each operation: what it does when accepted, and what it refuses without changing anything. */
import { describe, expect, it } from 'vitest';
import { operations } from '../../sim/directconnect/operations.ts';
import { accounts, type Lab, MINUTE, SECOND, standardLab } from './lab.ts';

type Who = keyof typeof accounts;

function refused(lab: Lab, operation: string, request: Record<string, unknown>, as: Who = 'net'): string {
  const before = lab.future();
  const { message } = lab.error(operation, request, as);
  expect(lab.future()).toEqual(before);
  return message;
}

const started = (options: Parameters<typeof standardLab>[0] = {}) => standardLab(options).begin();
const newVif = (part: Record<string, unknown> = {}) => ({
  virtualInterfaceName: 'fresh',
  vlan: 500,
  asn: 65000,
  virtualGatewayId: 'vgw',
  ...part,
});
const createPrivate = (part: Record<string, unknown> = {}, connectionId = 'c1') => ({
  connectionId,
  newPrivateVirtualInterface: newVif(part),
});

describe('CreateConnection', () => {
  const request = { location: 'EqLD5', bandwidth: '10Gbps', connectionName: 'new' };

  it('is requested until the LOA is there, pending until the port is initialised, then as its link is', () => {
    const lab = started({ timing: { loaIssue: MINUTE, connectionProvisioning: 30 * SECOND } });
    expect(lab.ok('CreateConnection', request)).toMatchObject({
      connectionState: 'requested',
      connectionName: 'new',
      ownerAccount: accounts.net,
    });
    lab.advance(MINUTE);
    expect(lab.state('new')).toBe('pending');
    lab.advance(30 * SECOND);
    lab.advance(2 * SECOND);
    expect(lab.state('new')).toBe('available');
    const [described] = lab.ok('DescribeConnections', { connectionId: 'new' }).connections as object[];
    expect(described).toMatchObject({ awsDeviceV2: 'EqLD5-dev-a', loaIssueTime: 1_767_225_670 });
  });

  it('is one more member with lagId', () => {
    const lab = started();
    expect(lab.ok('CreateConnection', { ...request, lagId: 'lag-d' })).toMatchObject({
      lagId: lab.apiId('lag-d'),
    });
    expect(lab.topology.sources(lab.id('lag-d'), 'memberOf')).toHaveLength(2);
  });

  it('refuses an unknown speed, a location without ports, a name of 201 characters, a doubled tag', () => {
    const lab = started();
    expect(refused(lab, 'CreateConnection', { ...request, bandwidth: '3Gbps' })).toContain('bandwidth 3Gbps');
    expect(refused(lab, 'CreateConnection', { ...request, location: 'EqDC2' })).toContain('EqDC2');
    expect(refused(lab, 'CreateConnection', { ...request, connectionName: 'x'.repeat(201) })).toContain(
      '200',
    );
    const tags = [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
    ];
    expect(lab.error('CreateConnection', { ...request, tags }).type).toBe('DuplicateTagKeysException');
    const many = Array.from({ length: 51 }, (_, n) => ({ key: `k${n}` }));
    expect(lab.error('CreateConnection', { ...request, tags: many }).type).toBe('TooManyTagsException');
  });

  it('takes ten at a location, ports permitting', () => {
    const lab = started();
    // a1, b1, b2, c1, d1 and small are there already.
    for (let n = 0; n < 4; n++) lab.ok('CreateConnection', { ...request, connectionName: `n${n}` });
    expect(refused(lab, 'CreateConnection', request)).toContain('quota of 10');
  });

  it('two of one name have ids of their own', () => {
    const lab = started();
    const first = lab.ok('CreateConnection', request);
    const second = lab.ok('CreateConnection', request);
    expect(second.connectionName).toBe('new');
    expect(second.connectionId).not.toBe(first.connectionId);
  });
});

describe('DeleteConnection', () => {
  it('is deleted at once and gives its port back', () => {
    const lab = started();
    const ports = () => lab.topology.as('awsDevice', lab.id('dev-a')).freePorts;
    const before = ports();
    expect(lab.ok('DeleteConnection', { connectionId: 'c1' })).toMatchObject({ connectionState: 'deleted' });
    expect(ports()).toBe(before + 1);
    expect(lab.link.log.at(-1)).toBe('c1 off');
  });

  it('refuses while something is on it, and for others', () => {
    const lab = started();
    expect(refused(lab, 'DeleteConnection', { connectionId: 'a1' })).toContain('2 virtual interface(s)');
    expect(refused(lab, 'DeleteConnection', { connectionId: 'ic1' }, 'partner')).toContain('hosted');
    expect(refused(lab, 'DeleteConnection', { connectionId: 'c1' }, 'customer')).toContain(
      'Connection does not exist',
    );
  });

  it('declines a hosted connection that was ordered', () => {
    const lab = standardLab();
    lab.resources.setInitial(lab.id('h2'), 'ordering');
    lab.begin();
    expect(lab.ok('DeleteConnection', { connectionId: 'h2' }, 'customer')).toMatchObject({
      connectionState: 'rejected',
    });
  });
});

describe('hosted connections', () => {
  const request = {
    connectionId: 'ic1',
    ownerAccount: 'customer',
    bandwidth: '500Mbps',
    connectionName: 'hosted',
    vlan: 310,
  };

  it('are ordered by the partner, confirmed by the customer', () => {
    const lab = started({ timing: { connectionProvisioning: 10 * SECOND } });
    expect(lab.ok('AllocateHostedConnection', request, 'partner')).toMatchObject({
      connectionState: 'ordering',
      ownerAccount: accounts.customer,
      partnerName: 'partner',
      vlan: 310,
    });
    expect(lab.ok('ConfirmConnection', { connectionId: 'hosted' }, 'customer')).toEqual({
      connectionState: 'pending',
    });
    lab.advance(12 * SECOND);
    expect(lab.state('hosted')).toBe('available');
    const listed = lab.ok('DescribeHostedConnections', { connectionId: 'ic1' }, 'partner').connections;
    expect(listed).toHaveLength(3);
  });

  it('need a partner port, a free VLAN and a hosted bandwidth', () => {
    const lab = started();
    const allocate = (part: object, as: Who = 'partner') =>
      refused(lab, 'AllocateHostedConnection', { ...request, ...part }, as);
    expect(allocate({ connectionId: 'c1' }, 'net')).toBe(
      `Account [${accounts.net}] is not an authorized Direct Connect partner in eu-west-2.`,
    );
    expect(allocate({ vlan: 300 })).toContain('VLAN 300 is already in use');
    expect(allocate({ vlan: 4095 })).toContain('vlan 4095');
    expect(allocate({ vlan: 0 })).toContain('vlan 0');
    expect(allocate({ bandwidth: '3Gbps' })).toContain('bandwidth');
    expect(allocate({ ownerAccount: 'nobody' })).toContain('12 digits');
  });

  it('are confirmed once, by their owner', () => {
    const lab = started();
    expect(refused(lab, 'ConfirmConnection', { connectionId: 'h1' }, 'customer')).toBe(
      `ConfirmConnection failed. ${lab.apiId('h1')} is in state available`,
    );
    expect(refused(lab, 'ConfirmConnection', { connectionId: 'h1' }, 'partner')).toContain('does not own');
  });

  it('move with their virtual interface, which is provisioned anew', () => {
    const lab = standardLab();
    lab.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    lab.begin();
    const answer = lab.ok(
      'AssociateHostedConnection',
      { connectionId: 'h1', parentConnectionId: 'plag' },
      'partner',
    );
    expect(answer).toMatchObject({ connectionState: 'available', lagId: lab.apiId('plag') });
    expect(lab.state('hv')).toBe('pending');
    lab.advance(MINUTE);
    expect(lab.state('hv')).toBe('available');
    expect(lab.topology.target(lab.id('hv'), 'rides')).toBe(lab.id('h1'));
    expect(lab.topology.target(lab.id('h1'), 'rides')).toBe(lab.id('plag'));
  });

  it('do not move onto their VLAN or addresses, nor to where they are, nor by others', () => {
    const lab = standardLab();
    lab.hosted('taken', 'plag', 300);
    lab.hosted('beside', 'ic2', 444);
    lab.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    lab.vif('same', 'beside', 444, { ownerAccount: accounts.customer, peers: ['10.0.44.1/24'] });
    lab.begin();
    const move = (connectionId: string, parentConnectionId: string, as: Who = 'partner') =>
      refused(lab, 'AssociateHostedConnection', { connectionId, parentConnectionId }, as);
    expect(move('h1', 'plag')).toContain('VLAN 300');
    expect(move('h1', 'ic2')).toContain('IP address 10.0.44.0/30');
    expect(move('h1', 'ic1')).toContain('already associated');
    expect(move('h1', 'ic1', 'customer')).toContain('does not own');
    expect(move('ic1', 'ic2')).toContain('not hosted');
  });
});

describe('CreateLag', () => {
  const request = {
    numberOfConnections: 2,
    location: 'EqLD5',
    connectionsBandwidth: '10Gbps',
    lagName: 'lag-new',
  };
  type LagAnswer = { lagId: string; connections: { connectionName: string; connectionState: string }[] };

  it('orders its connections', () => {
    const lab = started();
    const answer = lab.ok('CreateLag', request) as LagAnswer;
    expect(answer).toMatchObject({ lagState: 'pending', numberOfConnections: 2, minimumLinks: 0 });
    expect(answer.connections.map(({ connectionName }) => connectionName)).toEqual([
      `Requested Connection 1 for Lag ${answer.lagId}`,
      `Requested Connection 2 for Lag ${answer.lagId}`,
    ]);
  });

  it('takes a live connection along with its virtual interfaces, and interrupts it', () => {
    const lab = started({ timing: { lagMembershipChange: 15 * SECOND, connectionProvisioning: MINUTE } });
    lab.link.log.length = 0;
    const answer = lab.ok('CreateLag', { ...request, connectionId: 'a1' }) as LagAnswer;
    expect(answer.connections.map(({ connectionState }) => connectionState).sort()).toEqual([
      'down',
      'requested',
    ]);
    expect(lab.topology.target(lab.id('v101'), 'rides')).toBe(lab.id('lag-new'));
    lab.advance(15 * SECOND);
    expect(lab.link.log.filter((line) => line.startsWith('a1'))).toEqual(['a1 off', 'a1 on']);
    lab.advance(MINUTE);
    expect(lab.state('a1')).toBe('available');
    expect(lab.state('lag-new')).toBe('available');
  });

  it('refuses five of 10G, three of 100G, more ports than a device has, unlike live connections', () => {
    const lab = started();
    const create = (part: object) => refused(lab, 'CreateLag', { ...request, ...part });
    expect(create({ numberOfConnections: 5 })).toContain('1 to 4 at 10Gbps');
    expect(create({ numberOfConnections: 3, connectionsBandwidth: '100Gbps' })).toContain(
      '1 to 2 at 100Gbps',
    );
    expect(create({ numberOfConnections: 0 })).toContain('numberOfConnections 0');
    expect(create({ connectionsBandwidth: '1Gbps', connectionId: 'a1' })).toContain('another bandwidth');
    expect(create({ connectionId: 'far1' })).toContain('Connection does not exist');
    lab.topology.update('awsDevice', lab.id('dev-a'), { freePorts: 1 });
    lab.topology.update('awsDevice', lab.id('dev-b'), { freePorts: 1 });
    expect(create({})).toContain('2 free port(s)');
  });
});

describe('membership of a LAG', () => {
  const join = { connectionId: 'c1', lagId: 'lag-a' };

  const withLag = () => {
    const lab = standardLab({ timing: { lagTransition: MINUTE } });
    lab.connection('m1', 'dev-a');
    lab.connection('m2', 'dev-a');
    lab.lag('lag-a', ['m1', 'm2']);
    return lab;
  };

  it('AssociateConnectionWithLag re-homes virtual interfaces; their peers stay', () => {
    const lab = withLag().begin();
    expect(lab.ok('AssociateConnectionWithLag', { ...join, connectionId: 'a1' })).toMatchObject({
      lagId: lab.apiId('lag-a'),
    });
    expect(lab.topology.target(lab.id('v101'), 'rides')).toBe(lab.id('lag-a'));
    expect(lab.state('v101 ipv4')).toBe('available');
  });

  it('a further change right afterwards meets the transitioning state', () => {
    const lab = withLag().begin();
    lab.ok('AssociateConnectionWithLag', join);
    expect(refused(lab, 'DisassociateConnectionFromLag', join)).toBe(
      `Connection ${lab.apiId('c1')} is in a transitioning state.`,
    );
    lab.advance(MINUTE);
    const answer = lab.ok('DisassociateConnectionFromLag', join);
    expect(answer).not.toHaveProperty('lagId');
    expect(lab.topology.target(lab.id('c1'), 'memberOf')).toBeUndefined();
  });

  it('a connection from another LAG leaves its virtual interfaces there', () => {
    const lab = withLag();
    lab.vif('stays', 'lag-a', 900);
    lab.connection('o1', 'dev-a');
    lab.lag('lag-o', ['o1']);
    lab.begin();
    lab.ok('AssociateConnectionWithLag', { connectionId: 'm1', lagId: 'lag-o' });
    expect(lab.topology.target(lab.id('stays'), 'rides')).toBe(lab.id('lag-a'));
  });

  it('refuses another device, another bandwidth, a fifth member, a clash of VLAN or address', () => {
    const lab = withLag();
    lab.connection('slow', 'dev-a', { bandwidth: '1Gbps' });
    lab.vif('clash', 'lag-a', 101, { peers: ['10.44.0.1/30'] });
    lab.begin();
    const associate = (connectionId: string, lagId = 'lag-a') =>
      refused(lab, 'AssociateConnectionWithLag', { connectionId, lagId });
    expect(associate('c1', 'lag-b')).toContain('another device');
    expect(associate('slow')).toContain('another bandwidth');
    expect(associate('a1')).toContain('VLAN 101');
    expect(associate('m1')).toContain('already');
    for (const name of ['c1', 'small']) {
      lab.ok('AssociateConnectionWithLag', { connectionId: name, lagId: 'lag-a' });
    }
    lab.connection('fifth', 'dev-a');
    lab.resources.setInitial(lab.id('fifth'), 'available');
    expect(associate('fifth')).toContain('quota of 4');
  });

  it('a live member cannot leave when that breaks minimumLinks, a dead one and the last one can', () => {
    const lab = withLag().begin();
    lab.ok('UpdateLag', { lagId: 'lag-a', minimumLinks: 1 });
    lab.link.cut(lab.id('m2'), true);
    lab.settle();
    const leave = (connectionId: string) => ({ connectionId, lagId: 'lag-a' });
    expect(refused(lab, 'DisassociateConnectionFromLag', leave('m1'))).toContain('minimum links');
    lab.ok('DisassociateConnectionFromLag', leave('m2'));
    lab.ok('DisassociateConnectionFromLag', leave('m1'));
    expect(refused(lab, 'DisassociateConnectionFromLag', leave('m1'))).toContain('not a member');
  });
});

describe('UpdateLag, DeleteLag, DescribeLags', () => {
  it('raising minimumLinks above the live links takes the LAG down', () => {
    const lab = started();
    lab.link.cut(lab.id('b2'), true);
    lab.advance(5 * SECOND);
    expect(lab.state('lag-b')).toBe('available');
    expect(lab.ok('UpdateLag', { lagId: 'lag-b', minimumLinks: 2, lagName: 'renamed' })).toMatchObject({
      minimumLinks: 2,
      lagName: 'renamed',
    });
    lab.link.changed.add(lab.id('lag-b'), 0);
    lab.advance(5 * SECOND);
    expect(lab.state('lag-b')).toBe('down');
  });

  it('refuses more minimum links than members', () => {
    const lab = started();
    expect(refused(lab, 'UpdateLag', { lagId: 'lag-b', minimumLinks: 3 })).toContain(
      'MinimumLinks cannot be set higher than the number of connections',
    );
    expect(refused(lab, 'UpdateLag', { lagId: 'lag-b', minimumLinks: -1 })).toContain('minimumLinks -1');
  });

  it('deletes an empty-handed LAG at once; its connections live on', () => {
    const lab = standardLab();
    lab.vif('on-lag', 'lag-d', 900);
    lab.begin();
    expect(refused(lab, 'DeleteLag', { lagId: 'lag-d' })).toContain(
      'until its Virtual Interfaces are deleted',
    );
    expect(lab.ok('DeleteLag', { lagId: 'lag-b' })).toMatchObject({
      lagState: 'deleted',
      numberOfConnections: 0,
      connections: [],
    });
    expect(lab.topology.target(lab.id('b1'), 'memberOf')).toBeUndefined();
  });

  it('lists the own ones, one by id, and knows no others', () => {
    const lab = started();
    expect(lab.ok('DescribeLags', {}).lags).toHaveLength(2);
    expect(lab.ok('DescribeLags', { lagId: 'lag-b' }).lags).toHaveLength(1);
    expect(refused(lab, 'DescribeLags', { lagId: 'dxlag-f0000000' })).toBe(
      'Could not find Lag with ID dxlag-f0000000',
    );
    expect(refused(lab, 'DescribeConnections', { connectionId: 'dxcon-f0000000' })).toBe(
      'Could not find Connection with ID dxcon-f0000000',
    );
  });
});

describe('Create and Allocate virtual interfaces', () => {
  it('a private one: pending, attached to its gateway, provisioned, available', () => {
    const timing = { virtualInterfaceProvisioning: 5 * MINUTE, gatewayAttachment: MINUTE };
    const lab = started({ timing });
    expect(lab.ok('CreatePrivateVirtualInterface', createPrivate())).toMatchObject({
      virtualInterfaceState: 'pending',
      amazonAddress: '169.254.255.1/30',
      customerAddress: '169.254.255.2/30',
      amazonSideAsn: 64512,
      mtu: 1500,
    });
    expect(lab.state('fresh attachment')).toBe('attaching');
    lab.advance(MINUTE);
    expect(lab.state('fresh attachment')).toBe('attached');
    lab.advance(4 * MINUTE + 3 * SECOND);
    expect(lab.state('fresh')).toBe('available');
    expect(lab.bgp.gatewayRoutes.get(lab.id('fresh ipv4'))).toEqual(['10.50.0.0/16']);
  });

  it('assigns the next /30 to the second of a connection, and the same to the first of another', () => {
    const lab = started();
    const address = (part: object, connection: string) =>
      lab.ok('CreatePrivateVirtualInterface', createPrivate({ ...part }, connection)).amazonAddress;
    expect(address({ vlan: 501 }, 'c1')).toBe('169.254.255.1/30');
    expect(address({ vlan: 502 }, 'c1')).toBe('169.254.255.5/30');
    expect(address({ vlan: 501 }, 'lag-b')).toBe('169.254.255.1/30');
  });

  it('an IPv6 one gets a /125', () => {
    const lab = started();
    const answer = lab.ok('CreatePrivateVirtualInterface', createPrivate({ addressFamily: 'ipv6' }));
    expect(answer.amazonAddress).toMatch(/^2001:db8:1100:2f0:0:1:.+\/125$/);
    expect(answer.addressFamily).toBe('ipv6');
  });

  it('a transit one is wrapped, and attaches to a Direct Connect gateway', () => {
    const lab = started();
    const answer = lab.ok('CreateTransitVirtualInterface', {
      connectionId: 'lag-b',
      newTransitVirtualInterface: newVif({
        virtualGatewayId: undefined,
        directConnectGatewayId: 'dxgw',
        mtu: 8500,
      }),
    });
    expect(answer.virtualInterface).toMatchObject({ virtualInterfaceType: 'transit', mtu: 8500 });
    const listed = lab.ok('DescribeDirectConnectGatewayAttachments', { virtualInterfaceId: 'fresh' });
    expect(listed.directConnectGatewayAttachments).toEqual([
      expect.objectContaining({ attachmentState: 'attaching', attachmentType: 'TransitVirtualInterface' }),
    ]);
  });

  const newPublic = (part: Record<string, unknown> = {}) => ({
    connectionId: 'c1',
    newPublicVirtualInterface: {
      virtualInterfaceName: 'pub',
      vlan: 600,
      asn: 65000,
      amazonAddress: '203.0.113.1/30',
      customerAddress: '203.0.113.2/30',
      routeFilterPrefixes: [{ cidr: '198.51.100.0/24' }],
      ...part,
    },
  });

  it('a public one is verified first', () => {
    const lab = started({ timing: { publicVerification: MINUTE, virtualInterfaceProvisioning: MINUTE } });
    expect(lab.ok('CreatePublicVirtualInterface', newPublic())).toMatchObject({
      virtualInterfaceState: 'verifying',
      amazonSideAsn: 7224,
      routeFilterPrefixes: [{ cidr: '198.51.100.0/24' }],
    });
    lab.advance(MINUTE);
    expect(lab.state('pub')).toBe('pending');
    lab.advance(MINUTE + 3 * SECOND);
    expect(lab.state('pub')).toBe('available');
  });

  it.each([
    ['10.0.0.1/30', '10.0.0.2/30', 'Amazon Address is not allowed to contain a private IP'],
    ['203.0.113.1/30', '203.0.113.6/30', 'Amazon Address and Customer Address must be in the same CIDR'],
    ['203.0.113.4/30', '203.0.113.5/30', 'Amazon Address is address 0 on its subnet.'],
    ['203.0.113.7/30', '203.0.113.5/30', 'Amazon Address is the broadcast address on its subnet.'],
  ])('a public one with %s and %s: %s', (amazonAddress, customerAddress, text) => {
    const request = newPublic({ amazonAddress, customerAddress });
    expect(refused(started(), 'CreatePublicVirtualInterface', request)).toBe(text);
  });

  it('a /31 is taken', () => {
    const request = newPublic({ amazonAddress: '203.0.113.0/31', customerAddress: '203.0.113.1/31' });
    expect(started().ok('CreatePublicVirtualInterface', request)).toMatchObject({ vlan: 600 });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no gateway', { virtualGatewayId: undefined }, 'Exactly one of'],
    ['two gateways', { directConnectGatewayId: 'dxgw' }, 'Exactly one of'],
    ['an unknown gateway', { virtualGatewayId: 'vgw-0' }, 'The VirtualGateway vgw-0 does not exist.'],
    ['a VLAN of 5000', { vlan: 5000 }, 'vlan 5000'],
    ['an MTU of 8999', { mtu: 8999 }, 'mtu 8999'],
    ['an ASN of 0', { asn: 0 }, 'asn 0'],
    ["the gateway's ASN", { asn: 64512 }, 'ASN 64512'],
    ['no ASN', { asn: undefined }, 'asn or asnLong'],
    ['a short key', { authKey: '12345' }, 'authKey'],
    ['a key with a space', { authKey: '123 456' }, 'authKey'],
    ['one address', { amazonAddress: '10.1.1.1/30' }, 'both or not at all'],
    ['an IPv6 address', { addressFamily: 'ipv6', amazonAddress: '2001:db8::1/125' }, 'assigned by AWS'],
    ['no such family', { addressFamily: 'ipx' }, 'addressFamily ipx'],
    ['not an address', { amazonAddress: 'x', customerAddress: 'y' }, 'amazonAddress x'],
    [
      'two ends alike',
      { amazonAddress: '10.1.1.1/30', customerAddress: '10.1.1.1/30' },
      'must differ from amazonAddress',
    ],
    ['a bad name', { virtualInterfaceName: 'x'.repeat(101) }, 'virtualInterfaceName'],
  ])('a private one refuses %s', (_, part, text) => {
    expect(refused(started(), 'CreatePrivateVirtualInterface', createPrivate(part))).toContain(text);
  });

  it('refuses what its connection cannot carry', () => {
    const lab = started();
    const create = (part: object, connection: string, as: Who = 'net') =>
      refused(lab, 'CreatePrivateVirtualInterface', createPrivate({ ...part }, connection), as);
    expect(create({ vlan: 101 }, 'a1')).toContain('VLAN 101');
    const addresses = { amazonAddress: '10.0.101.1/29', customerAddress: '10.0.101.2/29' };
    expect(create(addresses, 'a1')).toContain('IP address 10.0.101.0/29');
    expect(create({ mtu: 9001 }, 'small')).toContain('jumbo');
    expect(create({}, 'b1')).toContain('member of LAG');
    expect(create({}, 'cust1')).toContain('Connection does not exist');
  });

  it('a hosted connection carries one, of its VLAN', () => {
    const lab = standardLab();
    lab.gateway('cvgw', { ownerAccount: accounts.customer });
    lab.begin();
    const request = (vlan: number) => createPrivate({ vlan, virtualGatewayId: 'cvgw' }, 'h1');
    const fail = (vlan: number) => refused(lab, 'CreatePrivateVirtualInterface', request(vlan), 'customer');
    expect(fail(301)).toContain('VLAN 300');
    lab.ok('CreatePrivateVirtualInterface', request(300), 'customer');
    expect(fail(300)).toContain('one virtual interface');
  });

  it('what is allocated waits for its owner, who confirms it with a gateway of its own', () => {
    const lab = standardLab();
    lab.gateway('cvgw', { ownerAccount: accounts.customer, amazonSideAsn: 64999 });
    lab.begin();
    const allocation = { virtualInterfaceName: 'gift', vlan: 700, asn: 65000 };
    const request = {
      connectionId: 'c1',
      ownerAccount: 'customer',
      newPrivateVirtualInterfaceAllocation: allocation,
    };
    expect(lab.ok('AllocatePrivateVirtualInterface', request)).toMatchObject({
      virtualInterfaceState: 'confirming',
      ownerAccount: accounts.customer,
      amazonSideAsn: 7224,
      virtualGatewayId: '',
    });
    lab.advance(10 * MINUTE);
    expect(lab.state('gift')).toBe('confirming');
    const confirm = { virtualInterfaceId: 'gift', virtualGatewayId: 'cvgw' };
    expect(refused(lab, 'ConfirmPrivateVirtualInterface', confirm)).toContain('does not own');
    expect(
      refused(
        lab,
        'ConfirmTransitVirtualInterface',
        { virtualInterfaceId: 'gift', directConnectGatewayId: 'dxgw' },
        'customer',
      ),
    ).toContain('is private, not transit');
    expect(lab.ok('ConfirmPrivateVirtualInterface', confirm, 'customer')).toEqual({
      virtualInterfaceState: 'pending',
    });
    expect(lab.topology.as('bgpPeer', lab.id('gift ipv4')).session.localAsn).toBe(64999);
    expect(refused(lab, 'ConfirmPrivateVirtualInterface', confirm, 'customer')).toContain(
      'is in state pending',
    );
    lab.advance(10 * MINUTE);
    expect(lab.state('gift')).toBe('available');
  });

  it('public and transit allocations, and the declined one', () => {
    const lab = standardLab();
    lab.gateway('cdx', { ownerAccount: accounts.customer, type: 'directConnectGateway' });
    lab.begin();
    lab.ok('AllocatePublicVirtualInterface', {
      connectionId: 'c1',
      ownerAccount: 'customer',
      newPublicVirtualInterfaceAllocation: newPublic().newPublicVirtualInterface,
    });
    expect(lab.ok('ConfirmPublicVirtualInterface', { virtualInterfaceId: 'pub' }, 'customer')).toEqual({
      virtualInterfaceState: 'verifying',
    });
    const allocateTransit = (name: string, vlan: number) =>
      lab.ok('AllocateTransitVirtualInterface', {
        connectionId: 'c1',
        ownerAccount: 'customer',
        newTransitVirtualInterfaceAllocation: { virtualInterfaceName: name, vlan, asn: 65000 },
      });
    expect(allocateTransit('t1', 701).virtualInterface).toMatchObject({
      virtualInterfaceState: 'confirming',
    });
    allocateTransit('t2', 702);
    const confirm = { virtualInterfaceId: 't1', directConnectGatewayId: 'cdx' };
    expect(lab.ok('ConfirmTransitVirtualInterface', confirm, 'customer')).toEqual({
      virtualInterfaceState: 'pending',
    });
    expect(lab.ok('DeleteVirtualInterface', { virtualInterfaceId: 't2' }, 'customer')).toEqual({
      virtualInterfaceState: 'rejected',
    });
    // It let go of its VLAN at once.
    allocateTransit('t3', 702);
  });

  it('nobody allocates to itself', () => {
    const request = {
      connectionId: 'c1',
      ownerAccount: 'net',
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'x', vlan: 700, asn: 65000 },
    };
    expect(refused(started(), 'AllocatePrivateVirtualInterface', request)).toBe(
      'Cannot allocate VirtualInterface for the connection owner.',
    );
  });
});

describe('rule books', () => {
  const mtu = (profile: 'compat' | 'seed' | 'current', value: number) => () =>
    started({ profile }).ok('CreatePrivateVirtualInterface', createPrivate({ mtu: value })).mtu;

  it('each takes its own MTUs on private virtual interfaces', () => {
    for (const value of [1500, 8500, 9001]) expect(mtu('compat', value)()).toBe(value);
    expect(mtu('seed', 8500)).toThrow('mtu 8500');
    expect(mtu('seed', 9001)()).toBe(9001);
    expect(mtu('current', 9001)).toThrow('mtu 9001');
    expect(mtu('current', 8500)()).toBe(8500);
  });

  it('asnLong wins where it exists; beyond 31 bits asn reads 0', () => {
    const answer = started().ok(
      'CreatePrivateVirtualInterface',
      createPrivate({ asn: 65001, asnLong: 4_200_000_001 }),
    );
    expect(answer).toMatchObject({ asn: 0, asnLong: 4_200_000_001 });
    expect(
      refused(
        started({ profile: 'seed' }),
        'CreatePrivateVirtualInterface',
        createPrivate({ asnLong: 65001 }),
      ),
    ).toContain('asnLong');
  });

  it('the page’s ASNs end at 2147483647, the newest model’s one earlier', () => {
    const create = (profile: 'compat' | 'seed' | 'current', asn: number) => () =>
      started({ profile }).ok('CreatePrivateVirtualInterface', createPrivate({ asn })).asn;
    expect(create('seed', 2_147_483_647)()).toBe(2_147_483_647);
    expect(create('current', 2_147_483_647)).toThrow('asn 2147483647');
  });

  it('testing reads down where that state does not exist yet', () => {
    for (const [profile, state] of [
      ['compat', 'testing'],
      ['seed', 'down'],
    ] as const) {
      const lab = started({ profile });
      lab.ok('StartBgpFailoverTest', { virtualInterfaceId: 'v101' });
      const [vif] = lab.ok('DescribeVirtualInterfaces', { virtualInterfaceId: 'v101' })
        .virtualInterfaces as object[];
      expect(vif).toMatchObject({ virtualInterfaceState: state });
    }
  });
});

describe('UpdateVirtualInterfaceAttributes', () => {
  const update = (part: object) => ({ virtualInterfaceId: 'v101', ...part });

  it('the first jumbo interface upgrades the port, the second changes alone', () => {
    const lab = started({ timing: { jumboPortUpgrade: 30 * SECOND, mtuChange: 5 * SECOND } });
    lab.link.log.length = 0;
    expect(lab.ok('UpdateVirtualInterfaceAttributes', update({ mtu: 9001 }))).toMatchObject({
      mtu: 9001,
      virtualInterfaceState: 'pending',
    });
    expect(lab.link.log).toEqual(['a1 off']);
    lab.advance(30 * SECOND);
    expect(lab.link.log).toEqual(['a1 off', 'a1 on']);
    expect(lab.state('v101')).toBe('available');
    lab.ok('UpdateVirtualInterfaceAttributes', { virtualInterfaceId: 'v102', mtu: 9001 });
    expect(lab.state('v102')).toBe('pending');
    lab.advance(5 * SECOND);
    expect(lab.state('v102')).toBe('available');
    expect(lab.link.log).toHaveLength(2);
  });

  it('renames without a trace on the wire', () => {
    const lab = started();
    expect(
      lab.ok('UpdateVirtualInterfaceAttributes', update({ virtualInterfaceName: 'other' })),
    ).toMatchObject({
      virtualInterfaceName: 'other',
      virtualInterfaceState: 'available',
    });
  });

  it('refuses a jumbo MTU on an incapable port, SiteLink on public, others, and what is not simulated', () => {
    const lab = standardLab();
    lab.vif('narrow', 'small', 900);
    lab.vif('public', 'c1', 901, { type: 'public', peers: ['203.0.113.1/30'] });
    lab.begin();
    const fail = (part: object, as: Who = 'net') =>
      refused(lab, 'UpdateVirtualInterfaceAttributes', { ...update({}), ...part }, as);
    expect(fail({ virtualInterfaceId: 'narrow', mtu: 9001 })).toContain('jumbo');
    expect(fail({ virtualInterfaceId: 'public', enableSiteLink: true })).toContain('public');
    expect(fail({ mtu: 9000 })).toContain('mtu 9000');
    expect(fail({ mtu: 9001 }, 'customer')).toContain('does not exist');
    expect(lab.error('UpdateVirtualInterfaceAttributes', update({ rateLimit: '1Gbps' })).type).toBe(
      'NotSimulated',
    );
  });
});

describe('DeleteVirtualInterface', () => {
  it('is deleting, then deleted, and listed for a while after', () => {
    const lab = started({ timing: { deletion: 30 * SECOND, deletedVisibility: 15 * MINUTE } });
    lab.bgp.log.length = 0;
    expect(lab.ok('DeleteVirtualInterface', { virtualInterfaceId: 'v101' })).toEqual({
      virtualInterfaceState: 'deleting',
    });
    expect(lab.bgp.log).toEqual(['stop v101 ipv4 notify 3']);
    expect(lab.state('v101 attachment')).toBe('detaching');
    lab.advance(30 * SECOND);
    expect(lab.state('v101')).toBe('deleted');
    expect(lab.state('v101 attachment')).toBe('detached');
    const listed = () => (lab.ok('DescribeVirtualInterfaces', {}).virtualInterfaces as object[]).length;
    expect(listed()).toBe(2);
    const [gone] = lab.ok('DescribeVirtualInterfaces', { virtualInterfaceId: 'v101' })
      .virtualInterfaces as object[];
    expect(gone).toMatchObject({
      virtualInterfaceState: 'deleted',
      connectionId: lab.apiId('a1'),
      bgpPeers: [],
    });
    lab.advance(15 * MINUTE);
    expect(listed()).toBe(1);
  });

  it('is for the owner of the virtual interface or of its connection, once', () => {
    const lab = standardLab();
    lab.vif('allocated', 'a1', 103, { ownerAccount: accounts.customer });
    lab.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    lab.begin();
    expect(refused(lab, 'DeleteVirtualInterface', { virtualInterfaceId: 'hv' }, 'partner')).toContain(
      'does not own',
    );
    lab.ok('DeleteVirtualInterface', { virtualInterfaceId: 'allocated' }, 'net');
    expect(refused(lab, 'DeleteVirtualInterface', { virtualInterfaceId: 'allocated' }, 'customer')).toContain(
      'is in state deleting',
    );
  });
});

describe('BGP peers', () => {
  const peer = { virtualInterfaceId: 'v101', newBGPPeer: { addressFamily: 'ipv6', asn: 65001 } };

  it('a second family is added, provisioned and deleted while the first stays up', () => {
    const lab = started({ timing: { peerProvisioning: MINUTE, deletion: 30 * SECOND } });
    const created = lab.ok('CreateBGPPeer', peer).virtualInterface as { bgpPeers: object[] };
    expect(created).toMatchObject({ virtualInterfaceState: 'available' });
    expect(created.bgpPeers[1]).toMatchObject({ bgpPeerState: 'pending', bgpStatus: 'down', asn: 65001 });
    lab.advance(MINUTE + 3 * SECOND);
    expect(lab.state('v101 ipv6')).toBe('available');
    expect(lab.bgp.gatewayRoutes.get(lab.id('v101 ipv6'))).toEqual(['2001:db8:50::/56']);
    const deleted = lab.ok('DeleteBGPPeer', { virtualInterfaceId: 'v101', bgpPeerId: 'v101 ipv6' });
    expect(deleted.virtualInterface).toMatchObject({ virtualInterfaceState: 'available' });
    lab.advance(30 * SECOND);
    expect(lab.topology.sources(lab.id('v101'), 'partOf', 'bgpPeer')).toHaveLength(1);
    expect(lab.state('v101')).toBe('available');
  });

  it('a peer is also named by ASN and customer address', () => {
    const lab = started();
    lab.ok('CreateBGPPeer', peer);
    lab.ok('DeleteBGPPeer', { virtualInterfaceId: 'v101', asn: 65000, customerAddress: '10.0.101.2/30' });
    expect(lab.state('v101 ipv4')).toBe('deleting');
  });

  it('the virtual interface is available while one family is up', () => {
    const lab = started({ timing: { peerProvisioning: SECOND } });
    lab.ok('CreateBGPPeer', peer);
    lab.advance(5 * SECOND);
    lab.bgp.set(lab.id('v101 ipv4'), false);
    lab.advance(5 * SECOND);
    expect(lab.state('v101')).toBe('available');
    lab.bgp.set(lab.id('v101 ipv6'), false);
    lab.advance(5 * SECOND);
    expect(lab.state('v101')).toBe('down');
  });

  it('refuses a family twice, the last peer, an unknown one, a taken subnet, requests without an interface', () => {
    const lab = started();
    const create = (newBGPPeer: object, part: object = {}) =>
      refused(lab, 'CreateBGPPeer', { virtualInterfaceId: 'v101', newBGPPeer, ...part });
    expect(create({ asn: 65001 })).toContain('address family ipv4');
    expect(create({ addressFamily: 'ipv6', asn: 64512 })).toContain('ASN 64512');
    expect(refused(lab, 'CreateBGPPeer', {})).toContain('virtualInterfaceId is required');
    expect(refused(lab, 'DeleteBGPPeer', {})).toContain('virtualInterfaceId is required');
    expect(refused(lab, 'DeleteBGPPeer', { virtualInterfaceId: 'v101', bgpPeerId: 'v101 ipv4' })).toBe(
      'The last BGP Peer on a Virtual Interface cannot be deleted',
    );
    expect(refused(lab, 'DeleteBGPPeer', { virtualInterfaceId: 'v101', asn: 1 })).toContain(
      'no such BGP peer',
    );
    lab.ok('CreateBGPPeer', peer);
    lab.ok('DeleteBGPPeer', { virtualInterfaceId: 'v101', bgpPeerId: 'v101 ipv4' });
    const taken = { asn: 65001, amazonAddress: '10.0.102.1/30', customerAddress: '10.0.102.2/30' };
    expect(create(taken)).toContain('IP address 10.0.102.0/30');
  });
});

describe('BGP failover tests', () => {
  const test = { virtualInterfaceId: 'v101', testDurationInMinutes: 10 };

  it('takes the sessions down, and brings them back when the time is over', () => {
    const lab = started();
    lab.bgp.log.length = 0;
    expect(lab.ok('StartBgpFailoverTest', test).virtualInterfaceTest).toMatchObject({
      status: 'In progress',
      testDurationInMinutes: 10,
      bgpPeers: [lab.apiId('v101 ipv4')],
    });
    expect(lab.state('v101')).toBe('testing');
    expect(lab.bgp.log).toEqual(['stop v101 ipv4 notify 2']);
    lab.advance(10 * MINUTE);
    expect(lab.bgp.log).toEqual(['stop v101 ipv4 notify 2', 'start v101 ipv4']);
    lab.advance(3 * SECOND);
    expect(lab.state('v101')).toBe('available');
    const history = lab.ok('ListVirtualInterfaceTestHistory', { virtualInterfaceId: 'v101' });
    expect(history.virtualInterfaceTestHistory).toEqual([
      expect.objectContaining({ status: 'Completed', endTime: expect.any(Number) }),
    ]);
  });

  it('is stopped, and then is not running', () => {
    const lab = started();
    lab.ok('StartBgpFailoverTest', test);
    lab.advance(MINUTE);
    expect(refused(lab, 'StartBgpFailoverTest', test)).toContain('already running');
    expect(lab.ok('StopBgpFailoverTest', { virtualInterfaceId: 'v101' }).virtualInterfaceTest).toMatchObject({
      status: 'Cancelled',
    });
    expect(refused(lab, 'StopBgpFailoverTest', { virtualInterfaceId: 'v101' })).toContain(
      'No BGP failover test',
    );
    lab.advance(10 * MINUTE);
    expect(lab.state('v101')).toBe('available');
    const cancelled = lab.ok('ListVirtualInterfaceTestHistory', { status: 'cancelled' });
    expect(cancelled.virtualInterfaceTestHistory).toHaveLength(1);
    const completed = lab.ok('ListVirtualInterfaceTestHistory', { status: 'completed' });
    expect(completed.virtualInterfaceTestHistory).toEqual([]);
  });

  it('fails when the connection under it fails', () => {
    const lab = started();
    lab.ok('StartBgpFailoverTest', test);
    lab.link.cut(lab.id('a1'), true);
    lab.advance(SECOND);
    const history = lab.ok('ListVirtualInterfaceTestHistory', {});
    expect(history.virtualInterfaceTestHistory).toEqual([expect.objectContaining({ status: 'Failed' })]);
  });

  it('ends with its virtual interface', () => {
    const lab = started();
    lab.ok('StartBgpFailoverTest', test);
    lab.ok('DeleteVirtualInterface', { virtualInterfaceId: 'v101' });
    expect(lab.state('v101 failover test')).toBe('cancelled');
    lab.advance(MINUTE);
    expect(lab.ok('ListVirtualInterfaceTestHistory', {}).virtualInterfaceTestHistory).toEqual([]);
  });

  it('is for the owner of the virtual interface, 1 to 4320 minutes, on peers that it has', () => {
    const lab = standardLab();
    lab.vif('allocated', 'a1', 103, { ownerAccount: accounts.customer });
    lab.begin();
    const start = (part: object) => refused(lab, 'StartBgpFailoverTest', { ...test, ...part });
    expect(start({ virtualInterfaceId: 'allocated' })).toContain('does not own');
    expect(start({ testDurationInMinutes: 4321 })).toContain('1 to 4320');
    expect(start({ testDurationInMinutes: 0 })).toContain('1 to 4320');
    expect(start({ bgpPeers: ['dxpeer-f0000000'] })).toContain('no such BGP peer');
    lab.resources.setInitial(lab.id('v102'), 'pending');
    expect(start({ virtualInterfaceId: 'v102' })).toContain('is in state pending');
  });
});

describe('gateways', () => {
  it('a Direct Connect gateway is made with the default ASN, and is listed', () => {
    const lab = started();
    const created = lab.ok('CreateDirectConnectGateway', { directConnectGatewayName: 'gw' });
    expect(created.directConnectGateway).toMatchObject({ amazonSideAsn: 64512 });
    lab.advance(MINUTE);
    const listed = lab.ok('DescribeDirectConnectGateways', { directConnectGatewayId: 'gw' });
    expect(listed.directConnectGateways).toEqual([
      expect.objectContaining({ directConnectGatewayState: 'available' }),
    ]);
    expect(lab.ok('DescribeVirtualGateways', {}).virtualGateways).toEqual([
      { virtualGatewayId: lab.apiId('vgw'), virtualGatewayState: 'available' },
    ]);
  });

  it('refuses a public ASN, an unknown gateway, a question about nothing', () => {
    const lab = started();
    const create = { directConnectGatewayName: 'gw', amazonSideAsn: 65535 };
    expect(refused(lab, 'CreateDirectConnectGateway', create)).toContain('amazonSideAsn 65535');
    expect(refused(lab, 'DescribeDirectConnectGateways', { directConnectGatewayId: 'nope' })).toContain(
      'does not exist',
    );
    expect(refused(lab, 'DescribeDirectConnectGatewayAttachments', {})).toContain('At least one');
  });
});

describe('lists', () => {
  it('come in pages, the last without a token', () => {
    const lab = started();
    type Page = { virtualInterfaces: { virtualInterfaceName: string }[]; nextToken?: string };
    const first = lab.ok('DescribeVirtualInterfaces', { maxResults: 1 }) as Page;
    expect(first.virtualInterfaces.map((vif) => vif.virtualInterfaceName)).toEqual(['v101']);
    const second = lab.ok('DescribeVirtualInterfaces', { maxResults: 1, nextToken: first.nextToken }) as Page;
    expect(second.virtualInterfaces.map((vif) => vif.virtualInterfaceName)).toEqual(['v102']);
    expect(second).not.toHaveProperty('nextToken');
    expect(refused(lab, 'DescribeVirtualInterfaces', { nextToken: 'x' })).toContain('nextToken');
    expect(refused(lab, 'DescribeVirtualInterfaces', { maxResults: 0 })).toContain('maxResults');
  });

  it('of virtual interfaces are filtered by connection and seen by both owners', () => {
    const lab = standardLab();
    lab.vif('allocated', 'c1', 103, { ownerAccount: accounts.customer });
    lab.begin();
    const count = (request: Record<string, unknown>, as: Who) =>
      (lab.ok('DescribeVirtualInterfaces', request, as).virtualInterfaces as object[]).length;
    expect(count({ connectionId: 'c1' }, 'net')).toBe(1);
    expect(count({}, 'net')).toBe(3);
    expect(count({}, 'customer')).toBe(1);
    expect(count({}, 'stranger')).toBe(0);
    expect(refused(lab, 'DescribeVirtualInterfaces', { virtualInterfaceId: 'v101' }, 'stranger')).toContain(
      'does not exist',
    );
  });
});

it('every simulated operation is exercised above', () => {
  // A reminder for whoever adds one: this number is the length of the issue's list.
  expect(operations.size).toBe(36);
});
