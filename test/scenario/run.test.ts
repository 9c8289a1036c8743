/** A run that is paused, cut into slices, forked or asked in between is the run that was played in one go. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScenarioRun } from '../../sim/scenario/run.ts';
import { runScenario } from '../../sim/scenario/runner.ts';
import { bases, load } from './sessions.ts';

const FEW = { numRuns: 8, seed: 20_261_123 };
const cuts = (micros: number) => fc.array(fc.integer({ min: 0, max: micros }), { maxLength: 25 });

describe.each(bases)('a run in $name', ({ source }) => {
  const scenario = load(source);
  const { durationMicros } = scenario;
  const inOneGo = runScenario(scenario);
  const ended = (run: ScenarioRun) => {
    run.advance(durationMicros);
    return run.result();
  };

  it('says the same without hashes, which are empty then', () => {
    expect(runScenario(scenario, { hashes: false })).toEqual({ ...inOneGo, traceHash: '', stateHash: '' });
  });

  it('says the same in odd slices', () => {
    fc.assert(
      fc.property(cuts(durationMicros), (times) => {
        const run = ScenarioRun.start(scenario);
        for (const time of times.sort((a, b) => a - b)) run.advance(time);
        expect(ended(run)).toEqual(inOneGo);
      }),
      FEW,
    );
  });

  it('says the same step by step, and every step gets on', () => {
    const run = ScenarioRun.start(scenario);
    while (!run.ended) {
      const before = run.now;
      expect(run.step()).toBe(true);
      expect(run.now).toBeGreaterThan(before);
    }
    expect(run.step()).toBe(false);
    expect(run.result()).toEqual(inOneGo);
  });

  it('goes on in a fork as in the original, at whatever time it is forked', () => {
    fc.assert(
      fc.property(cuts(durationMicros), (times) => {
        let run = ScenarioRun.start(scenario);
        for (const time of times.sort((a, b) => a - b)) {
          run.advance(time);
          run = run.fork();
        }
        expect(ended(run)).toEqual(inOneGo);
      }),
      FEW,
    );
  });

  it('hears nothing of what is done to its forks', () => {
    const run = ScenarioRun.start(scenario);
    run.advance(30_000_001);
    const fork = run.fork();
    fork.simulation.inject({ fault: 'fibre-cut', target: 'dxcon-a' });
    fork.note('cut');
    expect(ended(fork).traceHash).not.toBe(inOneGo.traceHash);
    expect(run.notes).toEqual([]);
    expect(ended(run)).toEqual(inOneGo);
  });

  it('can be asked for its result at any time', () => {
    const run = ScenarioRun.start(scenario);
    for (let time = 0; time < durationMicros; time += 47_000_003) {
      run.advance(time);
      run.result();
    }
    expect(ended(run)).toEqual(inOneGo);
  });

  it('knows which inputs were its own', () => {
    const run = ScenarioRun.start(scenario);
    run.advance(1);
    const own = run.simulation.journal.length;
    run.simulation.call('DescribeConnections', {});
    ended(run);
    const steps = run.simulation.journal.map((_, index) => run.stepOf(index)?.id);
    expect(steps.filter((id) => id !== undefined)).toEqual(run.steps.map(({ id }) => id));
    expect(steps[own]).toBeUndefined();
  });
});

describe('an operator who acts', () => {
  const scenario = load(`
dxdrill: 1
name: A cut
duration: 1m
topology: { use: networks/manchester.yaml }
traffic: { prod: { from: man-r1, to: vpc-prod, rate: 1Gbps } }
timeline:
  - { id: cut, when: { connection: dxcon-a, light: dark }, fault: silent-loss, target: dxcon-b1, loss: 1% }
expect:
  - { that: { flow: prod, state: down }, at: 10s }
  - { that: { flow: prod, state: up }, always: [start, cut] }
`);

  it('acts within the moment that is judged: its verdict falls when time moves on', () => {
    const run = ScenarioRun.start(scenario);
    run.advance(10_000_000);
    run.simulation.inject({ fault: 'fibre-cut', target: 'dxcon-a' });
    run.advance(60_000_000);
    expect(run.result().expectations.map(({ passed }) => passed)).toEqual([true, false]);
  });

  it('brings the time of steps that wait for it, at that very moment', () => {
    const run = ScenarioRun.start(scenario);
    run.advance(10_000_000);
    run.simulation.inject({ fault: 'fibre-cut', target: 'dxcon-a' });
    run.advance(10_000_000);
    expect(run.steps.map(({ id, atMicros }) => [id, atMicros])).toEqual([['cut', 10_000_000]]);
  });

  it('gets the same run whether he pauses between two acts of a moment or not', () => {
    const play = (pause: (run: ScenarioRun) => void) => {
      const run = ScenarioRun.start(scenario);
      run.advance(5_000_000);
      run.simulation.configure('man-r1', [{ interface: 'eth1.102', shutdown: true }]);
      pause(run);
      run.simulation.configure('man-r1', [{ interface: 'po1.102', shutdown: false }]);
      run.advance(60_000_000);
      return run.result();
    };
    expect(play((run) => run.advance(run.now))).toEqual(play(() => undefined));
  });

  it('cannot aim a fault at what it is not for, and such an attempt leaves nothing behind', () => {
    const { simulation } = ScenarioRun.start(scenario);
    const before = [simulation.stateHash(), simulation.traceHash(), simulation.journal.length];
    const attempts = [
      { fault: 'fibre-cut', target: 'man-r1' },
      { fault: 'fibre-cut', target: 'nothing' },
      { fault: 'flood', target: 'dxcon-a' },
      { fault: 'wrong-address', target: 'v102', options: { end: 'customer', value: 'no address' } },
    ];
    for (const attempt of attempts) expect(() => simulation.inject(attempt)).toThrow(RangeError);
    expect([simulation.stateHash(), simulation.traceHash(), simulation.journal.length]).toEqual(before);
  });
});
