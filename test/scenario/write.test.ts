/** A session written as a scenario replays to the same trace. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../sim/scenario/load.ts';
import { ScenarioRun } from '../../sim/scenario/run.ts';
import { writeScenario } from '../../sim/scenario/write.ts';
import { movedPath } from '../../sim/scenario/written-place.ts';
import { bases, load, loadOptions, sessions } from './sessions.ts';

const NEW = 'scenarios/session.yaml';

/** From the start to the end in one go, as `dxdrill run` does. */
function replay(text: string, file = NEW): ScenarioRun {
  const scenario = load(text, file);
  const run = ScenarioRun.start(scenario);
  run.advance(scenario.durationMicros);
  return run;
}

describe.each(bases)('20 random sessions in $name', (base) => {
  const samples = fc.sample(sessions(base), { numRuns: 20, seed: 20_261_123 });

  it.each(samples.map((play, index) => [index, play] as const))(
    'number %i replays to the same trace, and is written the same again',
    (_, play) => {
      const run = play();
      const text = writeScenario(run.scenario, base.source, run, loadOptions(NEW)).text;
      const again = replay(text);
      expect(again.simulation.traceHash()).toBe(run.simulation.traceHash());
      expect(again.simulation.networkHash()).toBe(run.simulation.networkHash());
      expect(again.simulation.stateHash()).toBe(run.simulation.stateHash());
      expect(again.result().steps.filter(({ ok }) => !ok)).toEqual([]);
      expect(writeScenario(again.scenario, text, again, loadOptions(NEW)).text).toBe(text);
    },
  );
});

const SOURCE = `# yaml-language-server: $schema=../schema.json
# Why this drill is here.
dxdrill: 1
name: A cut [matters]
duration: 10m # until it is over
topology: { use: networks/manchester.yaml } # the usual one
traffic: { prod: { from: man-r1, to: vpc-prod, rate: 1Gbps } }

timeline:
  - id: cut # by the digger
    when: { flow: prod, state: up }
    fault: fibre-cut
    target: dxcon-a
    for: 20s

  - after: cut + 5m
    api: AssociateVirtualInterface
    request: { virtualInterfaceId: v102, connectionId: dxcon-a }

expect:
  - name: the cut is felt
    that: { flow: prod, state: down } # at once
    at: cut
  - name: the call goes through
    that: { call: step-2, ok: true }
  - name: later it is well
    that: { flow: prod, state: up }
    at: 9m
`;

/** Plays the drill above to a time, after something was done at 30.000001 s, and writes it. */
function session(toMicros: number, act: (run: ScenarioRun) => void, source = SOURCE, file = NEW): string {
  const run = ScenarioRun.start(load(source));
  run.advance(30_000_001);
  act(run);
  run.advance(toMicros);
  return writeScenario(run.scenario, source, run, loadOptions(file)).text;
}

const nothing = (): void => undefined;

