/** The view of flows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downBar } from '../../tui/views/figures.ts';
import { rowOf, shown } from './shown.tsx';

const moving = { file: 'scenarios/moving/connection-to-lag.yaml', view: 'flows' };

describe('flows', () => {
  it('show where packets go, how large they may be, and how long they did not get through', async () => {
    const row = rowOf(await shown({ ...moving, atSeconds: 240 }), 'prod');
    expect(row).toMatch(/● prod +up +v102 \(dxcon-b\d\) +8500 +1\.2G +0% +23s/);
    // 23 of 240 s, from 180 s on: 24 cells of 10 s each, two of them down and a part of the third.
    expect(row).toContain(`${'█'.repeat(18)}░░▓${'█'.repeat(3)}`);
  });

  it('say what a flow that is down waits for', async () => {
    const lines = await shown({ ...moving, atSeconds: 190 });
    expect(rowOf(lines, 'prod')).toMatch(/✖ prod +down +AWS provisions/);
    expect(lines.join('\n')).toContain('1 down');
  });

  it('draw the rate that arrived, full or nothing, also where the operator jumped past', async () => {
    const wide = { columns: 200, rows: 60 };
    const stopsSeconds = Array.from({ length: 20 }, (_, index) => 5 * (index + 20));
    for (const stops of [stopsSeconds, []]) {
      const row = rowOf(await shown({ ...moving, ...wide, atSeconds: 200, stopsSeconds: stops }), 'prod');
      // From 80 s on: ten bars of 10 s before the call, two after it.
      expect(row).toMatch(/ █{10}▁▁ /);
    }
  });

  it('open with outages: what ended the flow, the phases, what brought it back', async () => {
    const text = (await shown({ ...moving, atSeconds: 240, rows: 60 }, 'enter')).join('\n');
    expect(text).toContain('down for 23.002s');
    expect(text).toContain('what ended it:');
    expect(text).toMatch(/what it waited for:[\s\S]*19s {2}AWS provisions the peer/);
    expect(text).toContain('what brought it back:');
    expect(text).toMatch(/because .*API call AssociateVirtualInterface/);
  });
});

describe('the bar of up and down', () => {
  it('is as wide as asked, and shows every outage however short', () => {
    const outage = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 1000 }));
    fc.assert(
      fc.property(fc.array(outage, { maxLength: 5 }), fc.integer({ min: 1, max: 60 }), (outages, width) => {
        const downs = outages.map(([fromMicros, length]) => ({
          fromMicros,
          toMicros: Math.min(1000, fromMicros + length),
        }));
        const bar = downBar(downs, 1000, width);
        expect(Array.from(bar)).toHaveLength(width);
        expect(/[▓░]/.test(bar)).toBe(downs.length > 0);
      }),
    );
  });
});
