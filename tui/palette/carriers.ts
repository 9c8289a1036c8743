/** What each command of the palette does. */
import { type CursorMove, type EditedLine, erased, moved, typed } from '../edit-line.ts';
import type { Session } from '../session.ts';
import type { PaletteCommand } from './actions.ts';
import { type PaletteOverlay, palette } from './entry.ts';
import { entriesOf, entryOf, givenTo, lineToRun, listingOf, unknownCommand } from './list.ts';

function top({ state }: Session): PaletteOverlay | undefined {
  const overlay = state.overlays.at(-1);
  return overlay?.id === 'palette' ? overlay : undefined;
}

const change = ({ store }: Session, overlay: PaletteOverlay): void =>
  store.dispatch({ type: 'ui.overlay.change', overlay });

function edit(session: Session, how: (line: EditedLine) => EditedLine): void {
  const open = top(session);
  if (open === undefined) return;
  const { text, after } = how(open);
  change(session, { ...palette(text), after });
}

function moveCursor(session: Session, by: CursorMove): void {
  const open = top(session);
  if (open === undefined) return;
  if (by === 'right' && open.after === 0) complete(session);
  else change(session, { ...open, after: moved(open, by).after });
}

/** Another line of the history, 1 back, −1 forth; past the newest is what was being typed. */
function recall(session: Session, by: 1 | -1): void {
  const open = top(session);
  const { typed } = session.state;
  if (open === undefined) return;
  const back = Math.max(-1, Math.min(typed.length - 1, open.back + by));
  if (back === open.back) return;
  const draft = open.back < 0 ? open.text : open.draft;
  change(session, { ...palette(back < 0 ? draft : (typed.at(-1 - back) ?? '')), back, draft });
}

function move(session: Session, by: number): void {
  const open = top(session);
  if (open === undefined) return;
  if (by < 0 && open.index === 0) recall(session, 1);
  else if (by > 0 && open.back >= 0) recall(session, -1);
  else {
    const { length } = listingOf(session.model, open.text).items;
    const index = Math.max(0, Math.min(length - 1, open.index + by));
    // Also down from an empty list: nothing there to choose.
    change(session, { ...open, index, isChosen: index > 0 || open.isChosen });
  }
}

function complete(session: Session): void {
  const open = top(session);
  const item = open && listingOf(session.model, open.text).items[open.index];
  if (item !== undefined)
    change(session, palette(`${item.line}${item.isOpen && !item.line.endsWith('=') ? ' ' : ''}`));
}

function run(session: Session): void {
  const open = top(session);
  if (open === undefined || (open.text.trim() === '' && !open.isChosen)) return;
  const { model, store } = session;
  const line = lineToRun(model, open);
  const entry = entryOf(entriesOf(model), line);
  if (entry === undefined) {
    change(session, { ...open, problem: unknownCommand(model, open.text) });
    return;
  }
  store.dispatch({ type: 'ui.back' });
  store.dispatch({ type: 'ui.typed', line: line.trim() });
  try {
    entry.run(session, givenTo(entry, line));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    store.dispatch({ type: 'ui.overlay', overlay: palette(line, error.message) });
  }
}

type CommandOf<Type extends PaletteCommand['type']> = Extract<PaletteCommand, { readonly type: Type }>;

export const paletteCarriers: {
  readonly [Type in PaletteCommand['type']]: (session: Session, command: CommandOf<Type>) => void;
} = {
  'palette.open': ({ store }, { text }) => store.dispatch({ type: 'ui.overlay', overlay: palette(text) }),
  'palette.type': (session, { text }) => edit(session, (line) => typed(line, text)),
  'palette.erase': (session, { what }) => edit(session, (line) => erased(line, what)),
  'palette.cursor': (session, { by }) => moveCursor(session, by),
  'palette.move': (session, { by }) => move(session, by),
  'palette.history': (session, { by }) => recall(session, by),
  'palette.complete': complete,
  'palette.run': run,
};
