/** The command palette: what it lists, completes, remembers, runs and refuses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../sim/simulation.ts';
import { fuzzyScore, ranked } from '../../tui/palette/fuzzy.ts';
import { entriesOf, listingOf } from '../../tui/palette/list.ts';
import { parseMoment } from '../../tui/palette/moment.ts';
import { desk } from './desk.ts';

const SECOND = 1_000_000;

describe('the list', () => {
  const { session } = desk();
  const words = entriesOf(session.model).map((entry) => entry.words);

  it('has every fault and every simulated operation of the catalogue, every view, and no two alike', () => {
    for (const { name } of catalogue.faults) expect(words).toContain(`fault ${name}`);
    for (const operation of catalogue.simulated) expect(words).toContain(`api ${operation}`);
    expect(words).toContain('view vifs');
    expect(new Set(words).size).toBe(words.length);
  });

  it('finds by letters, by the starts of words, and by what it is for', () => {
    const first = (text: string) => listingOf(session.model, text).items[0]?.label;
    expect(first('fib cut')).toBe('fault fibre-cut');
    expect(first('assovir')).toBe('api AssociateVirtualInterface');
    expect(first('api delvir')).toBe('api DeleteVirtualInterface');
    expect(first('vanish random')).toBe('fault silent-loss');
  });

  it('goes on with names of the kind that a fault befalls', () => {
    const { simulation } = session.model;
    const labels = (text: string) => listingOf(session.model, text).items.map(({ label }) => label);
    expect(labels('fault wrong-vlan ')).toEqual(simulation.names('virtualInterface'));
    expect(labels('router ')).toEqual(simulation.names('router').map((name) => `router ${name}`));
    expect(labels('fault fibre-cut dxcon-a ')).toEqual(['direction=', 'segment=', 'for']);
    expect(labels('fault fibre-cut dxcon-a direction=to-a')).toEqual(['direction=to-aws']);
    expect(labels('api AssociateVirtualInterface connectionId=dxl')).toEqual(['connectionId=dxlag-b']);
  });

  it('takes a fault or an operation by its own name, without the word of its group', () => {
    const { simulation } = session.model;
    const labels = (text: string) => listingOf(session.model, text).items.map(({ label }) => label);
    expect(labels('wrong-vlan ')).toEqual(simulation.names('virtualInterface'));
    const { session: own, command, top } = desk();
    command('bgp-process-down lon-r1 for 1m');
    expect(own.model.simulation.faultsInForce).toMatchObject([
      { fault: 'bgp-process-down', target: 'lon-r1' },
    ]);
    command('DescribeLags');
    expect(top()).toMatchObject({ id: 'form', subject: { kind: 'call', operation: 'DescribeLags' } });
    own.dispatch({ type: 'ui.back' });
    command('bgp-proces-down lon-r1');
    expect(top()).toMatchObject({
      problem: 'no command "bgp-proces-down lon-r1": did you mean "bgp-process-down"?',
    });
  });

  it('says what a word without a place is most likely meant for', () => {
    const { command, top } = desk();
    command('api UpdateVirtualInterfaceAttributes v203');
    expect(top()).toMatchObject({
      problem: 'what is "v203"? Write it as member=value: virtualInterfaceId=v203',
    });
  });

  it('has a fault to clear as long as it is in force', () => {
    const { session: own, command, top } = desk();
    const clears = () => listingOf(own.model, 'clear ').items.map(({ label, doc }) => `${label}: ${doc}`);
    command('clear');
    expect(top()).toMatchObject({ id: 'palette', problem: 'no fault is in force' });
    own.dispatch({ type: 'ui.back' });
    command('fault fibre-cut dxcon-b1');
    expect(clears()).toEqual(['clear 0: end fibre-cut on dxcon-b1']);
    command('clear 0');
    expect(own.model.simulation.faultsInForce).toEqual([]);
  });
});

describe('typing', () => {
  it('completes with tab, word by word', () => {
    const { session, press, type, top } = desk();
    press('f');
    type('fib');
    press('tab');
    expect(top()).toMatchObject({ text: 'fault fibre-cut ' });
    type('b1');
    press('tab');
    expect(top()).toMatchObject({ text: 'fault fibre-cut dxcon-b1 ' });
    type('dir');
    press('tab');
    expect(top()).toMatchObject({ text: 'fault fibre-cut dxcon-b1 direction=' });
    press('down', 'tab', 'enter');
    expect(session.player.done).toMatchObject([
      { act: { injection: { fault: 'fibre-cut', target: 'dxcon-b1', options: { direction: 'to-aws' } } } },
    ]);
  });

  it('remembers: up from the top of the list goes back, down comes forth to what was being typed', () => {
    const { press, type, command, top } = desk();
    command('seek 10s');
    command('note first');
    press(':');
    type('fau');
    press('up');
    expect(top()).toMatchObject({ text: 'note first' });
    press('up');
    expect(top()).toMatchObject({ text: 'seek 10s' });
    press('up', 'ctrl-n', 'down');
    expect(top()).toMatchObject({ text: 'fau' });
  });

  it('does not remember keys of BGP', () => {
    const { session, command } = desk();
    command('router lon-r1 169.254.101.1 authKey=secret');
    expect(session.player.done).toHaveLength(1);
    expect(session.state.typed).toEqual([]);
  });

  it('is edited in its middle, and right at its end completes', () => {
    const { press, type, top } = desk();
    press(':');
    type('falt fibre');
    press('home', 'right', 'right');
    type('u');
    expect(top()).toMatchObject({ text: 'fault fibre', after: 8 });
    press('delete', 'left', 'backspace');
    expect(top()).toMatchObject({ text: 'fut fibre', after: 8 });
    type('a');
    press('right');
    type('l');
    press('end', 'right');
    expect(top()).toMatchObject({ text: 'fault fibre-cut ', after: 0 });
  });

  it('erases by character, word and line, and closes with esc', () => {
    const { press, type, top } = desk();
    press(':');
    type('fault fib');
    press('backspace');
    expect(top()).toMatchObject({ text: 'fault fi' });
    press('ctrl-w');
    expect(top()).toMatchObject({ text: 'fault ' });
    press('ctrl-u');
    expect(top()).toMatchObject({ text: '' });
    press('esc');
    expect(top()).toBeUndefined();
  });
});

describe('commands', () => {
  it('go through time', () => {
    const { session, command } = desk();
    command('seek 3:20');
    expect(session.player.now).toBe(200 * SECOND);
    command('seek -10s');
    expect(session.player.now).toBe(190 * SECOND);
    command('speed 30');
    expect(session.player.speed).toBe(30);
    command('speed max');
    expect(session.player.speed).toBe(Number.POSITIVE_INFINITY);
    command('next change');
    expect(session.player.seeking).toBe('change');
    command('start');
    expect(session.player.now).toBe(0);
    command('view trace');
    expect(session.state.view).toBe('trace');
  });

  it('inject at once when nothing is missing', () => {
    const { session, command, top } = desk();
    command('fault fibre-cut dxcon-a for 5m');
    expect(top()).toBeUndefined();
    expect(session.player.done).toEqual([
      {
        atMicros: 0,
        act: { kind: 'inject', injection: { fault: 'fibre-cut', target: 'dxcon-a', for: '5m' } },
      },
    ]);
  });

  it('call at once with members, and open the form without', () => {
    const { session, command, top } = desk();
    command('api AssociateVirtualInterface virtualInterfaceId=v102 connectionId=dxlag-b as network-account');
    expect(top()).toMatchObject({ id: 'result', tone: 'good' });
    expect(session.model.simulation.vif('v102').connection).toBe('dxlag-b');
    session.dispatch({ type: 'ui.back' });
    command('api DeleteVirtualInterface');
    expect(top()).toMatchObject({ id: 'form', values: { virtualInterfaceId: 'v101' } });
  });

  it('open the form with what was typed where something is wrong', () => {
    const { session, command, top } = desk();
    command('fault silent-loss dxcon-a loss=200%');
    expect(top()).toMatchObject({ id: 'form', field: 'loss', values: { target: 'dxcon-a', loss: '200%' } });
    expect(session.player.done).toEqual([]);
  });

  it.each([
    ['faxlt fibre-cut', 'did you mean "fault fibre-cut"?'],
    ['sekk', 'did you mean "seek"?'],
    ['make coffee', 'there is play, step, seek'],
    ['seek tomorrow', 'write it like 12:30, 90s or +10s'],
    ['seek 20:00', 'the drill ends at 15:00.000'],
    ['seek -1s', 'the drill starts at 0'],
    ['speed -3', 'speed takes a number above 0, or max'],
    ['play it again', 'play takes nothing more'],
    ['fault fibre-cut dxcon-a dxcon-b1', 'what is "dxcon-b1"?'],
    ['fault fibre-cut dxcon-a colour=red', 'no "colour" here; there is target, direction, segment, for'],
  ])('refuse "%s" with what would be right, and stay', (line, words) => {
    const { session, command, top } = desk();
    command(line);
    const overlay = top();
    expect(overlay).toMatchObject({ id: 'palette', text: line });
    expect(overlay?.id === 'palette' ? overlay.problem : '').toContain(words);
    expect(session.player.done).toEqual([]);
    expect(session.player.now).toBe(0);
  });
});

describe('fuzzy matching', () => {
  it('takes what is there as it stands before letters strewn about', () => {
    const texts = ['a-l-a-g', 'flag', 'lag', 'nothing'];
    expect(ranked(texts, 'lag', (text) => text)).toEqual(['lag', 'flag', 'a-l-a-g']);
  });

  it('finds every text by any part of it, and never by a letter that it has not', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(), fc.nat(), (text, a, b) => {
        const from = a % text.length;
        const part = text.slice(from, from + 1 + (b % (text.length - from)));
        expect(fuzzyScore(part, text)).toBeDefined();
        expect(fuzzyScore(`${part}9`, text)).toBeUndefined();
      }),
    );
  });
});

describe('a moment', () => {
  it('is read from a clock or a duration', () => {
    expect(parseMoment('12:30', 0)).toBe(750 * SECOND);
    expect(parseMoment('1:02:03.5', 0)).toBe(3723.5 * SECOND);
    expect(parseMoment('90s', 0)).toBe(90 * SECOND);
    expect(parseMoment('+10s', 5 * SECOND)).toBe(15 * SECOND);
    expect(parseMoment('-1m', 90 * SECOND)).toBe(30 * SECOND);
    expect(() => parseMoment('12:75', 0)).toThrow(RangeError);
  });
});
