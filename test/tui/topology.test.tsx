/** The drawing of a shipped network on the screen, and its keys. */
import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { App } from '../../tui/app.tsx';
import { listOf } from '../../tui/state.ts';
import { glyphSets } from '../../tui/theme.ts';
import { drawingOf } from '../../tui/views/topology-drawing.ts';
import { meaningOf } from '../../tui/views/topology-emphasis.ts';
import { sitting } from './fixture.ts';
import { shown as lines } from './shown.tsx';

const SECOND = 1_000_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '');
const settled = () => new Promise((done) => setTimeout(done, 20));

function shown(columns = 120, rows = 36) {
  const seat = sitting(columns, rows);
  seat.session.dispatch({ type: 'ui.view', view: 'topology' });
  const app = render(<App session={seat.session} glyphs={glyphSets.unicode} size={{ columns, rows }} />);
  const line = (words: string) =>
    plain(app.lastFrame() ?? '')
      .split('\n')
      .find((one) => one.includes(words)) ?? '';
  const selected = () => drawingOf(seat.session).selected;
  return { ...seat, app, line, selected };
}

describe('the topology', () => {
  it('draws a way from router to VPC in one line', async () => {
    const { app, line } = shown();
    await settled();
    expect(line('dxcon-a')).toMatch(
      /●▸lon-r1 .*● dxcon-a 10G .*● ld5-1a .*● v102 .*● dxgw-prod .*● vgw-prod .*● vpc-prod/,
    );
    expect(line('dxlag-b')).toContain('● dxlag-b 2/2 10G');
    expect(line('dxcon-b1')).toContain('├● dxcon-b1');
    expect(line('v199')).toContain('╌✖ v199');
    app.unmount();
  });

  it('tells all of a connection on its page', async () => {
    const file = 'scenarios/links/shared-carrier.yaml';
    const page = { file, view: 'topology', atSeconds: 400, columns: 80, rows: 24 };
    const text = (await lines(page, 'j', 'l', 'enter')).join('\n');
    expect(text).toMatch(/── Topology dxcon-1 /);
    for (const words of [
      'no light',
      'AWS th2-1a: port',
      'through metro-north',
      'v101, v102',
      'last events:',
      'because',
    ])
      expect(text).toContain(words);
  });

  it('draws carriers, and links between routers left of them, whole or broken', async () => {
    const file = 'scenarios/links/shared-carrier.yaml';
    const at = { file, view: 'topology', atSeconds: 0 };
    const starts = (text: readonly string[]): readonly string[] =>
      ['par-core', 'par-r1', 'par-r2'].map((name) => {
        const own = text.find((line) => line.includes(`${name} `) && /^ [┌│└+|]/.test(line)) ?? '';
        return own.slice(0, own.indexOf(name) + name.length);
      });
    for (const columns of [80, 120, 200]) {
      const text = await lines({ ...at, columns });
      // The flow goes from par-core over par-r1, so this link is heavy.
      expect(starts(text)).toEqual([' ┌┳●▸par-core', ' │┣● par-r1', ' └┴● par-r2']);
      expect(text.join().includes('metro-north')).toBe(columns >= 120);
      expect(text.join()).not.toContain('from column');
    }
    const wide = await lines(at);
    expect(wide.filter((line) => /[─━]· metro-north [─━]● dxcon-[12] 10G /.test(line))).toHaveLength(2);
    expect(wide.join('\n')).toContain('linked to par-r1 (core-r1, metric 10), par-r2 (core-r2, metric 20)');
    expect(starts(await lines({ ...at, ascii: true }))).toEqual([
      ' +#*>par-core',
      ' |#* par-r1',
      ' ++* par-r2',
    ]);
  });

  it('breaks the line of a link that is down', async () => {
    const { session, app, line } = shown();
    session.dispatch({
      type: 'act',
      act: { kind: 'inject', injection: { fault: 'router-link-down', target: 'core' } },
    });
    await settled();
    expect(line('┆')).not.toBe('');
    expect(line('linked to')).toContain('linked to lon-r2 (core, metric 10, down)');
    app.unmount();
  });

  it('shows what is selected and the path without colours: by a sign, and by heavy lines', async () => {
    const { app, line, press } = shown();
    await settled();
    expect(line('●▸lon-r1')).toMatch(/━━.*━● vpc-prod/);
    press('l');
    await settled();
    expect(line('▸')).toContain('●▸dxcon-a');
    expect(line('▸lon-r1')).toBe('');
    app.unmount();
  });

  it('shows how full the connections are that carry the selected thing', async () => {
    const { app, line, press } = shown();
    await settled();
    press('l');
    await settled();
    expect(line('●▸dxcon-a')).toContain('12%');
    app.unmount();
  });

  it('goes along lines, and up and down in a tier, members of LAGs with it', () => {
    const { app, press, selected } = shown();
    expect(selected()).toBe('lon-r1');
    press('l');
    expect(selected()).toBe('dxcon-a');
    press('j');
    expect(selected()).toBe('dxlag-b');
    press('down');
    expect(selected()).toBe('dxcon-b1');
    press('right', 'right');
    expect(['v199', 'v203']).toContain(selected());
    press('h', 'h', 'left');
    expect(selected()).toBe('carrier of dxlag-b');
    press('left');
    expect(selected()).toBe('lon-r2');
    press('left', 'k', 'k');
    expect(selected()).toBe('lon-r1');
    app.unmount();
  });

  it('stays where it is in time when arrows move the selection', () => {
    const { app, press, session } = shown();
    press('right', 'l', 'left');
    expect(session.player.now).toBe(0);
    app.unmount();
  });

  it('finds by name', async () => {
    const { app, press, type, selected } = shown();
    press('/');
    type('vgw');
    press('enter');
    expect(selected()).toBe('vgw-core');
    press('j');
    expect(selected()).toBe('vgw-prod');
    press('esc');
    expect(selected()).toBe('vgw-prod');
    app.unmount();
  });

  it('opens the page of what is selected', async () => {
    const { app, press, session } = shown();
    press('l', 'enter');
    expect(session.state.pages).toEqual([{ view: 'topology', key: 'dxcon-a', line: 0 }]);
    press('esc', 'l', 'l', 'enter');
    expect(session.state.pages.at(-1)).toEqual({ view: 'vifs', key: 'v102', line: 0 });
    app.unmount();
  });

  it('knows what has no other way, and which flows go through', () => {
    const { app, session, press } = shown();
    press('l');
    const { sheet, selected } = drawingOf(session);
    const meaning = meaningOf(session.model, sheet, selected, undefined);
    expect(meaning.flows).toEqual(['prod']);
    expect([...meaning.dependent]).toEqual(expect.arrayContaining(['v101', 'v102', 'vpc-prod']));
    expect(meaning.dependent.has('vpc-core')).toBe(false);
    expect(meaning.flowing.has('vpc-prod')).toBe(true);
    const member = meaningOf(session.model, sheet, 'dxcon-b1', undefined);
    expect(member.dependent.size, 'the other member carries on').toBe(0);
    app.unmount();
  });

  it('highlights one flow after the other, then those through the selected thing', async () => {
    const { app, press, session, line } = shown();
    press('p');
    await settled();
    expect(listOf(session.state, 'flows').selected).toBe('prod');
    expect(line('── Topology')).toContain('flow prod');
    press('p');
    expect(listOf(session.state, 'flows').selected).toBeUndefined();
    app.unmount();
  });

  it('moves a VIF to where it rides now', async () => {
    const { app, session, line } = shown();
    session.player.seek(240 * SECOND);
    session.dispatch({ type: 'time.by', micros: 0 });
    await settled();
    expect(line('● dxcon-a')).not.toContain('v102');
    const { sheet } = drawingOf(session);
    expect(sheet.before.get('v102')).toEqual(['ld5-2b of dxlag-b']);
    app.unmount();
  });

  it('keeps the drawing while nothing of the structure changes', () => {
    const { app, session, press } = shown();
    const before = drawingOf(session).sheet;
    press('l', 'j');
    session.player.seek(60 * SECOND);
    session.dispatch({ type: 'time.by', micros: 0 });
    expect(drawingOf(session).sheet).toBe(before);
    app.unmount();
  });
});
