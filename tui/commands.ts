/** What each command does: one small function in the table. */
import { formatClock } from '../sim/kernel/quantity.ts';
import type { Command } from './actions.ts';
import { formCarriers } from './forms/carriers.ts';
import { perform, showOutcome } from './forms/perform.ts';
import { askQuit, asksToDrop } from './forms/questions.ts';
import { helpHeight, helpLines } from './help.ts';
import { layoutOf } from './layout.ts';
import { pageLines } from './page.ts';
import { paletteCarriers } from './palette/carriers.ts';
import { speeds } from './player.ts';
import { selectedIndex } from './rows.ts';
import type { Session } from './session.ts';
import { listOf } from './state.ts';
import { viewOf, views } from './views/registry.ts';

type CommandOf<Type extends Command['type']> = Extract<Command, { readonly type: Type }>;
type Carriers = {
  readonly [Type in Command['type']]: (session: Session, command: CommandOf<Type>) => void;
};

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** Rows that a move of one unit goes. */
function strideOf(unit: CommandOf<'list.move'>['unit'], page: number, length: number): number {
  const strides = { row: 1, half: Math.max(1, Math.floor(page / 2)), page: Math.max(1, page), all: length };
  return strides[unit];
}

function moveInPage(session: Session, { by, unit }: CommandOf<'list.move'>): void {
  const { state } = session;
  const page = state.pages.at(-1);
  if (page === undefined) return;
  const lines = pageLines(session, page);
  const last = Math.max(0, lines.length - 1);
  const stride = strideOf(unit, layoutOf(state.columns, state.rows).bodyRows - 1, lines.length);
  let line = clamp(page.line + by * stride, 0, last);
  // On an empty line there is nothing to stand on.
  const isEmpty = (at: number): boolean => lines[at]?.text.trim() === '';
  while (isEmpty(line) && line > 0 && line < last) line += Math.sign(by);
  session.store.dispatch({ type: 'ui.line', line });
}

function moveInList(session: Session, { by, unit }: CommandOf<'list.move'>): void {
  const { state, model } = session;
  const view = viewOf(state.view);
  const rows = view?.rows?.(model, listOf(state));
  if (view === undefined || rows === undefined || rows.length === 0) return;
  const { bodyRows } = layoutOf(state.columns, state.rows);
  const stride = strideOf(unit, view.rowsIn?.(bodyRows) ?? bodyRows, rows.length);
  const from = selectedIndex(rows, listOf(state), view.followsEnd === true);
  const to = clamp(from + by * stride, 0, rows.length - 1);
  const follows = view.followsEnd === true && to === rows.length - 1;
  session.store.dispatch({ type: 'ui.select', key: follows ? undefined : rows.at(to) });
}

/** Enter: the page of the selected row, or of what the selected line of a page is about. */
function open(session: Session): void {
  const { state, model } = session;
  const page = state.pages.at(-1);
  if (page !== undefined) {
    const key = pageLines(session, page)[page.line]?.link;
    // Lines about the past lead to the trace, whichever view they stand in.
    if (key !== undefined && key !== page.key)
      session.store.dispatch({ type: 'ui.page', view: 'trace', key });
    return;
  }
  const view = viewOf(state.view);
  const rows = view?.rows?.(model, listOf(state));
  if (view?.page === undefined || rows === undefined || rows.length === 0) return;
  const key = rows.at(selectedIndex(rows, listOf(state), view.followsEnd === true));
  session.store.dispatch({ type: 'ui.page', view: view.id, key });
}

function sort(session: Session): void {
  const columns = viewOf(session.state.view)?.columns ?? [];
  const column = (listOf(session.state).sort?.column ?? -1) + 1;
  const isLast = column >= columns.length;
  session.store.dispatch({ type: 'ui.sort', sort: isLast ? undefined : { column, descending: false } });
  session.toast(isLast ? 'in the order of the network' : `sorted by ${columns[column]}`);
}

function changeSpeed({ player }: Session, by: number): void {
  const at = speeds.findIndex((speed) => speed >= player.speed);
  player.setSpeed(speeds[clamp(at + by, 0, speeds.length - 1)] ?? 1);
}

function cycle({ state, store }: Session, by: number): void {
  const at = views.findIndex(({ id }) => id === state.view);
  const next = views[(at + by + views.length) % views.length];
  if (next !== undefined) store.dispatch({ type: 'ui.view', view: next.id });
}

