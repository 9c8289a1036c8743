import { describe, expect, test } from 'vitest';
import { lacpTable } from '../../sim/link/lacp-ends.ts';
import { durations } from '../../sim/timing.ts';
import { bundled, DAY, MINUTE, Net, SECOND } from './fixture.ts';

const portUpAt = durations.linkUpReaction.micros;
const T = 100 * SECOND;
const members = (net: Net, bundle: string) =>
  net.link.distributing(net.id(bundle)).map((end) => net.topology.name(end));
const isUp = (net: Net) => ({
  aws: net.link.operational(net.id('lag')),
  router: net.link.interfaceUp(net.id('r1 po1.101')),
});

test('a fresh row is a disabled port', () => {
  expect(lacpTable.initial).toBe(0);
});

describe('bring-up', () => {
  test.each(['fast', 'slow'] as const)('takes the aggregate wait, with %s PDUs too', (rate) => {
    const net = bundled({ lag: { lacpRate: rate }, portChannel: { lacpRate: rate } });
    net.start(portUpAt + 2 * SECOND);
    expect(isUp(net)).toEqual({ aws: false, router: false });
    // Two seconds and a few flights of 100 µs.
    net.run(portUpAt + 2 * SECOND + 300);
    expect(isUp(net)).toEqual({ aws: true, router: true });
    expect(members(net, 'lag')).toEqual(['c1', 'c2']);
    expect(members(net, 'r1 po1')).toEqual(['r1 eth1', 'r1 eth2']);
  });

  test('a passive router waits to be spoken to', () => {
    const net = bundled({ portChannel: { lacp: 'passive' } }).start(portUpAt + 4 * SECOND);
    expect(isUp(net)).toEqual({ aws: true, router: true });
  });

  test('no member distributes while the router does not speak LACP', () => {
    const net = new Net();
    net.connection('c1');
    net.port('eth1', 'c1');
    net.lag('lag', ['c1']);
    net.vif('v', 'lag', 101);
    net.subInterface('eth1', 101);
    net.start(10 * MINUTE);
    expect(net.link.portUp(net.id('c1'))).toBe(true);
    expect(net.link.operational(net.id('c1'))).toBe(false);
    expect(net.link.attachmentUp(net.id('v'))).toBe(false);
    // The router's plain port is none the wiser.
    expect(net.link.interfaceUp(net.id('r1 eth1.101'))).toBe(true);
    expect(net.link.path(net.id('v'), 'toAws', 0).why).toBe(
      'LAG lag is down: 0 of 1 members distribute, 1 needed',
    );
  });

  test('a live connection put into a LAG goes down until the router speaks LACP', () => {
    const net = new Net();
    net.connection('c1');
    net.port('eth1', 'c1');
    net.lag('lag', []);
    net.vif('v', 'c1', 101);
    net.subInterface('eth1', 101);
    net.start();
    expect(net.link.path(net.id('v'), 'toAws', 0).open).toBe(true);
    net.at(T, (link) => {
      net.topology.relate(net.id('c1'), 'memberOf', net.id('lag'));
      net.topology.repoint(net.id('v'), 'rides', net.id('lag'));
      for (const name of ['c1', 'lag', 'v']) link.touch(net.id(name));
    });
    expect(net.heard()).toEqual(['c1', 'r1 eth1.101', 'v']);
    expect(net.link.path(net.id('v'), 'toAws', 0).open).toBe(false);
    net.at(2 * T, (link) => {
      const bundle = net.portChannel('po1', ['eth1']);
      net.subInterface('po1', 101);
      for (const id of [bundle, net.id('r1 eth1'), net.id('r1 po1.101')]) link.touch(id);
    });
    net.run(2 * T + 40 * SECOND);
    expect(isUp(net)).toEqual({ aws: true, router: true });
    expect(net.link.path(net.id('v'), 'toAws', 0).open).toBe(true);
  });

  test("static 'on' distributes at the router while AWS has no partner", () => {
    const net = bundled({ portChannel: { lacp: 'on' } }).start(10 * MINUTE);
    expect(isUp(net)).toEqual({ aws: false, router: true });
    expect(members(net, 'r1 po1')).toEqual(['r1 eth1', 'r1 eth2']);
  });

  test('a LAG that leads to two routers takes one of them, the other stands by', () => {
    const net = bundled({ members: 1 });
    net.router('r2');
    net.connection('c2');
    net.port('eth1', 'c2', 'r2');
    net.portChannel('po1', ['eth1'], { router: 'r2' });
    net.topology.relate(net.id('c2'), 'memberOf', net.id('lag'));
    net.start();
    expect(members(net, 'lag')).toEqual(['c1']);
    expect(members(net, 'r2 po1')).toEqual([]);
    net.at(T, (link) => link.cut(net.id('c1'), 'both', 1));
    net.run(T + MINUTE);
    expect(members(net, 'lag')).toEqual(['c2']);
    expect(members(net, 'r2 po1')).toEqual(['r2 eth1']);
  });
});

