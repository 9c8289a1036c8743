/** Measured times as people read them. */
import { type Comparison, tooFew } from '../simulated/agreement.ts';
import type { Measured, Said } from './summary.ts';

const seconds = (micros: number) => (micros / 1e6).toFixed(3);

const columns = [
  'row',
  'customer',
  'tested',
  'what',
  'n',
  'never',
  'min',
  'q1',
  'median',
  'q3',
  'max',
  'load',
];

const line = ({ row, customer, tested, metric, spread: s, never, load }: Measured): readonly string[] => [
  row,
  customer,
  tested,
  metric,
  String(s.n),
  String(never),
  ...[s.min, s.lowerQuartile, s.median, s.upperQuartile, s.max].map(seconds),
  load.toFixed(1),
];

export function table(heading: readonly string[], lines: readonly (readonly string[])[]): string {
  const all = [heading, ...lines];
  const widths = heading.map((_, i) => Math.max(...all.map((cells) => cells[i]?.length ?? 0)));
  const text = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [text(heading), rule, ...lines.map(text)].join('\n');
}

export const measuredTable = (measured: readonly Measured[]): string => table(columns, measured.map(line));

const quartiles = ({ spread: s }: Measured): string =>
  `${seconds(s.median)} [${seconds(s.lowerQuartile)} ${seconds(s.upperQuartile)}]`;

/** Medians with quartiles of real runs and of simulated ones, side by side. */
export const comparedTable = (comparisons: readonly Comparison[]): string =>
  table(
    ['row', 'customer', 'tested', 'what', 'n', 'measured', 'seeds', 'predicted', 'verdict'],
    comparisons.map(({ measured, predicted, verdict, exception }) => [
      measured.row,
      measured.customer,
      measured.tested,
      measured.metric,
      String(measured.spread.n),
      quartiles(measured),
      String(predicted?.spread.n ?? 0),
      predicted === undefined ? 'never' : quartiles(predicted),
      tooFew(measured)
        ? 'too few runs'
        : verdict === ''
          ? 'agrees'
          : exception === undefined
            ? verdict
            : `${verdict}: known`,
    ]),
  );

export const saidTable = (said: readonly Said[]): string =>
  table(
    ['row', 'customer', 'tested', 'NOTIFICATIONs (runs)'],
    said.map(({ row, customer, tested, notifications }) => [
      row,
      customer,
      tested,
      Object.entries(notifications)
        .map(([text, count]) => `${text} (${count})`)
        .join(', '),
    ]),
  );