describe('what is written', () => {
  it('is the file that was played, with plain times and what happened', () => {
    const written = SOURCE.replace('when: { flow: prod, state: up }', 'at: 0s')
      .replace('A cut [matters]', 'A cut [matters] (session)')
      .replace('  - name: the call', '  # did not hold in this session: ok false\n  - name: the call')
      .replace('ok: true }\n', 'ok: true }\n    warn: true\n')
      .replace('after: cut + 5m', 'at: 5m')
      .replace(
        'connectionId: dxcon-a }\n',
        `connectionId: dxcon-a }
    expect:
      error: DirectConnectClientException
      message: ERROR
`,
      )
      .replace(
        'schema.json\n',
        'schema.json\n# As it was played: every input at its time. It replays to the same trace.\n',
      );
    const error = /message: (.*)/.exec(session(600_000_000, nothing))?.[1] ?? '';
    expect(error).toContain('dxcon-a');
    expect(session(600_000_000, nothing)).toBe(written.replace('ERROR', error));
  });

  it('ends when the session did, without steps that had not come and expectations that hang on them', () => {
    const text = session(45_000_003, nothing);
    expect(text).toContain('duration: 45.000003s # until it is over\n');
    expect(text).not.toContain('AssociateVirtualInterface');
    expect(load(text, NEW).expect.map(({ name }) => name)).toEqual(['the cut is felt']);
    expect(text).toMatch(/^# left out of expect: "the call goes through": no api step "step-2"/m);
    expect(text).toMatch(/^# left out of expect: "later it is well": this is at 9m, after the end/m);
  });

  it('has what was done by hand as steps with names of their own; clears refer to them', () => {
    const text = session(60_000_000, ({ simulation }) => {
      const fault = simulation.inject({
        fault: 'silent-loss',
        target: 'dxcon-b1',
        options: { loss: 12_500 },
        for: '90s',
      });
      simulation.clear(fault);
      simulation.configure('man-r1', [{ neighbor: '169.254.102.1', holdMicros: 9_000_000 }]);
    });
    expect(text).toContain(
      `
  - id: silent-loss-1
    at: 30.000001s
    fault: silent-loss
    target: dxcon-b1
    loss: 1.25%
    for: 90s

  - id: clear-1
    at: 30.000001s
    clear: silent-loss-1

  - id: change-1
    at: 30.000001s
    router: man-r1
    set: { neighbor: 169.254.102.1, holdTime: 9s }
`.replace('90s', '1m30s'),
    );
  });

  it('names what was made in the session by what the call answered, so that it plays with any seed', () => {
    const text = session(60_000_000, ({ simulation }) => {
      const made = simulation.call('CreatePrivateVirtualInterface', {
        connectionId: simulation.idOf('dxlag-b'),
        newPrivateVirtualInterface: {
          virtualInterfaceName: 'fresh',
          vlan: 300,
          asn: 65010,
          virtualGatewayId: 'vgw-prod',
        },
      });
      const id = made.ok ? made.answer.virtualInterfaceId : undefined;
      simulation.call('DescribeVirtualInterfaces', { virtualInterfaceId: id });
      simulation.inject({ fault: 'bgp-reset', target: 'fresh' });
    });
    expect(text).toContain('      connectionId: dxlag-b\n');
    expect(text).toContain('    save:\n      virtualInterfaceId: fresh\n');
    expect(text).toContain('    request: { virtualInterfaceId: $fresh }\n');
    expect(text).toContain('    target: $fresh\n');
    expect(text).not.toMatch(/dx(vif|con|lag)-f/);
    const scenario = load(text, NEW);
    const other = ScenarioRun.start(scenario, { seed: 77 });
    other.advance(scenario.durationMicros);
    expect(other.result().steps.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('keeps what does not hold in the session as a warning, and so passes when it is played', () => {
    const text = session(600_000_000, ({ simulation }) => {
      simulation.inject({ fault: 'fibre-cut', target: 'dxcon-a' });
    });
    const { passed, expectations } = replay(text).result();
    expect(expectations.filter((one) => !one.passed).map(({ name, warn }) => [name, warn])).toEqual([
      ['the call goes through', true],
      ['later it is well', true],
    ]);
    expect(expectations.find((one) => one.passed)?.warn).toBe(false);
    expect(passed).toBe(true);
    expect(text.match(/did not hold in this session: /g)).toHaveLength(2);
  });

  it('has no trace of the expectations that are gone but the reason', () => {
    const source = SOURCE.replace(
      'expect:\n  - name: the cut is felt\n    that: { flow: prod, state: down } # at once\n    at: cut\n',
      'expect:\n',
    ).replace('  - name: later it is well\n', '\n  - name: later it is well\n');
    const text = session(45_000_003, nothing, source.replace('at: 9m', 'at: 30s'));
    expect(text).toContain('\nexpect:\n  - name: later it is well\n');
    expect(text).not.toMatch(/^ +$/m);
  });

  it('has notes at their moment: of the step that was made then, else between the steps', () => {
    const text = session(60_000_000, (run) => {
      run.note('quiet so far');
      run.simulation.call('DescribeConnections', {});
      run.advance(31_000_000);
      run.simulation.call('DescribeLags', {});
      run.note('two links\nboth up');
      run.advance(32_000_000);
      run.note('the end');
    });
    expect(text).toContain('    api: DescribeConnections\n    request: {}\n    note: quiet so far\n');
    expect(text).toContain('    note: |-\n      two links\n      both up\n');
    expect(text).toMatch(/both up\n {2}# 32s: the end\n\nexpect:/);
  });

  it('has keys only as they were typed, and says so at the top', () => {
    const KEYS = '# BGP keys that were typed in the session stand in it in the clear.';
    const typed = session(60_000_000, ({ simulation }) => {
      simulation.configure('man-r1', [{ neighbor: '169.254.102.1', authKey: 'typed' }]);
    });
    expect(typed).toContain('authKey: typed');
    expect(typed.split('\n')[2]).toBe(KEYS);
    const made = session(60_000_000, ({ simulation }) => {
      simulation.call('CreatePrivateVirtualInterface', {
        connectionId: 'dxlag-b',
        newPrivateVirtualInterface: {
          virtualInterfaceName: 'fresh',
          vlan: 300,
          asn: 65010,
          virtualGatewayId: 'vgw-prod',
        },
      });
    });
    expect(made).not.toMatch(/authKey|BGP keys/);
  });

  it('is one variant of a matrix, the one that was played, with its seed', () => {
    const variants = SOURCE.replace('for: 20s', `for: '\${{ long }}'`).replace(
      'traffic:',
      'matrix: { long: [20s, 40s] }\ntraffic:',
    );
    const loaded = loadScenario(variants, loadOptions('scenarios/drill.yaml'));
    const scenario = 'value' in loaded ? loaded.value[1] : undefined;
    if (scenario === undefined) throw new Error('two variants');
    const run = ScenarioRun.start(scenario, { seed: 9 });
    run.advance(60_000_000);
    const text = writeScenario(scenario, variants, run, loadOptions(NEW)).text;
    expect(text).not.toContain('matrix');
    expect(text).toContain('for: 40s');
    expect(load(text, NEW)).toMatchObject({ name: 'A cut [matters] [long=40s] (session)', seed: 9 });
    expect(replay(text).simulation.traceHash()).toBe(run.simulation.traceHash());
  });

  it('finds its network and its schema from another folder', () => {
    const text = session(60_000_000, nothing, SOURCE, 'mine/of today/session.yaml');
    expect(text).toContain('use: ../../scenarios/networks/manchester.yaml');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../../schema.json');
    expect(replay(text, 'mine/of today/session.yaml').now).toBe(60_000_000);
  });

  it('needs no anchor of a step that is gone', () => {
    const aliased = SOURCE.replace(
      '{ flow: prod, state: up }\n    fault',
      '&up { flow: prod, state: up }\n    fault',
    ).replace('that: { flow: prod, state: up }\n    at: 9m', 'that: *up\n    at: 9m');
    const text = session(600_000_000, nothing, aliased);
    expect(text).not.toMatch(/[&*]up/);
    expect(
      replay(text)
        .result()
        .expectations.map(({ passed }) => passed),
    ).toEqual([true, false, true]);
  });

  it('is refused with reasons where the format cannot say it', () => {
    expect(() =>
      session(60_000_000, ({ simulation }) => {
        simulation.call('DescribeConnections', { connectionId: `\${{ x }}` });
      }),
    ).toThrow(/cannot be written as a scenario:\nno variable "x"/);
  });
});

describe('a path in a file that moves', () => {
  it.each([
    ['networks/a.yaml', 'scenarios/x.yaml', 'scenarios/y.yaml', 'networks/a.yaml'],
    ['networks/a.yaml', 'scenarios/x.yaml', 'y.yaml', 'scenarios/networks/a.yaml'],
    ['../networks/a.yaml', 'scenarios/b/x.yaml', 'scenarios/c/y.yaml', '../networks/a.yaml'],
    ['a.yaml', 'x.yaml', 'deep/down/y.yaml', '../../a.yaml'],
    ['/etc/a.yaml', 'x.yaml', 'deep/y.yaml', '/etc/a.yaml'],
    ['a.yaml', '/one/x.yaml', '/two/y.yaml', '../one/a.yaml'],
  ])('%s of %s is in %s %s', (path, from, to, moved) => {
    expect(movedPath(path, from, to)).toBe(moved);
  });

  it('must be known from where both files are named', () => {
    expect(() => movedPath('a.yaml', 'x.yaml', '/two/y.yaml')).toThrow(RangeError);
    expect(() => movedPath('a.yaml', 'x.yaml', '../y.yaml')).toThrow(RangeError);
  });
});
