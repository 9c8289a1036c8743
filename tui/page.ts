/** The lines of a page as they are shown, so that what a key moves over is what is seen. */
import type { Session } from './session.ts';
import type { Page } from './state.ts';
import { viewOf } from './views/registry.ts';
import type { Line } from './views/view.ts';
import { wrapLines } from './widgets/lines.tsx';

const GONE: readonly Line[] = [{ text: 'this is not there at this time; esc goes back', tone: 'dim' }];

export function pageLines({ model, state }: Session, { view, key }: Page): readonly Line[] {
  return wrapLines(viewOf(view)?.page?.(model, key) ?? GONE, state.columns - 1);
}
