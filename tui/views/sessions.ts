/** BGP sessions, both ends side by side, AWS's peer or another router first: state, timers, errors, and what each waits for. */
import type { SessionEndView, SessionPairView } from '../../sim/view-types.ts';
import { headlines } from '../headlines.ts';
import type { Model } from '../model.ts';
import { type Tone, toneOf } from '../theme.ts';
import { chainLines } from './because.ts';
import { left, NONE, wholeSeconds } from './figures.ts';
import { lastEvents } from './last-events.ts';
import { endLines, prefixLines } from './session-lines.ts';
import { type Column, tableView } from './table.ts';
import type { Line } from './view.ts';

const ESTABLISHED = 'Established';

/** AWS's end, or that of another router of the customer's. */
const farOf = ({ aws, otherRouter }: SessionPairView): SessionEndView | undefined => aws ?? otherRouter;

const endsOf = (session: SessionPairView): readonly SessionEndView[] =>
  [farOf(session), session.router].flatMap((end) => end ?? []);

const isUp = (session: SessionPairView): boolean => {
  const ends = endsOf(session);
  return ends.length === 2 && ends.every(({ bgp }) => bgp === ESTABLISHED);
};

/** Silence is the state before the hold timer expires: still Established, not well any more. */
function toneOfSession(session: SessionPairView): Tone {
  const ends = endsOf(session);
  const far = farOf(session);
  if (isUp(session)) return ends.some(({ silent }) => silent) ? 'warn' : 'good';
  if (far === undefined || session.router?.shutdown === true) return 'dim';
  return toneOf(ends.find(({ bgp }) => bgp !== ESTABLISHED)?.bgp ?? far.bgp);
}

const stateTone = (end: SessionEndView | undefined): Tone => (end === undefined ? 'dim' : toneOf(end.bgp));
const leftTone = (end: SessionEndView | undefined): Tone =>
  end?.silent === true ? 'bad' : end?.leftMicros === undefined ? 'dim' : 'plain';
/** AWS's end waits for ever where the router has none: that is no fault. */
const bfd = (session: SessionPairView): string => {
  const far = farOf(session);
  return far === undefined || session.router?.bfd === 'off' ? 'off' : far.bfd;
};

/** What stands in the way, the far end first; of a session that is up, what happened to it last. */
function matter(session: SessionPairView): string {
  const ends = endsOf(session);
  const far = farOf(session);
  const waiting = ends.map(({ waitingFor }) => waitingFor).find((words) => words !== '');
  if (far === undefined)
    return `no peer of AWS at the other end${waiting === undefined ? '' : `; ${waiting}`}`;
  if (session.router === undefined) return waiting ?? 'no router at the other end';
  const silent = [far, session.router].filter((end) => end.silent);
  if (silent.length > 1) return 'both hear nothing';
  if (silent[0] !== undefined) return `${hearer(session, silent[0])} hears nothing`;
  return waiting ?? ends.map(({ lastError }) => lastError).find((words) => words !== '') ?? '';
}

const hearer = ({ aws, router }: SessionPairView, end: SessionEndView): string => {
  if (end === aws) return 'AWS';
  return end === router ? 'router' : 'the other router';
};

/** The columns of one end. */
const endColumns = (
  title: string,
  end: (session: SessionPairView) => SessionEndView | undefined,
  priority: number,
): readonly Column<SessionPairView>[] => [
  { title, width: 11, text: (row) => end(row)?.bgp ?? NONE, tone: (row) => stateTone(end(row)) },
  {
    title: 'LEFT',
    width: 6,
    align: 'right',
    priority,
    text: (row) => left(end(row)?.leftMicros),
    tone: (row) => leftTone(end(row)),
    order: (row) => end(row)?.leftMicros ?? Number.MAX_SAFE_INTEGER,
  },
  {
    title: 'IN',
    width: 3,
    align: 'right',
    priority: priority + 4,
    text: (row) => String(end(row)?.prefixes.length ?? 0),
    order: (row) => end(row)?.prefixes.length ?? 0,
  },
  {
    title: 'OUT',
    width: 3,
    align: 'right',
    priority: priority + 5,
    text: (row) => String(end(row)?.advertised.length ?? 0),
    order: (row) => end(row)?.advertised.length ?? 0,
  },
];

