/** What a reporter is. Each is one small object in the list `reporters`; help and docs are made from that list. */
import type { ScenarioResult } from '../../sim/scenario/result.ts';
import type { Problem, Scenario } from '../../sim/scenario/types.ts';
import type { Paint } from '../paint.ts';

export interface Output {
  write(text: string): void;
  readonly columns: number;
  readonly paint: Paint;
  readonly verbose: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Text of a scenario file, for code frames. */
  source(file: string): string | undefined;
}

export interface Summary {
  readonly results: readonly ScenarioResult[];
  /** Not empty: input was wrong and nothing was run. */
  readonly problems: readonly Problem[];
  /** Left out because of --bail or Ctrl-C. */
  readonly notRun: number;
  readonly interrupted: boolean;
}

export interface Listener {
  /** Called as each scenario ends. */
  scenario(result: ScenarioResult): void;
  end(summary: Summary): void;
}

export interface Reporter {
  readonly name: string;
  readonly summary: string;
  /** A document of its own: without `=file` it takes stdout in place of the list. */
  readonly document: boolean;
  open(output: Output, planned: readonly Scenario[]): Listener;
}

/** A bug of ours fails a scenario whatever its expectations say. */
export const failed = (result: ScenarioResult) => !result.passed || result.defects.length > 0;

/** The command that plays a scenario again. */
export function replay(result: ScenarioResult): string {
  const file = /^[\w./-]+$/.test(result.file) ? result.file : `'${result.file.replaceAll("'", "'\\''")}'`;
  return `npx dxdrill run ${file} --seed ${result.seed}`;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export function tally(results: readonly ScenarioResult[]): Tally {
  const failures = results.filter(failed).length;
  return { passed: results.length - failures, failed: failures };
}
