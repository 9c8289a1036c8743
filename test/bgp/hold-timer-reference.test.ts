import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Direction } from '../../sim/link/contract.ts';
import { type Expiry, firstExpiry, type Wire } from '../sim/reference/keepalive.ts';
import { criticalDistance, generator, kolmogorovSmirnov } from '../sim/reference/statistics.ts';
import { DELAY, established, NEIGHBOR, type Pair, PEER, SECOND } from './pair.ts';

const HOLD = 9 * SECOND;
const KEEPALIVE = 3 * SECOND;
const timers = { holdMicros: HOLD, keepaliveMicros: KEEPALIVE };

const session = (seed: number) => established({ seed, aws: timers, customer: timers });

/** The KEEPALIVE that answers an OPEN is the first of a stream. */
function phase(pair: Pair, end: 'aws' | 'customer'): number {
  const at = pair.when('bgp.received', 'OPEN', 0, end);
  if (at === undefined) throw new Error('no OPEN');
  return at;
}

function reference(seed: number, wires: readonly Wire[], untilMicros: number, random = () => 0.5) {
  const pair = session(seed);
  const sender = (name: string, direction: Direction, end: 'aws' | 'customer') => ({
    name,
    direction,
    phaseMicros: phase(pair, end),
    keepaliveMicros: KEEPALIVE,
  });
  return firstExpiry({
    seed,
    holdMicros: HOLD,
    delayMicros: DELAY,
    senders: [sender(NEIGHBOR, 'toAws', 'customer'), sender(PEER, 'toCustomer', 'aws')],
    wires,
    untilMicros,
    random,
  });
}

function engine(seed: number, wires: readonly Wire[], untilMicros: number): Expiry | undefined {
  const pair = session(seed);
  for (const { atMicros, open, lossPpm } of wires)
    pair.at(atMicros, () =>
      pair.rewire((wire) => {
        Object.assign(wire.open, open);
        Object.assign(wire.lossPpm, lossPpm);
      }),
    );
  const expiry = () => pair.records('bgp.event').find(({ words }) => words === 'hold timer expires');
  pair.run(untilMicros, () => expiry() !== undefined);
  const first = expiry();
  if (first === undefined) return undefined;
  return { atMicros: first.at, missed: first.end === 'aws' ? 'toAws' : 'toCustomer' };
}

const clean = { toAws: 0, toCustomer: 0 };

describe('the hold timer without KEEPALIVE events', () => {
  test('expires at the same µs as packet by packet, whatever is cut and healed', () => {
    const change = fc.record({
      afterMicros: fc.oneof(
        fc.integer({ min: 1, max: 2 * SECOND }),
        fc.integer({ min: 1, max: 12 * SECOND }),
      ),
      toAws: fc.boolean(),
      toCustomer: fc.boolean(),
    });
    const outages = fc.array(change, { minLength: 1, maxLength: 10 });
    let expired = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), outages, (seed, changes) => {
        let at = 5 * SECOND;
        const wires = changes.map(({ afterMicros, ...open }) => {
          at += afterMicros;
          return { atMicros: at, open, lossPpm: clean };
        });
        const until = at + 20 * SECOND;
        const expectation = reference(seed, wires, until);
        if (expectation !== undefined) expired++;
        expect(engine(seed, wires, until)).toEqual(expectation);
      }),
      { numRuns: 500 },
    );
    // The property says something only when sessions do end in some runs.
    expect(expired).toBeGreaterThan(100);
  });

  test.each([
    { loss: 'the same loss both ways', toAws: 500_000, toCustomer: 500_000 },
    { loss: 'loss of the KEEPALIVEs of one end', toAws: 0, toCustomer: 700_000 },
    { loss: 'unequal loss', toAws: 350_000, toCustomer: 550_000 },
  ])('expires under random loss as often and as early: $loss', ({ toAws, toCustomer }) => {
    const seeds = Array.from({ length: 400 }, (_, index) => index + 1);
    const wires = [
      { atMicros: 6 * SECOND, open: { toAws: true, toCustomer: true }, lossPpm: { toAws, toCustomer } },
    ];
    const until = 4 * 3600 * SECOND;
    const times = (play: (seed: number) => Expiry | undefined) =>
      seeds.map((seed) => play(seed)?.atMicros ?? Number.POSITIVE_INFINITY);
    const analytic = times((seed) => engine(seed, wires, until));
    const packets = times((seed) => reference(seed, wires, until, generator(seed)));
    expect(kolmogorovSmirnov(analytic, packets)).toBeLessThan(criticalDistance(400, 400));
    expect(new Set(analytic).size).toBeGreaterThan(100);
  });
});
