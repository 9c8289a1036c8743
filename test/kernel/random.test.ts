import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entityKey, purposes, uniform } from '../../sim/kernel/random.ts';

const key = entityKey('v102 ipv4');

describe('randomness', () => {
  test('is a function of seed, entity, purpose and count, and of each of them', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, n) => {
        const draw = uniform(seed, key, 'bfdJitter', n);
        expect(uniform(seed, key, 'bfdJitter', n)).toBe(draw);
        const others = [
          uniform(seed + 1, key, 'bfdJitter', n),
          uniform(seed, entityKey('v103 ipv4'), 'bfdJitter', n),
          uniform(seed, key, 'keepaliveJitter', n),
          uniform(seed, key, 'bfdJitter', n + 1),
        ];
        // Two draws in 2^32 are alike by chance.
        expect(others.filter((other) => other === draw).length).toBeLessThan(2);
        expect(draw).toBeGreaterThanOrEqual(0);
        expect(draw).toBeLessThan(1);
      }),
    );
  });

  test('is spread evenly, also over counts beyond 32 bits', () => {
    for (const from of [0, 0x1_0000_0000]) {
      const bins = Array.from({ length: 16 }, () => 0);
      for (let n = 0; n < 16_000; n++) {
        const bin = Math.floor(uniform(1, key, 'lossExpiry', from + n) * 16);
        bins[bin] = (bins[bin] ?? 0) + 1;
      }
      const chiSquare = bins.reduce((sum, count) => sum + ((count - 1000) * (count - 1000)) / 1000, 0);
      // 15 degrees of freedom: exceeded once in a thousand times.
      expect(chiSquare).toBeLessThan(37.7);
    }
  });

  test('has a number of its own for every purpose', () => {
    expect(new Set(Object.values(purposes)).size).toBe(Object.keys(purposes).length);
  });
});
