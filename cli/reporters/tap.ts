/** TAP 14: a subtest for each scenario, a test point for each expectation, failed step and bug of ours. */
import type { ScenarioResult } from '../../sim/scenario/result.ts';
import { clock, place } from '../format.ts';
import { failed, type Reporter, replay } from './reporter.ts';

export const tap: Reporter = {
  name: 'tap',
  summary: 'Test Anything Protocol, version 14',
  document: true,
  open(output, planned) {
    let number = 0;
    output.write('TAP version 14\n');
    if (planned.length > 0) output.write(`1..${planned.length}\n`);
    return {
      scenario(result) {
        number += 1;
        const points = pointsOf(result);
        const lines = [
          `# Subtest: ${description(result.name)}`,
          ...points.flatMap(renderPoint),
          `1..${points.length}`,
        ];
        output.write(lines.map((line) => `    ${line}\n`).join(''));
        output.write(`${failed(result) ? 'not ok' : 'ok'} ${number} - ${description(result.name)}\n`);
      },
      end({ problems, interrupted, notRun }) {
        if (problems.length > 0)
          output.write(`Bail out! ${problems.length} problems in the input, nothing was run\n`);
        else if (interrupted) output.write('Bail out! interrupted\n');
        else if (notRun > 0) output.write(`Bail out! ${notRun} not run after a failure\n`);
      },
    };
  },
};

interface Point {
  readonly ok: boolean;
  readonly name: string;
  readonly details: Readonly<Record<string, string | readonly string[]>>;
}

function pointsOf(result: ScenarioResult): readonly Point[] {
  const expectations = result.expectations.map(
    (of): Point => ({
      // A warning does not fail the run, so it must not fail the plan.
      ok: of.passed || of.warn,
      name: of.passed || !of.warn ? of.name : `${of.name} (warning)`,
      details: of.passed
        ? {}
        : {
            at: place(of.position),
            virtualTime: clock(of.atMicros),
            expected: of.expected,
            happened: of.happened,
            ...(of.source === undefined ? {} : { source: of.source }),
            because: of.cause,
          },
    }),
  );
  const steps = result.steps
    .filter((step) => !step.ok)
    .map(
      (of): Point => ({
        ok: false,
        name: `step ${of.id}: ${of.what}`,
        details: { at: place(of.position), expected: of.expected, happened: of.happened },
      }),
    );
  const defects = result.defects.map(
    (message): Point => ({
      ok: false,
      name: 'no bug of dxdrill itself',
      details: { message, replay: replay(result) },
    }),
  );
  const points = [...expectations, ...steps, ...defects];
  return points.length > 0 ? points : [{ ok: result.passed, name: 'plays to its end', details: {} }];
}

function renderPoint(point: Point, index: number): readonly string[] {
  const head = `${point.ok ? 'ok' : 'not ok'} ${index + 1} - ${description(point.name)}`;
  const entries = Object.entries(point.details);
  if (entries.length === 0) return [head];
  // JSON is YAML: quoting every value leaves nothing to escape.
  return [head, '  ---', ...entries.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`), '  ...'];
}

const description = (text: string) =>
  text.replace(/\s+/g, ' ').replaceAll('\\', '\\\\').replaceAll('#', '\\#');
