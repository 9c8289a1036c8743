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

/**
 * What a scenario shows: nothing, the answers to calls, or the world. A step that asks for another's answer would fail
 * for want of it alone, so only expectations count.
 */
type Missed = 'nothing' | 'an answer' | 'the world';

function missed(scenario: Scenario): Missed {
  const subjects = runScenario(scenario).expectations.flatMap(({ passed, warn }, index) =>
    passed || warn ? [] : [scenario.expect[index]?.that.subject],
  );
  if (subjects.length === 0) return 'nothing';
  return subjects.every((subject) => subject === 'call') ? 'an answer' : 'the world';
}

/** What is missed without each step, in the variant of the file that misses most. */
function missedWithout(variants: readonly Scenario[]): readonly (readonly [id: string, missed: Missed])[] {
  const ids = variants[0]?.timeline.map(({ id }) => id) ?? [];
  return ids.map((id) => {
    const all = variants.flatMap((scenario) => {
      const step = scenario.timeline.find((one) => one.id === id);
      return step === undefined ? [] : [missed(without(scenario, step))];
    });
    return [id, all.find((one) => one === 'the world') ?? all.find((one) => one !== 'nothing') ?? 'nothing'];
  });
}

/**
 * Steps that change nothing, so that their own answer is all there is to see: calls that are refused and that nothing
 * follows from, a list that is read, a reply that is lost.
 */
const shownByAnswers: Readonly<Record<string, readonly string[]>> = {
  'scenarios/api/reply-lost.yaml': ['trouble', 'retry', 'later'],
  'scenarios/refused/another-region.yaml': ['here', 'there'],
  'scenarios/refused/ipv4-address.yaml': ['try'],
  'scenarios/refused/ipv6-address.yaml': ['try'],
  'scenarios/refused/not-owner-of-the-target.yaml': ['known', 'unknown'],
  'scenarios/refused/owner-of-nothing.yaml': ['stranger', 'partner'],
  'scenarios/sessions/failover-test.yaml': ['history'],
};

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

  it('misses an expectation without any one of its steps, nearly always one about the world', () => {
    const steps = missedWithout(load(file));
    const only = (wanted: Missed) => steps.filter(([, what]) => what === wanted).map(([id]) => id);
    expect(only('nothing')).toEqual([]);
    expect(only('an answer')).toEqual(shownByAnswers[file] ?? []);
  });
});
