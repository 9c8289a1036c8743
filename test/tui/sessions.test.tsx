/** The view of sessions. */
import { describe, expect, it } from 'vitest';
import { rowOf, shown } from './shown.tsx';

const cut = { file: 'scenarios/sessions/short-cut-long-outage.yaml', view: 'sessions' };
const moving = { file: 'scenarios/moving/connection-to-lag.yaml', view: 'sessions' };

describe('sessions', () => {
  it('stand side by side, with the time that is left of each hold timer', async () => {
    const lines = await shown({ ...moving, atSeconds: 10 });
    expect(rowOf(lines, 'v101 ipv4')).toMatch(/● v101 ipv4 +Established +[\d.]+s.*Established +[\d.]+s.*90s/);
  });

  it('are not well while they hear nothing, though both ends still say Established', async () => {
    const before = await shown({ ...cut, atSeconds: 179 });
    expect(rowOf(before, 'v101 ipv4')).toContain('●');
    const lines = await shown({ ...cut, atSeconds: 181 });
    expect(rowOf(lines, 'v101 ipv4')).toMatch(/◐ v101 ipv4 +Established.*Established.*both hear nothing/);
    expect(lines.join('\n')).toMatch(/SILENT: +expires in [\d.]+s/);
  });

  it('count down to the instant at which the session falls', async () => {
    // Hold time 9 s, of which the last KEEPALIVE used up a part: what is left falls by a second a second.
    const left = async (atSeconds: number): Promise<number> => {
      const row = rowOf(await shown({ ...cut, atSeconds }), 'v101 ipv4');
      return Number(/Established +([\d.]+)s/.exec(row)?.[1]);
    };
    const first = await left(181);
    expect(first - (await left(183))).toBeCloseTo(2, 5);
  });

  it('say what each end waits for, and list neighbours that face no peer', async () => {
    const lines = await shown({ ...moving, atSeconds: 190 }, 'j');
    expect(rowOf(lines, 'v102 ipv4')).toMatch(/▸✖ v102 ipv4 +Idle.*Connect/);
    expect(lines.join('\n')).toContain('waits: AWS provisions the peer v102 ipv4');
    expect(lines.join('\n')).toContain('not Established');
    expect(rowOf(lines, 'lon-r1 169')).toMatch(/no peer of AWS/);
  });

  it('open with prefixes and the last events of both ends, and lead to their causes', async () => {
    const lines = await shown({ ...moving, atSeconds: 240 }, 'j', 'j', 'j', 'enter');
    const text = lines.join('\n');
    expect(text).toContain('session v102 ipv4 #2, on virtual interface v102');
    expect(text).toContain('in 1: 10.10.0.0/16');
    expect(text).toContain('last events:');
    expect(text).toMatch(/v102 ipv4 #2: BGP OpenConfirm → Established\s+because /);
    const trace = await shown({ ...moving, atSeconds: 240 }, 'j', 'j', 'j', 'enter', 'G', 'enter');
    expect(trace.join('\n')).toMatch(/── Trace \d+/);
  });

  it('between two routers stand once, with both ends', async () => {
    const rows = async (atSeconds: number) =>
      (await shown({ ...moving, atSeconds, columns: 200 })).filter((line) =>
        /[ ▸][●✖◐○] +lon-r[12] lon-r[12]/.test(line),
      );
    const [only, ...others] = await rows(10);
    expect(others).toEqual([]);
    expect(only).toMatch(/● lon-r1 lon-r2 +Established +[\d.]+s.*Established +[\d.]+s/);
  });
});
