/** The timeline on the screen, and its keys. */
import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { App } from '../../tui/app.tsx';
import { axisText, cellOf, spanAround, spanOfCell } from '../../tui/drawing/axis.ts';
import { barOf, happeningsOf } from '../../tui/drawing/happenings.ts';
import { glyphSets } from '../../tui/theme.ts';
import { selectedEvent, spanOf } from '../../tui/views/timeline-time.ts';
import { sitting } from './fixture.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '');
const settled = () => new Promise((done) => setTimeout(done, 20));

function shown(atMicros: number, columns = 120, rows = 36) {
  const seat = sitting(columns, rows);
  seat.session.player.seek(atMicros);
  seat.session.dispatch({ type: 'time.by', micros: 0 });
  seat.session.dispatch({ type: 'ui.view', view: 'timeline' });
  const app = render(<App session={seat.session} glyphs={glyphSets.unicode} size={{ columns, rows }} />);
  const line = (words: string) =>
    plain(app.lastFrame() ?? '')
      .split('\n')
      .find((one) => one.includes(words)) ?? '';
  const event = () => {
    const { model, state } = seat.session;
    const id = selectedEvent(model, state);
    return id === undefined ? '' : model.simulation.describe(id);
  };
  return { ...seat, app, line, event };
}

describe('the timeline', () => {
  it('shows each flow as a bar with its downtime, and what was done', async () => {
    const { app, line } = shown(6 * MINUTE);
    await settled();
    expect(line('▸ prod')).toMatch(/█+[▓░]+█+ +23s/);
    expect(line('  events')).toMatch(/A/);
    app.unmount();
  });

  it.each([
    [80, 24],
    [120, 36],
    [200, 60],
  ])('explains on %i×%i every mark that it draws, and shows what lies ahead', async (columns, rows) => {
    const { app, line, session, press } = shown(MINUTE, columns, rows);
    session.dispatch({ type: 'act', act: { kind: 'note', text: 'look here' } });
    press('0');
    await settled();
    // The call of the scenario at 3m, and before it what is done again.
    expect(line('  events')).toMatch(/^ {2}events +○ +·/);
    const screen = plain(app.lastFrame() ?? '');
    for (const words of [
      '█ up',
      '░ down',
      'F fault',
      'R router',
      'b BGP',
      '· step to come',
      '○ yours to come',
    ])
      expect(screen).toContain(words);
    expect(line('  cursor')).not.toContain('▲');
    app.unmount();
  });

  it('moves a cursor between events and tells each with its cause', async () => {
    const { app, event, press, line } = shown(6 * MINUTE);
    expect(event()).toMatch(/^flow prod up/);
    press('left');
    expect(event()).toMatch(/→ Established/);
    press('l', 'l');
    expect(event()).toMatch(/^flow prod up/);
    press('g');
    expect(event()).toMatch(/AssociateVirtualInterface/);
    await settled();
    expect(line('AssociateVirtualInterface')).toContain('03:00.000');
    app.unmount();
  });

  it('goes to the time of the event with enter, exactly', () => {
    const { app, press, session, event } = shown(6 * MINUTE);
    press('g', 'enter');
    expect(session.player.now).toBe(3 * MINUTE);
    expect(event()).toMatch(/AssociateVirtualInterface/);
    app.unmount();
  });

  it('zooms in around the cursor, and out again', () => {
    const { app, press, session } = shown(6 * MINUTE);
    const span = () => spanOf(session.model, session.state);
    expect(span()).toEqual({ fromMicros: 0, toMicros: 15 * MINUTE });
    press('h', '+', '+', '=');
    const { fromMicros, toMicros } = span();
    expect(toMicros - fromMicros).toBe((15 * MINUTE) / 8);
    const at = session.model.simulation.record(selectedEvent(session.model, session.state) ?? -1).timeMicros;
    expect(at).toBeGreaterThanOrEqual(fromMicros);
    expect(at).toBeLessThan(toMicros);
    press('-', '-', '-', '-');
    expect(span()).toEqual({ fromMicros: 0, toMicros: 15 * MINUTE });
    press('+', 'z');
    expect(span().toMicros).toBe(15 * MINUTE);
    app.unmount();
  });

  it('pans by half a width and comes back with the cursor', () => {
    const { app, press, session } = shown(6 * MINUTE);
    press('h', '+', '+');
    const before = spanOf(session.model, session.state);
    press('L');
    expect(spanOf(session.model, session.state).fromMicros).toBe(before.fromMicros + (15 * MINUTE) / 8);
    press('H', 'shift-right', 'shift-left');
    expect(spanOf(session.model, session.state)).toEqual(before);
    press('L', 'l', 'h');
    expect(spanOf(session.model, session.state)).toEqual(before);
    app.unmount();
  });

  it('opens the event in the trace', () => {
    const { app, press, session } = shown(6 * MINUTE);
    press('g', 'o');
    expect(session.state.pages.at(-1)?.view).toBe('trace');
    app.unmount();
  });

  it('filters events by their words', () => {
    const { app, press, type, event } = shown(6 * MINUTE);
    press('/');
    type('router');
    press('enter', 'g');
    expect(event()).toMatch(/^router change/);
    app.unmount();
  });

  it('says so when nothing happened yet', async () => {
    const { app, line, press } = shown(0);
    press('h', 'l', 'enter', 'o');
    await settled();
    expect(line('nothing happened yet')).not.toBe('');
    expect(line('  events'), 'what is planned is a dot').toContain('·');
    app.unmount();
  });
});

describe('what happened', () => {
  it('agrees with the outages that the simulation tells', () => {
    const { session, app } = shown(6 * MINUTE);
    const { simulation } = session.model;
    const told = simulation.outages('prod').map(({ fromMicros, toMicros }) => ({ fromMicros, toMicros }));
    expect(happeningsOf(simulation).outages.get('prod')).toEqual(told);
    app.unmount();
  });

  it('is up, partly or down in a cell, and not known ahead', () => {
    const outages = [{ fromMicros: 10, toMicros: 20 }];
    expect(barOf(outages, { fromMicros: 0, toMicros: 10 }, 100)).toBe('up');
    expect(barOf(outages, { fromMicros: 5, toMicros: 15 }, 100)).toBe('partly');
    expect(barOf(outages, { fromMicros: 12, toMicros: 20 }, 100)).toBe('down');
    expect(barOf(outages, { fromMicros: 30, toMicros: 40 }, 25)).toBe('ahead');
  });
});

describe('an axis', () => {
  it('stands still while the moment moves through the middle half', () => {
    const spans = [26, 30, 49].map((second) => spanAround(second * SECOND, 200 * SECOND, 2));
    expect(new Set(spans.map(({ fromMicros }) => fromMicros)).size).toBe(1);
  });

  it('finds the cell of a moment that the cell stands for', () => {
    const span = { fromMicros: 0, toMicros: 90 * SECOND };
    for (let cell = 0; cell < 37; cell++) {
      const { fromMicros, toMicros } = spanOfCell(span, 37, cell);
      expect(cellOf(span, 37, (fromMicros + toMicros) / 2)).toBe(cell);
    }
  });

  it('labels round moments and is as wide as asked', () => {
    const text = axisText({ fromMicros: 0, toMicros: 15 * MINUTE }, 60);
    expect(text).toHaveLength(60);
    expect(text).toMatch(/^0:00 +5:00 +10:00/);
  });
});
