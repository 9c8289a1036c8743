/** Assumptions of a run: durations and choices that nobody publishes, and that its outcome hangs on. */
import type { Simulation } from '../simulation.ts';
import { choices, durations } from '../timing.ts';
import type { AssumptionUsed } from './result.ts';

/** What the run leaned on that AWS does not publish. */
export function assumptionsOf(
  sim: Simulation,
  overrides: Readonly<Record<string, number | string>>,
): AssumptionUsed[] {
  const table: Readonly<
    Record<
      string,
      { micros?: number; value?: string; confidence: AssumptionUsed['confidence']; source: string }
    >
  > = { ...durations, ...choices };
  return sim.timingUsed.flatMap((name) => {
    const entry = table[name];
    if (entry === undefined || entry.confidence !== 'assumed') return [];
    const value = overrides[name] ?? entry.micros ?? entry.value ?? '';
    return [
      {
        name,
        value,
        confidence: entry.confidence,
        source: entry.source,
        overridden: overrides[name] !== undefined,
      },
    ];
  });
}
