/** What the list says about one scenario below its line: failures with their causes, then every flow with its outages. */

import { codeFrame } from '../../sim/scenario/frame.ts';
import type {
  AssumptionUsed,
  ExpectationResult,
  FlowResult,
  Margin,
  Outage,
  ScenarioResult,
  StepResult,
} from '../../sim/scenario/result.ts';
import type { Position } from '../../sim/scenario/types.ts';
import { addingUp, bytes, clock, count, place, span, wrap } from '../format.ts';
import { bar, legend } from './bar.ts';
import { failed, type Output, replay } from './reporter.ts';

const barCells = 60;

/** Lines about one scenario, the first its name. */
export function details(result: ScenarioResult, output: Output): readonly string[] {
  const { paint } = output;
  const mark = failed(result) ? paint.red('✖') : paint.green('✔');
  const blocks = [
    ...result.defects.map((defect) => defectLines(defect, result, output)),
    ...result.steps.filter((step) => !step.ok).map((step) => stepLines(step, output)),
    ...result.expectations.filter((of) => !of.passed).map((of) => expectationLines(of, output)),
    ...result.flows.map((flow) => flowLines(flow, result.durationMicros, output)),
    ...(result.flows.some((flow) => flow.outages.length > 0) ? [[paint.dim(`  ${legend}`)]] : []),
    assumptionLines(result.assumptions, output),
    output.verbose && result.traceHash !== '' ? [paint.dim(`  trace ${result.traceHash}`)] : [],
  ].filter((lines) => lines.length > 0);
  return [
    ...wrap(result.name, output.columns - 2).map(
      (line, index) => `${index === 0 ? mark : ' '} ${paint.bold(line)}`,
    ),
    paint.dim(`  ${result.file}, ${span(result.durationMicros)} simulated`),
    ...(failed(result) ? [paint.dim(`  again: ${replay(result)}`)] : []),
    ...blocks.flatMap((lines) => ['', ...lines]),
  ];
}

function defectLines(defect: string, result: ScenarioResult, output: Output): readonly string[] {
  return [
    output.paint.red('  ✖ a bug of dxdrill itself: please report it with the file and this line'),
    ...labelled('happened', defect, output),
    verbatim('again', replay(result), output),
  ];
}

function stepLines(step: StepResult, output: Output): readonly string[] {
  const when = step.atMicros === undefined ? 'its trigger never came' : clock(step.atMicros);
  return [
    ...titled('✖', `step ${step.id}: ${step.what}`, output.paint.red, output),
    ...labelled('expected', step.expected, output),
    ...labelled('happened', step.happened, output),
    ...labelled('at', when, output),
    ...framed(step.position, output),
  ];
}

function expectationLines(of: ExpectationResult, output: Output): readonly string[] {
  const [glyph, colour] = of.warn
    ? (['▲', output.paint.yellow] as const)
    : (['✖', output.paint.red] as const);
  return [
    ...titled(glyph, of.name, colour, output),
    ...labelled('expected', of.expected, output),
    ...labelled('happened', of.happened, output),
    ...(of.source === undefined ? [] : labelled('source', of.source, output)),
    ...labelled('at', clock(of.atMicros), output),
    ...framed(of.position, output),
    ...chain(of.cause, 4, output),
  ];
}

function titled(
  glyph: string,
  text: string,
  colour: (text: string) => string,
  output: Output,
): readonly string[] {
  return wrap(text, output.columns - 4).map((line, index) =>
    colour(`  ${index === 0 ? glyph : ' '} ${line}`),
  );
}

function labelled(label: string, text: string, output: Output): readonly string[] {
  const room = output.columns - 14;
  return wrap(text, room).map(
    (line, index) => `    ${output.paint.dim((index === 0 ? label : '').padEnd(10))}${line}`,
  );
}

/** What is copied or clicked is not broken over lines. */
const verbatim = (label: string, text: string, { paint }: Output) =>
  `    ${paint.dim(label.padEnd(10))}${text}`;

function framed(position: Position, output: Output): readonly string[] {
  const text = output.source(position.file);
  const frame = text === undefined ? [] : codeFrame(text, position).split('\n');
  const room = output.columns - 6;
  const clipped = frame.map((line) => (line.length > room ? `${line.slice(0, room - 1)}…` : line));
  const shown = clipped.map((line) => `      ${line.startsWith('>') ? line : output.paint.dim(line)}`);
  return [verbatim('in', place(position), output), ...shown];
}

/** Each line is caused by the next, one step further in. Past the tenth the indentation stays, or nothing would fit. */
function chain(lines: readonly string[], indent: number, output: Output): readonly string[] {
  return lines.flatMap((cause, depth) => {
    const margin = ' '.repeat(indent + 2 * Math.min(depth, 10));
    return wrap(cause, output.columns - margin.length - 2).map(
      (line, index) => `${margin}${index === 0 ? output.paint.cyan('↳') : ' '} ${line}`,
    );
  });
}

