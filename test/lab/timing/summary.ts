/** From the outcomes of many runs to medians and quartiles, which are what is committed and compared. */
import type { DaemonName } from '../network.ts';
import { type Spread, spread } from '../statistics.ts';
import type { Outcome } from './outcome.ts';
import type { Pair } from './rows.ts';

export const metrics = [
  'establish',
  'firstUpdate',
  'passOn',
  'keepaliveCustomer',
  'keepaliveTested',
  'withdrawal',
  'switch',
  'reestablish',
  'recovery',
] as const;
export type Metric = (typeof metrics)[number];

export interface Run extends Pair {
  readonly row: string;
  readonly outcome: Outcome;
}

export interface Measured {
  readonly row: string;
  readonly customer: DaemonName;
  readonly tested: DaemonName;
  readonly metric: Metric;
  /** Runs in which it happened, and runs in which it did not while we watched. */
  readonly spread: Spread;
  readonly never: number;
  /** One-minute load average of the machine, median over the runs. */
  readonly load: number;
  /** In order of size. */
  readonly samplesMicros: readonly number[];
}

export interface Said {
  readonly row: string;
  readonly customer: DaemonName;
  readonly tested: DaemonName;
  /** `tested 6/4` and in how many runs; `nothing` where neither end sent a NOTIFICATION. */
  readonly notifications: Readonly<Record<string, number>>;
}

/** A command takes its time until it does anything: such rows count from the first packet that it causes. */
const sinceTrigger = [
  'reset-by-configuration',
  'clear-by-tested',
  'clear-by-customer',
  'shutdown-by-customer',
  'max-prefix',
  'graceful-restart-notification',
  'graceful-shutdown',
];

/** Rows that come up alike, from which the start of sessions is read. */
const plainStarts = [
  'kill',
  'flap-5s',
  'silent-hold-9',
  'silent-5s-hold-9',
  'silent-20s-hold-9',
  'clear-by-tested',
  'clear-by-customer',
];
const START = 'start';
const startMetrics: readonly Metric[] = [
  'establish',
  'firstUpdate',
  'passOn',
  'keepaliveCustomer',
  'keepaliveTested',
];
const faultMetrics: readonly Metric[] = ['withdrawal', 'switch', 'reestablish', 'recovery'];

function values({ row, outcome }: Run, metric: Metric): readonly number[] {
  const offset = sinceTrigger.includes(row) ? (outcome.triggerMicros ?? 0) : 0;
  const since = (micros: number | undefined) => (micros === undefined ? [] : [micros - offset]);
  switch (metric) {
    case 'establish':
      return [outcome.establishMicros];
    case 'firstUpdate':
      return [outcome.firstUpdateMicros];
    case 'passOn':
      return [outcome.passOnMicros];
    case 'keepaliveCustomer':
      return outcome.keepaliveMicros.customer;
    case 'keepaliveTested':
      return outcome.keepaliveMicros.tested;
    case 'withdrawal':
      return since(outcome.withdrawalMicros);
    case 'switch':
      return since(outcome.switchMicros);
    case 'reestablish':
      return outcome.reestablishMicros === undefined ? [] : [outcome.reestablishMicros];
    case 'recovery':
      return outcome.recoveryMicros === undefined ? [] : [outcome.recoveryMicros];
    default:
      return metric satisfies never;
  }
}

function summarise(row: string, runs: readonly Run[], metric: Metric): readonly Measured[] {
  const perRun = runs.map((run) => values(run, metric));
  const samplesMicros = perRun.flat().sort((a, b) => a - b);
  const [first] = runs;
  if (first === undefined || samplesMicros.length === 0) return [];
  return [
    {
      row,
      customer: first.customer,
      tested: first.tested,
      metric,
      spread: spread(samplesMicros),
      never: faultMetrics.includes(metric) ? perRun.filter((found) => found.length === 0).length : 0,
      load: spread(runs.map(({ outcome }) => outcome.load)).median,
      samplesMicros,
    },
  ];
}

const pairName = ({ customer, tested }: Pair) => `${customer} ${tested}`;

function grouped<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}

const order = (a: Measured | Said, b: Measured | Said) => {
  const [left, right] = [a, b].map(({ tested, customer, row }) => `${tested} ${customer} ${row}`);
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
};

export function measuredOf(runs: readonly Run[]): readonly Measured[] {
  const starts = grouped(
    runs.filter(({ row }) => plainStarts.includes(row)),
    pairName,
  ).flatMap((group) => startMetrics.flatMap((metric) => summarise(START, group, metric)));
  const faults = grouped(runs, (run) => `${pairName(run)} ${run.row}`).flatMap((group) =>
    faultMetrics.flatMap((metric) => summarise(group[0]?.row ?? '', group, metric)),
  );
  return [...starts, ...faults].sort(order);
}

export const saidOf = (runs: readonly Run[]): readonly Said[] =>
  grouped(runs, (run) => `${pairName(run)} ${run.row}`)
    .map((group) => {
      const texts = group.flatMap(({ outcome }) =>
        outcome.notifications.length === 0
          ? ['nothing']
          : [...new Set(outcome.notifications.map(({ text }) => text))],
      );
      const counts = [...new Set(texts)].sort().map((text) => [text, texts.filter((t) => t === text).length]);
      const { row = '', customer = 'bird', tested = 'bird' } = group[0] ?? {};
      return { row, customer, tested, notifications: Object.fromEntries(counts) };
    })
    .sort(order);
