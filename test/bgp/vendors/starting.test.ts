/** Connecting and the pause in Idle as each vendor has them. */

import { describe, expect, test } from 'vitest';
import type { Ending } from '../../../sim/bgp/vendors/profile.ts';
import { rulesOf } from '../../../sim/bgp/vendors/vendors.ts';
import { durations } from '../../../sim/timing.ts';
import type { Vendor } from '../../../sim/topology/spec.ts';
import { DELAY, established, MINUTE, Pair, SECOND } from '../pair.ts';

const UP = 'Established Established';

/** µs at which the router's end first left a state for another. */
const change = (pair: Pair, words: string, from = 0) => pair.when('bgp.state', words, from, 'customer');

describe('the first connection', () => {
  const alone = (vendor: Vendor) => new Pair({ vendor, aws: { passive: true } }).run(10 * SECOND);

  test('is opened by FRR after its start timer of 1 s', () => {
    expect(change(alone('frr'), 'Idle → Connect')).toBe(1 * SECOND);
  });

  test.each([
    { vendor: 'bird', least: 3.75, most: 5 },
    { vendor: 'gobgp', least: 5, most: 9 },
  ] as const)('is opened by $vendor after it listened for $least–$most s', ({ vendor, least, most }) => {
    const pair = alone(vendor);
    expect(change(pair, 'Idle → Active')).toBe(0);
    expect(change(pair, 'Active → Connect')).toBeGreaterThanOrEqual(least * SECOND);
    expect(change(pair, 'Active → Connect')).toBeLessThanOrEqual(most * SECOND);
  });

  test('is opened by ExaBGP and generic at once', () => {
    for (const vendor of ['exabgp', 'generic'] as const)
      expect(change(alone(vendor), 'Idle → Connect')).toBe(0);
  });
});

describe('a connection that comes in during the pause', () => {
  const paused = (vendor: Vendor) =>
    established({ vendor, customer: { passive: false } }, 10 * SECOND)
      .at(MINUTE, (pair) => pair.bgp.reset(pair.neighbor, 4))
      .run(MINUTE + 500_000);

  test.each(['frr', 'openbgpd'] as const)('is taken by %s', (vendor) => {
    const pair = paused(vendor);
    expect(pair.state('customer')).toBe('Idle');
    pair.at(MINUTE + 500_000, () => pair.bgp.reset(pair.peer, 4)).run(MINUTE + 1_900_000);
    expect(pair.states).toBe(UP);
  });

  test('is refused by GoBGP', () => {
    const pair = paused('gobgp');
    pair.at(MINUTE + 500_000, () => pair.bgp.reset(pair.peer, 4)).run(MINUTE + 4 * SECOND);
    expect(pair.state('customer')).toBe('Idle');
  });
});

describe('ExaBGP', () => {
  test('listens only where it is told to be passive', () => {
    const pair = (passive: boolean) => new Pair({ vendor: 'exabgp', customer: { passive } }).run(MINUTE);
    const refusals = (passive: boolean) => pair(passive).records('tcp.refused', 'aws').length;
    expect([pair(true).states, refusals(true)]).toEqual([UP, 0]);
    expect([pair(false).states, refusals(false)]).toEqual([UP, 1]);
  });

  test('pauses for 0, 1, 2, 3, 4, 5, 7, 9 s between refused connections', () => {
    const alone = new Pair({ vendor: 'exabgp', aws: { remoteAddress: '169.254.1.9' } }).run(MINUTE);
    const refusals = alone.records('tcp.refused', 'customer').map(({ at }) => at);
    const gaps = refusals.slice(1).map((at, index) => at - (refusals[index] ?? Number.NaN) - 2 * DELAY);
    expect(gaps.slice(0, 8).map((gap) => gap / SECOND)).toEqual([0, 1, 2, 3, 4, 5, 7, 9]);
  });
});

describe('a passive neighbour', () => {
  const alone = (vendor: Vendor) =>
    new Pair({ vendor, aws: { passive: true }, customer: { passive: true } })
      .at(0, (pair) => pair.cut())
      .run(5 * MINUTE);

  test('of FRR never connects, a generic one does after a while', () => {
    expect(change(alone('frr'), 'Active → Connect')).toBeUndefined();
    const seconds = (change(alone('generic'), 'Active → Connect') ?? Number.NaN) / SECOND;
    expect(seconds).toBeGreaterThanOrEqual(22.5);
    expect(seconds).toBeLessThanOrEqual(30);
  });
});

