/** The view of connections and LAGs. */
import { describe, expect, it } from 'vitest';
import { rowOf, shown } from './shown.tsx';

const lag = { file: 'scenarios/links/lag-below-minimum.yaml', view: 'links' };

describe('links', () => {
  it('are a tree: members stand indented under their LAG', async () => {
    const lines = await shown({ ...lag, atSeconds: 10 });
    const first = lines.findIndex((line) => line.includes('● dxlag-1'));
    expect(lines.slice(first + 1, first + 4).map((line) => line.slice(0, 12))).toEqual([
      ' ●   dxcon-1',
      ' ●   dxcon-2',
      ' ●   dxcon-3',
    ]);
    expect(lines[first]).toMatch(/up\/up +3\/3 min 2\/1 +frames/);
  });

  it('show light and ports of both ends: a cut is dark before the port has noticed', async () => {
    const row = rowOf(await shown({ ...lag, atSeconds: 300 }), 'dxcon-1');
    expect(row).toMatch(/◐ +dxcon-1 +available +dark +dark up\/up +distributing +nothing/);
    const later = rowOf(await shown({ ...lag, atSeconds: 302 }), 'dxcon-1');
    expect(later).toMatch(/dark +dark down\/down/);
  });

  it('tell how many members each end needs', async () => {
    const text = (await shown({ ...lag, atSeconds: 302 })).join('\n');
    expect(text).toContain('2 of 3 members distribute, at least 2 needed');
    expect(text).toMatch(/Router dub-r1 po1: up, 2 distribute, at least 1 needed/);
  });

  it('keep the load of the last two minutes', async () => {
    const stopsSeconds = [100, 110, 120];
    const lines = await shown({ ...lag, atSeconds: 130, stopsSeconds });
    // Half full on the member that the flow's hash picks, nothing on the others.
    expect(lines.filter((line) => /50% +50% .*▅{4}/.test(line))).toHaveLength(1);
    const ascii = await shown({ ...lag, atSeconds: 130, stopsSeconds, ascii: true });
    expect(ascii.join('\n')).toMatch(/^[\n -~]*$/);
    expect(ascii.filter((line) => /50% +50% .*={4}/.test(line))).toHaveLength(1);
  });

  it('open with what passes and the last events', async () => {
    const text = (await shown({ ...lag, atSeconds: 300 }, 'j', 'enter')).join('\n');
    expect(text).toContain('AWS');
    expect(text).toContain('no frames pass to AWS: no light on dxcon-1');
    expect(text).toContain('because fault fibre-cut on dxcon-1');
  });
});
