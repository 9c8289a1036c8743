/** API calls: who asked for what, what came of it, and, opened, request and answer in full with what followed. */
import { redacted } from '../../sim/directconnect/call.ts';
import { formatClock } from '../../sim/kernel/quantity.ts';
import type { Input, JournalEntry } from '../../sim/simulation.ts';
import type { Model } from '../model.ts';
import type { Tone } from '../theme.ts';
import { consequenceLines } from './because.ts';
import { shortClock } from './figures.ts';
import { tableView } from './table.ts';
import type { Line } from './view.ts';

type Call = Extract<Input, { readonly kind: 'call' }>;

interface CallRow {
  /** Counted from 1 among the calls. */
  readonly number: number;
  readonly timeMicros: number;
  readonly call: Call;
  readonly result: JournalEntry['result'];
  /** Step of the scenario, or `you`. */
  readonly by: string;
  readonly account: string;
}

/** Places of calls in the journal, oldest first. */
const places = (model: Model): readonly number[] =>
  model.cached('calls.places', String(model.player.revision), () =>
    model.simulation.journal.flatMap(({ input }, index) => (input.kind === 'call' ? [index] : [])),
  );

function read(model: Model, key: string): CallRow | undefined {
  const number = Number(key);
  const place = key === '' ? undefined : places(model)[number - 1];
  const entry = place === undefined ? undefined : model.simulation.journal[place];
  if (place === undefined || entry?.input.kind !== 'call') return undefined;
  const { input, timeMicros, result } = entry;
  const [first = ''] = Object.keys(model.scenario.network.accounts);
  const by = model.player.run.stepOf(place)?.id ?? 'you';
  return { number, timeMicros, call: input, result, by, account: input.options.as ?? first };
}

const outcome = ({ result }: CallRow): string =>
  result === undefined ? '' : result.ok ? 'ok' : result.error.type;

const toneOfCall = ({ result }: CallRow): Tone => (result === undefined ? 'dim' : result.ok ? 'good' : 'bad');

/** `virtualInterfaceId v102, connectionId dxlag-b`; what is nested stays as it was written. */
function short(request: Readonly<Record<string, unknown>>): string {
  const shown = redacted(request);
  if (typeof shown !== 'object' || shown === null) return '';
  return Object.entries(shown)
    .map(([member, value]) => `${member} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

const searched = (row: CallRow): string =>
  `${formatClock(row.timeMicros)} ${row.account} ${row.call.operation} ${short(row.call.request)} ${outcome(row)} ${row.by}`;

const json = (value: unknown): readonly Line[] =>
  JSON.stringify(redacted(value), undefined, 2)
    .split('\n')
    .map((text) => ({ text }));

const head = (row: CallRow): Line => ({
  text: `${formatClock(row.timeMicros)}  ${row.call.operation} by ${row.account}${row.call.options.in === undefined ? '' : ` in ${row.call.options.in}`} (${row.by}): ${outcome(row)}`,
  tone: toneOfCall(row),
});

function answerLines({ result }: CallRow): readonly Line[] {
  if (result === undefined) return [{ text: 'no answer', tone: 'dim' }];
  if (result.ok) return json(result.answer);
  return [{ text: `${result.error.type}: ${result.error.message}`, tone: 'bad' }];
}

function followed(model: Model, { number }: CallRow): readonly Line[] {
  const record = model.past.call(number - 1);
  const lines = record === undefined ? [] : consequenceLines(model, record);
  return [{ text: lines.length === 0 ? 'nothing followed from it' : 'and so:', tone: 'accent' }, ...lines];
}

function page(model: Model, key: string): readonly Line[] | undefined {
  const row = read(model, key);
  if (row === undefined) return undefined;
  const record = model.past.call(row.number - 1);
  const stamp = `${model.player.revision} ${key}`;
  return model.cached('calls.page', stamp, () => [
    { ...head(row), ...(record === undefined ? {} : { link: String(record) }) },
    { text: '' },
    { text: 'request:', tone: 'accent' as const },
    ...json(row.call.request),
    { text: '' },
    { text: row.result?.ok === false ? 'error:' : 'answer:', tone: 'accent' as const },
    ...answerLines(row),
    { text: '' },
    ...followed(model, row),
  ]);
}

function why(model: Model, key: string): readonly Line[] {
  const row = read(model, key);
  if (row === undefined) return [];
  const { result } = row;
  const refused = result?.ok === false ? [{ text: result.error.message, tone: 'bad' as const }] : [];
  return [head(row), { text: short(row.call.request) }, ...refused, ...followed(model, row)];
}

export const calls = tableView<CallRow>({
  id: 'calls',
  key: '9',
  title: 'Calls',
  names: (model) => places(model).map((_, index) => String(index + 1)),
  searched: (model, key) => {
    const row = read(model, key);
    return row === undefined ? '' : searched(row);
  },
  read,
  tone: toneOfCall,
  columns: [
    {
      title: 'TIME',
      width: 12,
      align: 'right',
      text: ({ timeMicros }) => shortClock(timeMicros),
      order: ({ timeMicros }) => timeMicros,
    },
    { title: 'ACCOUNT', width: 9, grows: true, most: 16, priority: 1, text: ({ account }) => account },
    { title: 'BY', width: 8, grows: true, most: 10, priority: 2, text: ({ by }) => by },
    { title: 'OPERATION', width: 18, grows: true, most: 26, text: ({ call }) => call.operation },
    { title: 'REQUEST', width: 16, grows: true, text: ({ call }) => short(call.request), tone: () => 'dim' },
    { title: 'ANSWER', width: 12, grows: true, most: 28, text: outcome, tone: toneOfCall },
  ],
  followsEnd: true,
  summary: (model) => {
    const refused = places(model).filter(
      (place) => model.simulation.journal[place]?.result?.ok === false,
    ).length;
    return refused === 0 ? '' : `${refused} refused`;
  },
  why,
  page,
});
