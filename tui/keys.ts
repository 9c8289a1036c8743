/**
 * The one table of keys: the input handler, the help overlay, the footer and the manual are made from it. A key means
 * what the first active context says; which contexts are active, most special first, is `contextsOf`.
 */
import type { Action } from './actions.ts';
import type { UiState } from './state.ts';

/** `view:ID` is for keys of one view. */
export type KeyContext =
  | 'always'
  | 'global'
  | 'time'
  | 'list'
  | 'page'
  | 'filter'
  | 'help'
  | 'palette'
  | 'form'
  | 'confirm'
  | 'result'
  | `view:${string}`;

export interface Binding {
  /** Names as `input.ts` makes them: `j`, `G`, `ctrl-d`, `shift-tab`, `up`, `enter`, `space`. */
  readonly keys: readonly string[];
  readonly context: KeyContext;
  readonly action: Action;
  /** What it does, for help. */
  readonly label: string;
  /** In the footer with this short word; those with a lower number stay longer when it is narrow. */
  readonly footer?: { readonly word: string; readonly rank: number };
}

const SECOND = 1_000_000;
const foot = (word: string, rank: number) => ({ footer: { word, rank } });

const time: readonly Binding[] = [
  {
    keys: ['space'],
    context: 'time',
    action: { type: 'time.toggle' },
    label: 'play or pause',
    ...foot('play', 1),
  },
  {
    keys: ['.'],
    context: 'time',
    action: { type: 'time.step' },
    label: 'step: the next event',
    ...foot('step', 3),
  },
  { keys: ['>'], context: 'time', action: { type: 'time.by', micros: SECOND }, label: 'one second on' },
  { keys: ['<'], context: 'time', action: { type: 'time.by', micros: -SECOND }, label: 'one second back' },
  {
    keys: ['right', 'l'],
    context: 'time',
    action: { type: 'time.by', micros: 10 * SECOND },
    label: 'ten seconds on',
  },
  {
    keys: ['left', 'h'],
    context: 'time',
    action: { type: 'time.by', micros: -10 * SECOND },
    label: 'ten seconds back',
  },
  {
    keys: ['L', 'shift-right'],
    context: 'time',
    action: { type: 'time.by', micros: 60 * SECOND },
    label: 'a minute on',
  },
  {
    keys: ['H', 'shift-left'],
    context: 'time',
    action: { type: 'time.by', micros: -60 * SECOND },
    label: 'a minute back',
  },
  {
    keys: [']', '+'],
    context: 'time',
    action: { type: 'time.speed', by: 1 },
    label: 'faster',
    ...foot('speed', 7),
  },
  { keys: ['[', '-'], context: 'time', action: { type: 'time.speed', by: -1 }, label: 'slower' },
  {
    keys: ['c'],
    context: 'time',
    action: { type: 'time.next', headline: 'change' },
    label: 'run to the next change',
    ...foot('next change', 4),
  },
  {
    keys: ['i'],
    context: 'time',
    action: { type: 'time.next', headline: 'incident' },
    label: 'run to the next incident',
    ...foot('incident', 5),
  },
  { keys: ['0'], context: 'time', action: { type: 'time.seek', micros: 0 }, label: 'back to the start' },
  { keys: ['$'], context: 'time', action: { type: 'time.end' }, label: 'run to the end' },
  {
    keys: ['u'],
    context: 'time',
    action: { type: 'undo.ask' },
    label: 'undo what you did last, going back to before it; asks first',
  },
  {
    keys: ['U', 'ctrl-r'],
    context: 'time',
    action: { type: 'time.redo' },
    label: 'do again what was undone',
  },
];

const moves = (context: 'list' | 'page'): readonly Binding[] => [
  { keys: ['up', 'k'], context, action: { type: 'list.move', by: -1, unit: 'row' }, label: 'up' },
  { keys: ['down', 'j'], context, action: { type: 'list.move', by: 1, unit: 'row' }, label: 'down' },
  {
    keys: ['pageup', 'ctrl-b'],
    context,
    action: { type: 'list.move', by: -1, unit: 'page' },
    label: 'a page up',
  },
  {
    keys: ['pagedown', 'ctrl-f'],
    context,
    action: { type: 'list.move', by: 1, unit: 'page' },
    label: 'a page down',
  },
  { keys: ['ctrl-u'], context, action: { type: 'list.move', by: -1, unit: 'half' }, label: 'half a page up' },
  {
    keys: ['ctrl-d'],
    context,
    action: { type: 'list.move', by: 1, unit: 'half' },
    label: 'half a page down',
  },
  { keys: ['g', 'home'], context, action: { type: 'list.move', by: -1, unit: 'all' }, label: 'to the top' },
  { keys: ['G', 'end'], context, action: { type: 'list.move', by: 1, unit: 'all' }, label: 'to the bottom' },
  {
    keys: ['enter'],
    context,
    action: { type: 'list.open' },
    label: 'open what is selected',
    ...foot('open', 6),
  },
];

