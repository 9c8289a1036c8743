/** What part of the run the timeline shows, which event is selected, and how keys change that. */
import type { RecordId } from '../../sim/kernel/trace.ts';
import { type Span, spanAround } from '../drawing/axis.ts';
import { happeningsOf } from '../drawing/happenings.ts';
import { matcher } from '../filter.ts';
import type { Binding } from '../keys.ts';
import type { Model } from '../model.ts';
import { type Rows, selectedIndex } from '../rows.ts';
import type { Session } from '../session.ts';
import { type ListState, listOf, type UiState } from '../state.ts';

const VIEW = 'timeline';
const ZOOM = 'timeline.zoom';
const FROM = 'timeline.from';
const SECOND = 1_000_000;

/** Ids ascend, so they are found by bisection. */
const idRows = (ids: readonly RecordId[]): Rows => ({
  length: ids.length,
  at: (index) => String(ids[index] ?? ''),
  indexOf: (key) => {
    let [low, high] = [0, ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[middle] ?? 0) < Number(key)) low = middle + 1;
      else high = middle;
    }
    return key !== '' && ids[low] === Number(key) ? low : -1;
  },
});

/** Ids of the events, those that pass the filter. */
export function eventIds(model: Model, { filter }: ListState): readonly RecordId[] {
  const { simulation } = model;
  const { events } = happeningsOf(simulation);
  if (filter === '') return events;
  const isWanted = matcher(filter);
  return model.cached('timeline.events', `${model.player.revision} ${filter}`, () =>
    events.filter((id) => isWanted(simulation.describe(id))),
  );
}

export const eventRows = (model: Model, list: ListState): Rows => idRows(eventIds(model, list));

/** The event that the cursor is on: the newest one unless the operator chose; undefined when there is none. */
export function selectedEvent(model: Model, state: UiState): RecordId | undefined {
  const list = listOf(state, VIEW);
  const rows = eventRows(model, list);
  return rows.length === 0 ? undefined : Number(rows.at(selectedIndex(rows, list, true)));
}

export function spanOf({ simulation, player }: Model, state: UiState): Span {
  const chosen = listOf(state, VIEW).selected;
  const id = chosen === undefined ? -1 : Number(chosen);
  const focus = id >= 0 && id < simulation.trace.length ? simulation.record(id).timeMicros : player.now;
  return spanAround(focus, player.endMicros, state.dials[ZOOM] ?? 0, state.dials[FROM]);
}

const dial = ({ store }: Session, name: string, value: number | undefined): void =>
  store.dispatch({ type: 'ui.dial', dial: name, value });

function zoom(session: Session, by: 1 | -1): void {
  const { state, player } = session;
  const next = Math.max(0, (state.dials[ZOOM] ?? 0) + by);
  if (player.endMicros / 2 ** next < SECOND) return;
  dial(session, FROM, undefined);
  dial(session, ZOOM, next === 0 ? undefined : next);
}

/** By half of what is seen. */
function pan(session: Session, by: 1 | -1): void {
  const { fromMicros, toMicros } = spanOf(session.model, session.state);
  const most = session.player.endMicros - (toMicros - fromMicros);
  const to = fromMicros + by * Math.floor((toMicros - fromMicros) / 2);
  dial(session, FROM, Math.max(0, Math.min(most, to)));
}

/** What was panned away comes back into view with the cursor. */
function step(session: Session, by: 1 | -1): void {
  dial(session, FROM, undefined);
  session.dispatch({ type: 'list.move', by, unit: 'row' });
}

function seek(session: Session): void {
  const id = selectedEvent(session.model, session.state);
  if (id === undefined) return;
  session.store.dispatch({ type: 'ui.select', key: String(id) });
  session.dispatch({ type: 'time.seek', micros: session.model.simulation.record(id).timeMicros });
}

function open(session: Session): void {
  const id = selectedEvent(session.model, session.state);
  if (id !== undefined) session.store.dispatch({ type: 'ui.page', view: 'trace', key: String(id) });
}

/** The selected flow is that of the view of flows. */
export function selectedFlow({ simulation }: Model, state: UiState): number {
  return Math.max(0, simulation.names('flow').indexOf(listOf(state, 'flows').selected ?? ''));
}

function moveFlow(session: Session, by: 1 | -1): void {
  const names = session.model.simulation.names('flow');
  const key = names[selectedFlow(session.model, session.state) + by];
  if (key !== undefined) session.store.dispatch({ type: 'ui.select', view: 'flows', key });
}

export const commands: Readonly<Record<string, (session: Session) => void>> = {
  later: (session) => step(session, 1),
  earlier: (session) => step(session, -1),
  'zoom in': (session) => zoom(session, 1),
  'zoom out': (session) => zoom(session, -1),
  'all of it': (session) => {
    dial(session, ZOOM, undefined);
    dial(session, FROM, undefined);
  },
  'pan later': (session) => pan(session, 1),
  'pan earlier': (session) => pan(session, -1),
  seek,
  open,
  'flow down': (session) => moveFlow(session, 1),
  'flow up': (session) => moveFlow(session, -1),
};

const own = (what: string, keys: readonly string[], label: string, word = '', rank = 0): Binding => ({
  keys,
  context: `view:${VIEW}`,
  action: { type: 'view.do', what },
  label,
  ...(word === '' ? {} : { footer: { word, rank } }),
});

export const bindings: readonly Binding[] = [
  own('earlier', ['left', 'h'], 'cursor to the event before'),
  own('later', ['right', 'l'], 'cursor to the next event', 'next event', 4),
  own('seek', ['enter'], 'go to the time of the event', 'go there', 2),
  own('open', ['o'], 'open the event: its causes and consequences'),
  own('zoom in', ['+', '='], 'zoom in', 'zoom in', 5),
  own('zoom out', ['-'], 'zoom out'),
  own('all of it', ['z'], 'the whole run'),
  own('pan later', ['L', 'shift-right'], 'look later by half a width'),
  own('pan earlier', ['H', 'shift-left'], 'look earlier by half a width'),
  own('flow up', ['up', 'k'], 'select the flow above'),
  own('flow down', ['down', 'j'], 'select the flow below'),
];
