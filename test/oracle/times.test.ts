/** The times that dxdrill predicts, against those of real daemons (`npm run test:lab`), as committed. */
import { describe, expect, it, test } from 'vitest';
import { readTiming } from '../lab/results.ts';
import { compare, exceptions, unmeasured } from '../lab/simulated/agreement.ts';
import { predictedOf } from '../lab/simulated/predicted.ts';
import { cellName, cells } from '../lab/timing/campaign.ts';

/** `npm run test:lab` takes 200. */
const SEEDS = Number(process.env.DXLAB_SEEDS ?? 30);

const { measured } = readTiming();
const predicted = predictedOf(cells, SEEDS);
const comparisons = compare(measured, predicted);

describe('dxdrill takes as long as the daemon did', () => {
  const judged = comparisons
    .filter(({ exception }) => exception === undefined)
    .map((one) => {
      const { row, customer, tested, metric } = one.measured;
      return { ...one, name: `${row}: ${customer} - ${tested}: ${metric}` };
    });

  it.each(judged)('$name', ({ verdict, measured: real, predicted: simulated }) => {
    expect(verdict, JSON.stringify({ real: real.spread, simulated: simulated?.spread })).toBe('');
  });

  it('and nothing happens in most seeds that never happened to the daemon', () => {
    expect(unmeasured(measured, predicted)).toEqual([]);
  });
});

describe('the exceptions', () => {
  test.each(exceptions)('$cell: $metrics: are of a cell, and with 200 seeds needed', ({ cell, metrics }) => {
    expect(cells.map(cellName)).toContain(cell);
    const found = comparisons.filter(({ exception }) => exception?.cell === cell);
    expect(found.map((one) => one.measured.metric).sort()).toEqual([...metrics].sort());
    // With many seeds, that is: with few they may be met by chance.
    if (SEEDS >= 200) for (const { verdict } of found) expect(verdict).not.toBe('');
  });
});
