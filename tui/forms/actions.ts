/** What forms and the overlays about them can be asked for; handled by `carriers.ts`. */
import type { CursorMove, Erasure } from '../edit-line.ts';
import type { FormSubject, Values } from './form.ts';

export type FormCommand =
  /** `values` go before what the selection suggests. */
  | {
      readonly type: 'form.open';
      readonly subject: FormSubject;
      readonly values?: Values;
      readonly isTried?: boolean;
    }
  | { readonly type: 'form.type'; readonly text: string }
  | { readonly type: 'form.erase'; readonly what: Erasure }
  | { readonly type: 'form.cursor'; readonly by: CursorMove }
  /** To another field. */
  | { readonly type: 'form.move'; readonly by: number }
  /** To another choice of the field; in one without choices the cursor moves. */
  | { readonly type: 'form.pick'; readonly by: number }
  /** Takes the choice that what is typed begins, and goes on to the next field. */
  | { readonly type: 'form.complete' }
  | { readonly type: 'form.submit'; readonly dropsLater?: boolean }
  | { readonly type: 'confirm.yes' }
  | { readonly type: 'result.scroll'; readonly by: number }
  /** Asks before it undoes. */
  | { readonly type: 'undo.ask' }
  | { readonly type: 'write.ask' }
  | { readonly type: 'write'; readonly file: string; readonly overwrite: boolean };
