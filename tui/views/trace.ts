/** The trace: every record, newest at the end; opened, one shows what led to it and what it led to. */
import { formatClock } from '../../sim/kernel/quantity.ts';
import type { TraceRecord } from '../../sim/kernel/trace.ts';
import { matcher } from '../filter.ts';
import { toneOfRecord } from '../headlines.ts';
import type { Model } from '../model.ts';
import { countedRows, type Rows } from '../rows.ts';
import type { ListState } from '../state.ts';
import { chainLines, consequenceLines } from './because.ts';
import { shortClock } from './figures.ts';
import { tableView } from './table.ts';
import type { Line } from './view.ts';

interface TraceRow extends TraceRecord {
  readonly words: string;
}

const searched = ({ simulation }: Model, id: number): string =>
  `${formatClock(simulation.record(id).timeMicros)} ${simulation.describe(id)}`;

/** Records that passed a filter; what comes later is added, so that a long trace is read once. */
interface Found {
  readonly ids: number[];
  seen: number;
}

/** Key ↔ index by bisection: ids ascend. */
const foundRows = ({ ids }: Found): Rows => ({
  length: ids.length,
  at: (index) => String(ids[index] ?? ''),
  indexOf: (key) => {
    let [low, high] = [0, ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[middle] ?? 0) < Number(key)) low = middle + 1;
      else high = middle;
    }
    return ids[low] === Number(key) ? low : -1;
  },
});

const numberOfRun = new WeakMap<object, number>();
let runs = 0;

/** A number for each simulation: after seeking back it is another one, and may continue otherwise. */
function runNumber({ simulation }: Model): number {
  const known = numberOfRun.get(simulation);
  if (known !== undefined) return known;
  numberOfRun.set(simulation, ++runs);
  return runs;
}

function rows(model: Model, { filter }: ListState): Rows {
  const { length } = model.simulation.trace;
  if (filter === '') return countedRows(length);
  const found = model.cached<Found>('trace.found', `${runNumber(model)} ${filter}`, () => ({
    ids: [],
    seen: 0,
  }));
  const isWanted = matcher(filter);
  for (; found.seen < length; found.seen++) {
    if (isWanted(searched(model, found.seen))) found.ids.push(found.seen);
  }
  return foundRows(found);
}

function page(model: Model, key: string): readonly Line[] | undefined {
  const id = Number(key);
  const { length } = model.simulation.trace;
  if (key === '' || !(id < length)) return undefined;
  return model.cached('trace.page', `${runNumber(model)} ${length} ${key}`, () => {
    const after = consequenceLines(model, id);
    const heading = after.length === 0 ? 'nothing followed from it' : 'and so:';
    return [...chainLines(model, id), { text: '' }, { text: heading, tone: 'accent' as const }, ...after];
  });
}

export const trace = tableView<TraceRow>({
  id: 'trace',
  key: '8',
  title: 'Trace',
  names: () => [],
  rows,
  read: ({ simulation }, key) => {
    const id = Number(key);
    if (key === '' || !(id < simulation.trace.length)) return undefined;
    return { ...simulation.record(id), words: simulation.describe(id) };
  },
  tone: toneOfRecord,
  columns: [
    { title: 'EVENT', width: 6, align: 'right', priority: 2, text: ({ id }) => String(id) },
    { title: 'TIME', width: 12, align: 'right', text: ({ timeMicros }) => shortClock(timeMicros) },
    { title: 'WHAT HAPPENED', width: 20, grows: true, text: ({ words }) => words, tone: toneOfRecord },
    {
      title: 'BECAUSE',
      width: 7,
      align: 'right',
      priority: 1,
      text: ({ cause }) => (cause < 0 ? '' : String(cause)),
      tone: () => 'dim',
    },
  ],
  followsEnd: true,
  why: (model, key) => (Number(key) < model.simulation.trace.length ? chainLines(model, Number(key)) : []),
  page,
});
