import { describe, expect, test } from 'vitest';
import { durations } from '../../sim/timing.ts';
import { MINUTE, type Net, SECOND, single } from './fixture.ts';

const down = durations.linkDownReaction.micros;
const up = durations.linkUpReaction.micros;

/** Which of the two ports are up, and which way frames pass. */
const sight = (net: Net) => {
  const passes = (direction: 'toAws' | 'toCustomer') => net.link.path(net.id('v'), direction, 0).open;
  return {
    router: net.link.portUp(net.id('r1 eth1')),
    aws: net.link.portUp(net.id('c')),
    toAws: passes('toAws'),
    toCustomer: passes('toCustomer'),
  };
};
const all = { router: true, aws: true, toAws: true, toCustomer: true };
const none = { router: false, aws: false, toAws: false, toCustomer: false };
const T = 20 * SECOND;

describe('a direct fibre', () => {
  test('comes up one reaction after both ends have light', () => {
    const net = single();
    net.start(up - 1);
    expect(sight(net)).toEqual(none);
    net.run(up);
    expect(sight(net)).toEqual(all);
  });

  test.each(['toAws', 'toCustomer', 'both'] as const)('cut %s takes both ends down: remote fault', (way) => {
    const net = single().start();
    net.at(T, (link) => link.cut(net.id('c'), way, 1));
    // Frames stop at once, the ports notice later.
    expect(sight(net)).toEqual({ router: true, aws: true, toAws: false, toCustomer: false });
    net.run(T + down - 1);
    expect(sight(net).router).toBe(true);
    net.run(T + down);
    expect(sight(net)).toEqual(none);
    const dark = { toAws: ['AWS'], toCustomer: ['r1 eth1'], both: ['r1 eth1', 'AWS'] }[way];
    expect(net.records('light.lost').map(({ detail }) => detail)).toEqual(dark);
  });

  test('cut shorter than the reaction interrupts frames and no port', () => {
    const net = single().start();
    net.at(T, (link) => link.cut(net.id('c'), 'both', 1));
    net.at(T + down / 2, (link) => link.cut(net.id('c'), 'both', -1));
    expect(sight(net)).toEqual(all);
    net.run(T + MINUTE);
    expect(net.records('port.down')).toEqual([]);
  });

  test('with two cuts stays down until both are cleared', () => {
    const net = single().start();
    net.at(T, (link) => link.cut(net.id('c'), 'both', 1));
    net.at(T + SECOND, (link) => link.cut(net.id('c'), 'toAws', 1));
    net.at(T + 2 * SECOND, (link) => link.cut(net.id('c'), 'both', -1));
    net.run(T + MINUTE);
    expect(sight(net)).toEqual(none);
    net.at(T + 2 * MINUTE, (link) => link.cut(net.id('c'), 'toAws', -1));
    net.run(T + 2 * MINUTE + up);
    expect(sight(net)).toEqual(all);
  });

  test('a cut cannot be cleared twice', () => {
    const net = single().start();
    expect(() => net.link.cut(net.id('c'), 'both', -1)).toThrow('cleared more often');
  });
});

describe('behind a carrier', () => {
  const behind = (faultPropagation = false) => {
    const net = single({ carriers: ['k'] });
    net.topology.update('carrier', net.id('k'), { faultPropagation });
    return net.start();
  };

  test('a cut inside leaves light at both ends: a silent black hole', () => {
    const net = behind();
    net.at(T, (link) => link.cut(net.id('c'), 'both', 1));
    net.run(T + MINUTE);
    expect(sight(net)).toEqual({ router: true, aws: true, toAws: false, toCustomer: false });
    expect(net.link.path(net.id('v'), 'toAws', 0).why).toContain('vanish inside the carrier');
    expect(net.link.lightMilliDbm(net.id('c'), 'toAws')).toBe(-3_000);
  });

  test('a cut of one direction inside stops that direction only', () => {
    const net = behind();
    net.at(T, (link) => link.cut(net.id('c'), 'toCustomer', 1));
    net.run(T + MINUTE);
    expect(sight(net)).toEqual({ ...all, toCustomer: false });
  });

  test('a carrier that propagates faults darkens both ends, for a cut of one direction too', () => {
    const net = behind(true);
    net.at(T, (link) => link.cut(net.id('c'), 'toCustomer', 1));
    net.run(T + down);
    expect(sight(net)).toEqual(none);
  });

  test.each([
    ['customer', { ...none, aws: true }],
    ['aws', { ...none, router: true }],
  ] as const)('a cut of the %s segment darkens that end only', (segment, after) => {
    const net = behind();
    net.at(T, (link) => link.cut(net.id('c'), 'both', 1, segment));
    net.run(T + down);
    expect(sight(net)).toEqual(after);
  });

  test('a router that fails is not seen by AWS, unless the carrier propagates faults', () => {
    for (const propagates of [false, true]) {
      const net = behind(propagates);
      net.at(T, (link) => link.fail(net.id('r1'), 1));
      net.run(T + down);
      expect(sight(net)).toEqual({ ...none, aws: !propagates });
      expect(net.link.running(net.id('r1'))).toBe(false);
    }
  });

  test('failed equipment darkens both ends of every connection that passes it', () => {
    const net = single({ carriers: ['k'] });
    net.connection('c2', { carriers: ['k'] });
    net.port('eth2', 'c2');
    net.start();
    net.at(T, (link) => link.fail(net.id('k'), 1));
    net.run(T + down);
    for (const end of ['c', 'r1 eth1', 'c2', 'r1 eth2']) expect(net.link.portUp(net.id(end))).toBe(false);
  });

  test('a cut of the carrier strikes every connection that passes it', () => {
    const net = single({ carriers: ['k'] });
    net.connection('c2', { carriers: ['k'] });
    net.port('eth2', 'c2');
    net.vif('v2', 'c2', 102);
    net.subInterface('eth2', 102);
    net.start();
    net.at(T, (link) => link.cut(net.id('k'), 'both', 1));
    expect(net.heard()).toEqual(['r1 eth1.101', 'r1 eth2.102', 'v', 'v2']);
    expect(net.link.path(net.id('v2'), 'toAws', 0).open).toBe(false);
  });
});

