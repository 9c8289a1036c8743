/** The geometry of the drawing, on networks made by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MapView } from '../../sim/map-types.ts';
import { fold, groupsOf } from '../../tui/drawing/folding.ts';
import { networkOf } from '../../tui/drawing/network.ts';
import { picture } from '../../tui/drawing/picture.ts';
import { type Sheet, sheetOf } from '../../tui/drawing/sheet.ts';
import { glyphSets } from '../../tui/theme.ts';

/** One router with connections, each with some virtual interfaces, over so many gateways. */
function mapOf(vifsOn: readonly number[], gateways: number): MapView {
  const gateway = (index: number) => `vgw-${index % gateways}`;
  return {
    routers: [{ name: 'r1', asn: 65001, site: 'lon' }],
    links: [],
    bearers: vifsOn.map((_, index) => ({
      name: `cx-${index}`,
      kind: 'connection' as const,
      bandwidth: '10Gbps',
      device: 'dev-1',
      routers: ['r1'],
      carriers: [],
      members: [],
      hosted: [],
    })),
    devices: [{ name: 'dev-1', location: 'EqLD5' }],
    virtualInterfaces: vifsOn.flatMap((count, on) =>
      Array.from({ length: count }, (_, index) => ({
        name: `v${on}-${index}`,
        vlan: index + 1,
        rides: `cx-${on}`,
        gateway: gateway(index),
      })),
    ),
    gateways: Array.from({ length: gateways }, (_, index) => ({
      name: gateway(index),
      type: 'virtualGateway' as const,
      asn: 64512,
      associated: [`vpc-${index}`],
    })),
    vpcs: Array.from({ length: gateways }, (_, index) => ({ name: `vpc-${index}`, cidrs: ['10.0.0.0/16'] })),
  };
}

function sheet(map: MapView, width: number, rows: number, selected = ''): Sheet {
  const groups = groupsOf(map);
  const folding = fold(groups, rows, selected);
  return sheetOf((tiers) => networkOf(map, groups, folding, tiers), width, rows);
}