function flowLines(flow: FlowResult, durationMicros: number, output: Output): readonly string[] {
  const { paint } = output;
  const lengths = flow.outages.map((outage) => (outage.toMicros ?? durationMicros) - outage.fromMicros);
  const sums = addingUp(lengths);
  const facts =
    flow.downtimeMicros === 0
      ? ['never down']
      : [
          `down ${sums.whole}${flow.downtimeMicros >= 120e6 ? ` (${span(flow.downtimeMicros)})` : ''}`,
          ...(flow.outages.length > 1 ? [count(flow.outages.length, 'outage')] : []),
          ...(flow.blackholedMicros > 0
            ? [`${addingUp([flow.blackholedMicros]).whole} of it into a hole`]
            : []),
        ];
  const but = flow.downtimeMicros === 0 ? 'but ' : '';
  if (flow.lost !== '0') facts.push(`${but}lost ${bytes(flow.lost)} of ${bytes(flow.offered)}`);
  const head = wrap(facts.join(', '), output.columns - 4 - flow.name.length);
  return [
    ...head.map(
      (line, index) => `  ${index === 0 ? paint.bold(flow.name) : ' '.repeat(flow.name.length)}  ${line}`,
    ),
    `  ${bar(flow.outages, durationMicros, Math.min(barCells, output.columns - 4))}`,
    ...flow.outages.flatMap((outage, index) =>
      outageLines(outage, sums.parts[index] ?? '', durationMicros, output),
    ),
  ];
}

function outageLines(
  outage: Outage,
  length: string,
  durationMicros: number,
  output: Output,
): readonly string[] {
  const { paint } = output;
  const goesDown = outage.fromMicros === durationMicros;
  const until = goesDown
    ? 'the end'
    : outage.toMicros === undefined
      ? 'end, still down'
      : clock(outage.toMicros);
  const phases = withRemainder(outage, durationMicros);
  const sums = addingUp(phases.map((phase) => phase.micros));
  const width = Math.max(0, ...sums.parts.map((part) => part.length));
  const rows = phases.flatMap(({ waitingFor, micros }, index) => {
    if (micros === 0) return [];
    const amount = (sums.parts[index] ?? '').padStart(width);
    const lines = wrap(waitingFor, output.columns - 8 - width);
    return lines.map((line, part) => `      ${part === 0 ? amount : ' '.repeat(width)}  ${line}`);
  });
  return [
    `    ${clock(outage.fromMicros)} – ${until}  ${paint.yellow(length)}`,
    ...rows,
    ...(outage.cause.length > 0 ? [paint.dim('      because'), ...chain(outage.cause, 6, output)] : []),
    ...(outage.restoredBy.length > 0
      ? [paint.dim('      back with'), ...chain(outage.restoredBy, 6, output)]
      : []),
  ];
}

/** The phases, and whatever they leave unexplained, so that the figures shown always add up. */
function withRemainder(
  outage: Outage,
  durationMicros: number,
): readonly { waitingFor: string; micros: number }[] {
  const whole = (outage.toMicros ?? durationMicros) - outage.fromMicros;
  const phases = outage.phases.map(({ waitingFor, fromMicros, toMicros }) => ({
    waitingFor,
    micros: toMicros - fromMicros,
  }));
  const explained = phases.reduce((sum, phase) => sum + phase.micros, 0);
  return explained === whole
    ? phases
    : [...phases, { waitingFor: 'not accounted for', micros: whole - explained }];
}

/** One paragraph: what of AWS's behaviour was assumed, overridden values marked. */
function assumptionLines(used: readonly AssumptionUsed[], output: Output): readonly string[] {
  const assumed = used.filter(({ confidence }) => confidence === 'assumed');
  if (assumed.length === 0) return [];
  const words = assumed.map(({ name, value, overridden, margin }) => {
    const shown = typeof value === 'number' ? span(value) : value;
    const notes = [overridden ? 'set by the file' : '', margin === undefined ? '' : marginInWords(margin)];
    const noted = notes.filter((note) => note !== '').join('; ');
    return `${name} ${shown}${noted === '' ? '' : ` (${noted})`}`;
  });
  const text = `leaned on ${count(assumed.length, 'assumption')}: ${words.join(', ')}`;
  return wrap(text, output.columns - 2).map((line) => output.paint.dim(`  ${line}`));
}

/** How far an assumption could move, alone, before a verdict flips. */
function marginInWords(margin: Margin): string {
  if ('flipsWith' in margin)
    return margin.flipsWith.length === 0
      ? 'no other flips a verdict'
      : `${margin.flipsWith.join(', ')} flips one`;
  const { fromMicros, toMicros } = margin;
  if (toMicros === undefined) return fromMicros === 0 ? 'flips nothing' : `holds from ${span(fromMicros)} up`;
  return fromMicros === 0
    ? `holds up to ${span(toMicros)}`
    : `holds from ${span(fromMicros)} to ${span(toMicros)}`;
}