const columns: readonly Column<SessionPairView>[] = [
  { title: 'SESSION', width: 12, grows: true, most: 24, text: ({ name }) => name },
  ...endColumns('FAR END', farOf, 1),
  ...endColumns('ROUTER', ({ router }) => router, 2),
  {
    title: 'NEIGHBOUR',
    width: 22,
    priority: 11,
    text: ({ router }) => router?.name ?? NONE,
  },
  {
    title: 'BFD',
    width: 9,
    priority: 3,
    text: bfd,
    tone: (row) => (bfd(row) === 'off' ? 'dim' : toneOf(bfd(row))),
  },
  {
    title: 'HOLD',
    width: 5,
    align: 'right',
    priority: 4,
    text: (row) => wholeSeconds((farOf(row) ?? row.router)?.holdMicros),
    order: (row) => (farOf(row) ?? row.router)?.holdMicros ?? 0,
  },
  {
    title: 'KEEP',
    width: 4,
    align: 'right',
    priority: 10,
    text: (row) => wholeSeconds((farOf(row) ?? row.router)?.keepaliveMicros),
  },
  { title: 'WHY', width: 16, grows: true, text: matter, tone: (row) => (isUp(row) ? 'dim' : 'plain') },
];

const read = ({ simulation }: Model, name: string): SessionPairView | undefined =>
  simulation.exists(name) ? simulation.session(name) : undefined;

const names = (model: Model): readonly string[] =>
  model.cached('sessions.names', model.past.sessionsStamp, () => model.simulation.sessionNames());

const farTitle = ({ otherRouter }: SessionPairView): string =>
  otherRouter === undefined ? 'AWS' : 'Other router';

const aspects = (session: SessionPairView): readonly string[] => endsOf(session).map(({ name }) => name);

function why(model: Model, name: string): readonly Line[] {
  const session = read(model, name);
  if (session === undefined) return [];
  const newest = model.history.newest(aspects(session));
  return [
    ...endLines(farTitle(session), farOf(session), session.router),
    ...endLines('Router', session.router, farOf(session)),
    ...(newest === undefined ? [] : chainLines(model, newest)),
  ];
}

/** Also: prefixes of both ends, and what happened to either last. */
function page(model: Model, name: string): readonly Line[] | undefined {
  const session = read(model, name);
  if (session === undefined) return undefined;
  const inside = session.otherRouter === undefined ? 'faces no virtual interface' : 'between two routers';
  const on = session.virtualInterface === '' ? inside : `on virtual interface ${session.virtualInterface}`;
  return [
    { text: `session ${name}, ${on}`, tone: 'accent' },
    ...endLines(farTitle(session), farOf(session), session.router),
    ...prefixLines(farOf(session)),
    ...endLines('Router', session.router, farOf(session)),
    ...prefixLines(session.router),
    { text: '' },
    ...lastEvents(model, aspects(session), headlines.change),
  ];
}

function summary(model: Model): string {
  const { simulation } = model;
  const all = names(model);
  const down = model.cached(
    'sessions.down',
    `${model.stamp(all.length)} ${all.length}`,
    () => all.filter((name) => simulation.bgpState(name) !== ESTABLISHED).length,
  );
  return down === 0 ? 'all Established' : `${down} not Established`;
}

export const sessions = tableView<SessionPairView>({
  id: 'sessions',
  key: '3',
  title: 'Sessions',
  names,
  read,
  tone: toneOfSession,
  columns,
  summary,
  why,
  page,
});