const linesOf = (drawn: Sheet, glyphs = glyphSets.unicode, isDown = false): string[] => {
  const window = { left: 0, top: 0, width: drawn.width, height: drawn.height };
  const look = {
    node: () => ({ mark: 'good' as const, emphasis: 'plain' as const }),
    line: () => ({ isDown, weight: 1 }),
    rail: () => ({ isDown, weight: 1 }),
    load: () => undefined,
  };
  return picture(drawn, window, '', look, glyphs).map((runs) =>
    runs
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
};

describe('links between routers', () => {
  const meshed = (count: number, pairs: readonly (readonly [number, number])[]): string[] => {
    const map = mapOf([1], 1);
    const routers = Array.from({ length: count }, (_, index) => `r${index + 1}`);
    const drawn = sheet(
      {
        ...map,
        routers: routers.map((name) => ({ name, asn: 65001, site: undefined })),
        links: pairs.map(([a, b], index) => ({ name: `l${index}`, between: [`r${a}`, `r${b}`], metric: 1 })),
      },
      200,
      count,
    );
    return linesOf(drawn).map((line) => line.slice(0, line.indexOf(' ', line.indexOf('●')) + 3));
  };

  it('are brackets: chains share a column, what passes by another does not touch it', () => {
    const chain = [
      [1, 2],
      [2, 3],
    ] as const;
    expect(meshed(3, chain)).toEqual(['┌● r1', '├● r2', '└● r3']);
    expect(meshed(3, [...chain, [3, 1]])).toEqual(['┌┬● r1', '│├● r2', '└┴● r3']);
    expect(
      meshed(4, [
        [1, 3],
        [2, 4],
      ]),
    ).toEqual([' ┌● r1', '┌│● r2', '│└● r3', '└─● r4']);
    // A second cable between the same two, and one that ends where it begins, are no line more.
    expect(
      meshed(2, [
        [1, 2],
        [2, 1],
        [1, 1],
      ]),
    ).toEqual(['┌● r1', '└● r2']);
  });

  it('take no more than a few columns, however many there are', () => {
    const pairs = Array.from({ length: 12 }, (_, a) =>
      Array.from({ length: 12 }, (_, b) => [a + 1, b + 1] as const),
    ).flat();
    for (const line of meshed(12, pairs)) expect(line.indexOf('●')).toBeLessThanOrEqual(6);
  });
});

describe('a drawing', () => {
  it('puts each kind in its tier and joins them from left to right', () => {
    expect(linesOf(sheet(mapOf([1], 1), 200, 1))).toEqual([
      '● r1 lon ─● cx-0 10G ─────● dev-1 EqLD5 ─● v0-0 :1 ─● vgw-0 AS64512 ─● vpc-0 10.0.0.0/16',
    ]);
  });

  it('lets lines of one source branch from one upright', () => {
    const lines = linesOf(sheet(mapOf([3], 1), 40, 3));
    const branch = lines.map((line) => line.match(/[┌┼└┬├]/)?.index);
    expect(new Set(branch)).toEqual(new Set([branch[0]]));
    expect(branch[0]).toBeGreaterThan(0);
  });

  it('draws what is down with dashes, and in ASCII with ASCII', () => {
    const drawn = sheet(mapOf([2, 1], 2), 200, 6);
    expect(linesOf(drawn, glyphSets.unicode, true).join('')).toMatch(/╌/);
    expect(linesOf(drawn, glyphSets.unicode, true).join('')).not.toMatch(/─/);
    expect(linesOf(drawn, glyphSets.ascii).join('')).toMatch(/^[ -~]*$/);
  });

  it('says less where there is less room', () => {
    const map = mapOf([2, 2], 2);
    const [wide, narrow] = [sheet(map, 200, 10), sheet(map, 40, 10)];
    expect(wide.network.tiers).toHaveLength(6);
    expect(narrow.network.tiers).toHaveLength(5);
    expect(linesOf(wide).join('\n')).toContain('dev-1 EqLD5');
    expect(linesOf(narrow).join('\n')).not.toContain('EqLD5');
  });

  it('never puts two things into one place, and every thing is somewhere', () => {
    const shapes = fc.record({
      vifsOn: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }),
      gateways: fc.integer({ min: 1, max: 4 }),
      rows: fc.integer({ min: 1, max: 40 }),
      width: fc.integer({ min: 20, max: 200 }),
    });
    fc.assert(
      fc.property(shapes, ({ vifsOn, gateways, rows, width }) => {
        const drawn = sheet(mapOf(vifsOn, gateways), width, rows);
        const places = [...drawn.spots.values()].map(({ x, y }) => `${x} ${y}`);
        expect(new Set(places).size).toBe(places.length);
        for (const key of drawn.network.tiers.flat().map((node) => node.key)) {
          expect(drawn.spots.get(key)?.y).toBeLessThan(drawn.height);
        }
      }),
    );
  });
});

describe('folding', () => {
  const keys = ({ network }: Sheet) => network.tiers.flat().map(({ key }) => key);

  it('folds the largest group when there are more than fit', () => {
    const drawn = sheet(mapOf([14, 2], 1), 200, 8);
    expect(keys(drawn)).toContain('+cx-0');
    expect(keys(drawn)).not.toContain('v0-0');
    expect(keys(drawn)).toContain('v1-1');
  });

  it('opens the group of the selected one, and says how many are left out', () => {
    const drawn = sheet(mapOf([100, 2], 1), 200, 12, 'v0-50');
    expect(keys(drawn)).toContain('v0-50');
    const hidden = drawn.network.tiers.flat().filter(({ kind }) => kind === 'more');
    const shown = keys(drawn).filter((key) => key.startsWith('v0-')).length;
    expect(hidden.reduce((sum, { vifs }) => sum + vifs.length, 0) + shown).toBe(100);
  });

  it('draws a few rows of ten thousand', () => {
    const drawn = sheet(mapOf([9_990, 10], 3), 120, 20);
    expect(drawn.height).toBeLessThanOrEqual(20);
    expect(drawn.spots.get('+cx-0')?.node.vifs).toHaveLength(9_990);
  });
});
