import { describe, expect, it } from 'vitest';
import { moveRules, requestRules } from '../../sim/directconnect/rules/associate-virtual-interface.ts';
import { accounts, FAR_REGION, Lab, MINUTE, SECOND, standardLab } from './lab.ts';

const OPERATION = 'AssociateVirtualInterface';
const request = (vif: string, target: string) => ({ virtualInterfaceId: vif, connectionId: target });

/** A refusal is a client exception that names both things, and changes nothing. */
function refused(
  lab: Lab,
  vif: string,
  target: string,
  as: keyof typeof accounts = 'net',
  region?: string,
): string {
  const before = lab.future();
  const error = lab.error(OPERATION, request(vif, target), as, region);
  expect(error.type).toBe('DirectConnectClientException');
  expect(lab.future()).toEqual(before);
  return error.message;
}

const moves = (lab: Lab, vif: string, target: string, as: keyof typeof accounts = 'net') =>
  lab.ok(OPERATION, request(vif, target), as);

const peersOf = (answer: Readonly<Record<string, unknown>>) =>
  answer.bgpPeers as {
    bgpPeerId: string;
    bgpPeerState: string;
    bgpStatus: string;
    addressFamily: string;
  }[];

const rides = (lab: Lab, vif: string) => lab.topology.name(lab.topology.only(lab.id(vif), 'rides'));

describe('clause 1: the AWS end moves', () => {
  it('answers pending, the new place, the old peer deleting and a new one pending, both down', () => {
    const lab = standardLab().begin();
    const oldPeer = lab.apiId('v101 ipv4');
    const answer = moves(lab, 'v101', 'lag-b');
    expect(answer).toMatchObject({
      virtualInterfaceId: lab.apiId('v101'),
      virtualInterfaceState: 'pending',
      connectionId: lab.apiId('lag-b'),
      vlan: 101,
      asn: 65000,
      authKey: 'secret-key',
      amazonAddress: '10.0.101.1/30',
      customerAddress: '10.0.101.2/30',
      virtualGatewayId: lab.apiId('vgw'),
      awsDeviceV2: 'EqLD5-dev-b',
    });
    const states = peersOf(answer).map(({ bgpPeerState, bgpStatus }) => [bgpPeerState, bgpStatus]);
    expect(states).toEqual([
      ['deleting', 'down'],
      ['pending', 'down'],
    ]);
    const [first, second] = peersOf(answer);
    expect(first?.bgpPeerId).toBe(oldPeer);
    expect(second?.bgpPeerId).toMatch(/^dxpeer-f[0-9a-z]{7}$/);
    expect(second?.bgpPeerId).not.toBe(oldPeer);
  });

  it('has an old and a new peer per family when dual-stack', () => {
    const lab = new Lab();
    lab.device('dev-a');
    lab.connection('a1', 'dev-a');
    lab.connection('c1', 'dev-a');
    lab.vif('dual', 'a1', 7, { peers: ['10.1.1.1/30', 'ipv6'] });
    lab.begin();
    const states = peersOf(moves(lab, 'dual', 'c1')).map(
      (peer) => `${peer.addressFamily} ${peer.bgpPeerState}`,
    );
    expect(states.sort()).toEqual(['ipv4 deleting', 'ipv4 pending', 'ipv6 deleting', 'ipv6 pending']);
    lab.advance(MINUTE);
    expect(lab.state('dual')).toBe('available');
    expect(lab.topology.sources(lab.id('dual'), 'partOf', 'bgpPeer')).toHaveLength(2);
  });

  it('stops the session at acceptance, starts the new one after the migration, drops the old entry', () => {
    const lab = standardLab({
      timing: { virtualInterfaceMigration: 30 * SECOND, oldPeerRemoval: 20 * SECOND },
    });
    lab.begin();
    lab.bgp.log.length = 0;
    moves(lab, 'v101', 'lag-b');
    expect(lab.bgp.log).toEqual(['stop v101 ipv4 notify 3']);
    lab.advance(30 * SECOND - 1);
    expect(lab.bgp.log).toHaveLength(1);
    expect(lab.topology.sources(lab.id('v101'), 'partOf', 'bgpPeer')).toHaveLength(1);
    lab.advance(1);
    expect(lab.bgp.log).toEqual(['stop v101 ipv4 notify 3', 'start v101 ipv4 #2']);
    expect(lab.bgp.gatewayRoutes.get(lab.id('v101 ipv4 #2'))).toEqual(['10.50.0.0/16']);
    lab.advance(2 * SECOND);
    expect(lab.state('v101')).toBe('available');
  });

  it('keeps the id, the gateway and the attachment', () => {
    const lab = standardLab().begin();
    const id = lab.apiId('v101');
    moves(lab, 'v101', 'lag-b');
    expect(lab.apiId('v101')).toBe(id);
    expect(lab.state('v101 attachment')).toBe('attached');
    expect(rides(lab, 'v101')).toBe('lag-b');
  });
});

