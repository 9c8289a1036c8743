/** What is true of every session at the end of every instant. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Endpoints } from './endpoints.ts';
import type { IdleHold } from './idle-hold.ts';
import type { Routing } from './routing.ts';
import { endpointOf, NO_ROW, type Rows, rowsOf } from './rows.ts';
import type { Speaker } from './speaker.ts';

export interface Invariant {
  readonly name: string;
  /** One line for each violation. */
  check(): string[];
}

/** What the invariants look at. */
export interface Sessions {
  readonly kernel: Kernel;
  readonly ends: Endpoints;
  readonly rows: Rows;
  readonly speaker: Speaker;
  readonly routing: Routing;
  readonly idleHold: IdleHold;
}

const CONNECTED: readonly string[] = ['OpenSent', 'OpenConfirm', 'Established'];

/** An invariant about each row, or each endpoint: both are dense. */
const each = (
  name: string,
  countOf: (sessions: Sessions) => number,
  broken: (sessions: Sessions, thing: number) => string | undefined,
) => ({
  name,
  check: (sessions: Sessions): string[] => {
    const found: string[] = [];
    const count = countOf(sessions);
    for (let thing = 0; thing < count; thing++) {
      const what = broken(sessions, thing);
      if (what !== undefined) found.push(what);
    }
    return found;
  },
});

const endpoints = ({ ends }: Sessions): number => ends.count;
const allRows = ({ ends }: Sessions): number => 2 * ends.count;

const nameOf = ({ ends }: Sessions, row: number): string => `${ends.name(endpointOf(row))} row ${row & 1}`;

const sessionInvariants = [
  each('endpoints, rows and graph agree', endpoints, ({ ends, rows }, endpoint) => {
    const entity = ends.entity(endpoint);
    const sound =
      ends.known(entity) === endpoint &&
      ends.remote.get(endpoint) < ends.count &&
      ends.remote.get(endpoint) !== endpoint &&
      rows.state.length >= 2 * (endpoint + 1);
    return sound ? undefined : `endpoint ${endpoint} of ${ends.name(endpoint)}`;
  }),
  each('a connection that both ends hold was opened by one of them', allRows, (sessions, row) => {
    const { peerRow, initiated } = sessions.rows;
    const peer = peerRow.get(row);
    // One end may have left a connection and hold another: then the first is half-open.
    if (peer === NO_ROW || peerRow.get(peer) !== row) return undefined;
    const sound = endpointOf(peer) !== endpointOf(row) && initiated.get(row) + initiated.get(peer) === 1;
    return sound ? undefined : `${nameOf(sessions, row)} and ${nameOf(sessions, peer)}`;
  }),
  each('a row has a connection where its state needs one', allRows, (sessions, row) => {
    const state = sessions.speaker.state(row);
    const connected = sessions.rows.peerRow.get(row) !== NO_ROW;
    // In Connect the answer to the SYN may be on its way.
    const fits = CONNECTED.includes(state) ? connected : state === 'Connect' || !connected;
    return fits ? undefined : `${nameOf(sessions, row)} is ${state} ${connected ? 'with' : 'without'} one`;
  }),
  each('a session is Established once', endpoints, (sessions, endpoint) =>
    rowsOf(endpoint).every((row) => sessions.speaker.isEstablished(row))
      ? `${sessions.ends.name(endpoint)} is Established twice`
      : undefined,
  ),
  each('what is stopped is Idle', endpoints, ({ ends, speaker }, endpoint) =>
    ends.started.get(endpoint) === 0 && rowsOf(endpoint).some((row) => speaker.state(row) !== 'Idle')
      ? `${ends.name(endpoint)} is ${speaker.state(speaker.best(endpoint))}`
      : undefined,
  ),
  each(
    'what runs and is Idle waits for its next start',
    endpoints,
    ({ ends, speaker, idleHold }, endpoint) =>
      ends.started.get(endpoint) === 1 &&
      rowsOf(endpoint).every((row) => speaker.state(row) === 'Idle') &&
      !idleHold.waits(endpoint)
        ? `${ends.name(endpoint)} is Idle for ever`
        : undefined,
  ),
  each(
    'routes are known over Established sessions only',
    endpoints,
    ({ ends, speaker, routing }, endpoint) =>
      routing.in(endpoint).values.some(({ stale }) => !stale) &&
      !speaker.isEstablished(speaker.best(endpoint))
        ? `${ends.name(endpoint)} is ${speaker.state(speaker.best(endpoint))} and knows ${routing.in(endpoint).values.length}`
        : undefined,
  ),
  each('Adj-RIB-Out is what policy makes of the Loc-RIB', endpoints, ({ ends, routing }, endpoint) => {
    const [first] = routing.outdated(endpoint);
    return first === undefined ? undefined : `${ends.name(endpoint)} about ${first.text}`;
  }),
  each('the Loc-RIB is what policy makes of Adj-RIB-In', endpoints, ({ ends, routing }, endpoint) => {
    const [first] = routing.misheard(endpoint);
    return first === undefined ? undefined : `${ends.name(endpoint)} about ${first.text}`;
  }),
  each('the hold timer runs where nothing is heard', allRows, (sessions, row) => {
    const { speaker, rows } = sessions;
    if (!speaker.isEstablished(row) || rows.holdMicros.get(row) === 0) return undefined;
    // The end of the session may be on the wire.
    const timed = rows.silent.get(row) === 1 || rows.inbox.get(row).length > 0;
    return timed || speaker.hears(row)
      ? undefined
      : `${nameOf(sessions, row)} hears nothing and does not notice`;
  }),
];

/** The invariants of one BGP floor. */
export const bgpInvariants = (sessions: Sessions): readonly Invariant[] =>
  sessionInvariants.map(({ name, check }) => ({ name, check: () => check(sessions) }));
