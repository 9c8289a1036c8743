/** What the palette can be asked for; handled by `carriers.ts`. */
import type { CursorMove, Erasure } from '../edit-line.ts';

export type PaletteCommand =
  | { readonly type: 'palette.open'; readonly text: string }
  | { readonly type: 'palette.type'; readonly text: string }
  | { readonly type: 'palette.erase'; readonly what: Erasure }
  /** To the right of the end: takes what the list has. */
  | { readonly type: 'palette.cursor'; readonly by: CursorMove }
  /** In the list; from its first line up into the history. */
  | { readonly type: 'palette.move'; readonly by: number }
  | { readonly type: 'palette.history'; readonly by: 1 | -1 }
  | { readonly type: 'palette.complete' }
  | { readonly type: 'palette.run' };
