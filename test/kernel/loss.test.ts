import { describe, expect, it } from 'vitest';
import { firstRun, firstRunOf } from '../../sim/kernel/loss.ts';
import { entityKey, uniform } from '../../sim/kernel/random.ts';

/** Packet by packet: what the closed form must equal in distribution. */
function playFirstRun(loss: number, run: number, seed: number): number {
  const key = entityKey('reference');
  for (let trial = 1, lost = 0; ; trial++) {
    lost = uniform(seed, key, 'segmentLoss', trial) < loss ? lost + 1 : 0;
    if (lost === run) return trial;
  }
}

/** Largest distance of two empirical distribution functions. */
function kolmogorovSmirnov(a: number[], b: number[]): number {
  const values = [...new Set([...a, ...b])].sort((x, y) => x - y);
  const share = (sample: number[], value: number) => sample.filter((x) => x <= value).length / sample.length;
  return Math.max(...values.map((value) => Math.abs(share(a, value) - share(b, value))));
}

describe('the first run of losses', () => {
  it('is never reached without loss, and at once when all is lost', () => {
    expect(firstRun(0, 3, 0.5)).toBe(Number.POSITIVE_INFINITY);
    expect(firstRun(1_000_000, 3, 0.5)).toBe(3);
  });

  it('of one loss is geometric: the median of p = 1/2 is the first trial, of 3/4 the second', () => {
    expect(firstRunOf(0.5, 1, 0.49)).toBe(1);
    expect(firstRunOf(0.5, 1, 0.51)).toBe(2);
    expect(firstRunOf(0.5, 1, 0.76)).toBe(3);
  });

  it.each([
    [0.5, 3],
    [0.2, 3],
    [0.3, 1],
    [0.4, 5],
  ])('with loss %d and %d in a row has the distribution of a packet-by-packet play', (loss, run) => {
    const key = entityKey('drawn');
    const drawn = Array.from({ length: 1500 }, (_, seed) =>
      firstRunOf(loss, run, uniform(seed, key, 'lossExpiry', 0)),
    );
    const played = Array.from({ length: 1500 }, (_, seed) => playFirstRun(loss, run, seed));
    // 1.63 × sqrt(2 / n) is the 1 % point of the two-sample test.
    expect(kolmogorovSmirnov(drawn, played)).toBeLessThan(1.63 * Math.sqrt(2 / 1500));
  });
});
