/** A session written as a scenario replays to the same trace. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScenarioRun } from '../../sim/scenario/run.ts';
import { writeScenario } from '../../sim/scenario/write.ts';
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
      const text = writeScenario(run.scenario, base.source, run, loadOptions(NEW));
      const again = replay(text);
      expect(again.simulation.traceHash()).toBe(run.simulation.traceHash());
      expect(again.simulation.networkHash()).toBe(run.simulation.networkHash());
      expect(again.simulation.stateHash()).toBe(run.simulation.stateHash());
      expect(again.result().steps.filter(({ ok }) => !ok)).toEqual([]);
      expect(writeScenario(again.scenario, text, again, loadOptions(NEW))).toBe(text);
    },
  );
});