describe('clause 2: the customer end must follow', () => {
  it('ends down when the customer does not follow', () => {
    const lab = standardLab().begin();
    lab.bgp.answering = false;
    moves(lab, 'v101', 'lag-b');
    lab.advance(10 * MINUTE);
    expect(lab.state('v101')).toBe('down');
    expect(lab.state('v101 ipv4 #2')).toBe('available');
  });
});

describe('clause 3: how the old session ends', () => {
  it('the NOTIFICATION leaves while the interface is still on the old port', () => {
    const lab = standardLab().begin();
    const portAtStop: string[] = [];
    const { bgp } = lab;
    const stop = bgp.stop.bind(bgp);
    bgp.stop = (peer, how) => {
      portAtStop.push(rides(lab, 'v101'));
      stop(peer, how);
    };
    moves(lab, 'v101', 'lag-b');
    expect(portAtStop).toEqual(['a1']);
  });

  it('is silent by choice', () => {
    const lab = standardLab({ timing: { oldPeerTeardown: 'silent' } }).begin();
    lab.bgp.log.length = 0;
    moves(lab, 'v101', 'lag-b');
    expect(lab.bgp.log).toEqual(['stop v101 ipv4 silent']);
  });
});

describe('allowed moves', () => {
  it.each([
    ['connection to LAG', 'a1', 'lag-b'],
    ['connection to connection', 'a1', 'c1'],
    ['LAG to LAG', 'lag-b', 'lag-d'],
    ['LAG to connection', 'lag-b', 'c1'],
  ])('%s', (_, from, to) => {
    const lab = standardLab();
    lab.vif('mover', from, 900);
    lab.begin();
    moves(lab, 'mover', to);
    expect(rides(lab, 'mover')).toBe(to);
    lab.advance(MINUTE);
    expect(lab.state('mover')).toBe('available');
  });

  it('hosted connection to a dedicated connection of the same account', () => {
    const lab = standardLab();
    lab.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    lab.begin();
    moves(lab, 'hv', 'cust1', 'customer');
    expect(rides(lab, 'hv')).toBe('cust1');
  });

  it('dedicated connection to an empty hosted connection of the same VLAN', () => {
    const lab = standardLab();
    lab.vif('cv', 'cust1', 300, { ownerAccount: accounts.customer });
    lab.begin();
    moves(lab, 'cv', 'h1', 'customer');
    expect(rides(lab, 'cv')).toBe('h1');
  });

  it('back again', () => {
    const lab = standardLab().begin();
    moves(lab, 'v101', 'lag-b');
    lab.advance(MINUTE);
    moves(lab, 'v101', 'a1');
    lab.advance(MINUTE);
    expect(lab.state('v101')).toBe('available');
    expect(rides(lab, 'v101')).toBe('a1');
  });
});

