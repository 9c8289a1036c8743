import { describe, expect, it } from 'vitest';
import { announcedBy } from '../../sim/bgp/aws/announcements.ts';
import { recordKind } from '../../sim/records.ts';
import type { EntityId } from '../../sim/topology/entities.ts';
import { Lab, MINUTE, REGION, SECOND, standardLab } from '../directconnect/lab.ts';

const statesOf = (lab: Lab, entity: string, kind: string): string[] => {
  const id = lab.id(entity);
  return [...lab.kernel.trace]
    .filter((record) => recordKind(record.kind) === kind && record.entity === id)
    .map((record) => record.detail ?? '');
};

describe('the ten states of a virtual interface', () => {
  it('are all reached by calls, faults and time', () => {
    const lab = standardLab();
    lab.gateway('cvgw', { ownerAccount: lab.accounts.customer });
    lab.begin();
    const seen = new Set<string>();
    const look = (name: string) => seen.add(lab.state(name));
    const allocation = (virtualInterfaceName: string, vlan: number) => ({
      connectionId: 'c1',
      ownerAccount: 'customer',
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName, vlan, asn: 65000 },
    });
    lab.ok('AllocatePrivateVirtualInterface', allocation('x', 1));
    look('x');
    lab.ok(
      'ConfirmPrivateVirtualInterface',
      { virtualInterfaceId: 'x', virtualGatewayId: 'cvgw' },
      'customer',
    );
    look('x');
    lab.advance(10 * MINUTE);
    look('x');
    lab.bgp.set(lab.id('x ipv4'), false);
    lab.advance(3 * SECOND);
    look('x');
    lab.ok('StartBgpFailoverTest', { virtualInterfaceId: 'x' }, 'customer');
    look('x');
    lab.ok('StopBgpFailoverTest', { virtualInterfaceId: 'x' }, 'customer');
    lab.resources.setStatusAvailable(lab.id('dev-a'), false);
    look('x');
    lab.resources.setStatusAvailable(lab.id('dev-a'), true);
    lab.ok('DeleteVirtualInterface', { virtualInterfaceId: 'x' }, 'customer');
    look('x');
    lab.advance(MINUTE);
    look('x');
    lab.ok('AllocatePrivateVirtualInterface', allocation('y', 2));
    lab.ok('DeleteVirtualInterface', { virtualInterfaceId: 'y' }, 'customer');
    look('y');
    lab.ok('CreatePublicVirtualInterface', {
      connectionId: 'c1',
      newPublicVirtualInterface: {
        virtualInterfaceName: 'z',
        vlan: 3,
        asn: 65000,
        amazonAddress: '203.0.113.1/30',
        customerAddress: '203.0.113.2/30',
        routeFilterPrefixes: [{ cidr: '198.51.100.0/24' }],
      },
    });
    look('z');
    expect([...seen].sort()).toEqual([
      'available',
      'confirming',
      'deleted',
      'deleting',
      'down',
      'pending',
      'rejected',
      'testing',
      'unknown',
      'verifying',
    ]);
  });
});

describe('a network that starts', () => {
  it('has everything available once the layers have reported', () => {
    const lab = standardLab().begin();
    for (const name of ['a1', 'lag-b', 'h1', 'v101', 'vgw']) expect(lab.state(name)).toBe('available');
    expect(lab.state('v101 attachment')).toBe('attached');
    expect(lab.link.log).toContain('a1 on');
    expect(lab.bgp.gatewayRoutes.get(lab.id('v101 ipv4'))).toEqual(['10.50.0.0/16']);
  });

  it('reports what is down as down', () => {
    const lab = standardLab();
    lab.link.cut(lab.id('a1'), true);
    lab.bgp.answering = false;
    lab.begin();
    expect(lab.state('a1')).toBe('down');
    expect(lab.state('v101')).toBe('down');
  });

  it('goes on with what starts earlier in its life', () => {
    const lab = standardLab({ timing: { loaIssue: MINUTE, connectionProvisioning: MINUTE } });
    lab.resources.setInitial(lab.id('c1'), 'requested');
    lab.resources.setInitial(lab.id('v101'), 'pending');
    lab.begin();
    expect(lab.link.log).toContain('c1 off');
    expect(lab.state('v101 ipv4')).toBe('pending');
    lab.advance(2 * MINUTE);
    expect(lab.state('c1')).toBe('available');
    lab.advance(10 * MINUTE);
    expect(lab.state('v101')).toBe('available');
    expect(statesOf(lab, 'v101', 'vif.state')).toEqual(['pending → down', 'down → available']);
  });
});

