/** KEEPALIVEs, hold timer and OPEN as each vendor has them, between a router of it and AWS. */
import { describe, expect, test } from 'vitest';
import type { Vendor } from '../../../sim/topology/spec.ts';
import { DELAY, established, type Pair, Pair as PairOf, SECOND } from '../pair.ts';

const timers = { holdMicros: 9 * SECOND, keepaliveMicros: 3 * SECOND };
const session = (vendor: Vendor, seed: number) =>
  established({ vendor, seed, aws: timers, customer: timers });

const CUT = 60 * SECOND;
/** A cut at another moment of the stream of KEEPALIVEs for every seed. */
const cut = (vendor: Vendor, seed: number): Pair =>
  session(vendor, seed)
    .at(CUT + seed * 37_000, (pair) => pair.cut())
    .run(CUT + 60 * SECOND);

function expiry(pair: Pair, end: 'aws' | 'customer'): number {
  const at = pair.when('bgp.event', 'hold timer expires', CUT, end);
  if (at === undefined) throw new Error('no expiry');
  return at;
}

const seeds = Array.from({ length: 100 }, (_, index) => index + 1);

/** µs since the router's first KEEPALIVE of the last one that AWS heard. */
const lastKeepalive = (pair: Pair): number => {
  const first = pair.when('bgp.received', 'OPEN', 0, 'customer') ?? Number.NaN;
  return expiry(pair, 'aws') - timers.holdMicros - DELAY - first;
};

describe('KEEPALIVEs', () => {
  test.each(['frr', 'gobgp', 'exabgp'] as const)('of %s leave every 3 s, to the µs', (vendor) => {
    for (const seed of seeds.slice(0, 30)) expect(lastKeepalive(cut(vendor, seed)) % (3 * SECOND)).toBe(0);
  });

  test.each(['bird', 'openbgpd', 'generic'] as const)('of %s do not', (vendor) => {
    const beats = seeds.slice(0, 30).map((seed) => lastKeepalive(cut(vendor, seed)) % (3 * SECOND));
    expect(new Set(beats).size).toBeGreaterThan(25);
  });
});

describe('the hold timer', () => {
  const waits = (vendor: Vendor) =>
    seeds.map((seed) => expiry(cut(vendor, seed), 'customer') - CUT - seed * 37_000);

  test('of FRR is exact: 6 to 9 s after the cut, as was measured (6.6–8.7 s)', () => {
    const [least, most] = [Math.min(...waits('frr')), Math.max(...waits('frr'))];
    expect(least).toBeGreaterThan(6 * SECOND - DELAY);
    expect(most).toBeLessThanOrEqual(9 * SECOND + DELAY);
    expect(least).toBeLessThan(6.6 * SECOND);
    expect(most).toBeGreaterThan(8.7 * SECOND);
  });

  test('of BIRD is jittered, and it sleeps for 3 s more: the band holds what was measured (9.4–10.7 s)', () => {
    const ends = seeds.map((seed) => {
      const pair = cut('bird', seed);
      const from = CUT + seed * 37_000;
      const idle = pair.when('bgp.state', 'Established → Idle', from, 'customer') ?? Number.NaN;
      expect(idle - expiry(pair, 'customer')).toBe(3 * SECOND);
      return idle - from;
    });
    const all = ends.sort((a, b) => a - b);
    // 9 s x 0.75 less a KEEPALIVE's age, and 9 s, and 3 s of sleep.
    expect(all[0]).toBeGreaterThan(6.75 * SECOND - DELAY);
    expect(all.at(-1)).toBeLessThanOrEqual(12 * SECOND + DELAY);
    expect(all[0]).toBeLessThan(8 * SECOND);
    expect(all.at(-1)).toBeGreaterThan(10.7 * SECOND);
    expect(all.filter((wait) => wait > 9 * SECOND).length).toBeGreaterThan(10);
  });

  test('of OpenBGPD is the large one until the session is up', () => {
    const leaves = (vendor: Vendor) =>
      // AWS's OPEN answers the router's SYN; the router's OPEN is lost, so that no KEEPALIVE follows.
      new PairOf({ vendor, aws: { ...timers, passive: true }, customer: timers })
        .at(2.5 * DELAY, (pair) => pair.cut())
        .run(300 * SECOND)
        .when('bgp.event', 'hold timer expires', 0, 'customer');
    expect(leaves('generic')).toBe(9 * SECOND + 2 * DELAY);
    expect(leaves('openbgpd')).toBe(240 * SECOND + 2 * DELAY);
  });
});

describe('a hold time of 1 s', () => {
  test.each([
    { vendor: 'frr', refused: true },
    { vendor: 'bird', refused: true },
    { vendor: 'openbgpd', refused: false },
  ] as const)('$vendor: refused $refused', ({ vendor, refused }) => {
    const pair = new PairOf({ vendor, aws: { holdMicros: SECOND }, customer: { passive: true } });
    // FRR refuses AWS's first attempt, as it waits for its start timer.
    pair.run(40 * SECOND);
    expect(pair.when('bgp.sent', '2/6', 0, 'customer') !== undefined).toBe(refused);
    expect(pair.state('customer') === 'Established').toBe(!refused);
  });
});