describe('clause 4: refusals', () => {
  it('a VLAN already on the target', () => {
    const lab = standardLab();
    lab.vif('other', 'lag-b', 101, { peers: ['10.9.9.1/30'] });
    lab.begin();
    const message = refused(lab, 'v101', 'lag-b');
    expect(message).toContain('VLAN 101');
    expect(message).toContain(lab.apiId('lag-b'));
    expect(message).toContain(lab.apiId('other'));
  });

  it('the neighbouring VLAN is no conflict', () => {
    const lab = standardLab();
    lab.vif('other', 'lag-b', 100, { peers: ['10.9.9.1/30'] });
    lab.begin();
    moves(lab, 'v101', 'lag-b');
  });

  it('a VLAN that a virtual interface in deletion still holds, until it is gone', () => {
    const lab = standardLab({ timing: { deletion: 30 * SECOND } });
    lab.vif('other', 'lag-b', 101, { peers: ['10.9.9.1/30'] });
    lab.begin();
    lab.ok('DeleteVirtualInterface', { virtualInterfaceId: 'other' });
    expect(lab.state('other')).toBe('deleting');
    expect(refused(lab, 'v101', 'lag-b')).toContain('VLAN 101');
    lab.advance(30 * SECOND);
    expect(lab.state('other')).toBe('deleted');
    moves(lab, 'v101', 'lag-b');
  });

  it.each([
    ['equal', '10.0.101.1/30'],
    ['wider', '10.0.101.1/24'],
    ['wider, with another first address', '10.0.100.1/22'],
    ['narrower', '10.0.101.0/31'],
  ])('an IPv4 peer subnet that overlaps: %s', (_, address) => {
    const lab = standardLab();
    lab.vif('other', 'lag-b', 555, { peers: [address] });
    lab.begin();
    const message = refused(lab, 'v101', 'lag-b');
    expect(message).toContain('IP address 10.0.101.0/30');
    expect(message).toContain(lab.apiId('other'));
  });

  it('the adjacent IPv4 subnet is no conflict', () => {
    const lab = standardLab();
    lab.vif('other', 'lag-b', 555, { peers: ['10.0.101.5/30'] });
    lab.begin();
    moves(lab, 'v101', 'lag-b');
  });

  it('an IPv6 clash, which only an imported network has', () => {
    const lab = standardLab();
    lab.vif('six', 'a1', 600, { peers: ['10.6.6.1/30', 'ipv6'] });
    lab.vif('same', 'lag-b', 601, { peers: ['10.7.7.1/30', 'ipv6'] });
    const [, peer] = lab.topology.sources(lab.id('same'), 'partOf', 'bgpPeer');
    const { amazonAddress, customerAddress } = lab.topology.as('bgpPeer', lab.id('six ipv6'));
    if (peer !== undefined) lab.topology.update('bgpPeer', peer, { amazonAddress, customerAddress });
    lab.begin();
    expect(refused(lab, 'six', 'lag-b')).toContain('2001:db8:1100:2f0:0:1:');
  });

  it('the IPv4 subnet of a dual-stack interface, behind its IPv6 one', () => {
    const lab = standardLab();
    lab.vif('six', 'a1', 600, { peers: ['ipv6', '10.6.6.1/30'] });
    lab.vif('other', 'lag-b', 601, { peers: ['10.6.6.1/29'] });
    lab.begin();
    expect(refused(lab, 'six', 'lag-b')).toContain('10.6.6.0/30');
  });

  it('the second virtual interface on the target is looked at too', () => {
    const lab = standardLab();
    lab.vif('first', 'lag-b', 700, { peers: ['10.70.0.1/30'] });
    lab.vif('second', 'lag-b', 701, { peers: ['10.0.101.1/30'] });
    lab.begin();
    expect(refused(lab, 'v101', 'lag-b')).toContain(lab.apiId('second'));
  });

  it('a virtual interface on a hosted connection to a LAG', () => {
    const lab = standardLab();
    lab.connection('cl1', 'dev-b', { ownerAccount: accounts.customer });
    lab.lag('clag', ['cl1']);
    lab.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    lab.begin();
    const message = refused(lab, 'hv', 'clag', 'customer');
    expect(message).toContain('AssociateHostedConnection');
    expect(message).toContain(lab.apiId('h1'));
  });

  it('an allocated virtual interface on a dedicated connection may move to a LAG', () => {
    const lab = standardLab();
    lab.vif('allocated', 'a1', 103, { ownerAccount: accounts.customer });
    lab.begin();
    moves(lab, 'allocated', 'lag-b', 'net');
    expect(rides(lab, 'allocated')).toBe('lag-b');
  });

  it('hosted to hosted, of the same VLAN too', () => {
    const lab = standardLab();
    lab.hosted('h3', 'ic2', 300);
    lab.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    lab.begin();
    expect(refused(lab, 'hv', 'h3', 'customer')).toContain('cannot move from hosted connection');
  });

  it('a hosted target with another VLAN', () => {
    const lab = standardLab();
    lab.vif('cv', 'cust1', 301, { ownerAccount: accounts.customer });
    lab.begin();
    expect(refused(lab, 'cv', 'h1', 'customer')).toMatch(/has VLAN 300, not VLAN 301/);
  });

  it('a hosted target with its one virtual interface', () => {
    const lab = standardLab();
    lab.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    lab.vif('cv', 'cust1', 300, { ownerAccount: accounts.customer, peers: ['10.88.0.1/30'] });
    lab.begin();
    expect(refused(lab, 'cv', 'h1', 'customer')).toContain('already has its one virtual interface');
  });

  it.each([
    ['a partner LAG', 'plag'],
    ['an interconnect', 'ic2'],
  ])('%s', (_, target) => {
    const lab = standardLab();
    lab.connection('pc', 'dev-a', { ownerAccount: accounts.partner });
    lab.vif('pv', 'pc', 42, { ownerAccount: accounts.partner });
    lab.begin();
    expect(refused(lab, 'pv', target, 'partner')).toContain('carries hosted connections');
  });

  it('a connection that is itself a LAG member', () => {
    const lab = standardLab().begin();
    const message = refused(lab, 'v101', 'b1');
    expect(message).toContain(`member of LAG ${lab.apiId('lag-b')}`);
  });

  it('the target it already rides', () => {
    expect(refused(standardLab().begin(), 'v101', 'a1')).toContain('already associated');
  });

  it('a target that is not jumbo-capable for a jumbo virtual interface', () => {
    const lab = standardLab();
    lab.vif('jumbo', 'a1', 800, { mtu: 8500 });
    lab.begin();
    expect(refused(lab, 'jumbo', 'small')).toContain('not jumbo frame capable');
    moves(lab, 'v101', 'small');
  });

  it('a LAG with one member that is not jumbo-capable', () => {
    const lab = standardLab();
    lab.connection('e1', 'dev-b');
    lab.connection('e2', 'dev-b', { jumboFrameCapable: false });
    lab.lag('lag-e', ['e1', 'e2']);
    lab.vif('jumbo', 'a1', 800, { mtu: 9001 });
    lab.begin();
    expect(refused(lab, 'jumbo', 'lag-e')).toContain('not jumbo frame capable');
  });
});

