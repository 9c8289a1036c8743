/** Routing tables: which route to each prefix a VPC, a gateway or a router uses, and where the others lost. */
import { formatClock, formatDuration } from '../../sim/kernel/quantity.ts';
import type { RouteCandidateView } from '../../sim/view-types.ts';
import type { Model } from '../model.ts';
import type { Tone } from '../theme.ts';
import { chainLines } from './because.ts';
import { lastEvents } from './last-events.ts';
import { type Column, tableView } from './table.ts';
import type { Line } from './view.ts';

interface RouteRow {
  readonly table: string;
  readonly prefix: string;
  readonly winner: RouteCandidateView | undefined;
  readonly losers: readonly RouteCandidateView[];
}

/** A prefix has no space in it; a name may. */
const keyOf = (table: string, prefix: string): string => `${table} ${prefix}`;
const partsOf = (key: string): readonly [string, string] => {
  const space = key.lastIndexOf(' ');
  return [key.slice(0, space), key.slice(space + 1)];
};

/** A row is worked out once until something happens: every session of the AS has a say in it. */
function read(model: Model, key: string): RouteRow | undefined {
  const known = model.cached('routes.read', model.past.stamp, () => new Map<string, RouteRow>());
  const found = known.get(key) ?? workOut(model, key);
  if (found !== undefined) known.set(key, found);
  return found;
}

function workOut({ simulation }: Model, key: string): RouteRow | undefined {
  const [table, prefix] = partsOf(key);
  if (!simulation.exists(table) || prefix === '') return undefined;
  const [winner, ...losers] = simulation.routeCandidates(table, prefix);
  return { table, prefix, winner, losers };
}

/** The virtual interface, and the router when another one holds the session. */
const via = ({ virtualInterface, session, holder, internal }: RouteCandidateView): string =>
  `${virtualInterface || session}${internal ? ` by ${holder}` : ''}`;

const lost = (one: RouteCandidateView): string => `${via(one)}: ${one.lostOn ?? ''}`;

/** Why the losers of a table lost, and by how much. */
const reasons: Readonly<Record<string, (one: RouteCandidateView, winner: RouteCandidateView) => string>> = {
  AS_PATH: (one, winner) => `its AS_PATH has ${one.asPath.length} hops, not ${winner.asPath.length}`,
  internal: ({ holder }) => `heard from ${holder}, and a session of one's own goes first`,
  'IGP metric': (one, winner) => `${one.holder} is ${one.metric} away, not ${winner.metric}`,
  age: (one, winner) => `learned ${formatDuration(one.learnedMicros - winner.learnedMicros)} later`,
  order: () => 'equal in everything: the one configured first goes first',
};

/** Before 0 is the warm-up. */
const clock = ({ learnedMicros }: RouteCandidateView): string =>
  learnedMicros < 0 ? 'before start' : formatClock(learnedMicros);

const toneOfRoute = ({ winner, losers }: RouteRow): Tone =>
  winner === undefined ? 'bad' : losers.length === 0 ? 'plain' : 'good';

const columns: readonly Column<RouteRow>[] = [
  { title: 'TABLE', width: 10, grows: true, most: 20, text: ({ table }) => table },
  { title: 'PREFIX', width: 16, grows: true, most: 20, text: ({ prefix }) => prefix },
  {
    title: 'VIA',
    width: 12,
    grows: true,
    most: 24,
    text: ({ winner }) => (winner === undefined ? 'unusable' : via(winner)),
    tone: ({ winner }) => (winner === undefined ? 'bad' : 'good'),
  },
  {
    title: 'SESSION',
    width: 14,
    grows: true,
    most: 26,
    priority: 3,
    text: ({ winner }) => winner?.session ?? '',
  },
  {
    title: 'AS_PATH',
    width: 11,
    grows: true,
    most: 20,
    priority: 1,
    text: ({ winner }) => winner?.asPath.join(' ') ?? '',
    order: ({ winner }) => winner?.asPath.length ?? 0,
  },
  {
    title: 'LEARNED',
    width: 12,
    align: 'right',
    priority: 4,
    text: ({ winner }) => (winner === undefined ? '' : clock(winner)),
    order: ({ winner }) => winner?.learnedMicros ?? 0,
  },
  {
    title: 'LOST, AND ON WHICH STEP',
    width: 18,
    grows: true,
    text: ({ losers }) => losers.map(lost).join(', '),
    tone: () => 'dim',
  },
];

const names = (model: Model): readonly string[] =>
  model.cached('routes.names', model.past.routesStamp, () =>
    model.simulation.routeTables().flatMap(({ name, prefixes }) => prefixes.map((one) => keyOf(name, one))),
  );

const sessionsOf = ({ winner, losers }: RouteRow): readonly string[] =>
  [...(winner === undefined ? [] : [winner]), ...losers].map(({ session }) => session);

function candidateLines({ table, prefix, winner, losers }: RouteRow): readonly Line[] {
  if (winner === undefined)
    return [{ text: `${table} knows routes to ${prefix}, but none that it can use now`, tone: 'bad' }];
  const path = (one: RouteCandidateView): string =>
    `AS_PATH ${one.asPath.join(' ')}, learned ${one.learnedMicros < 0 ? '' : 'at '}${clock(one)}`;
  return [
    {
      text: `${table} sends to ${prefix} via ${via(winner)} (${winner.session}): ${path(winner)}`,
      tone: 'good',
    },
    ...losers.map((one): Line => {
      const why = reasons[one.lostOn ?? '']?.(one, winner) ?? '';
      return { text: `  not ${via(one)} (${one.session}), lost on ${one.lostOn ?? 'nothing'}: ${why}` };
    }),
    ...(losers.length === 0 ? [{ text: '  it is the only one', tone: 'warn' as const }] : []),
  ];
}

function why(model: Model, key: string): readonly Line[] {
  const row = read(model, key);
  if (row === undefined) return [];
  const newest = model.history.newest(sessionsOf(row));
  return [...candidateLines(row), ...(newest === undefined ? [] : chainLines(model, newest))];
}

function page(model: Model, key: string): readonly Line[] | undefined {
  const row = read(model, key);
  if (row === undefined) return undefined;
  const steps = 'longest prefix, AS_PATH, own before internal, IGP metric, age, order';
  return [
    ...candidateLines(row),
    { text: '' },
    { text: `decided in this order: ${steps}`, tone: 'dim' },
    { text: '' },
    ...lastEvents(model, sessionsOf(row), () => true),
  ];
}

export const routes = tableView<RouteRow>({
  id: 'routes',
  key: '5',
  title: 'Routes',
  names,
  read,
  tone: toneOfRoute,
  columns,
  summary: (model) =>
    `${model.simulation.names('vpc').length + model.simulation.names('router').length} tables`,
  why,
  page,
});