describe('a refused connection', () => {
  /** AWS expects another address of its neighbour. */
  const refusedBy = (vendor: Vendor) =>
    new Pair({ vendor, aws: { remoteAddress: '169.254.1.9' } }).run(10 * MINUTE);

  test.each([
    { vendor: 'frr', least: 120, most: 120 },
    { vendor: 'openbgpd', least: 120, most: 120 },
    { vendor: 'bird', least: 3.75, most: 5 },
    { vendor: 'gobgp', least: 120, most: 239 },
    { vendor: 'generic', least: 22.5, most: 30 },
  ] as const)('is tried again by $vendor after $least–$most s', ({ vendor, least, most }) => {
    const pair = refusedBy(vendor);
    const refusals = pair.records('tcp.refused', 'customer').map(({ at }) => at);
    expect(refusals.length).toBeGreaterThan(2);
    // From one SYN to the next: the refusal itself takes a round trip.
    for (const [index, at] of refusals.slice(1).entries()) {
      const gap = at - (refusals[index] ?? Number.NaN) - 2 * DELAY;
      expect(gap).toBeGreaterThanOrEqual(least * SECOND);
      expect(gap).toBeLessThanOrEqual(most * SECOND);
    }
  });
});

/** Pauses in Idle of the router's end, those of no length left out. */
function pauses(pair: Pair, from = 0): number[] {
  const moves = pair.records('bgp.state', 'customer').filter(({ at }) => at >= from);
  return moves.flatMap(({ at, words }, index) => {
    const next = moves[index + 1];
    return words.endsWith('→ Idle') && next !== undefined && next.at > at ? [next.at - at] : [];
  });
}

/** Within `least` percent of each. */
function expectPauses(actual: readonly number[], seconds: readonly number[], least = 100): void {
  expect(actual.length).toBeGreaterThanOrEqual(seconds.length);
  for (const [index, wanted] of seconds.entries()) {
    expect(actual[index]).toBeLessThanOrEqual(wanted * SECOND);
    expect(actual[index]).toBeGreaterThanOrEqual((wanted * SECOND * least) / 100);
  }
}

describe('the pause in Idle', () => {
  /** AWS does not connect, which would end the pause of some. */
  const waiting = { aws: { passive: true }, timing: { connectRetry: 100 * MINUTE } };
  /** AWS refuses the OPEN with 2/2, again and again; it never connects, which would end the pause of some. */
  const rejected = (vendor: Vendor) =>
    new Pair({ vendor, ...waiting, customer: { localAsn: 65009 } }).run(60 * MINUTE);

  test('of FRR doubles from 2 s to 120 s while NOTIFICATIONs come', () => {
    expectPauses(pauses(rejected('frr')), [2, 4, 8, 16, 32, 64, 120, 120]);
  });

  test('of BIRD doubles from 60 s to 300 s, each jittered', () => {
    expectPauses(pauses(rejected('bird')), [60, 120, 240], 75);
  });

  test('of OpenBGPD doubles from 30 s', () => {
    expectPauses(pauses(rejected('openbgpd')), [30, 60, 120, 240, 480]);
  });

  test('of GoBGP does not grow', () => {
    expectPauses(pauses(rejected('gobgp')), [5, 5, 5]);
  });

  /** What ends the session at one minute, and by what vendors call it. */
  const endings: readonly { readonly ending: Ending; readonly happens: (pair: Pair) => void }[] = [
    { ending: 'ceaseReceived', happens: (pair) => pair.bgp.reset(pair.peer, 4) },
    { ending: 'reset', happens: (pair) => pair.bgp.reset(pair.neighbor, 4) },
    { ending: 'bfdDown', happens: (pair) => pair.bgp.reset(pair.neighbor, 10) },
    { ending: 'reconfigured', happens: (pair) => pair.configure('customer', { localAsn: 65002 }) },
    { ending: 'holdExpired', happens: (pair) => pair.cut() },
  ];
  const connecting = { ...waiting, customer: { passive: false } };
  const ours = ['frr', 'bird', 'gobgp', 'openbgpd', 'exabgp', 'generic'] as const;

  test.each(ours.flatMap((vendor) => endings.map((one) => ({ vendor, ...one }))))(
    'of $vendor after $ending is what its profile says',
    ({ vendor, ending, happens }) => {
      const pair = established({ vendor, ...connecting }, 10 * SECOND)
        .at(MINUTE, happens)
        .run(8 * MINUTE);
      const idle = change(pair, 'Established → Idle', MINUTE) ?? Number.NaN;
      const left = change(pair, 'Idle →', idle) ?? Number.NaN;
      const { failures, atOnceAfter, firstMicros, restMicros, leastPercent } = rulesOf(vendor).idleHold;
      const first = typeof firstMicros === 'number' ? firstMicros : 1 * SECOND;
      const rest = atOnceAfter.includes(ending) ? 0 : restMicros;
      const [most, least] = failures.includes(ending) ? [first, leastPercent] : [rest, 100];
      // In its next turn at the earliest, so that it does not run round in circles.
      const turn = ending === 'ceaseReceived' ? durations.turnOfProcess.micros : 0;
      expect(left - idle).toBeLessThanOrEqual(Math.max(most, turn));
      expect(left - idle).toBeGreaterThanOrEqual((most * least) / 100);
    },
  );
});

