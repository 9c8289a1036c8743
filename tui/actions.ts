/** Everything that a key, a palette or a test can ask for. `ui.*` only changes what is looked at; the rest has effects. */
import type { Act } from './acts.ts';
import type { FormCommand } from './forms/actions.ts';
import type { Headline } from './headlines.ts';
import type { PaletteCommand } from './palette/actions.ts';
import type { ListState, Overlay, Toast } from './state.ts';

/** Handled by `reducer.ts`. */
export type UiAction =
  | { readonly type: 'ui.view'; readonly view: string }
  /** In the list of the view that is shown, or of another one. */
  | { readonly type: 'ui.select'; readonly key: string | undefined; readonly view?: string }
  /** `undefined`: as it was at the start. */
  | { readonly type: 'ui.dial'; readonly dial: string; readonly value: number | undefined }
  | { readonly type: 'ui.filter'; readonly text: string }
  | { readonly type: 'ui.filtering'; readonly isOn: boolean }
  | { readonly type: 'ui.sort'; readonly sort: ListState['sort'] }
  | { readonly type: 'ui.page'; readonly view: string; readonly key: string }
  | { readonly type: 'ui.line'; readonly line: number }
  | { readonly type: 'ui.overlay'; readonly overlay: Overlay }
  /** Replaces the topmost one: it scrolled, or its form changed. */
  | { readonly type: 'ui.overlay.change'; readonly overlay: Overlay }
  | { readonly type: 'ui.back' }
  /** A line that was run from the palette. */
  | { readonly type: 'ui.typed'; readonly line: string }
  | { readonly type: 'ui.toast'; readonly toast: Toast | undefined }
  | { readonly type: 'ui.size'; readonly columns: number; readonly rows: number }
  | { readonly type: 'ui.revision'; readonly revision: number };

/** Handled by `commands.ts`. */
export type Command =
  | PaletteCommand
  | FormCommand
  | { readonly type: 'time.toggle' }
  | { readonly type: 'time.speed'; readonly by: 1 | -1 }
  /** Any speed: virtual seconds a second. */
  | { readonly type: 'time.factor'; readonly factor: number }
  | { readonly type: 'time.step' }
  | { readonly type: 'time.by'; readonly micros: number }
  | { readonly type: 'time.seek'; readonly micros: number }
  | { readonly type: 'time.next'; readonly headline: Headline }
  | { readonly type: 'time.end' }
  | { readonly type: 'time.undo' }
  | { readonly type: 'time.redo' }
  /** `dropsLater`: the operator said yes to losing what he did later than now. */
  | { readonly type: 'act'; readonly act: Act; readonly dropsLater?: boolean }
  | { readonly type: 'list.move'; readonly by: number; readonly unit: 'row' | 'half' | 'page' | 'all' }
  | { readonly type: 'list.sort' }
  | { readonly type: 'list.reverse' }
  | { readonly type: 'list.open' }
  | { readonly type: 'view.cycle'; readonly by: 1 | -1 }
  /** One of the commands that the view shown has for itself. */
  | { readonly type: 'view.do'; readonly what: string }
  | { readonly type: 'help.scroll'; readonly by: number }
  | { readonly type: 'filter.key'; readonly edit: 'erase' | 'clear' }
  | { readonly type: 'filter.text'; readonly text: string }
  | { readonly type: 'app.redraw' }
  /** To the shell, until that lets us go on. */
  | { readonly type: 'app.suspend' }
  | { readonly type: 'app.close' }
  /** Quits, after a question where something would be lost that stands in no file. */
  | { readonly type: 'app.ask' }
  | { readonly type: 'app.quit' };

export type Action = UiAction | Command;

export const isUiAction = (action: Action): action is UiAction => action.type.startsWith('ui.');
