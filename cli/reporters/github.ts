/** GitHub Actions: an annotation at the line of each failure, and a table in the summary of the step. */
import { appendFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { ScenarioResult } from '../../sim/scenario/result.ts';
import type { Position } from '../../sim/scenario/types.ts';
import { clock, span } from '../format.ts';
import { failed, type Output, type Reporter, replay, type Summary, tally } from './reporter.ts';

export const github: Reporter = {
  name: 'github',
  summary: 'annotations and a job summary; on by itself under GITHUB_ACTIONS=true',
  document: false,
  open: (output) => ({
    scenario: () => {},
    end(summary) {
      for (const annotation of annotationsOf(summary)) output.write(`${command(annotation, output)}\n`);
      const path = output.env.GITHUB_STEP_SUMMARY;
      if (path) appendFileSync(path, markdown(summary));
    },
  }),
};

interface Annotation {
  readonly level: 'error' | 'warning';
  readonly position: Position;
  readonly title: string;
  readonly message: string;
}

/** Errors first: GitHub shows only the first ten of a step. */
function annotationsOf({ results, problems }: Summary): readonly Annotation[] {
  const wrong = problems.map(
    ({ message, position }): Annotation => ({ level: 'error', position, title: 'wrong input', message }),
  );
  const all = [...wrong, ...results.flatMap(ofResult)];
  return [...all.filter(({ level }) => level === 'error'), ...all.filter(({ level }) => level === 'warning')];
}

function ofResult(result: ScenarioResult): readonly Annotation[] {
  const top: Position = { file: result.file, line: 1, column: 1, length: 1 };
  const defects = result.defects.map(
    (defect): Annotation => ({
      level: 'error',
      position: top,
      title: `${result.name}: a bug of dxdrill`,
      message: `${defect}\nreplay: ${replay(result)}`,
    }),
  );
  const steps = result.steps
    .filter((step) => !step.ok)
    .map(
      (of): Annotation => ({
        level: 'error',
        position: of.position,
        title: `${result.name}: step ${of.id}`,
        message: `expected ${of.expected}\nhappened ${of.happened}`,
      }),
    );
  const expectations = result.expectations
    .filter((of) => !of.passed)
    .map(
      (of): Annotation => ({
        level: of.warn ? 'warning' : 'error',
        position: of.position,
        title: `${result.name}: ${of.name}`,
        message: [
          `expected ${of.expected}`,
          `happened ${of.happened} (at ${clock(of.atMicros)})`,
          ...(of.source === undefined ? [] : [`source ${of.source}`]),
          ...of.cause.map((line) => `because ${line}`),
        ].join('\n'),
      }),
    );
  return [...defects, ...steps, ...expectations];
}

function command({ level, position, title, message }: Annotation, output: Output): string {
  const root = output.env.GITHUB_WORKSPACE ?? output.cwd;
  const file = relative(root, resolve(output.cwd, position.file)).replaceAll(sep, '/');
  const properties = {
    file,
    line: position.line,
    col: position.column,
    endColumn: position.column + position.length,
    title,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${list.join(',')}::${escapeData(message)}`;
}

/** As the runner's own toolkit escapes the message of a workflow command. */
export const escapeData = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
export const escapeProperty = (text: string) =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

function markdown({ results, problems, notRun }: Summary): string {
  const { passed, failed: failures } = tally(results);
  const rows = results.map((result) => {
    const worst = result.flows.reduce((most, flow) => Math.max(most, flow.downtimeMicros), 0);
    const cells = [
      failed(result) ? '❌' : '✅',
      result.name,
      result.file,
      span(result.durationMicros),
      span(worst),
      String(result.seed),
    ];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  const table = [
    '| | scenario | file | simulated | worst downtime | seed |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ];
  const wrong = problems.length > 0 ? [`${problems.length} problems in the input, nothing was run.`, ''] : [];
  const rest = notRun > 0 ? ['', `${notRun} not run.`] : [];
  return [
    '### dxdrill',
    '',
    ...wrong,
    `${passed} passed, ${failures} failed`,
    '',
    ...table,
    ...rest,
    '',
    '',
  ].join('\n');
}

const cell = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('`', '\\`');
