/** What is on the screen, at each size, through Ink. */
import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { App } from '../../tui/app.tsx';
import { widthOf } from '../../tui/cells.ts';
import { layoutOf } from '../../tui/layout.ts';
import { parseMoment } from '../../tui/palette/moment.ts';
import { glyphSets } from '../../tui/theme.ts';
import { views } from '../../tui/views/registry.ts';
import { sittingAtVifs as sitting } from './fixture.ts';
import { shown as sightOf } from './shown.tsx';

const SECOND = 1_000_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '');

function shown(columns: number, rows: number, ascii = false) {
  const seat = sitting(columns, rows);
  const size = { columns, rows };
  const glyphs = ascii ? glyphSets.ascii : glyphSets.unicode;
  const app = render(<App session={seat.session} glyphs={glyphs} size={size} />);
  // The library's terminal has 100 columns; Ink lays out in a box of the size that the session has.
  const lines = (): string[] => plain(app.lastFrame() ?? '').split('\n');
  return { ...seat, lines, app };
}

const settled = () => new Promise((done) => setTimeout(done, 20));

const sizes = [
  [80, 24],
  [120, 36],
  [200, 60],
  [40, 10],
  [60, 16],
  [100, 30],
] as const;

describe.each(sizes)('at %i×%i', (columns, rows) => {
  it.each(views.map(({ id }) => id))('%s fills no more than the screen, help and pages too', async (id) => {
    const { session, lines, press, app } = shown(columns, rows);
    session.player.seek(240 * SECOND);
    session.dispatch({ type: 'time.by', micros: 0 });
    session.dispatch({ type: 'ui.view', view: id });
    const fits = () => {
      expect(lines().length).toBeLessThanOrEqual(rows);
      for (const line of lines()) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
    };
    await settled();
    fits();
    press('enter');
    await settled();
    fits();
    press('?');
    await settled();
    fits();
    app.unmount();
  });
});

describe('a drill of many days', () => {
  it('counts them', async () => {
    const month = { file: 'scenarios/sessions/quiet-month.yaml', view: 'timeline' };
    const [first = '', ...rest] = await sightOf({ ...month, atSeconds: 408 * 3600, columns: 120 });
    expect(first).toContain('17d 00:00:00.000 / 30d');
    expect(rest.join('\n')).toMatch(/DOWN/);
    expect(rest.find((line) => line.includes('DOWN'))).toMatch(/ 5d|4d .*\d+d/);
    expect(parseMoment('17d 08:30:00', 0)).toBe(((17 * 24 + 8) * 60 + 30) * 60_000_000);
  });
});

describe('the screen', () => {
  it('says where you are, what time it is, and what the keys do', async () => {
    const { lines, app, press } = shown(120, 36);
    await settled();
    expect(lines()[0]).toContain('dxdrill › Move a private VIF from a connection to a LAG › VIFs');
    expect(lines()[0]).toContain('00:00.000 / 15:00');
    expect(lines()[1]).toContain('[2 VIFs]');
    expect(lines().at(-1)).toContain('space play');
    press('8');
    await settled();
    expect(lines()[1]).toContain('[8 Trace]');
    app.unmount();
  });

  it('shows state by symbol as well as by colour', async () => {
    const { lines, app } = shown(80, 24);
    await settled();
    const row = (name: string) => lines().find((line) => line.includes(`${name} `)) ?? '';
    expect(row('v101')).toContain('▸● v101');
    expect(row('v199')).toContain(' ✖ v199');
    app.unmount();
  });

  it('has nothing beyond ASCII where that is asked for', async () => {
    const { session, lines, press, app } = shown(120, 36, true);
    session.player.seek(240 * SECOND);
    session.dispatch({ type: 'time.by', micros: 0 });
    for (const keys of [[], ['8'], ['enter'], ['?']]) {
      press(...keys);
      await settled();
      expect(lines().join('\n')).toMatch(/^[\n -~]*$/);
    }
    app.unmount();
  });

  it('says in one line that it is too small', async () => {
    const { lines, app } = shown(38, 9);
    await settled();
    expect(lines()).toEqual(['needs 40x10, is 38x9']);
    app.unmount();
  });

  it('hears the keyboard, runs of keys and escape sequences alike', async () => {
    const { session, app, lines } = shown(80, 24);
    await settled();
    app.stdin.write('jj');
    app.stdin.write('\u001b[A');
    await settled();
    expect(lines().find((line) => line.startsWith('▸'))).toContain('v102');
    app.stdin.write('/v2\r');
    await settled();
    expect(session.state.lists.vifs?.filter).toBe('v2');
    app.unmount();
  });

  it('tells why a VIF is as it is, with the session of both ends', async () => {
    const { session, lines, press, app } = shown(120, 36);
    press('j');
    session.player.seek(190 * SECOND);
    session.dispatch({ type: 'time.by', micros: 0 });
    await settled();
    const text = lines().join('\n');
    expect(text).toContain('Why: v102');
    expect(text).toMatch(/v102: private, VLAN 102, MTU 8500, pending on dxlag-b/);
    expect(text).toMatch(/waits: /);
    app.unmount();
  });
});

describe('a layout', () => {
  it('shares out every row of the terminal, at any size', () => {
    for (let rows = 10; rows < 80; rows++) {
      for (const columns of [40, 80, 119, 120, 300]) {
        const { hasTabs, newsRows, footerRows, bodyRows } = layoutOf(columns, rows);
        expect(1 + (hasTabs ? 1 : 0) + newsRows + footerRows + bodyRows).toBe(rows);
      }
    }
  });
});
