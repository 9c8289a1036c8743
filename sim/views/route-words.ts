/** Why a route won and the others lost, in words: the same on the command line and in the terminal. */
import { formatClock, formatDuration } from '../kernel/quantity.ts';
import type { RouteCandidateView } from '../view-types.ts';

export interface RouteLine {
  readonly text: string;
  readonly about: 'winner' | 'loser' | 'warning';
}

/** Those in use; of equal ones there may be several. */
export const inUse = (candidates: readonly RouteCandidateView[]): readonly RouteCandidateView[] =>
  candidates.filter(({ lostOn }) => lostOn === undefined);

/** The virtual interface, and the router when another one holds the session. */
export const viaWords = ({
  virtualInterface,
  session,
  own,
  holder,
  internal,
}: RouteCandidateView): string => {
  if (session === '') return own;
  // What another router says has no virtual interface of its own: that router decides where it leaves.
  if (internal && virtualInterface === '') return holder;
  return virtualInterface || session;
};

/** Before 0 is the warm-up. */
export const learnedWords = ({ learnedMicros }: RouteCandidateView): string =>
  learnedMicros < 0 ? 'before start' : formatClock(learnedMicros);

type Reason = (loser: RouteCandidateView, winner: RouteCandidateView) => string;

const hops = ({ asPath }: RouteCandidateView): string =>
  `${asPath.length} ${asPath.length === 1 ? 'hop' : 'hops'}`;
const med = ({ med: value }: RouteCandidateView): string => String(value ?? 'none');

/** By how much, for each step that has more to say than its name. */
const reasons: Readonly<Record<string, Reason>> = {
  weight: (loser, winner) => `its weight is ${loser.weight}, not ${winner.weight}`,
  'local preference': (loser, winner) =>
    `its local preference is ${loser.localPreference}, not ${winner.localPreference}`,
  'locally originated': () => 'what the router originates itself goes first',
  AS_PATH: (loser, winner) => `its AS_PATH has ${hops(loser)}, not ${winner.asPath.length}`,
  origin: (loser, winner) => `its origin is ${loser.origin}, not ${winner.origin}`,
  MED: (loser, winner) => `its MED is ${med(loser)}, not ${med(winner)}`,
  internal: ({ holder }) => `heard from ${holder}, and a session of one's own goes first`,
  'IGP metric': (loser, winner) => `${loser.holder} is ${loser.metric} away, not ${winner.metric}`,
  age: (loser, winner) => `learned ${formatDuration(loser.learnedMicros - winner.learnedMicros)} later`,
  'router id': () => 'equal so far, and its sender has the higher router id',
  'cluster list': () => 'it passed more route reflectors',
  'peer address': () => 'equal so far, and its sender has the higher address',
  'next hop unreachable': () => 'nothing leads to its next hop',
  'AS loop': ({ asPath }) => `the router's own AS is in its AS_PATH ${asPath.join(' ')}`,
  'reflection loop': () => 'it has come back: its ORIGINATOR_ID or CLUSTER_LIST names this router',
  'import policy': () => 'the import policy refuses it',
  'home Region': ({ virtualInterface }) => `${virtualInterface} is in another Region`,
  order: () => 'equal in everything: the one configured first goes first',
};

/** Why a route lost, and by how much; empty when its step says it all. */
export const reasonWords: Reason = (loser, winner) => reasons[loser.lostOn ?? '']?.(loser, winner) ?? '';

/** It was entered, or the router has it itself: no session brought it. */
const isEntered = ({ session, holder }: RouteCandidateView): boolean => session === '' || session === holder;

const sessionWords = (route: RouteCandidateView): string => (isEntered(route) ? '' : ` (${route.session})`);

function attributeWords(route: RouteCandidateView): string {
  if (isEntered(route)) return '';
  const { asPath, localPreference, communities } = route;
  const words = [
    `AS_PATH ${asPath.join(' ') || 'empty'}`,
    ...(localPreference === 100 ? [] : [`local preference ${localPreference}`]),
    ...(route.med === undefined ? [] : [`MED ${route.med}`]),
    ...(communities.length === 0 ? [] : [`communities ${communities.join(' ')}`]),
    `learned ${route.learnedMicros < 0 ? '' : 'at '}${learnedWords(route)}`,
  ];
  return `: ${words.join(', ')}`;
}

function loserLine(loser: RouteCandidateView, winner: RouteCandidateView | undefined): RouteLine {
  const why = reasonWords(loser, winner ?? loser);
  const step = `lost on ${loser.lostOn ?? 'nothing'}`;
  const text = `  not ${viaWords(loser)}${sessionWords(loser)}, ${step}${why === '' ? '' : `: ${why}`}`;
  return { text, about: 'loser' };
}

/** What a table does with a prefix, and why: the routes in use, then the others. */
export function routeLines(
  table: string,
  prefix: string,
  candidates: readonly RouteCandidateView[],
): readonly RouteLine[] {
  if (candidates.length === 0) return [{ text: `${table} knows no route to ${prefix}`, about: 'warning' }];
  const used = inUse(candidates);
  const [winner] = used;
  const losers = candidates.filter(({ lostOn }) => lostOn !== undefined);
  const none = `${table} knows routes to ${prefix}, but none that it can use now`;
  return [
    ...(winner === undefined ? [{ text: none, about: 'warning' as const }] : []),
    ...used.map((one, index): RouteLine => {
      const head = index === 0 ? `${table} sends to ${prefix} via` : '  and via';
      return { text: `${head} ${viaWords(one)}${sessionWords(one)}${attributeWords(one)}`, about: 'winner' };
    }),
    ...losers.map((loser) => loserLine(loser, winner)),
    ...(candidates.length === 1 && winner !== undefined
      ? [{ text: '  it is the only one', about: 'warning' as const }]
      : []),
  ];
}

export const orderWords = (steps: readonly string[]): string => `decided in this order: ${steps.join(', ')}`;