describe('quota', () => {
  const filled = (privates: number, transits: number) => {
    const lab = standardLab();
    for (let n = 0; n < privates; n++)
      lab.vif(`private${n}`, 'lag-b', 1000 + n, { peers: [`10.200.${n}.1/30`] });
    for (let n = 0; n < transits; n++)
      lab.vif(`transit${n}`, 'lag-b', 2000 + n, { type: 'transit', peers: [`10.201.${n}.1/30`] });
    lab.vif('transit', 'a1', 103, { type: 'transit' });
    return lab.begin();
  };

  it('takes the 50th private one and not the 51st', () => {
    moves(filled(49, 0), 'v101', 'lag-b');
    expect(refused(filled(50, 0), 'v101', 'lag-b')).toContain('quota of 50');
  });

  it('takes the 4th transit one and not the 5th', () => {
    moves(filled(0, 3), 'transit', 'lag-b');
    expect(refused(filled(0, 4), 'transit', 'lag-b')).toContain('quota of 4');
  });

  it('takes 51 in all and not 52', () => {
    moves(filled(47, 3), 'transit', 'lag-b');
    moves(filled(50, 0), 'transit', 'lag-b');
    expect(refused(filled(48, 3), 'transit', 'lag-b')).toContain('quota of 51');
    expect(refused(filled(49, 2), 'transit', 'lag-b')).toContain('quota of 51');
    moves(filled(48, 2), 'transit', 'lag-b');
  });
});

describe('who may move what', () => {
  const withAllocated = () => {
    const lab = standardLab();
    lab.vif('allocated', 'a1', 103, { ownerAccount: accounts.customer });
    return lab;
  };

  it('the owner of the virtual interface only, to a target of its own', () => {
    const lab = withAllocated().begin();
    moves(lab, 'allocated', 'cust1', 'customer');
    expect(rides(lab, 'allocated')).toBe('cust1');
  });

  it('the owner of the connection only', () => {
    const lab = withAllocated().begin();
    moves(lab, 'allocated', 'c1', 'net');
    expect(rides(lab, 'allocated')).toBe('c1');
  });

  it('not the owner of the target, although it can see it', () => {
    const lab = withAllocated();
    lab.vif('guest', 'c1', 104, { ownerAccount: accounts.customer });
    lab.begin();
    const message = refused(lab, 'allocated', 'c1', 'customer');
    expect(message).toBe(`Account ${accounts.customer} does not own ${lab.apiId('c1')} (c1)`);
  });

  it('not the owner of the target, and the target is hidden from it', () => {
    const lab = withAllocated().begin();
    expect(refused(lab, 'allocated', 'lag-b', 'customer')).toContain('Lag does not exist');
    expect(refused(lab, 'v101', 'cust1', 'net')).toContain('Connection does not exist');
  });

  it('not the owner of anything', () => {
    const lab = standardLab().begin();
    expect(refused(lab, 'v101', 'lag-b', 'stranger')).toContain('does not exist');
  });

  it('the partner under a hosted connection, who owns neither it nor its virtual interface', () => {
    const lab = standardLab();
    lab.connection('pc', 'dev-a', { ownerAccount: accounts.partner });
    lab.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    lab.begin();
    const message = refused(lab, 'hv', 'pc', 'partner');
    expect(message).toContain('owns neither virtual interface');
    expect(message).toContain(lab.apiId('h1'));
  });

  it('another Region: the id is not known there', () => {
    const lab = standardLab().begin();
    expect(refused(lab, 'v101', 'lag-b', 'net', FAR_REGION)).toContain('does not exist');
    expect(refused(lab, 'v101', 'far1')).toContain(`not known to account ${accounts.net} in eu-west-2`);
  });
});

