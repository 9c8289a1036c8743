/**
 * JUnit XML: run = testsuites, scenario = testsuite, expectation = testcase, and a testcase for each failed step.
 * `time` is left out (it would be wall time, and two runs would differ); simulated seconds are in the properties.
 */
import type { ExpectationResult, ScenarioResult, StepResult } from '../../sim/scenario/result.ts';
import type { Position, Problem } from '../../sim/scenario/types.ts';
import { clock, place } from '../format.ts';
import { type Reporter, replay } from './reporter.ts';

export const junit: Reporter = {
  name: 'junit',
  summary: 'JUnit XML, as most CI servers read it',
  document: true,
  open: (output) => ({
    scenario: () => {},
    end: ({ results, problems }) => {
      const suites = [...results.map(suiteOf), ...(problems.length > 0 ? [loading(problems)] : [])];
      const body = suites.flatMap(renderSuite);
      const totals = counts(suites.flatMap((suite) => suite.cases));
      output.write(
        [
          '<?xml version="1.0" encoding="UTF-8"?>',
          `<testsuites name="dxdrill"${totals}>`,
          ...body,
          '</testsuites>',
          '',
        ].join('\n'),
      );
    },
  }),
};

interface Case {
  readonly name: string;
  readonly position?: Position;
  readonly outcome?: {
    readonly kind: 'failure' | 'error';
    readonly message: string;
    readonly detail: string;
  };
  readonly note?: string;
}

interface Suite {
  readonly name: string;
  readonly file: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

function suiteOf(result: ScenarioResult): Suite {
  const cases = [
    ...result.expectations.map(expectationCase),
    ...result.steps.filter((step) => !step.ok).map(stepCase),
    ...result.defects.map(
      (defect): Case => ({
        name: 'no bug of dxdrill itself',
        outcome: { kind: 'error', message: defect, detail: `${defect}\nreplay: ${replay(result)}` },
      }),
    ),
  ];
  const properties: Record<string, string> = {
    seed: String(result.seed),
    simulatedSeconds: String(result.durationMicros / 1e6),
    traceHash: result.traceHash,
  };
  for (const flow of result.flows)
    properties[`downtimeSeconds.${flow.name}`] = String(flow.downtimeMicros / 1e6);
  return {
    name: result.name,
    file: result.file,
    properties,
    cases: cases.length > 0 ? cases : [{ name: 'plays to its end' }],
  };
}

function expectationCase(of: ExpectationResult): Case {
  const message = `expected ${of.expected}, happened ${of.happened}`;
  const detail = [
    `${place(of.position)} at ${clock(of.atMicros)}`,
    `expected: ${of.expected}`,
    `happened: ${of.happened}`,
    ...(of.source === undefined ? [] : [`source: ${of.source}`]),
    ...of.cause.map((line) => `because ${line}`),
  ].join('\n');
  const base = { name: of.name, position: of.position };
  if (of.passed) return base;
  return of.warn
    ? { ...base, note: `warning: ${detail}` }
    : { ...base, outcome: { kind: 'failure', message, detail } };
}

function stepCase(of: StepResult): Case {
  const when = of.atMicros === undefined ? 'its trigger never came' : `at ${clock(of.atMicros)}`;
  const detail = `${place(of.position)} ${when}\n${of.what}\nexpected: ${of.expected}\nhappened: ${of.happened}`;
  const message = `expected ${of.expected}, happened ${of.happened}`;
  return { name: `step ${of.id}`, position: of.position, outcome: { kind: 'failure', message, detail } };
}

function loading(problems: readonly Problem[]): Suite {
  const cases = problems.map(
    ({ message, position, frame }): Case => ({
      name: 'loads',
      position,
      outcome: { kind: 'error', message, detail: `${place(position)}: ${message}\n${frame}` },
    }),
  );
  return { name: 'loading', file: problems[0]?.position.file ?? '', properties: {}, cases };
}

function counts(cases: readonly Case[]): string {
  const of = (kind: 'failure' | 'error') => cases.filter((one) => one.outcome?.kind === kind).length;
  return attributes({
    tests: String(cases.length),
    failures: String(of('failure')),
    errors: String(of('error')),
  });
}

function renderSuite(suite: Suite): readonly string[] {
  const properties = Object.entries(suite.properties).map(
    ([name, value]) => `      <property${attributes({ name, value })}/>`,
  );
  return [
    `  <testsuite${attributes({ name: suite.name, file: suite.file })}${counts(suite.cases)}>`,
    ...(properties.length > 0 ? ['    <properties>', ...properties, '    </properties>'] : []),
    ...suite.cases.flatMap((one) => renderCase(one, suite)),
    '  </testsuite>',
  ];
}

function renderCase(one: Case, suite: Suite): readonly string[] {
  const at = one.position ? { file: one.position.file, line: String(one.position.line) } : {};
  const head = `    <testcase${attributes({ name: one.name, classname: suite.file, ...at })}`;
  const inside: string[] = [];
  if (one.outcome) {
    const { kind, message, detail } = one.outcome;
    inside.push(`      <${kind}${attributes({ message })}>${escapeXml(detail)}</${kind}>`);
  }
  if (one.note) inside.push(`      <system-out>${escapeXml(one.note)}</system-out>`);
  return inside.length === 0 ? [`${head}/>`] : [`${head}>`, ...inside, '    </testcase>'];
}

const attributes = (members: Readonly<Record<string, string>>) =>
  Object.entries(members)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replaceAll('\n', '&#10;')}"`)
    .join('');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes for text and attributes, and drops what XML 1.0 cannot hold at all (most control characters, lone surrogates). */
export function escapeXml(text: string): string {
  let escaped = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isLegal =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 32 && (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff);
    if (isLegal) escaped += entities[character] ?? character;
  }
  return escaped;
}
