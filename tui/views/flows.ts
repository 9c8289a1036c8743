/** Flows: where their packets go, what gets lost, when they were down, and what they wait for. */
import type { FlowView } from '../../sim/forwarding/forwarding.ts';
import type { DemandView } from '../../sim/view-types.ts';
import type { Interval } from '../history.ts';
import type { Model } from '../model.ts';
import { BARS } from '../samples.ts';
import type { Tone } from '../theme.ts';
import { chainLines } from './because.ts';
import { bothWays, downBar, NONE, percent, rate, seconds, sparkline } from './figures.ts';
import { outageLines } from './outage-lines.ts';
import { type Column, tableView } from './table.ts';
import type { Line } from './view.ts';

interface FlowRow extends FlowView, DemandView {
  readonly name: string;
  /** Each way in short: virtual interface and connection. */
  readonly there: string;
  readonly back: string;
  readonly downs: readonly Interval[];
  readonly rates: readonly number[];
  readonly nowMicros: number;
}

const BAR = 24;
const BOTH = 2;

function read({ simulation, past, samples }: Model, name: string): FlowRow | undefined {
  if (!simulation.exists(name)) return undefined;
  const flow = simulation.flow(name);
  const { now } = simulation;
  const short = (way: 'toAws' | 'toCustomer'): string => {
    const vif = flow.virtualInterface[way];
    const [connection] = flow.connections[way];
    if (vif === undefined) return NONE;
    return `${simulation.nameOf(vif)}${connection === undefined ? '' : ` (${simulation.nameOf(connection)})`}`;
  };
  const demand = simulation.demand(name);
  const downs = past.downs(name, now);
  return {
    ...flow,
    ...demand,
    name,
    there: short('toAws'),
    back: short('toCustomer'),
    downs,
    rates: samples.rates(name, now, downs, BOTH * demand.rateBps),
    nowMicros: now,
  };
}

const lossOf = ({ lossPpm }: FlowView): number => Math.max(lossPpm.toAws, lossPpm.toCustomer);

function toneOfFlow(row: FlowRow): Tone {
  if (row.state === 'down') return 'bad';
  return lossOf(row) > 0 ? 'warn' : 'good';
}

const history = ({ state, downtimeMicros }: FlowRow): Tone =>
  state === 'down' ? 'bad' : downtimeMicros > 0 ? 'warn' : 'good';

const pathMtu = ({ pathMtu: { toAws, toCustomer } }: FlowView): string =>
  bothWays(String(toAws || NONE), String(toCustomer || NONE));

const columns: readonly Column<FlowRow>[] = [
  { title: 'FLOW', width: 10, grows: true, most: 24, text: ({ name }) => name },
  { title: 'STATE', width: 5, text: ({ state }) => state, tone: toneOfFlow },
  {
    title: 'PATH THERE/BACK',
    width: 18,
    grows: true,
    most: 40,
    text: ({ there, back, state, reason }) => (state === 'down' ? reason : bothWays(there, back)),
    tone: ({ state }) => (state === 'down' ? 'warn' : 'plain'),
  },
  { title: 'MTU', width: 9, align: 'right', priority: 2, text: pathMtu, order: (row) => row.pathMtu.toAws },
  {
    title: 'RATE',
    width: 5,
    align: 'right',
    priority: 1,
    text: ({ rateBps }) => rate(rateBps),
    order: ({ rateBps }) => rateBps,
  },
  {
    title: 'LOSS',
    width: 9,
    align: 'right',
    priority: 3,
    text: ({ lossPpm }) => bothWays(percent(lossPpm.toAws), percent(lossPpm.toCustomer)),
    tone: (row) => (lossOf(row) > 0 ? 'bad' : 'dim'),
    order: lossOf,
  },
  {
    title: 'DOWN',
    width: 7,
    align: 'right',
    text: ({ downtimeMicros }) => seconds(downtimeMicros),
    tone: (row) => (row.downtimeMicros > 0 ? 'bad' : 'dim'),
    order: ({ downtimeMicros }) => downtimeMicros,
  },
  {
    title: 'HOLE',
    width: 7,
    align: 'right',
    priority: 7,
    text: ({ blackholedMicros }) => seconds(blackholedMicros),
    order: ({ blackholedMicros }) => blackholedMicros,
  },
  {
    title: 'UP SINCE START',
    width: BAR,
    priority: 5,
    text: ({ downs, nowMicros }) => downBar(downs, nowMicros, BAR),
    tone: history,
    order: ({ downtimeMicros }) => downtimeMicros,
  },
  {
    title: 'LAST 2 MIN',
    width: BARS,
    priority: 6,
    text: ({ rates, rateBps }) => sparkline(rates, BARS, BOTH * rateBps),
    tone: () => 'accent',
    order: ({ rateBps }) => rateBps,
  },
  { title: 'FROM', width: 8, grows: true, most: 14, priority: 8, text: ({ from }) => from },
  { title: 'TO', width: 8, grows: true, most: 14, priority: 9, text: ({ to }) => to },
];

function head(row: FlowRow): readonly Line[] {
  const { name, from, to, rateBps, packetSize, addressFamily, state, reason, there, back } = row;
  const asks = `${rate(rateBps)}bps of ${packetSize}-byte packets each way, ${addressFamily}`;
  const fares = state === 'down' ? `down, waits: ${reason}` : `up${reason === '' ? '' : `, ${reason}`}`;
  const lost = `down ${seconds(row.downtimeMicros) || '0s'}, of it ${seconds(row.blackholedMicros) || '0s'} into a hole`;
  return [
    { text: `${name}: ${from} to ${to}, ${asks}; ${fares}`, tone: toneOfFlow(row) },
    { text: `there ${there}, back ${back}; path MTU ${pathMtu(row)}; ${lost}` },
  ];
}

function pathLines({ simulation }: Model, { path }: FlowRow): readonly Line[] {
  const names = (way: readonly number[]): string => way.map((id) => simulation.nameOf(id)).join(' → ');
  return [
    { text: `there: ${names(path.toAws) || 'nowhere'}` },
    { text: `back: ${names(path.toCustomer) || 'nowhere'}` },
  ];
}

function why(model: Model, name: string): readonly Line[] {
  const row = read(model, name);
  if (row === undefined) return [];
  const newest = model.history.newest([name]);
  return [...head(row), ...(newest === undefined ? [] : chainLines(model, newest))];
}

function page(model: Model, name: string): readonly Line[] | undefined {
  const row = read(model, name);
  if (row === undefined) return undefined;
  const stamp = `${model.player.revision} ${name}`;
  return model.cached('flows.page', stamp, () => [
    ...head(row),
    ...pathLines(model, row),
    { text: '' },
    ...outageLines(model, name),
  ]);
}

function summary({ past }: Model): string {
  const down = past.flowsDown;
  return down === 0 ? 'all up' : `${down} down`;
}

export const flows = tableView<FlowRow>({
  id: 'flows',
  key: '6',
  title: 'Flows',
  names: ({ simulation }) => simulation.names('flow'),
  read,
  tone: toneOfFlow,
  columns,
  summary,
  why,
  page,
});