describe('states', () => {
  it.each(['confirming', 'verifying', 'pending', 'testing', 'unknown', 'deleting'])(
    '%s cannot move',
    (state) => {
      const lab = standardLab().begin();
      lab.resources.setInitial(lab.id('v101'), state);
      expect(refused(lab, 'v101', 'lag-b')).toContain(`is in state ${state}`);
    },
  );

  it('down can move', () => {
    const lab = standardLab().begin();
    lab.bgp.set(lab.id('v101 ipv4'), false);
    lab.advance(5 * SECOND);
    expect(lab.state('v101')).toBe('down');
    moves(lab, 'v101', 'lag-b');
  });

  it('pending can move where that is allowed, so that a failing move can be reversed', () => {
    const lab = standardLab({ timing: { movePending: 'allowed' } }).begin();
    moves(lab, 'v101', 'lag-b');
    lab.advance(SECOND);
    moves(lab, 'v101', 'a1');
    lab.advance(MINUTE);
    expect(lab.state('v101')).toBe('available');
    // What the first move had scheduled is void: one peer is left.
    expect(lab.topology.sources(lab.id('v101'), 'partOf', 'bgpPeer')).toHaveLength(1);
  });

  it('a deleted one is refused while listed and unknown afterwards', () => {
    const lab = standardLab().begin();
    lab.ok('DeleteVirtualInterface', { virtualInterfaceId: 'v101' });
    lab.advance(MINUTE);
    expect(refused(lab, 'v101', 'lag-b')).toContain('is in state deleted');
    lab.advance(15 * MINUTE);
    expect(refused(lab, 'v101', 'lag-b')).toContain('does not exist');
  });

  it.each(['ordering', 'rejected', 'deleted', 'deleting'])('a target that is %s takes nothing', (state) => {
    const lab = standardLab().begin();
    lab.resources.setInitial(lab.id('c1'), state);
    expect(refused(lab, 'v101', 'c1')).toContain(`is in state ${state}`);
  });

  it.each(['requested', 'pending', 'down'])('a target that is %s does', (state) => {
    const lab = standardLab().begin();
    lab.resources.setInitial(lab.id('c1'), state);
    moves(lab, 'v101', 'c1');
  });
});