function scrollHelp({ state, store }: Session, by: number): void {
  const overlay = state.overlays.at(-1);
  if (overlay?.id !== 'help') return;
  const most = Math.max(0, helpLines(state).length - helpHeight(state));
  store.dispatch({
    type: 'ui.overlay.change',
    overlay: { ...overlay, top: clamp(overlay.top + by, 0, most) },
  });
}

const actsInWords = (count: number): string => (count === 1 ? '1 act' : `${count} acts`);

/** Going back puts acts ahead: the operator is told that they come again. */
function seek(session: Session, micros: number): void {
  const { player } = session;
  const from = player.now;
  player.seek(micros);
  const { now, ahead } = player;
  const next = ahead[0];
  if (now < from && next !== undefined)
    session.toast(
      `back at ${formatClock(now)}: ${actsInWords(ahead.length)} of yours ahead, from ${formatClock(next.atMicros)} on`,
    );
  else if (micros > player.endMicros && from === player.endMicros) session.toast(AT_END);
  else if (micros < 0 && from === 0) session.toast('this is the start');
}

const AT_END = 'this is the end of the drill; 0 goes to the start, < back';

/** Runs on, unless there is nowhere to run to. */
function onward(session: Session, run: () => void): void {
  if (session.player.run.ended) session.toast(AT_END);
  else run();
}

/** Undoes without a question, which `undo.ask` asked. */
function undo(session: Session): void {
  const { player } = session;
  const isAhead = player.ahead.length > 0;
  if (!player.undo()) session.toast('nothing to undo');
  else if (isAhead) session.toast('undone: it will not come again; U brings it back');
  else session.toast(`undone: back at ${formatClock(player.now)}; U does it again`);
}

function redo(session: Session): void {
  const { player } = session;
  const next = player.undone[0];
  if (next === undefined || !player.redo()) session.toast('nothing to do again');
  else if (next.atMicros > player.now) session.toast(`comes again at ${formatClock(next.atMicros)}`);
  else session.toast(`done again at ${formatClock(player.now)}`);
}

const carriers: Carriers = {
  ...paletteCarriers,
  ...formCarriers,
  'time.toggle': (session) => {
    const { player } = session;
    if (player.playing) player.pause();
    else onward(session, () => player.play());
  },
  'time.speed': (session, { by }) => changeSpeed(session, by),
  'time.factor': ({ player }, { factor }) => player.setSpeed(factor),
  'time.step': (session) => onward(session, () => void session.player.step()),
  'time.by': (session, { micros }) => seek(session, session.player.now + micros),
  'time.seek': (session, { micros }) => seek(session, micros),
  'time.next': (session, { headline }) => onward(session, () => session.player.runTo({ headline })),
  'time.end': (session) =>
    onward(session, () => session.player.runTo({ atMicros: session.player.endMicros })),
  'time.undo': undo,
  'time.redo': redo,
  act: (session, command) => {
    const { act, dropsLater = false } = command;
    if (dropsLater || !asksToDrop(session, act, { ...command, dropsLater: true }))
      showOutcome(session, act, perform(session, act));
  },
  'list.move': (session, command) =>
    session.state.pages.length > 0 ? moveInPage(session, command) : moveInList(session, command),
  'list.sort': sort,
  'list.reverse': ({ state, store }) => {
    const { sort: old } = listOf(state);
    if (old !== undefined) store.dispatch({ type: 'ui.sort', sort: { ...old, descending: !old.descending } });
  },
  'list.open': open,
  'view.cycle': (session, { by }) => cycle(session, by),
  'view.do': (session, { what }) => viewOf(session.state.view)?.commands?.[what]?.(session),
  'help.scroll': (session, { by }) => scrollHelp(session, by),
  'filter.text': ({ state, store }, { text }) =>
    store.dispatch({ type: 'ui.filter', text: `${listOf(state).filter}${text}` }),
  'filter.key': ({ state, store }, { edit }) => {
    const text = edit === 'clear' ? '' : Array.from(listOf(state).filter).slice(0, -1).join('');
    store.dispatch({ type: 'ui.filter', text });
  },
  'app.redraw': ({ redraw }) => redraw(),
  'app.suspend': (session) => session.suspend(),
  'app.close': (session) =>
    session.state.pages.length > 0 ? session.store.dispatch({ type: 'ui.back' }) : askQuit(session),
  'app.ask': askQuit,
  'app.quit': ({ quit }) => quit(),
};

/** Throws a RangeError for what the operator got wrong. */
export function carryOutCommand(session: Session, command: Command): void {
  // One carrier a type; TypeScript does not follow the pair through the lookup.
  const carrier = carriers[command.type] as (session: Session, command: Command) => void;
  carrier(session, command);
}