const interfaceUp = (up: boolean) => (pair: Pair) =>
  pair.rewire((wire) => {
    wire.up.customer = up;
  });
/** The router's interface is down for 5 s. */
const flap = (pair: Pair, at: number) =>
  pair.at(at, interfaceUp(false)).at(at + 5 * SECOND, interfaceUp(true));

describe('an interface that goes down for 5 s', () => {
  test.each(['frr', 'bird', 'generic', 'cisco-ios-xe'] as const)(
    'ends the session of %s at once',
    (vendor) => {
      const pair = flap(established({ vendor }, 10 * SECOND), MINUTE);
      expect(change(pair, 'Established → Idle')).toBe(MINUTE);
    },
  );

  test.each(['gobgp', 'openbgpd', 'exabgp'] as const)('is nothing that %s sees', (vendor) => {
    const pair = flap(established({ vendor }, 10 * SECOND), MINUTE).run(5 * MINUTE);
    expect(pair.states).toBe(UP);
    expect(change(pair, 'Established → Idle')).toBeUndefined();
  });

  test('and not up again ends it there with the hold timer', () => {
    const pair = established({ vendor: 'gobgp' }, 10 * SECOND)
      .at(MINUTE, interfaceUp(false))
      .run(5 * MINUTE);
    const ended = change(pair, 'Established → Idle', MINUTE) ?? Number.NaN;
    expect(ended).toBe(pair.when('bgp.event', 'hold timer expires', MINUTE, 'customer'));
    expect(ended - MINUTE).toBeGreaterThan(60 * SECOND - DELAY);
  });

  test('keeps BIRD away for 45–60 s from when it is up, twice as long the next time', () => {
    const pair = flap(established({ vendor: 'bird' }, 10 * SECOND), MINUTE).run(4 * MINUTE);
    const up = MINUTE + 5 * SECOND;
    const first = (change(pair, 'Idle →', MINUTE + 1) ?? Number.NaN) - up;
    expect(first).toBeGreaterThanOrEqual(45 * SECOND);
    expect(first).toBeLessThanOrEqual(60 * SECOND);
    expect(pair.states).toBe(UP);
    // That it was Established in between is not what BIRD forgets by: 300 s without an error are.
    flap(pair, 4 * MINUTE).run(8 * MINUTE);
    const second = (change(pair, 'Idle →', 4 * MINUTE + 1) ?? Number.NaN) - 4 * MINUTE - 5 * SECOND;
    expect(second).toBeGreaterThanOrEqual(90 * SECOND);
    expect(second).toBeLessThanOrEqual(120 * SECOND);
    flap(pair, 20 * MINUTE).run(25 * MINUTE);
    const third = (change(pair, 'Idle →', 20 * MINUTE + 1) ?? Number.NaN) - 20 * MINUTE - 5 * SECOND;
    expect(third).toBeLessThanOrEqual(60 * SECOND);
    expect(pair.states).toBe(UP);
  });

  test('for longer than the pause keeps BIRD away all the same: the pause begins when it is up', () => {
    const pair = established({ vendor: 'bird' }, 10 * SECOND)
      .at(MINUTE, interfaceUp(false))
      .at(4 * MINUTE, interfaceUp(true))
      .run(6 * MINUTE);
    const left = change(pair, 'Idle →', MINUTE + 1) ?? Number.NaN;
    expect(left).toBeGreaterThanOrEqual(4 * MINUTE + 45 * SECOND);
    expect(left).toBeLessThanOrEqual(5 * MINUTE);
  });

  test('is over for FRR as soon as AWS listens', () => {
    const pair = flap(established({ vendor: 'frr', customer: { passive: false } }, 10 * SECOND), MINUTE);
    expect(change(pair, 'Idle → Connect', MINUTE)).toBe(MINUTE + SECOND);
    expect(pair.run(3 * MINUTE).states).toBe(UP);
  });
});
