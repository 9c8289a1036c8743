/**
 * How far each assumption could move before a verdict flips: the drill is played again with one value changed at a
 * time, and the edge is found by halving. Nothing else is varied, so margins do not add up.
 */
import { choices } from '../timing.ts';
import type { AssumptionUsed, Margin, ScenarioResult } from './result.ts';
import type { RunOptions } from './run.ts';
import { runScenario } from './runner.ts';
import type { Scenario } from './types.ts';

/** Upwards the search ends at this multiple of the value: further is told as no edge. */
const FURTHEST = 16;
/** The edge is told to within this share of the value. */
const RESOLUTION = 64;

/** The result with the margin of every assumption that it leaned on. */
export function withMargins(
  scenario: Scenario,
  result: ScenarioResult,
  options: RunOptions = {},
): ScenarioResult {
  const same = (used: AssumptionUsed, value: number | string) => {
    const timing = { ...scenario.timing, [used.name]: value };
    return verdicts(runScenario({ ...scenario, timing }, options)) === verdicts(result);
  };
  const assumptions = result.assumptions.map((used) => ({
    ...used,
    margin: marginOf(used, (value) => same(used, value)),
  }));
  return { ...result, assumptions };
}

/** Every verdict of a run, as one word. */
function verdicts({ steps, expectations }: ScenarioResult): string {
  return [...steps.map(({ ok }) => ok), ...expectations.map(({ passed }) => passed)].map(Number).join('');
}

function marginOf({ name, value }: AssumptionUsed, same: (value: number | string) => boolean): Margin {
  if (typeof value === 'string')
    return { flipsWith: wordsOf(name).filter((word) => word !== value && !same(word)) };
  const step = Math.max(1, Math.floor(value / RESOLUTION));
  const fromMicros = same(0) ? 0 : edge(0, value, step, same);
  const most = value * FURTHEST;
  return same(most) ? { fromMicros } : { fromMicros, toMicros: edge(most, value, step, same) };
}

/** The value nearest to `bad` at which the verdicts are still those at `good`. */
function edge(bad: number, good: number, step: number, same: (value: number) => boolean): number {
  let [flipped, kept] = [bad, good];
  while (Math.abs(kept - flipped) > step) {
    const middle = Math.floor((flipped + kept) / 2);
    if (same(middle)) kept = middle;
    else flipped = middle;
  }
  return kept;
}

function wordsOf(name: string): readonly string[] {
  const table: Readonly<Record<string, { readonly values: readonly string[] }>> = choices;
  return table[name]?.values ?? [];
}
