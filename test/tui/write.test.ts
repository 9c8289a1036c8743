/** What an operator did, written with `w`, replays headless to the same trace. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScenarioRun } from '../../sim/scenario/run.ts';
import { replayCommand } from '../../tui/forms/write.ts';
import { load } from '../scenario/sessions.ts';
import { type Desk, desk } from './desk.ts';

/** As `dxdrill run` plays it. */
function replay(text: string, file: string): ScenarioRun {
  const scenario = load(text, file);
  const run = ScenarioRun.start(scenario);
  run.advance(scenario.durationMicros);
  return run;
}

/** Presses w, takes the file that is proposed, and plays it again. */
function writtenAndReplayed({ session, files, press, top }: Desk): ScenarioRun {
  press('w', 'enter');
  const overlay = top();
  const lines = overlay?.id === 'result' ? overlay.lines.join('\n') : 'no result';
  expect(overlay, lines).toMatchObject({ id: 'result', tone: 'good' });
  const [file = '', text = ''] = [...files.written].at(-1) ?? [];
  expect(lines).toContain(`npx dxdrill run ${file}`);
  expect(lines).toContain(session.player.run.simulation.traceHash());
  press('esc');
  return replay(text, file);
}

const same = (again: ScenarioRun, { session }: Desk): void => {
  const { simulation } = session.player.run;
  expect(again.simulation.traceHash()).toBe(simulation.traceHash());
  expect(again.simulation.networkHash()).toBe(simulation.networkHash());
  // A file lasts a microsecond at least, a session that was wound back to the start does not.
  if (simulation.now > 0) expect(again.simulation.stateHash()).toBe(simulation.stateHash());
};

describe('w', () => {
  it('writes a session driven by keys, and the file replays to the same trace', () => {
    const one = desk();
    one.command('seek 20s');
    one.command('fault fibre-cut dxcon-b1 for 30s');
    one.press('>', '>');
    one.command('note one member less');
    one.press('j', 'a');
    one.type('AssociateVirtual');
    one.press('enter', 'left', 'enter', 'esc');
    one.command('seek 2:10.25');
    one.command('api DeleteVirtualInterface virtualInterfaceId=v199');
    one.press('esc', '.', '.');
    one.command('router lon-r2 po1 minimumLinks=2');
    one.command('seek 4:00');
    same(writtenAndReplayed(one), one);
    const [text = ''] = one.files.written.values();
    expect(text).toContain('one member less');
  });

  it('proposes names that are free, and overwrites only when told twice', () => {
    const { press, type, files, top } = desk();
    press('w', 'enter', 'esc', 'w');
    expect(top()).toMatchObject({ values: { file: 'connection-to-lag-session-2.yaml' } });
    files.written.set('mine.yaml', 'precious');
    press('ctrl-u');
    type('mine.yaml');
    press('enter');
    expect(top()).toMatchObject({ id: 'confirm' });
    press('n');
    expect(files.written.get('mine.yaml')).toBe('precious');
    press('enter', 'y');
    expect(top()).toMatchObject({ id: 'result', tone: 'good' });
    expect(files.written.get('mine.yaml')).toContain('dxdrill: 1');
    press('esc');
    expect(top()).toBeUndefined();
  });

  it('says why a file cannot be written, and keeps the name to be changed', () => {
    const { session, press, type, command, top } = desk();
    press('w', 'ctrl-u');
    type('locked/drill.yaml');
    press('enter');
    expect(top()).toMatchObject({ id: 'result', tone: 'bad', title: 'locked/drill.yaml was not written' });
    press('esc');
    expect(top()).toMatchObject({ id: 'form' });
    session.dispatch({ type: 'ui.back' });
    command('write drill.txt');
    expect(top()).toMatchObject({ id: 'form', field: 'file' });
  });

  it('says what it does not hold: broken expectations, and what was done later', () => {
    const one = desk();
    const lines = (): string => {
      one.press('w', 'enter');
      const overlay = one.top();
      one.press('esc');
      return overlay?.id === 'result' ? overlay.lines.join('\n') : '';
    };
    one.command('seek 14:00');
    expect(lines()).not.toMatch(/did not hold|Not in it/);
    one.command('fault fibre-cut dxcon-b1');
    one.command('fault fibre-cut dxcon-b2');
    one.command('seek 15:00');
    expect(lines()).toMatch(/expectations? did not hold/);
    expect(one.session.unwritten).toEqual([]);
    one.command('seek 13:00');
    expect(lines()).toContain('Not in it: 2 of yours');
    expect(one.session.unwritten).toHaveLength(2);
  });

  it('quotes what a shell would take apart', () => {
    expect(replayCommand('drills/a-b.yaml')).toBe('npx dxdrill run drills/a-b.yaml');
    expect(replayCommand("it's mine.yaml")).toBe("npx dxdrill run 'it'\\''s mine.yaml'");
    expect(replayCommand('-x.yaml')).toBe('npx dxdrill run ./-x.yaml');
  });
});

