/**
 * One sitting of an operator: the player, what views read, what is looked at, and the one way in, `dispatch`. It has
 * no clock: `tick` is told how much time went by.
 */
import { type Action, isUiAction } from './actions.ts';
import { bindings } from './bindings.ts';
import { carryOutCommand } from './commands.ts';
import type { Files } from './forms/files.ts';
import type { Stroke } from './input.ts';
import { bindingFor, contextsOf } from './keys.ts';
import { layoutOf } from './layout.ts';
import { Model } from './model.ts';
import type { Done, Player } from './player.ts';
import { initialState, type UiState } from './state.ts';
import { Store } from './store.ts';
import { firstView } from './views/registry.ts';

export interface SessionOptions {
  readonly player: Player;
  readonly columns: number;
  readonly rows: number;
  /** Where a session can be written to, and the text that its scenario was loaded from. */
  readonly files?: Files;
  readonly source?: string;
  /** Ends the application. */
  quit(): void;
  /** Paints everything anew. */
  redraw?(): void;
  /** Back to the shell for a while. */
  suspend?(): void;
}

export class Session {
  readonly player: Player;
  readonly model: Model;
  readonly store: Store;
  readonly quit: () => void;
  readonly redraw: () => void;
  readonly suspend: () => void;
  readonly files: Files | undefined;
  readonly source: string | undefined;
  /** What the operator had done when it was written last. */
  #written: readonly Done[] = [];

  constructor(options: SessionOptions) {
    const { player, columns, rows, quit, redraw = () => {}, suspend = () => {}, files, source } = options;
    this.player = player;
    this.model = new Model(player);
    this.store = new Store(initialState(firstView, columns, rows));
    this.quit = quit;
    this.redraw = redraw;
    this.suspend = suspend;
    this.files = files;
    this.source = source;
  }

  get state(): UiState {
    return this.store.get();
  }

  /** Acts that stand in no file, to be lost on quitting: all, since a file holds a whole session. */
  get unwritten(): readonly Done[] {
    const all = [...this.player.done, ...this.player.ahead];
    const isSame = all.length === this.#written.length && all.every((done, at) => done === this.#written[at]);
    return isSame ? [] : all;
  }

  /** All up to now stands in a file. */
  wasWritten(): void {
    this.#written = this.player.done;
  }

  /** Does what is asked; a mistake of the operator (an unknown name) is shown, not thrown. */
  dispatch(action: Action): void {
    if (isUiAction(action)) {
      this.store.dispatch(action);
      return;
    }
    try {
      carryOutCommand(this, action);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.toast(error.message, true);
    }
    this.#refresh();
  }

  /** One key. In the filter, the palette and a form, what types is text. */
  stroke({ name, text }: Stroke): void {
    if (this.state.toast !== undefined) this.store.dispatch({ type: 'ui.toast', toast: undefined });
    const binding = bindingFor(bindings, contextsOf(this.state), name);
    if (binding !== undefined) this.dispatch(binding.action);
    else if (text !== undefined) this.#type(text);
  }

  #type(text: string): void {
    const overlay = this.state.overlays.at(-1)?.id;
    if (overlay === 'palette') this.dispatch({ type: 'palette.type', text });
    else if (overlay === 'form') this.dispatch({ type: 'form.type', text });
    else if (overlay === undefined && this.state.isFiltering) this.dispatch({ type: 'filter.text', text });
  }

  /** Time went by. Nothing is drawn when nothing moved. */
  tick(elapsedMillis: number, isLate?: () => boolean): void {
    const sought = this.player.seeking;
    if (!this.player.tick(elapsedMillis, isLate)) return;
    // Where it stopped says nothing of itself when it is not what was looked for.
    if (sought !== undefined && sought !== 'end' && this.player.missed)
      this.toast(`no ${sought} up to the end of the drill`);
    this.#refresh();
  }

  /** The terminal has another size. Where nothing can be seen, time stands still. */
  resize(columns: number, rows: number): void {
    this.store.dispatch({ type: 'ui.size', columns, rows });
    if (!layoutOf(columns, rows).isTooSmall) return;
    this.player.pause();
    this.#refresh();
  }

  toast(text: string, isBad = false): void {
    this.store.dispatch({ type: 'ui.toast', toast: { text, isBad } });
  }

  #refresh(): void {
    const { revision } = this.player;
    if (revision === this.state.revision) return;
    this.model.refresh();
    this.store.dispatch({ type: 'ui.revision', revision });
  }
}
