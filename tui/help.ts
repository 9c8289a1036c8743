/** The words of the help overlay, made from the table of keys. */
import { bindings } from './bindings.ts';
import { fitTo } from './cells.ts';
import { activeBindings, type Binding, contextsOf, type KeyContext } from './keys.ts';
import { layoutOf } from './layout.ts';
import type { UiState } from './state.ts';
import type { Line } from './views/view.ts';

const titles: readonly (readonly [context: string, title: string])[] = [
  ['view:', 'This view'],
  ['list', 'List'],
  ['page', 'Page'],
  ['filter', 'Filter'],
  ['palette', 'Command palette'],
  ['form', 'Form'],
  ['confirm', 'Question'],
  ['result', 'Answer'],
  ['time', 'Time'],
  ['global', 'Everywhere'],
  ['always', 'Always'],
];

const KEYS_WIDTH = 18;

export const titleOf = (context: KeyContext): string =>
  titles.find(([start]) => context.startsWith(start))?.[1] ?? context;

/** Keys as people read them. */
export const keysInWords = ({ keys }: Binding): string => keys.join(' ');

/** The keys that mean something where the operator is, by context. */
export function helpLines(state: UiState): readonly Line[] {
  const beneath = contextsOf({ ...state, overlays: state.overlays.slice(0, -1) });
  const active = activeBindings(bindings, beneath);
  return beneath.flatMap((context) => {
    const own = active.filter((binding) => binding.context === context);
    if (own.length === 0) return [];
    const lines = own.map(
      (one): Line => ({ text: `  ${fitTo(keysInWords(one), KEYS_WIDTH, '~')} ${one.label}` }),
    );
    return [{ text: titleOf(context), tone: 'accent' as const }, ...lines];
  });
}

/** Lines of help that are seen at once. */
export const helpHeight = ({ columns, rows }: UiState): number => layoutOf(columns, rows).bodyRows - 1;
