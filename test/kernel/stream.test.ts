import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entityKey } from '../../sim/kernel/random.ts';
import { lastIndex, lastTick, nextTick, type Stream, tick } from '../../sim/kernel/stream.ts';

const streams = fc
  .record({
    phaseMicros: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    intervalMicros: fc.integer({ min: 10, max: 1_000_000 }),
    jitterPpm: fc.integer({ min: 0, max: 500_000 }),
    name: fc.string(),
  })
  .map(({ name, ...stream }): Stream => ({ ...stream, key: entityKey(name), purpose: 'bfdJitter' }));

describe('a stream', () => {
  test('asked directly is the same as counted one by one', () => {
    fc.assert(
      fc.property(streams, fc.nat(1000), fc.integer({ min: -10, max: 50_000_000 }), (stream, seed, after) => {
        const t = stream.phaseMicros + Math.min(after, 60 * stream.intervalMicros);
        const ticks = Array.from({ length: 70 }, (_, k) => tick(seed, stream, k));
        expect(lastIndex(seed, stream, t)).toBe(ticks.findLastIndex((at) => at <= t));
        expect(nextTick(seed, stream, t)).toBe(ticks.find((at) => at >= t));
        expect(lastTick(seed, stream, t)).toBe(ticks.findLast((at) => at <= t) ?? Number.NEGATIVE_INFINITY);
      }),
    );
  });

  test('keeps its order, and its gaps within the jitter', () => {
    fc.assert(
      fc.property(streams, fc.nat(1000), fc.nat(1_000_000), (stream, seed, k) => {
        const gap = tick(seed, stream, k + 1) - tick(seed, stream, k);
        const most = (stream.intervalMicros * stream.jitterPpm) / 1_000_000;
        expect(Math.abs(gap - stream.intervalMicros)).toBeLessThanOrEqual(most);
        expect(gap).toBeGreaterThan(0);
      }),
    );
  });
});
