/** BGP sessions, AWS's peer and the router's neighbour side by side: state, timers, errors, and what each waits for. */
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

const endsOf = ({ aws, router }: SessionPairView): readonly SessionEndView[] =>
  [aws, router].flatMap((end) => end ?? []);

const isUp = (session: SessionPairView): boolean => {
  const ends = endsOf(session);
  return ends.length === 2 && ends.every(({ bgp }) => bgp === ESTABLISHED);
};

/** Silence is the state before the hold timer expires: still Established, not well any more. */
function toneOfSession(session: SessionPairView): Tone {
  const ends = endsOf(session);
  if (isUp(session)) return ends.some(({ silent }) => silent) ? 'warn' : 'good';
  if (session.aws === undefined || session.router?.shutdown === true) return 'dim';
  return toneOf(ends.find(({ bgp }) => bgp !== ESTABLISHED)?.bgp ?? session.aws.bgp);
}

const stateTone = (end: SessionEndView | undefined): Tone => (end === undefined ? 'dim' : toneOf(end.bgp));
const leftTone = (end: SessionEndView | undefined): Tone =>
  end?.silent === true ? 'bad' : end?.leftMicros === undefined ? 'dim' : 'plain';
/** AWS's end waits for ever where the router has none: that is no fault. */
const bfd = ({ aws, router }: SessionPairView): string =>
  aws === undefined || router?.bfd === 'off' ? 'off' : aws.bfd;

/** What stands in the way, AWS's end first; of a session that is up, what happened to it last. */
function matter(session: SessionPairView): string {
  const ends = endsOf(session);
  const waiting = ends.map(({ waitingFor }) => waitingFor).find((words) => words !== '');
  if (session.aws === undefined)
    return `no peer of AWS at the other end${waiting === undefined ? '' : `; ${waiting}`}`;
  if (session.router === undefined) return waiting ?? 'no router at the other end';
  const silent = [session.aws, session.router].filter((end) => end.silent);
  if (silent.length > 0)
    return silent.length > 1
      ? 'both hear nothing'
      : `${silent[0] === session.aws ? 'AWS' : 'router'} hears nothing`;
  return waiting ?? ends.map(({ lastError }) => lastError).find((words) => words !== '') ?? '';
}

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
  ...endColumns('AWS', ({ aws }) => aws, 1),
  ...endColumns('ROUTER', ({ router }) => router, 2),
  {
    title: 'NEIGHBOUR',
    width: 22,
    priority: 11,
    text: ({ router }) => router?.name ?? NONE,
  },
  {
    title: 'BFD',
    width: 5,
    priority: 3,
    text: bfd,
    tone: (row) => (bfd(row) === 'off' ? 'dim' : toneOf(bfd(row))),
  },
  {
    title: 'HOLD',
    width: 5,
    align: 'right',
    priority: 4,
    text: ({ aws, router }) => wholeSeconds((aws ?? router)?.holdMicros),
    order: ({ aws, router }) => (aws ?? router)?.holdMicros ?? 0,
  },
  {
    title: 'KEEP',
    width: 4,
    align: 'right',
    priority: 10,
    text: ({ aws, router }) => wholeSeconds((aws ?? router)?.keepaliveMicros),
  },
  { title: 'WHY', width: 16, grows: true, text: matter, tone: (row) => (isUp(row) ? 'dim' : 'plain') },
];

const read = ({ simulation }: Model, name: string): SessionPairView | undefined =>
  simulation.exists(name) ? simulation.session(name) : undefined;

const names = (model: Model): readonly string[] =>
  model.cached('sessions.names', model.past.sessionsStamp, () => model.simulation.sessionNames());

const aspects = (session: SessionPairView): readonly string[] => endsOf(session).map(({ name }) => name);

function why(model: Model, name: string): readonly Line[] {
  const session = read(model, name);
  if (session === undefined) return [];
  const newest = model.history.newest(aspects(session));
  return [
    ...endLines('AWS', session.aws, session.router),
    ...endLines('Router', session.router, session.aws),
    ...(newest === undefined ? [] : chainLines(model, newest)),
  ];
}

/** Also: prefixes of both ends, and what happened to either last. */
function page(model: Model, name: string): readonly Line[] | undefined {
  const session = read(model, name);
  if (session === undefined) return undefined;
  const on =
    session.virtualInterface === ''
      ? 'faces no virtual interface'
      : `on virtual interface ${session.virtualInterface}`;
  return [
    { text: `session ${name}, ${on}`, tone: 'accent' },
    ...endLines('AWS', session.aws, session.router),
    ...prefixLines(session.aws),
    ...endLines('Router', session.router, session.aws),
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
