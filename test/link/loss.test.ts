import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entityKey, uniform } from '../../sim/kernel/random.ts';
import { crossing, levelAt } from '../../sim/link/decay.ts';
import { firstSuccess, lossesInARow } from '../../sim/link/loss.ts';

const u = (n: number) => uniform(1, entityKey('loss test'), 'pduLoss', n);
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('firstSuccess', () => {
  test.each([
    // Half of all packets lost: the first arrives with 1/2, the second with 1/4 …
    [0.49, 1],
    [0.51, 2],
    [0.76, 3],
    [0.88, 4],
  ])('with 50 %% loss and u = %d it is packet %i', (draw, trial) => {
    expect(firstSuccess(500_000, draw)).toBe(trial);
  });

  test('is the first without loss, and never comes with total loss', () => {
    expect(firstSuccess(0, 0.999)).toBe(1);
    expect(firstSuccess(1_000_000, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  test('has the mean of the geometric distribution', () => {
    const draws = numbers(20_000).map((n) => firstSuccess(900_000, u(n)));
    const mean = draws.reduce((sum, trial) => sum + trial, 0) / draws.length;
    // Mean 10, standard deviation 9.5: four standard errors are 0.27.
    expect(Math.abs(mean - 10)).toBeLessThan(0.27);
  });
});

describe('lossesInARow', () => {
  test.each([
    [0, 10],
    [1, 10],
    [2, 1],
    [0, 2],
  ])('agrees with counting the survivors: %i lost before, %i trials', (before, trials) => {
    const survivors: number[] = [];
    for (let n = 0; survivors.length < 5_000; ) {
      let lost = before;
      for (let trial = 0; trial < trials && lost < 3; trial++) lost = u(n++) < 0.4 ? lost + 1 : 0;
      if (lost < 3) survivors.push(lost);
    }
    const drawn = numbers(5_000).map((n) => lossesInARow(400_000, 3, before, trials, u(n + 1_000_000)));
    for (const lost of [0, 1, 2]) {
      const share = (list: readonly number[]) => list.filter((each) => each === lost).length / list.length;
      expect(Math.abs(share(drawn) - share(survivors))).toBeLessThan(0.04);
    }
  });
});

test('the crossing of a threshold is the first µs on its other side', () => {
  const level = fc.integer({ min: -30_000, max: 0 });
  const over = fc.integer({ min: 1, max: 1_000_000_000_000 });
  fc.assert(
    fc.property(
      level,
      level,
      level,
      over,
      fc.integer({ min: -1_000, max: 1_000 }),
      (from, to, threshold, overMicros, start) => {
        const decay = { fromMilliDbm: from, toMilliDbm: to, startMicros: start, overMicros };
        const dark = (at: number) => levelAt(decay, at) < threshold;
        const at = crossing(decay, threshold);
        if (at === undefined) expect(dark(start)).toBe(dark(start + overMicros));
        else {
          expect(dark(at)).toBe(to < threshold);
          expect(dark(at - 1)).toBe(from < threshold);
        }
      },
    ),
    { numRuns: 500 },
  );
});