type Move = (at: Desk) => void;
const line = (text: string): Move => {
  return ({ command, session }) => {
    command(text);
    // Of all that is asked, whether to drop what was done later.
    const top = session.state.overlays.at(-1);
    if (top?.id === 'confirm') session.dispatch({ type: 'confirm.yes' });
    while (session.state.overlays.length > 0) session.dispatch({ type: 'ui.back' });
  };
};
const keys =
  (...names: readonly string[]): Move =>
  ({ press }) =>
    press(...names);
const pick = (...names: readonly string[]) => fc.constantFrom(...names);
const vif = pick('v101', 'v102', 'v199', 'v203');
const port = pick('dxcon-a', 'dxcon-b1', 'dxcon-b2');
const duration = fc.integer({ min: 1, max: 90_000_001 }).map((micros) => `${micros}us`);

const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: duration.map((text) => line(`seek +${text}`)) },
  { weight: 2, arbitrary: fc.constantFrom(keys('.'), keys('.', '.', '.'), keys('>'), keys('<')) },
  { weight: 1, arbitrary: duration.map((text) => line(`seek -${text}`)) },
  { weight: 1, arbitrary: fc.constantFrom(keys('u', 'y'), keys('U'), keys('u', 'esc'), keys('0', '$')) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 5000 }).map(
      (millis): Move =>
        ({ session, press }) => {
          press('space');
          session.tick(millis);
          session.player.pause();
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(port, duration).map(([to, lasts]) => line(`fault fibre-cut ${to} for ${lasts}`)),
  },
  { weight: 1, arbitrary: port.map((to) => line(`fault silent-loss ${to} loss=0.5%`)) },
  { weight: 1, arbitrary: vif.map((to) => line(`fault wrong-vlan ${to} end=customer value=99 for 40s`)) },
  { weight: 1, arbitrary: fc.nat(3).map((number) => line(`clear ${number}`)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(vif, pick('dxcon-a', 'dxlag-b', 'dxcon-b1'))
      .map(([one, to]) => line(`api AssociateVirtualInterface virtualInterfaceId=${one} connectionId=${to}`)),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 0, max: 5000 })
      .map((vlan) =>
        line(
          `api CreatePrivateVirtualInterface connectionId=dxlag-b newPrivateVirtualInterface.virtualInterfaceName=n${vlan} ` +
            `newPrivateVirtualInterface.vlan=${vlan} newPrivateVirtualInterface.asn=65001 ` +
            'newPrivateVirtualInterface.directConnectGatewayId=dxgw-core',
        ),
      ),
  },
  { weight: 1, arbitrary: vif.map((one) => line(`api DeleteVirtualInterface virtualInterfaceId=${one}`)) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        'lon-r2 po1.102 shutdown=false',
        'lon-r1 eth1.102 shutdown=true',
        'lon-r2 po1 minimumLinks=2',
        'lon-r1 169.254.101.1 holdTime=9s',
        'lon-r2 po1.77 vlan=77 addresses=192.0.2.1/30',
      )
      .map((text) => line(`router ${text}`)),
  },
  {
    weight: 1,
    arbitrary: fc.string({ minLength: 1, maxLength: 20 }).map((text) => line(`note seen ${text}`)),
  },
);

describe('20 random sessions at the keyboard', () => {
  const samples = fc.sample(fc.array(moves, { minLength: 5, maxLength: 25 }), { numRuns: 20, seed: 42 });

  it.each(samples.map((session, index) => [index, session] as const))(
    'number %i replays to the same trace',
    (_, session) => {
      const at = desk();
      for (const move of session) move(at);
      same(writtenAndReplayed(at), at);
    },
  );
});
