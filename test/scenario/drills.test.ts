/** The shipped drills: each passes, twice alike, and needs every one of its steps. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../sim/scenario/load.ts';
import type { ScenarioResult } from '../../sim/scenario/result.ts';
import { runScenario } from '../../sim/scenario/runner.ts';
import type { Scenario, Step } from '../../sim/scenario/types.ts';
import { catalogue } from '../../sim/simulation.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');

const files = readdirSync(`${root}scenarios`, { recursive: true, encoding: 'utf8' })
  .map((path) => `scenarios/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.yaml') && !path.startsWith('scenarios/networks/'))
  .sort();

/** All variants of a file. */
function load(file: string): readonly Scenario[] {
  const loaded = loadScenario(read(file), {
    file,
    read,
    api: catalogue.api,
    faults: { faults: catalogue.faults },
  });
  if ('value' in loaded) return loaded.value;
  throw new Error(loaded.problems.map(({ message, frame }) => `${message}\n${frame}`).join('\n'));
}

/** What did not go as the file says, in words. */
const failures = ({ steps, expectations, defects }: ScenarioResult): string[] => [
  ...steps.filter(({ ok }) => !ok).map(({ id, expected, happened }) => `${id}: ${expected}, not ${happened}`),
  ...expectations
    .filter(({ passed, warn }) => !passed && !warn)
    .map(({ expected, happened }) => `${expected}, not ${happened}`),
  ...defects,
];

/**
 * The scenario without a step. Its moment stays, for other steps and expectations may count from it: what comes then
 * is a change of a router's configuration that changes nothing.
 */
function without(scenario: Scenario, { id, trigger, position }: Step): Scenario {
  const router = Object.keys(scenario.network.routers)[0] ?? '';
  const nothing: Step = { id, trigger, position, verb: 'router', router, set: [], expect: 'ok' };
  return { ...scenario, timeline: scenario.timeline.map((step) => (step.id === id ? nothing : step)) };
}

/** A step that asks for another's answer would fail for want of it alone: only expectations count. */
const missesAnExpectation = (scenario: Scenario): boolean =>
  runScenario(scenario).expectations.some(({ passed, warn }) => !passed && !warn);

/** Steps that no variant of a file needs. */
function idleSteps(variants: readonly Scenario[]): string[] {
  const ids = variants[0]?.timeline.map(({ id }) => id) ?? [];
  return ids.filter(
    (id) =>
      !variants.some((scenario) => {
        const step = scenario.timeline.find((one) => one.id === id);
        return step !== undefined && missesAnExpectation(without(scenario, step));
      }),
  );
}

describe('the shipped drills', () => {
  it('are at least two dozen', () => {
    expect(files.length).toBeGreaterThanOrEqual(24);
  });

  it('have names of their own', () => {
    const names = files.flatMap((file) => load(file).map(({ name }) => name));
    expect(names).toEqual([...new Set(names)]);
  });
});

describe.each(files)('%s', (file) => {
  it('passes, and plays the same twice', () => {
    for (const scenario of load(file)) {
      const result = runScenario(scenario);
      const { traceHash, stateHash } = runScenario(scenario);
      expect(failures(result)).toEqual([]);
      expect(result.passed).toBe(true);
      expect({ traceHash, stateHash }).toEqual({
        traceHash: result.traceHash,
        stateHash: result.stateHash,
      });
    }
  });

  it('misses an expectation without any one of its steps', () => {
    expect(idleSteps(load(file))).toEqual([]);
  });
});
