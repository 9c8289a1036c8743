import { describe, expect, test } from 'vitest';
import { bundled, Net, SECOND, single } from './fixture.ts';

const T = 20 * SECOND;
const path = (net: Net, way: 'toAws' | 'toCustomer', vif = 'v') => net.link.path(net.id(vif), way, 0);
const nameOf = (net: Net, id: Parameters<Net['topology']['name']>[0] | undefined) =>
  id === undefined ? undefined : net.topology.name(id);

describe('the two ends of a virtual interface', () => {
  test('find each other by port and VLAN', () => {
    const net = single().start();
    expect(nameOf(net, net.link.customerEnd(net.id('v')))).toBe('r1 eth1.101');
    expect(nameOf(net, net.link.awsEnd(net.id('r1 eth1.101')))).toBe('v');
  });

  test('do not when the VLAN differs', () => {
    const net = single();
    net.topology.update('subInterface', net.id('r1 eth1.101'), { vlan: 102 });
    net.start();
    expect(net.link.customerEnd(net.id('v'))).toBeUndefined();
    expect(net.link.awsEnd(net.id('r1 eth1.101'))).toBeUndefined();
    expect(path(net, 'toCustomer').why).toBe('no interface with VLAN 101 on r1 eth1');
    expect(path(net, 'toAws').why).toBe('no interface with VLAN 101 faces c');
    expect(net.link.interfaceUp(net.id('r1 eth1.101'))).toBe(true);
  });

  test('on the wrong port hear nothing', () => {
    const net = new Net();
    net.connection('c');
    net.connection('other');
    net.port('eth1', 'c');
    net.port('eth2', 'other');
    net.vif('v', 'c', 101);
    net.subInterface('eth2', 101);
    net.start();
    expect(net.link.customerEnd(net.id('v'))).toBeUndefined();
    expect(net.link.awsEnd(net.id('r1 eth2.101'))).toBeUndefined();
  });

  test('a shut sub-interface receives nothing; opened, both ends are marked', () => {
    const net = single();
    net.topology.update('subInterface', net.id('r1 eth1.101'), { shutdown: true });
    net.start();
    expect(net.link.customerEnd(net.id('v'))).toBeUndefined();
    net.at(T, (link) => {
      net.topology.update('subInterface', net.id('r1 eth1.101'), { shutdown: false });
      link.touch(net.id('r1 eth1.101'));
    });
    expect(net.heard()).toEqual(['r1 eth1.101', 'v']);
    expect([path(net, 'toAws').open, path(net, 'toCustomer').open]).toEqual([true, true]);
  });

  test('a virtual interface that moves marks whoever spoke its VLAN at the old and the new place', () => {
    const net = single();
    net.connection('c2');
    net.port('eth2', 'c2');
    net.subInterface('eth2', 101);
    net.vif('bystander', 'c', 200);
    net.subInterface('eth1', 200);
    net.start();
    net.at(T, (link) => {
      net.topology.repoint(net.id('v'), 'rides', net.id('c2'));
      link.touch(net.id('v'));
    });
    expect(net.heard()).toEqual(['r1 eth1.101', 'r1 eth2.101', 'v']);
    expect(nameOf(net, net.link.customerEnd(net.id('v')))).toBe('r1 eth2.101');
    expect(net.link.awsEnd(net.id('r1 eth1.101'))).toBeUndefined();
  });
});

describe('hosted connections', () => {
  const partner = () => {
    const net = new Net();
    net.connection('ic', { type: 'interconnect' });
    net.port('eth1', 'ic');
    net.hosted('h', 'ic', 300);
    net.vif('v', 'h', 300);
    net.subInterface('eth1', 300);
    return net.start();
  };

  test("carry the virtual interface with the partner's VLAN, and follow their parent", () => {
    const net = partner();
    expect(path(net, 'toAws').open).toBe(true);
    expect(net.link.operational(net.id('h'))).toBe(true);
    net.at(T, (link) => link.cut(net.id('ic'), 'both', 1));
    net.run(T + SECOND);
    expect(net.link.operational(net.id('h'))).toBe(false);
    expect(net.heard()).toEqual(['h', 'ic', 'r1 eth1.300', 'v']);
  });

  test('can fail alone, inside the partner', () => {
    const net = partner();
    net.at(T, (link) => link.cut(net.id('h'), 'toCustomer', 1));
    expect(path(net, 'toCustomer').why).toBe("frames vanish in the partner's network of h");
    expect(path(net, 'toAws').open).toBe(true);
    expect(net.heard()).toContain('v');
  });
});

describe('a flow on a LAG', () => {
  test('is bound to one member by its hash, each way', () => {
    const net = bundled({ members: 3 }).start();
    const vias = [0, 1, 2, 3].map((hash) => nameOf(net, net.link.path(net.id('v'), 'toAws', hash).via));
    expect(vias).toEqual(['c1', 'c2', 'c3', 'c1']);
  });

  test('is lost when its member is, though the LAG is up', () => {
    const net = bundled({ connection: { carriers: ['k'] } }).start();
    net.at(T, (link) => link.addLoss(net.id('c2'), 'toCustomer', 250_000));
    expect(net.link.path(net.id('v'), 'toCustomer', 0).lossPpm).toBe(0);
    expect(net.link.path(net.id('v'), 'toCustomer', 1).lossPpm).toBe(250_000);
  });
});