describe('members and minimum', () => {
  test('a lost member leaves the LAG up, and its flows move to the others', () => {
    const net = bundled().start();
    const via = () => net.link.path(net.id('v'), 'toCustomer', 0).via;
    expect(via()).toBe(net.id('c1'));
    net.at(T, (link) => link.cut(net.id('c1'), 'both', 1));
    // Until the port reacts, flows that hash to the member are lost and the others are not.
    expect(net.link.path(net.id('v'), 'toCustomer', 0).open).toBe(false);
    expect(net.link.path(net.id('v'), 'toCustomer', 1).open).toBe(true);
    net.run(T + durations.linkDownReaction.micros);
    expect(isUp(net)).toEqual({ aws: true, router: true });
    expect(net.link.operationalMembers(net.id('lag'))).toBe(1);
    expect(via()).toBe(net.id('c2'));
  });

  test.each([
    [2, 0, { aws: false, router: true }],
    [0, 2, { aws: true, router: false }],
    [1, 1, { aws: true, router: true }],
  ])('AWS needs %i, the router %i: two settings, two views', (aws, router, expected) => {
    const net = bundled({ lag: { minimumLinks: aws }, portChannel: { minimumLinks: router } }).start();
    expect(isUp(net)).toEqual({ aws: true, router: true });
    net.at(T, (link) => link.cut(net.id('c2'), 'both', 1));
    net.run(T + SECOND);
    expect(isUp(net)).toEqual(expected);
    expect(net.link.path(net.id('v'), 'toAws', 0).open).toBe(expected.aws && expected.router);
  });
});

describe('silence', () => {
  test.each([
    ['fast', 3],
    ['slow', 90],
  ] as const)('%s: a member expires three intervals after the last PDU that it heard', (rate, seconds) => {
    const net = bundled({ lag: { lacpRate: rate }, portChannel: { lacpRate: rate } }).start();
    net.at(T, (link) => link.blockLacp(net.id('c1'), 1));
    net.run(T + 10 * MINUTE);
    const expiries = net
      .records('lacp.state')
      .filter(({ detail }) => detail.startsWith('hears its partner no'));
    expect(expiries.map(({ entity }) => entity).sort()).toEqual(['c1', 'r1 eth1']);
    for (const { at } of expiries) {
      expect(at).toBeGreaterThan(T + ((seconds * 2) / 3) * SECOND);
      expect(at).toBeLessThanOrEqual(T + seconds * SECOND);
    }
    // Frames would have passed; only LACP did not.
    expect(members(net, 'lag')).toEqual(['c2']);
  });

  test('healed before the expiry, nothing happens at all', () => {
    const net = bundled().start();
    const quiet = net.events;
    net.at(T, (link) => link.blockLacp(net.id('c1'), 1));
    net.at(T + SECOND, (link) => link.blockLacp(net.id('c1'), -1));
    net.run(T + MINUTE);
    expect(members(net, 'lag')).toEqual(['c1', 'c2']);
    // At most the expiries that were called off.
    expect(net.events - quiet).toBeLessThanOrEqual(2);
  });

  test('a black hole in one direction ends the member at both ends: the deaf end says that it is out of sync', () => {
    const net = bundled({ connection: { carriers: ['k'] } }).start();
    net.at(T, (link) => link.cut(net.id('c1'), 'toCustomer', 1));
    net.run(T + MINUTE);
    expect(members(net, 'lag')).toEqual(['c2']);
    expect(members(net, 'r1 po1')).toEqual(['r1 eth2']);
  });

  test('a month of silence, and a month of quiet, cost a handful of events', () => {
    const net = bundled({ members: 4 }).start();
    net.at(T, (link) => link.blockLacp(net.id('c1'), 1));
    net.run(30 * DAY);
    net.at(30 * DAY, (link) => link.blockLacp(net.id('c1'), -1));
    net.run(60 * DAY);
    expect(members(net, 'lag')).toHaveLength(4);
    expect(net.events).toBeLessThan(150);
  });
});