describe('what the API reports lags what the wire does', () => {
  it('by the reporting lag, there and back', () => {
    const lab = standardLab({ timing: { statusReporting: 2 * SECOND } }).begin();
    const peer = lab.id('v101 ipv4');
    lab.bgp.set(peer, false);
    lab.advance(2 * SECOND - 1);
    expect(lab.state('v101')).toBe('available');
    lab.advance(1);
    expect(lab.state('v101')).toBe('down');
    lab.bgp.set(peer, true);
    lab.advance(2 * SECOND);
    expect(lab.state('v101')).toBe('available');
  });

  it('a blip shorter than the lag is reported, late and as short', () => {
    const lab = standardLab({ timing: { statusReporting: 2 * SECOND } }).begin();
    lab.link.cut(lab.id('a1'), true);
    lab.advance(SECOND);
    lab.link.cut(lab.id('a1'), false);
    lab.advance(SECOND);
    expect(lab.state('a1')).toBe('down');
    lab.advance(SECOND);
    expect(lab.state('a1')).toBe('available');
  });

  it('a LAG is down below its minimum links', () => {
    const lab = standardLab();
    lab.topology.update('lag', lab.id('lag-b'), { minimumLinks: 2 });
    lab.begin();
    lab.link.cut(lab.id('b1'), true);
    lab.advance(3 * SECOND);
    expect(lab.state('lag-b')).toBe('down');
    expect(lab.state('b2')).toBe('available');
  });

  it('a report that was on its way when the session was replaced is void', () => {
    const lab = standardLab().begin();
    lab.bgp.answering = false;
    lab.bgp.set(lab.id('v101 ipv4'), false);
    lab.advance(3 * SECOND);
    lab.bgp.set(lab.id('v101 ipv4'), true);
    lab.advance(SECOND);
    lab.ok('AssociateVirtualInterface', { virtualInterfaceId: 'v101', connectionId: 'lag-b' });
    lab.advance(10 * MINUTE);
    expect(lab.state('v101')).toBe('down');
  });
});

describe('interruptions of one port', () => {
  it('overlap: it forwards when the last is over', () => {
    const timing = { lagMembershipChange: 15 * SECOND, jumboPortUpgrade: 30 * SECOND };
    const lab = standardLab({ timing });
    lab.vif('jumbo', 'c1', 900, { mtu: 1500 });
    lab.connection('e1', 'dev-a');
    lab.lag('lag-e', ['e1']);
    lab.begin();
    lab.link.log.length = 0;
    lab.ok('UpdateVirtualInterfaceAttributes', { virtualInterfaceId: 'jumbo', mtu: 9001 });
    lab.ok('AssociateConnectionWithLag', { connectionId: 'c1', lagId: 'lag-e' });
    lab.advance(20 * SECOND);
    expect(lab.link.log).toEqual(['c1 off']);
    lab.advance(10 * SECOND);
    expect(lab.link.log).toEqual(['c1 off', 'c1 on']);
  });

  it('a port that is deleted meanwhile stays off', () => {
    const lab = standardLab().begin();
    lab.ok('DisassociateConnectionFromLag', { connectionId: 'b1', lagId: 'lag-b' });
    lab.ok('DeleteConnection', { connectionId: 'b1' });
    lab.link.log.length = 0;
    lab.advance(10 * MINUTE);
    expect(lab.link.log).toEqual([]);
  });
});

describe('routes of a gateway', () => {
  it('are the CIDRs of all VPCs behind it, through other gateways, each once', () => {
    const lab = new Lab();
    const vpc = (name: string, cidrs: readonly string[]) =>
      lab.topology.add({ kind: 'vpc', name, cidrs, region: REGION });
    const dxgw = lab.gateway('dxgw', { type: 'directConnectGateway' });
    const one = lab.gateway('one');
    const two = lab.gateway('two');
    lab.topology.relate(dxgw, 'associatedWith', one);
    lab.topology.relate(dxgw, 'associatedWith', two);
    lab.topology.relate(one, 'associatedWith', vpc('a', ['10.1.0.0/16', '10.9.0.0/16']));
    lab.topology.relate(two, 'associatedWith', vpc('b', ['10.2.0.0/16', '10.9.0.0/16']));
    const announced = (gateway: EntityId) => [
      ...new Set(announcedBy(lab.topology, gateway).map(({ nlri }) => nlri.text)),
    ];
    expect(announced(dxgw)).toEqual(['10.1.0.0/16', '10.9.0.0/16', '10.2.0.0/16']);
    expect(announced(two)).toEqual(['10.2.0.0/16', '10.9.0.0/16']);
  });

  it('go with the attachment', () => {
    const lab = standardLab().begin();
    lab.ok('CreateBGPPeer', {
      virtualInterfaceId: 'v101',
      newBGPPeer: { addressFamily: 'ipv6', asn: 65000 },
    });
    lab.advance(2 * MINUTE);
    expect(lab.bgp.gatewayRoutes.get(lab.id('v101 ipv6'))).toEqual(['2001:db8:50::/56']);
    lab.resources.attachments.detach(lab.id('v101'));
    expect(lab.bgp.gatewayRoutes.get(lab.id('v101 ipv6'))).toBeUndefined();
    expect(lab.state('v101 attachment')).toBe('detaching');
  });
});

describe('unknown', () => {
  it('hides states while it lasts and tells the truth afterwards', () => {
    const lab = standardLab().begin();
    lab.resources.setStatusAvailable(lab.id('dev-b'), false);
    expect(lab.state('lag-b')).toBe('unknown');
    expect(lab.state('b1')).toBe('unknown');
    expect(lab.state('a1')).toBe('available');
    lab.link.cut(lab.id('b1'), true);
    lab.link.cut(lab.id('b2'), true);
    lab.advance(MINUTE);
    expect(lab.state('lag-b')).toBe('unknown');
    lab.resources.setStatusAvailable(lab.id('dev-b'), true);
    expect(lab.state('lag-b')).toBe('down');
  });
});

it('a fork goes on as the original does', () => {
  const lab = standardLab().begin();
  lab.ok('AssociateVirtualInterface', { virtualInterfaceId: 'v101', connectionId: 'lag-b' });
  const saved = lab.kernel.store.save();
  lab.advance(10 * MINUTE);
  const there = lab.kernel.store.hash();
  lab.kernel.store.load(saved);
  lab.topology.forgetIndex();
  lab.advance(10 * MINUTE);
  expect(lab.kernel.store.hash()).toBe(there);
});