describe('clause 5: order of checks', () => {
  it('is format, existence, state, ownership, hosted, same target, jumbo, quota, VLAN, address', () => {
    expect([...requestRules, ...moveRules].map(({ name }) => name)).toEqual([
      'virtual interface id',
      'target id',
      'virtual interface exists',
      'target exists',
      'virtual interface state',
      'target state',
      'owner of the virtual interface or of its connection',
      'owner of the target',
      'hosted connection to LAG',
      'hosted connection to hosted connection',
      'partner port',
      'VLAN of a hosted connection',
      'one virtual interface on a hosted connection',
      'member of a LAG',
      'same target',
      'jumbo frames',
      'quota',
      'VLAN',
      'address',
    ]);
  });

  it('format before existence', () => {
    const lab = standardLab().begin();
    const error = lab.error(OPERATION, request('dxvif-f0000000', 'nowhere'));
    expect(error.message).toContain('connectionId nowhere has an invalid format');
    expect(lab.error(OPERATION, request('a1', 'lag-b')).message).toContain('virtualInterfaceId');
    expect(lab.error(OPERATION, request('v101', 'v102')).message).toContain('dxcon-… or dxlag-…');
  });

  it('the virtual interface before the target', () => {
    const error = standardLab().begin().error(OPERATION, request('dxvif-f0000000', 'dxlag-f0000000'));
    expect(error.message).toContain('Virtual interface dxvif-f0000000 does not exist');
  });

  it('VLAN before address', () => {
    const lab = standardLab();
    lab.vif('both', 'lag-b', 101);
    lab.begin();
    expect(refused(lab, 'v101', 'lag-b')).toContain('VLAN 101');
  });

  it('jumbo before VLAN', () => {
    const lab = standardLab();
    lab.vif('jumbo', 'a1', 800, { mtu: 8500 });
    lab.vif('other', 'small', 800, { peers: ['10.99.0.1/30'] });
    lab.begin();
    expect(refused(lab, 'jumbo', 'small')).toContain('jumbo');
  });

  it('ownership before what is wrong with the target', () => {
    const lab = standardLab();
    lab.vif('mine', 'c1', 104, { ownerAccount: accounts.customer, mtu: 8500 });
    lab.vif('guest', 'small', 105, { ownerAccount: accounts.customer });
    lab.begin();
    expect(refused(lab, 'mine', 'small', 'customer')).toContain('does not own');
  });

  it('state before ownership of the target', () => {
    const lab = standardLab();
    lab.vif('mine', 'c1', 104, { ownerAccount: accounts.customer });
    lab.vif('guest', 'small', 105, { ownerAccount: accounts.customer });
    lab.begin();
    lab.resources.setInitial(lab.id('mine'), 'testing');
    expect(refused(lab, 'mine', 'small', 'customer')).toContain('is in state testing');
  });

  it('same target before quota', () => {
    const lab = standardLab();
    for (let n = 0; n < 50; n++) lab.vif(`one${n}`, 'lag-b', 1000 + n, { peers: [`10.200.${n}.1/30`] });
    lab.begin();
    expect(refused(lab, 'one7', 'lag-b')).toContain('already associated');
  });

  it('state before ownership', () => {
    const lab = standardLab();
    lab.connection('pc', 'dev-a', { ownerAccount: accounts.partner });
    lab.vif('hv', 'h1', 300, { ownerAccount: accounts.customer });
    lab.begin();
    lab.resources.setInitial(lab.id('hv'), 'testing');
    expect(refused(lab, 'hv', 'pc', 'partner')).toContain('is in state testing');
  });
});

describe('clause 6: every kind moves', () => {
  it('a public one is verified again', () => {
    const lab = standardLab({ timing: { publicVerification: 10 * MINUTE } });
    lab.vif('public', 'a1', 200, { type: 'public', peers: ['203.0.113.1/30'] });
    lab.begin();
    const answer = moves(lab, 'public', 'lag-b');
    expect(answer.virtualInterfaceState).toBe('verifying');
    expect(peersOf(answer).map(({ bgpPeerState }) => bgpPeerState)).toEqual(['deleting', 'verifying']);
    lab.advance(10 * MINUTE);
    expect(lab.state('public')).toBe('pending');
    lab.advance(MINUTE);
    expect(lab.state('public')).toBe('available');
  });

  it('transit, on a Direct Connect gateway', () => {
    const lab = standardLab();
    lab.vif('transit', 'a1', 201, { type: 'transit', gateway: 'dxgw' });
    lab.begin();
    expect(moves(lab, 'transit', 'lag-b')).toMatchObject({
      virtualInterfaceType: 'transit',
      virtualGatewayId: '',
      directConnectGatewayId: lab.apiId('dxgw'),
    });
  });

  it('the first jumbo one costs every port under the target an upgrade, the second nothing', () => {
    const lab = standardLab({ timing: { jumboPortUpgrade: 30 * SECOND } });
    lab.vif('j1', 'a1', 800, { mtu: 8500 });
    lab.vif('j2', 'a1', 801, { mtu: 8500 });
    lab.begin();
    lab.link.log.length = 0;
    moves(lab, 'j1', 'lag-b');
    expect(lab.link.log).toEqual(['b1 off', 'b2 off']);
    lab.advance(30 * SECOND);
    expect(lab.link.log).toEqual(['b1 off', 'b2 off', 'b1 on', 'b2 on']);
    lab.advance(MINUTE);
    moves(lab, 'j2', 'lag-b');
    expect(lab.link.log).toHaveLength(4);
  });
});
