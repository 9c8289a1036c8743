/**
 * The painter: takes whole frames from Ink and writes only the lines that changed, by absolute address, inside one
 * synchronised update, on the alternate screen. Ink 6's own full-screen paths clear or smear.
 */
import { EventEmitter } from 'node:events';

/** What the painter needs of a terminal; `process.stdout` is one. */
export interface Tty {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

const ESC = '\u001b[';
const ENTER = `${ESC}?1049h${ESC}?25l${ESC}?7l${ESC}2J`;
const LEAVE = `${ESC}?2026l${ESC}0m${ESC}?7h${ESC}?25h${ESC}?1049l`;
/** So short that a key does not wait for it; ticks and keys that come together still make one frame. */
const LEAST_MILLIS_BETWEEN_FRAMES = 8;

/** Passed to Ink as `stdout`, with `debug: true`, so that each frame comes in one write. */
export class Screen extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  readonly #tty: Tty;
  readonly #leastMillis: number;
  #isOpen = false;
  #shown: readonly string[] = [];
  /** The frame that came last, and whether it waits to be painted. */
  #latest: string | undefined;
  #isWaiting = false;
  #timer: NodeJS.Timeout | undefined;
  #paintedAt = Number.NEGATIVE_INFINITY;

  constructor(tty: Tty, leastMillis = LEAST_MILLIS_BETWEEN_FRAMES) {
    super();
    this.#tty = tty;
    this.#leastMillis = leastMillis;
  }

  get columns(): number {
    return this.#tty.columns || 80;
  }

  get rows(): number {
    return this.#tty.rows || 24;
  }

  /** Enters the alternate screen, with the frame of the moment if there is one; what was on the normal one stays. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#shown = [];
    this.#tty.on('resize', this.#resized);
    this.#tty.write(ENTER);
    this.#isWaiting = this.#latest !== undefined;
    this.#paint();
  }

  /** Gives the terminal back as it was; harmless when called again. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tty.off('resize', this.#resized);
    this.#tty.write(LEAVE);
  }

  /** One frame. Of frames that come faster than they may be painted the latest wins. */
  readonly write = (frame: string, ...rest: readonly unknown[]): boolean => {
    // Ink also writes cursor codes and lone newlines, which are no frames.
    const isFrame = frame.length > 1 && !frame.startsWith(`${ESC}?`);
    if (isFrame) this.#latest = frame;
    if (isFrame && this.#isOpen) {
      this.#isWaiting = true;
      const wait = this.#paintedAt + this.#leastMillis - performance.now();
      if (wait <= 0) this.#paint();
      else this.#timer ??= setTimeout(() => this.#paint(), wait);
    }
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };

  /** Paints the frame of the moment anew: something else wrote to the terminal. */
  forget(): void {
    if (!this.#isOpen) return;
    this.#isWaiting = true;
    this.#shown = [];
    this.#tty.write(`${ESC}2J`);
    this.#paint();
  }

  readonly #resized = (): void => {
    // The terminal moved lines about: nothing on screen is known any more.
    this.#shown = [];
    this.#tty.write(`${ESC}2J`);
    // Ink draws what it had once more before it hears of the new size from us; the frame after that is the one to see.
    this.#paintedAt = performance.now();
    this.emit('resize');
  };

  #paint(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isWaiting || this.#latest === undefined || !this.#isOpen) return;
    this.#paintedAt = performance.now();
    const lines = this.#latest.split('\n').slice(0, this.rows);
    this.#isWaiting = false;
    const changes = changedLines(this.#shown, lines, this.rows);
    this.#shown = lines;
    if (changes !== '') this.#tty.write(`${ESC}?2026h${changes}${ESC}?2026l`);
  }
}

function changedLines(shown: readonly string[], lines: readonly string[], rows: number): string {
  let out = '';
  for (let row = 0; row < rows; row++) {
    const line = lines[row] ?? '';
    // Erased first: after a full line the cursor stands on its last cell, and would erase that.
    // A row that was never painted is blank: it was cleared.
    if (line !== (shown[row] ?? '')) out += `${ESC}${row + 1};1H${ESC}K${line}${ESC}0m`;
  }
  return out;
}