const list: readonly Binding[] = [
  ...moves('list'),
  {
    keys: ['/'],
    context: 'list',
    action: { type: 'ui.filtering', isOn: true },
    label: 'filter: words that must all be there, !word must not',
    ...foot('filter', 2),
  },
  {
    keys: ['s'],
    context: 'list',
    action: { type: 'list.sort' },
    label: 'sort by the next column',
    ...foot('sort', 8),
  },
  { keys: ['S'], context: 'list', action: { type: 'list.reverse' }, label: 'sort the other way round' },
];

const filter: readonly Binding[] = [
  {
    keys: ['enter', 'down', 'up', 'tab'],
    context: 'filter',
    action: { type: 'ui.filtering', isOn: false },
    label: 'keep the filter',
    ...foot('keep', 1),
  },
  { keys: ['esc'], context: 'filter', action: { type: 'ui.back' }, label: 'no filter', ...foot('clear', 2) },
  {
    keys: ['backspace'],
    context: 'filter',
    action: { type: 'filter.key', edit: 'erase' },
    label: 'erase a character',
  },
  {
    keys: ['ctrl-u', 'ctrl-w'],
    context: 'filter',
    action: { type: 'filter.key', edit: 'clear' },
    label: 'erase all',
  },
];

const help: readonly Binding[] = [
  {
    keys: ['down', 'j'],
    context: 'help',
    action: { type: 'help.scroll', by: 1 },
    label: 'down',
    ...foot('scroll', 2),
  },
  { keys: ['up', 'k'], context: 'help', action: { type: 'help.scroll', by: -1 }, label: 'up' },
  {
    keys: ['pagedown', 'space', 'ctrl-d'],
    context: 'help',
    action: { type: 'help.scroll', by: 10 },
    label: 'ten lines down',
  },
  {
    keys: ['pageup', 'ctrl-u'],
    context: 'help',
    action: { type: 'help.scroll', by: -10 },
    label: 'ten lines up',
  },
  {
    keys: ['esc', 'q', '?'],
    context: 'help',
    action: { type: 'ui.back' },
    label: 'close',
    ...foot('close', 1),
  },
];

const global: readonly Binding[] = [
  { keys: ['tab'], context: 'global', action: { type: 'view.cycle', by: 1 }, label: 'next view' },
  { keys: ['shift-tab'], context: 'global', action: { type: 'view.cycle', by: -1 }, label: 'previous view' },
  { keys: ['esc'], context: 'global', action: { type: 'ui.back' }, label: 'back: the page, then the filter' },
  {
    keys: ['?'],
    context: 'global',
    action: { type: 'ui.overlay', overlay: { id: 'help', top: 0 } },
    label: 'this help',
    ...foot('help', 0),
  },
  {
    keys: ['q'],
    context: 'global',
    action: { type: 'app.close' },
    label: 'close the page, or quit',
    ...foot('quit', 9),
  },
  { keys: ['ctrl-l'], context: 'always', action: { type: 'app.redraw' }, label: 'paint the screen anew' },
  {
    keys: ['ctrl-z'],
    context: 'always',
    action: { type: 'app.suspend' },
    label: 'back to the shell; fg brings it here again',
  },
  { keys: ['ctrl-c'], context: 'always', action: { type: 'app.ask' }, label: 'quit; twice: at once' },
];

/** All but the keys of views, which `views/registry.ts` adds. */
export const commonBindings: readonly Binding[] = [
  ...list,
  ...moves('page'),
  ...time,
  ...filter,
  ...help,
  ...global,
];

/** Which contexts hear a key, most special first. What lies on top hides all but `always`. */
export function contextsOf(state: UiState): readonly KeyContext[] {
  const overlay = state.overlays.at(-1);
  if (overlay !== undefined) return [overlay.id, 'always'];
  if (state.isFiltering) return ['filter', 'always'];
  if (state.pages.length > 0) return ['page', 'time', 'global', 'always'];
  return [`view:${state.view}`, 'list', 'time', 'global', 'always'];
}

/** What a key means now; undefined when it means nothing. */
export function bindingFor(
  bindings: readonly Binding[],
  contexts: readonly KeyContext[],
  key: string,
): Binding | undefined {
  for (const context of contexts) {
    const found = bindings.find((binding) => binding.context === context && binding.keys.includes(key));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What keys mean now, special contexts first: a key that a special context claims is no longer listed under a common
 * one. Help and footer show these.
 */
export function activeBindings(
  bindings: readonly Binding[],
  contexts: readonly KeyContext[],
): readonly Binding[] {
  const taken = new Set<string>();
  return contexts.flatMap((context) => {
    const own = bindings.filter((binding) => binding.context === context);
    const left = own.flatMap((binding) => {
      const keys = binding.keys.filter((key) => !taken.has(key));
      return keys.length === 0 ? [] : [{ ...binding, keys }];
    });
    for (const { keys } of own) for (const key of keys) taken.add(key);
    return left;
  });
}
