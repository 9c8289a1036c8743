/** Routing tables: which route to each prefix a VPC, a gateway or a router uses, and where the others lost. */
import type { RouteCandidateView, RouteTableView } from '../../sim/view-types.ts';
import { inUse, learnedWords, orderWords, routeLines, viaWords } from '../../sim/views/route-words.ts';
import type { Model } from '../model.ts';
import type { Tone } from '../theme.ts';
import { chainLines } from './because.ts';
import { lastEvents } from './last-events.ts';
import { type Column, tableView } from './table.ts';
import type { Line } from './view.ts';

interface RouteRow {
  readonly table: string;
  readonly prefix: string;
  readonly candidates: readonly RouteCandidateView[];
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
  const candidates = simulation.routeCandidates(table, prefix);
  const losers = candidates.filter(({ lostOn }) => lostOn !== undefined);
  return { table, prefix, candidates, winner: inUse(candidates)[0], losers };
}

const lost = (one: RouteCandidateView): string => `${viaWords(one)}: ${one.lostOn ?? ''}`;

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
    text: ({ candidates }) => inUse(candidates).map(viaWords).join(', ') || 'unusable',
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
    // A network of the router's own was never learned.
    text: ({ winner }) => (winner === undefined || winner.session === '' ? '' : learnedWords(winner)),
    order: ({ winner }) => winner?.learnedMicros ?? 0,
  },
  {
    title: 'LOST ON',
    width: 18,
    grows: true,
    text: ({ losers }) => losers.map(lost).join(', '),
    tone: () => 'dim',
  },
];

const tables = (model: Model): readonly RouteTableView[] =>
  model.cached('routes.tables', model.past.routesStamp, () => model.simulation.routeTables());

const names = (model: Model): readonly string[] =>
  model.cached('routes.names', model.past.routesStamp, () =>
    tables(model).flatMap(({ name, prefixes }) => prefixes.map((one) => keyOf(name, one))),
  );

const sessionsOf = ({ candidates }: RouteRow): readonly string[] => candidates.map(({ session }) => session);

const tones = { winner: 'good', loser: 'plain', warning: 'warn' } as const;

const candidateLines = ({ table, prefix, candidates }: RouteRow): readonly Line[] =>
  routeLines(table, prefix, candidates).map(({ text, about }) => ({ text, tone: tones[about] }));

function why(model: Model, key: string): readonly Line[] {
  const row = read(model, key);
  if (row === undefined) return [];
  const newest = model.history.newest(sessionsOf(row));
  return [...candidateLines(row), ...(newest === undefined ? [] : chainLines(model, newest))];
}

function page(model: Model, key: string): readonly Line[] | undefined {
  const row = read(model, key);
  if (row === undefined) return undefined;
  return [
    ...candidateLines(row),
    { text: '' },
    { text: orderWords(model.simulation.routeSteps(row.table)), tone: 'dim' },
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
  summary: (model) => `${tables(model).length} tables`,
  why,
  page,
});
