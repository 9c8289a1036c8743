/** Moving about in the drawing: in a tier, along edges, into a group; and which flow is highlighted. */
import type { Sheet } from '../drawing/sheet.ts';
import type { Binding } from '../keys.ts';
import type { Session } from '../session.ts';
import { listOf } from '../state.ts';
import { drawingOf } from './topology-drawing.ts';
import { groundOf, topologyRows } from './topology-sheet.ts';

type Direction = 'up' | 'down' | 'left' | 'right';

const select = ({ store }: Session, key: string | undefined): void => {
  if (key !== undefined && key !== '') store.dispatch({ type: 'ui.select', key });
};

/** Nearest of some by rows. */
function nearest({ spots }: Sheet, keys: readonly string[], from: string): string | undefined {
  const y = spots.get(from)?.y ?? 0;
  const away = (key: string): number => Math.abs((spots.get(key)?.y ?? 0) - y);
  return [...keys].sort((a, b) => away(a) - away(b))[0];
}

/** What is left out before or after a page of a group is gone into at its near end. */
function entered(sheet: Sheet, key: string | undefined): string | undefined {
  const node = key === undefined ? undefined : sheet.spots.get(key)?.node;
  if (node?.kind !== 'more') return key;
  return node.fact === 'before' ? node.vifs.at(-1) : node.vifs[0];
}

/** The key that a move leads to; undefined at the edge of the drawing. */
export function neighbour(sheet: Sheet, selected: string, direction: Direction): string | undefined {
  const spot = sheet.spots.get(selected);
  if (spot === undefined) return undefined;
  if (direction === 'up' || direction === 'down') {
    const tier = sheet.byTier[spot.tier] ?? [];
    return entered(sheet, tier[tier.indexOf(selected) + (direction === 'up' ? -1 : 1)]);
  }
  const lists = direction === 'left' ? sheet.before : sheet.after;
  const own = lists.get(spot.parent?.key ?? selected) ?? [];
  return entered(sheet, nearest(sheet, own, selected));
}

function move(session: Session, direction: Direction): void {
  const { model, state } = session;
  const { sheet, selected } = drawingOf(session);
  const list = listOf(state, 'topology');
  if (list.filter === '') {
    select(session, neighbour(sheet, selected, direction));
    return;
  }
  // With a filter keys go from one match to the next.
  const rows = topologyRows(model, list);
  const to = Math.max(0, rows.indexOf(selected)) + (direction === 'up' || direction === 'left' ? -1 : 1);
  select(session, rows.at(to));
}

/** Into a group; of a virtual interface its page; of anything else all that is said about it. */
function open(session: Session): void {
  const { sheet, selected } = drawingOf(session);
  const node = sheet.spots.get(selected)?.node;
  if (node === undefined) return;
  if (node.kind === 'fold') select(session, node.vifs[0]);
  else {
    const view = node.kind === 'virtualInterface' ? 'vifs' : 'topology';
    session.store.dispatch({
      type: 'ui.page',
      view,
      key: node.kind === 'virtualInterface' ? node.name : node.key,
    });
  }
}

/** Back out of an open group: its row. */
function close(session: Session): void {
  const { selected } = drawingOf(session);
  const place = groundOf(session.model).groups.places.get(selected);
  if (place !== undefined) select(session, `+${place.group.on}`);
}

/** Flows one after the other, then none: those through the selected thing. */
function nextFlow(session: Session): void {
  const names = session.model.simulation.names('flow');
  const chosen = listOf(session.state, 'flows').selected;
  const at = chosen === undefined ? -1 : names.indexOf(chosen);
  const key = names[at + 1];
  session.store.dispatch({ type: 'ui.select', view: 'flows', key });
  session.toast(key === undefined ? 'flows through what is selected' : `path of flow ${key}`);
}

export const commands: Readonly<Record<string, (session: Session) => void>> = {
  up: (session) => move(session, 'up'),
  down: (session) => move(session, 'down'),
  left: (session) => move(session, 'left'),
  right: (session) => move(session, 'right'),
  open,
  close,
  flow: nextFlow,
};

const context = 'view:topology';
const own = (what: string, keys: readonly string[], label: string, footer?: Binding['footer']): Binding => ({
  keys,
  context,
  action: { type: 'view.do', what },
  label,
  ...(footer === undefined ? {} : { footer }),
});

export const bindings: readonly Binding[] = [
  own('left', ['left', 'h'], 'along a line towards the customer'),
  own('right', ['right', 'l'], 'along a line towards AWS'),
  own('up', ['up', 'k'], 'up in the tier'),
  own('down', ['down', 'j'], 'down in the tier'),
  own('open', ['enter'], 'open a group of VIFs, or the page of what is selected'),
  own('close', ['backspace'], 'close the group that the selected VIF is in'),
  own('flow', ['p'], 'highlight the path of the next flow, or of those through what is selected', {
    word: 'path',
    rank: 4,
  }),
];
