import { describe, expect, test } from 'vitest';
import { charts } from '../../machines/all.ts';
import type { Chart } from '../../machines/chart.ts';
import { compileChart } from '../../sim/kernel/chart-compiler.ts';
import { differences } from './chart-proof.ts';
import { endings, overAtOnce, torture } from './torture-charts.ts';

const all: readonly Chart[] = [...charts, torture, endings, overAtOnce];

describe('a compiled chart steps as XState does', () => {
  test.for(all.map((chart) => [chart.id, chart] as const))('%s', ([, chart]) => {
    expect(differences(chart, compileChart(chart))).toEqual([]);
  });
});

describe('a table', () => {
  const table = compileChart(torture);

  test('numbers leaves and events', () => {
    expect(table.leaves).toEqual([
      'plain',
      'outer.side',
      'outer.middle.a',
      'outer.middle.b',
      'outer.middle.c',
      'outer.middle.done',
    ]);
    expect(table.leaves[table.leaf['outer.middle.b']]).toBe('outer.middle.b');
    expect(table.events[table.event.hop]).toBe('hop');
    expect(table.leaves[table.initial]).toBe('outer.middle.a');
    expect(Object.keys(table.event)).not.toContain('xstate.after.slow.torture.outer');
    expect(table.events).toContain('xstate.after.slow.torture.outer');
  });

  test.for([
    [-1, 0],
    [99, 0],
    [0, -1],
    [0, 99],
    [Number.NaN, 0],
    [0.5, 0],
  ] as const)('has no cell for state %s and event %s', ([state, event]) => {
    expect(() => table.find(state, event, () => true)).toThrow(RangeError);
  });

  test('has no transition outside its size', () => {
    expect(() => table.target(table.size)).toThrow(RangeError);
    expect(() => table.effects(-1)).toThrow(RangeError);
  });
});
