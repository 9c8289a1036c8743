import { describe, expect, test } from 'vitest';
import { bfd, DAY, DELAY, established, MINUTE, type Pair, SECOND } from './pair.ts';

const both = { aws: bfd(), customer: bfd() };

describe('BFD', () => {
  test('comes up at one packet a second, then agrees on the slower interval', () => {
    const pair = established({ aws: bfd(300, 3), customer: bfd(1000, 5) }, 10 * SECOND);
    expect(pair.bfdStates()).toBe('Up Up');
    pair.at(MINUTE, () => pair.cut()).run(2 * MINUTE);
    // RFC 5880 §6.8.4: the other end's multiplier times the agreed interval, counted from the last packet.
    const down = (end: 'aws' | 'customer') =>
      (pair.when('bfd.state', 'Up → Down', MINUTE, end) ?? 0) - MINUTE;
    expect(down('aws')).toBeGreaterThan(4 * SECOND);
    expect(down('aws')).toBeLessThanOrEqual(5 * SECOND + DELAY);
    expect(down('customer')).toBeGreaterThan(2 * SECOND);
    expect(down('customer')).toBeLessThanOrEqual(3 * SECOND + DELAY);
  });

  test('that fails takes BGP down at once, with 6/10', () => {
    const pair = established(both);
    pair.at(MINUTE, () => pair.cut('toCustomer')).run(MINUTE + 2 * SECOND);
    const failed = pair.when('bfd.state', 'Up → Down', MINUTE, 'customer');
    expect(failed).toBeLessThanOrEqual(MINUTE + 900_000 + DELAY);
    expect(pair.when('bgp.sent', '6/10', MINUTE, 'customer')).toBe(failed);
    // The other end hears Down one way later.
    expect(pair.when('bfd.state', 'Up → Down', MINUTE, 'aws')).toBe((failed ?? 0) + DELAY);
    expect(pair.bgp.established(pair.peer)).toBe(false);
  });

  test('that never came up does not take BGP down', () => {
    const pair = established({ aws: bfd() }).run(DAY);
    expect(pair.bfdStates()).toBe('Down AdminDown');
    expect(pair.states).toBe('Established Established');
  });

  test('that is taken out of the configuration does not take BGP down', () => {
    const pair = established(both);
    expect(pair.bfdStates()).toBe('Up Up');
    pair.at(MINUTE, () => pair.configure('customer', { bfd: 'off' })).run(10 * MINUTE);
    expect(pair.bfdStates()).toBe('Down AdminDown');
    expect(pair.states).toBe('Established Established');
    pair.at(10 * MINUTE, () => pair.configure('customer', bfd())).run(11 * MINUTE);
    expect(pair.bfdStates()).toBe('Up Up');
    expect(pair.when('bgp.state', 'Established →')).toBeUndefined();
  });

  test('makes no events while nothing changes, up or half up', () => {
    const quiet = (pair: Pair, since: number) => {
      const { steps } = pair.run(since);
      pair.run(since + DAY);
      return pair.steps - steps;
    };
    expect(quiet(established(both), 10 * MINUTE)).toBe(0);
    // One way: one end stays in Init, the other in Down, and both go on sending. BGP stays down meanwhile.
    const oneWay = established(both);
    oneWay.at(MINUTE, () => oneWay.cut('toCustomer'));
    expect(quiet(oneWay, 20 * MINUTE)).toBe(0);
    expect(oneWay.bfdStates()).toBe('Init Down');
  });
});
