/** For people: a line a scenario as it ends, then what failed and why, then the count. */
import type { FlowResult, ScenarioResult } from '../../sim/scenario/result.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { column, count, cut, span } from '../format.ts';
import { details } from './list-details.ts';
import { failed, type Output, type Reporter, type Summary, tally } from './reporter.ts';

export const list: Reporter = {
  name: 'list',
  summary: 'for people: a line a scenario, failures with their causes, outages (default)',
  document: false,
  open(output, planned) {
    const widths = widthsOf(planned, output.columns);
    return {
      scenario: (result) => output.write(`${scenarioLine(result, widths, output)}\n`),
      end: (summary) =>
        output.write(
          closing(summary, output)
            .map((line) => `${line}\n`)
            .join(''),
        ),
    };
  },
};

interface Widths {
  readonly name: number;
  readonly file: number;
}

const durationWidth = 6;
const downtimeWidth = 16;

/** The file takes at most two fifths of what mark, duration and downtime leave; the name takes the rest. */
function widthsOf(planned: readonly Scenario[], columns: number): Widths {
  const longest = (texts: readonly string[]) =>
    texts.reduce((most, text) => Math.max(most, Array.from(text).length), 0);
  const room = columns - 2 - durationWidth - downtimeWidth - 3;
  const wantedName = longest(planned.map(({ name }) => name));
  const wantedFile = longest(planned.map(({ file }) => file));
  const file = Math.min(wantedFile, Math.max(Math.floor(room * 0.4), room - wantedName));
  return { file, name: Math.min(wantedName, room - file) };
}

function scenarioLine(result: ScenarioResult, widths: Widths, output: Output): string {
  const { paint } = output;
  const warned = result.expectations.some((of) => of.warn && !of.passed);
  const mark = failed(result) ? paint.red('✖') : warned ? paint.yellow('▲') : paint.green('✔');
  const downtime = worst(result.flows);
  const cells = [
    column(result.name, widths.name),
    paint.dim(column(result.file, widths.file, 'end')),
    span(result.durationMicros).padStart(durationWidth),
    downtime === 'never down'
      ? paint.dim(downtime.padStart(downtimeWidth))
      : downtime.padStart(downtimeWidth),
  ];
  return `${mark} ${cells.join(' ')}`.trimEnd();
}

/** The flow that was down longest, to a tenth of a second, or lost most of what it sent; nothing when the scenario has no flows. */
function worst(flows: readonly FlowResult[]): string {
  if (flows.length === 0) return '';
  const flow = flows.reduce((most, one) => (one.downtimeMicros > most.downtimeMicros ? one : most));
  if (flow.downtimeMicros === 0) return mostLost(flows) ?? 'never down';
  const tenth = 100_000;
  const rounded = Math.round(flow.downtimeMicros / tenth) * tenth;
  const amount = span(
    flow.downtimeMicros < 1_000_000 ? Math.ceil(flow.downtimeMicros / 1_000) * 1_000 : rounded,
  );
  return `${cut(flow.name, downtimeWidth - amount.length - 1)} ${amount}`;
}

/** Without downtime a flow may still have lost nearly all, as over a port that is too narrow. Cut, so that no loss is total but a total one. */
function mostLost(flows: readonly FlowResult[]): string | undefined {
  const lossy = flows
    .filter(({ lost }) => lost !== '0')
    .map(({ name, lost, offered }) => ({ name, perMille: Number((BigInt(lost) * 1000n) / BigInt(offered)) }));
  const [first] = lossy;
  if (first === undefined) return undefined;
  const { name, perMille } = lossy.reduce((most, one) => (one.perMille > most.perMille ? one : most), first);
  const amount = `lost ${perMille === 0 ? '<0.1' : perMille / 10}%`;
  return `${cut(name, downtimeWidth - amount.length - 1)} ${amount}`;
}

function closing(summary: Summary, output: Output): readonly string[] {
  const { paint, verbose } = output;
  const { results, problems, notRun, interrupted } = summary;
  // One scenario alone was asked about: show what it did even when all held.
  const told = verbose || (results.length === 1 && notRun === 0) ? results : results.filter(worthTelling);
  const { passed, failed: failures } = tally(results);
  const line = `${passed} passed, ${failures} failed`;
  return [
    ...told.flatMap((result) => ['', ...details(result, output)]),
    '',
    ...(problems.length > 0 ? [`${count(problems.length, 'problem')} in the input, nothing was run`] : []),
    ...(interrupted ? [paint.yellow('interrupted')] : []),
    ...(notRun > 0 ? [paint.yellow(`${count(notRun, 'scenario')} not run`)] : []),
    ...assumptionCount(results, paint.dim),
    failures > 0 ? paint.red(line) : paint.green(line),
  ];
}

const worthTelling = (result: ScenarioResult) =>
  failed(result) || result.expectations.some((of) => of.warn && !of.passed);

function assumptionCount(
  results: readonly ScenarioResult[],
  dim: (text: string) => string,
): readonly string[] {
  const names = new Set(
    results.flatMap(({ assumptions }) =>
      assumptions.filter((used) => used.confidence === 'assumed').map(({ name }) => name),
    ),
  );
  return names.size === 0
    ? []
    : [dim(`leaned on ${count(names.size, 'assumption')} about AWS (--verbose names them)`)];
}
