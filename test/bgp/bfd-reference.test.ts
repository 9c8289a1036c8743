import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstDetection } from '../sim/reference/bfd.ts';
import type { Expiry, Wire } from '../sim/reference/keepalive.ts';
import { criticalDistance, generator, kolmogorovSmirnov } from '../sim/reference/statistics.ts';
import { bfd, DELAY, established, NEIGHBOR, type Pair, PEER, SECOND } from './pair.ts';

const INTERVAL = 300_000;

interface Timers {
  readonly multiplier: number;
}

const session = (seed: number, { multiplier }: Timers) =>
  established({ seed, aws: bfd(300, multiplier), customer: bfd(300, multiplier) });

function play(pair: Pair, wires: readonly Wire[], untilMicros: number): Expiry | undefined {
  for (const { atMicros, open, lossPpm } of wires)
    pair.at(atMicros, () =>
      pair.rewire((wire) => {
        Object.assign(wire.open, open);
        Object.assign(wire.lossPpm, lossPpm);
      }),
    );
  const failure = () => pair.records('bfd.state').find(({ words }) => words === 'Up → Down');
  pair.run(untilMicros, () => failure() !== undefined);
  const first = failure();
  if (first === undefined) return undefined;
  return { atMicros: first.at, missed: first.end === 'aws' ? 'toAws' : 'toCustomer' };
}

function reference(
  seed: number,
  { multiplier }: Timers,
  wires: readonly Wire[],
  untilMicros: number,
  random = () => 0.5,
): Expiry | undefined {
  const pair = session(seed, { multiplier });
  const up = (end: 'aws' | 'customer') => {
    const at = pair.when('bfd.state', '→ Up', 0, end);
    if (at === undefined) throw new Error('BFD never came up');
    return at;
  };
  return firstDetection({
    seed,
    intervalMicros: INTERVAL,
    detectionMicros: multiplier * INTERVAL,
    delayMicros: DELAY,
    senders: [
      { name: NEIGHBOR, direction: 'toAws', upMicros: up('customer') },
      { name: PEER, direction: 'toCustomer', upMicros: up('aws') },
    ],
    wires,
    untilMicros,
    random,
  });
}

describe('BFD without events for its packets', () => {
  test('detects at the same µs as packet by packet, whatever is cut and healed', () => {
    const change = fc.record({
      afterMicros: fc.integer({ min: 1, max: 1_200_000 }),
      toAws: fc.boolean(),
      toCustomer: fc.boolean(),
    });
    const outages = fc.array(change, { minLength: 1, maxLength: 10 });
    const timers = fc.record({ multiplier: fc.integer({ min: 3, max: 10 }) });
    let detected = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), timers, outages, (seed, each, changes) => {
        let at = 5 * SECOND;
        const wires = changes.map(({ afterMicros, ...open }) => {
          at += afterMicros;
          return { atMicros: at, open, lossPpm: { toAws: 0, toCustomer: 0 } };
        });
        const until = at + 5 * SECOND;
        const expectation = reference(seed, each, wires, until);
        if (expectation !== undefined) detected++;
        expect(play(session(seed, each), wires, until)).toEqual(expectation);
      }),
      { numRuns: 500 },
    );
    expect(detected).toBeGreaterThan(100);
  });

  test.each([
    { multiplier: 3, toAws: 250_000, toCustomer: 250_000 },
    { multiplier: 3, toAws: 0, toCustomer: 400_000 },
    // A longer detection time holds more packets than its multiplier says, for they are sent early.
    { multiplier: 10, toAws: 600_000, toCustomer: 500_000 },
  ])('detects under random loss as often and as early: %o', ({ multiplier, toAws, toCustomer }) => {
    const seeds = Array.from({ length: 400 }, (_, index) => index + 1);
    const wires = [
      { atMicros: 6 * SECOND, open: { toAws: true, toCustomer: true }, lossPpm: { toAws, toCustomer } },
    ];
    const until = 200 * SECOND;
    const times = (each: (seed: number) => Expiry | undefined) =>
      seeds.map((seed) => each(seed)?.atMicros ?? Number.POSITIVE_INFINITY);
    const analytic = times((seed) => play(session(seed, { multiplier }), wires, until));
    const packets = times((seed) => reference(seed, { multiplier }, wires, until, generator(seed)));
    expect(kolmogorovSmirnov(analytic, packets)).toBeLessThan(criticalDistance(400, 400));
    expect(new Set(analytic).size).toBeGreaterThan(100);
  });
});