describe('ends', () => {
  test('a shut port goes dark: its own end is down at once, the other after its reaction', () => {
    const net = single().start();
    net.at(T, (link) => {
      net.topology.update('port', net.id('r1 eth1'), { shutdown: true });
      link.touch(net.id('r1 eth1'));
    });
    expect(sight(net)).toEqual({ ...none, aws: true });
    expect(net.link.interfaceUp(net.id('r1 eth1.101'))).toBe(false);
    net.run(T + down);
    expect(sight(net)).toEqual(none);
    expect(net.link.path(net.id('v'), 'toCustomer', 0).why).toBe("AWS's port of c is down");
  });

  test("AWS's port that is not enabled stays lit and does not forward", () => {
    const net = single().start();
    net.at(T, (link) => link.setPortEnabled(net.id('c'), false));
    net.run(T + MINUTE);
    expect(sight(net)).toEqual({ router: true, aws: true, toAws: false, toCustomer: false });
    expect(net.link.attachmentUp(net.id('v'))).toBe(false);
    expect(net.link.operational(net.id('c'))).toBe(false);
    expect(net.link.path(net.id('v'), 'toAws', 0).why).toContain('lit but does not forward');
  });

  test('one settle for a device with a hundred ports', () => {
    const net = single();
    for (let i = 2; i <= 100; i++) {
      net.connection(`c${i}`);
      net.port(`eth${i}`, `c${i}`);
    }
    net.start();
    net.at(T, (link) => link.fail(net.id('d1'), 1));
    net.run(T + down);
    // AWS's own ports are dead at once; the routers' react, one event each.
    expect(net.records('port.down').length).toBe(200);
    expect(net.events).toBe(200 + 100);
  });

  test('a port that is unplugged goes down at once, and the connection has nothing to talk to', () => {
    const net = single().start();
    net.at(T, (link) => {
      net.topology.repoint(net.id('r1 eth1'), 'cabledTo', undefined);
      link.touch(net.id('r1 eth1'));
    });
    expect(sight(net)).toEqual({ ...none, aws: true });
    net.run(T + down);
    expect(net.link.path(net.id('v'), 'toAws', 0).why).toBe("AWS's port of c is down");
  });
});

describe('light that decays', () => {
  const decaying = { milliDbm: -20_000, overMicros: 17 * MINUTE };
  // 11.4 of the 17 dB are left when a minute each.
  const crossing = T + 11.4 * MINUTE;

  test('takes the link down just after the level crosses the threshold, by one event', () => {
    const net = single().start();
    net.at(T, (link) => link.decay(net.id('c'), 'toCustomer', decaying));
    const before = net.events;
    net.run(crossing);
    expect(net.events).toBe(before);
    expect(net.link.lightMilliDbm(net.id('c'), 'toCustomer')).toBe(-14_400);
    expect(sight(net)).toEqual(all);
    net.run(crossing + 1);
    expect(sight(net)).toEqual({ ...all, toAws: false, toCustomer: false });
    expect(net.link.lightMilliDbm(net.id('c'), 'toAws')).toBe(-3_000);
    net.run(T + 20 * MINUTE);
    expect(net.link.lightMilliDbm(net.id('c'), 'toCustomer')).toBe(-20_000);
    net.at(T + 30 * MINUTE, (link) => link.decay(net.id('c'), 'toCustomer', undefined));
    net.run(T + 31 * MINUTE);
    expect(sight(net)).toEqual(all);
  });

  test('that stays above the threshold changes nothing', () => {
    const net = single().start();
    net.at(T, (link) => link.decay(net.id('c'), 'both', { milliDbm: -14_400, overMicros: MINUTE }));
    net.run(T + 60 * MINUTE);
    expect(sight(net)).toEqual(all);
  });

  test('100G works with less loss than 10G', () => {
    const net = single({ rateBps: 100_000_000_000 }).start();
    net.at(T, (link) => link.decay(net.id('c'), 'toAws', { milliDbm: -12_000, overMicros: 0 }));
    net.run(T + down);
    expect(sight(net)).toEqual(none);
  });
});

describe('loss and delay', () => {
  test('add up along connection and carriers, each way of its own', () => {
    const net = single({ carriers: ['k'], delayMicros: 100 }).start();
    net.at(T, (link) => {
      link.addLoss(net.id('c'), 'both', 100_000);
      link.addLoss(net.id('k'), 'toAws', 500_000);
    });
    const loss = (way: 'toAws' | 'toCustomer') => net.link.path(net.id('v'), way, 0).lossPpm;
    expect([loss('toAws'), loss('toCustomer')]).toEqual([550_000, 100_000]);
    expect(net.link.path(net.id('v'), 'toAws', 0).delayMicros).toBe(500);
    expect(net.heard()).toEqual(['r1 eth1.101', 'v']);
    net.at(T + SECOND, (link) => link.addLoss(net.id('k'), 'toAws', -500_000));
    expect(loss('toAws')).toBe(100_000);
  });
});
