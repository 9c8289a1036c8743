/** What keys do, seen from the state and the player. */
import { describe, expect, it } from 'vitest';
import { pageLines } from '../../tui/page.ts';
import { listOf } from '../../tui/state.ts';
import { playerOf, scenario, sittingAtVifs as sitting } from './fixture.ts';

const SECOND = 1_000_000;

describe('an operator', () => {
  it('moves in a list and stays in it', () => {
    const { session, press } = sitting();
    press('j', 'down');
    expect(listOf(session.state).selected).toBe('v199');
    press('G', 'j', 'j');
    expect(listOf(session.state).selected).toBe('v203');
    press('g');
    expect(listOf(session.state).selected).toBe('v101');
  });

  it('filters while typing, keeps the filter with enter and clears it with esc', () => {
    const { session, press, type } = sitting();
    press('/');
    type('lag !v203');
    press('enter');
    expect(listOf(session.state).filter).toBe('lag !v203');
    press('G');
    expect(listOf(session.state).selected).toBe('v199');
    press('esc');
    expect(listOf(session.state).filter).toBe('');
  });

  it('erases in the filter', () => {
    const { session, press, type } = sitting();
    press('/');
    type('v1x');
    press('backspace');
    expect(listOf(session.state).filter).toBe('v1');
    press('ctrl-u');
    expect(listOf(session.state).filter).toBe('');
  });

  it('does not play while typing a space into the filter', () => {
    const { session, press } = sitting();
    press('/');
    session.stroke({ name: 'space', text: ' ' });
    expect(session.player.playing).toBe(false);
  });

  it('goes through time', () => {
    const { session, press } = sitting();
    press('right', '>', '>', '<');
    expect(session.player.now).toBe(11 * SECOND);
    press('h');
    expect(session.player.now).toBe(SECOND);
    press('i');
    session.tick(100);
    expect(session.player.now).toBe(180 * SECOND);
    press('0');
    expect(session.player.now).toBe(0);
    press('$');
    session.tick(100);
    expect(session.player.run.ended).toBe(true);
  });

  it('plays faster and slower within the list of speeds', () => {
    const { session, press } = sitting();
    press(']', ']');
    expect(session.player.speed).toBe(5);
    press('[', '[', '[', '[');
    expect(session.player.speed).toBe(1);
    for (let count = 0; count < 20; count++) press(']');
    expect(session.player.speed).toBe(Number.POSITIVE_INFINITY);
  });

  it('undoes by going back in time, and is told', () => {
    const { session, press } = sitting();
    press('right');
    session.dispatch({
      type: 'act',
      act: { kind: 'inject', injection: { fault: 'fibre-cut', target: 'dxcon-a' } },
    });
    press('right', 'right');
    press('u', 'y');
    expect(session.player.now).toBe(10 * SECOND);
    expect(session.player.done).toEqual([]);
    expect(session.state.toast?.text).toContain('undone');
  });

  const drill = 'scenarios/links/shared-carrier.yaml';
  const reset = {
    type: 'act',
    act: { kind: 'inject', injection: { fault: 'bgp-reset', target: 'v101' } },
  } as const;

  it('looks back without losing what was done: it happens again', () => {
    const { session, press } = sitting(80, 24, playerOf(scenario(drill)));
    press('L');
    session.dispatch(reset);
    const after = session.model.simulation.stateHash();
    press('<');
    expect(session.state.toast?.text).toBe('back at 00:59.000: 1 act of yours ahead, from 01:00.000 on');
    press('space');
    for (let tick = 0; tick < 10; tick++) session.tick(100);
    press('space');
    expect(session.player.now).toBe(60 * SECOND);
    expect(session.model.simulation.stateHash()).toBe(after);
    press('0', '$');
    session.tick(100);
    expect(session.player.done).toHaveLength(1);
    expect(session.player.ahead).toEqual([]);
  });

  it('is asked before an act in the past drops later ones, in a form too', () => {
    const { session, press } = sitting(80, 24, playerOf(scenario(drill)));
    press('L');
    session.dispatch(reset);
    press('<');
    session.dispatch(reset);
    const top = () => session.state.overlays.at(-1);
    expect(top()).toMatchObject({ id: 'confirm', title: 'Drop what you did later?' });
    press('n');
    expect([session.player.done.length, session.player.ahead.length]).toEqual([0, 1]);
    session.dispatch({
      type: 'form.open',
      subject: { kind: 'fault', fault: 'bgp-reset' },
      values: { target: 'v101' },
    });
    press('enter', 'n');
    expect(top()).toMatchObject({ id: 'form' });
    press('enter', 'y');
    expect(top()).toBeUndefined();
    expect([session.player.done.length, session.player.ahead.length]).toEqual([1, 0]);
    expect(session.player.done[0]?.atMicros).toBe(59 * SECOND);
  });

  it('is told at the end that there is no further', () => {
    const { session, press } = sitting();
    press('i', '$');
    session.tick(100);
    for (const key of ['space', '.', 'c', 'i', '$', 'l']) {
      press(key);
      expect(session.state.toast?.text, key).toContain('the end of the drill');
    }
    press('0', '<');
    expect(session.state.toast?.text).toBe('this is the start');
  });

  it('is told when it ran to the end without meeting what it looked for', () => {
    const { session, press } = sitting();
    for (let run = 0; run < 1000 && !session.player.run.ended; run++) {
      press('i');
      session.tick(100);
    }
    expect(session.state.toast?.text).toBe('no incident up to the end of the drill');
  });

  it('is asked before quitting loses what stands in no file; ctrl-c twice leaves all the same', () => {
    const { session, press, quits } = sitting();
    session.dispatch({ type: 'act', act: { kind: 'note', text: 'keep me' } });
    press('q');
    expect(quits()).toBe(0);
    expect(session.state.overlays.at(-1)).toMatchObject({ id: 'confirm', title: 'Quit?' });
    press('n', 'ctrl-c');
    expect(quits()).toBe(0);
    press('ctrl-c');
    expect(quits()).toBe(1);
    press('n', 'q', 'y');
    expect(quits()).toBe(2);
    session.wasWritten();
    press('q');
    expect(quits()).toBe(3);
  });

  it('is told of a mistake instead of losing the screen', () => {
    const { session } = sitting();
    session.dispatch({
      type: 'act',
      act: { kind: 'inject', injection: { fault: 'fibre-cut', target: 'nothing' } },
    });
    expect(session.state.toast).toMatchObject({ isBad: true });
  });

  it('follows a cause from a VIF into the trace, and comes back the same way', () => {
    const { session, press } = sitting();
    session.player.seek(240 * SECOND);
    session.dispatch({ type: 'time.by', micros: 0 });
    press('j', 'enter');
    expect(session.state.pages.map(({ view, key }) => [view, key])).toEqual([['vifs', 'v102']]);
    for (let line = 0; line < 8; line++) press('j');
    press('enter');
    expect(session.state.pages.at(-1)?.view).toBe('trace');
    press('esc', 'q');
    expect(session.state.pages).toEqual([]);
  });

  it('quits with q only where nothing is open, and with ctrl-c at once', () => {
    const { press, quits } = sitting();
    press('?', 'q');
    expect(quits()).toBe(0);
    press('q');
    expect(quits()).toBe(1);
    press('?', 'ctrl-c');
    expect(quits()).toBe(2);
  });

  it('stands on no empty line of a page, and reads the name of a VIF first', () => {
    const { session, press } = sitting();
    session.player.seek(240 * SECOND);
    session.dispatch({ type: 'time.by', micros: 0 });
    press('enter');
    const page = () => {
      const [top] = session.state.pages.slice(-1);
      if (top === undefined) throw new Error('no page');
      return { top, lines: pageLines(session, top) };
    };
    expect(page().lines[0]?.text).toMatch(/^v101: private/);
    press('esc', '8', 'g', 'enter');
    expect(page().lines.some(({ text }) => text === '')).toBe(true);
    for (const key of ['j', 'k']) {
      for (let move = 0; move < page().lines.length; move++) {
        press(key);
        const { top, lines } = page();
        expect(lines[top.line]?.text, `line ${top.line}`).not.toBe('');
      }
    }
    expect(page().top.line).toBe(0);
  });

  it('sees the newest of the trace until something else is selected', () => {
    const { session, press } = sitting();
    press('8', 'right');
    expect(listOf(session.state).selected).toBeUndefined();
    session.player.seek(240 * SECOND);
    press('k');
    expect(listOf(session.state).selected).toBe(String(session.player.run.simulation.trace.length - 2));
    press('G');
    expect(listOf(session.state).selected).toBeUndefined();
  });

  it('whose terminal has become too small does not miss anything', () => {
    const { session, press } = sitting();
    press('space');
    session.resize(20, 5);
    expect(session.player.playing).toBe(false);
  });
});
