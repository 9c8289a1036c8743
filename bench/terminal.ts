/** A command in a pseudo-terminal, and what a person would see of it: a terminal emulator that reads its output. */
import { type IPty, spawn } from '@lydell/node-pty';
import xterm, { type IBufferCell, type Terminal } from '@xterm/headless';

export interface Launch {
  readonly file: string;
  readonly argv: readonly string[];
  readonly columns: number;
  readonly rows: number;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What would make another machine's run differ from this one's. */
const FOREIGN = /^(CI|NO_COLOR|FORCE_COLOR|COLORTERM|NODE_.*|TMUX|VITEST.*|LC_ALL|INK_.*)$/;

/** The environment of a plain terminal, with the given on top. */
function environment(own: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || FOREIGN.test(name) ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(kept), TERM: 'xterm-256color', LANG: 'C.UTF-8', ...own };
}

/** Runs until `close`, or until the command ends. */
export class LiveTerminal {
  readonly emulator: Terminal;
  readonly pty: IPty;
  readonly ended: Promise<number>;
  /** Milliseconds of `performance.now()` at which output came last, and at which the command was started. */
  lastOutputAt = 0;
  readonly startedAt: number;
  bytes = 0;
  /** How often the whole screen was cleared. */
  clears = 0;
  #isCursorShown = true;
  #listeners: (() => void)[] = [];

  constructor({ file, argv, columns, rows, cwd, env = {} }: Launch) {
    this.emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
    for (const final of ['h', 'l'] as const) {
      this.emulator.parser.registerCsiHandler({ prefix: '?', final }, (params) => {
        if (params.includes(25)) this.#isCursorShown = final === 'h';
        return false;
      });
    }
    this.emulator.parser.registerCsiHandler({ final: 'J' }, (params) => {
      if (params.includes(2)) this.clears++;
      return false;
    });
    this.startedAt = performance.now();
    this.pty = spawn(file, [...argv], {
      cols: columns,
      rows,
      cwd,
      env: environment(env),
      name: 'xterm-256color',
    });
    this.pty.onData((data) => {
      this.lastOutputAt = performance.now();
      this.bytes += data.length;
      this.emulator.write(data, () => {
        for (const listener of this.#listeners) listener();
      });
    });
    this.ended = new Promise((resolve) => {
      this.pty.onExit(({ exitCode }) => resolve(exitCode));
    });
  }

  get columns(): number {
    return this.emulator.cols;
  }

  get rows(): number {
    return this.emulator.rows;
  }

  /** As it is left to the shell: the normal screen, a cursor, long lines wrap. */
  get isRestored(): boolean {
    const { buffer, modes } = this.emulator;
    return buffer.active.type === 'normal' && this.#isCursorShown && modes.wraparoundMode;
  }

  /** The rows that are seen now, without the space at their ends. */
  lines(): string[] {
    const { active } = this.emulator.buffer;
    return Array.from(
      { length: this.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  }

  /** The cells of a row, those behind a wide character left out. */
  cells(row: number): readonly IBufferCell[] {
    const { active } = this.emulator.buffer;
    const line = active.getLine(active.baseY + row);
    return Array.from({ length: this.columns }, (_, column) => line?.getCell(column)).flatMap((cell) =>
      cell === undefined || cell.getWidth() === 0 ? [] : [cell],
    );
  }

  press(keys: string): void {
    this.pty.write(keys);
  }

  /** Called each time output was shown. Answers a function that ends it. */
  onShown(listener: () => void): () => void {
    this.#listeners.push(listener);
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener);
    };
  }

  /** Resolves as soon as the screen is so; rejects with what is seen when it is not within so long. */
  async until(is: (lines: readonly string[]) => boolean, millis = 20_000): Promise<number> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!is(this.lines())) return;
        finish();
        resolve(performance.now());
      };
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`not seen within ${millis} ms; on the screen:\n${this.lines().join('\n')}`));
      }, millis);
      const stop = this.onShown(look);
      const finish = (): void => {
        clearTimeout(timer);
        stop();
      };
      look();
    });
  }

  /** Resolves when nothing was written for so long, from now on. */
  async quiet(millis = 150): Promise<void> {
    const asked = performance.now();
    while (performance.now() - Math.max(asked, this.lastOutputAt) < millis) {
      await new Promise((resolve) => setTimeout(resolve, millis / 5));
    }
  }

  resize(columns: number, rows: number): void {
    this.emulator.resize(columns, rows);
    this.pty.resize(columns, rows);
  }

  /** Takes the terminal away, as when a window is closed. */
  close(): void {
    this.pty.kill('SIGHUP');
    this.emulator.dispose();
  }
}
