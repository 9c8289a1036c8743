/** The painter against a real terminal emulator. */
import { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { guardScreen } from '../../tui/restore.ts';
import { Screen } from '../../tui/screen.ts';

class Tty {
  written = '';
  columns = 20;
  rows = 4;
  readonly terminal = new Terminal({ cols: 20, rows: 4, allowProposedApi: true });
  readonly #listeners = new Set<() => void>();
  write(text: string): void {
    this.written += text;
    this.terminal.write(text);
  }
  on(_event: 'resize', listener: () => void): void {
    this.#listeners.add(listener);
  }
  off(_event: 'resize', listener: () => void): void {
    this.#listeners.delete(listener);
  }
  resize(columns: number, rows: number): void {
    [this.columns, this.rows] = [columns, rows];
    this.terminal.resize(columns, rows);
    for (const listener of this.#listeners) listener();
  }
  taken(): string {
    const { written } = this;
    this.written = '';
    return written;
  }
  async lines(): Promise<string[]> {
    await new Promise<void>((done) => this.terminal.write('', done));
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.rows }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  }
}

function opened(): { tty: Tty; screen: Screen } {
  const tty = new Tty();
  tty.write('$ dxdrill play');
  const screen = new Screen(tty, 0);
  screen.open();
  return { tty, screen };
}

const ESC = '\u001b[';

describe('the painter', () => {
  it('shows a frame as it is, the last cell of a full line included', async () => {
    const { tty, screen } = opened();
    screen.write(`${'x'.repeat(19)}]\nb\n\nd`);
    expect(await tty.lines()).toEqual([`${'x'.repeat(19)}]`, 'b', '', 'd']);
  });

  it('sends only lines that changed, in one synchronised update, and nothing for the same frame', async () => {
    const { tty, screen } = opened();
    screen.write('title\ncount 1\nend');
    tty.taken();
    screen.write('title\ncount 2\nend');
    expect(tty.taken()).toBe(`${ESC}?2026h${ESC}2;1H${ESC}Kcount 2${ESC}0m${ESC}?2026l`);
    screen.write('title\ncount 2\nend');
    expect(tty.taken()).toBe('');
    screen.write('title');
    expect(await tty.lines()).toEqual(['title', '', '', '']);
  });

  it('cuts what is higher or wider than the terminal instead of scrolling', async () => {
    const { tty, screen } = opened();
    screen.write('1234567890123456789012345\nb\nc\nd\ne\nf');
    const lines = await tty.lines();
    expect(lines.slice(1)).toEqual(['b', 'c', 'd']);
    expect(lines[0]).toHaveLength(20);
  });

  it('forgets what it knows when the terminal was resized', async () => {
    const { tty, screen } = opened();
    let heard = 0;
    screen.on('resize', () => heard++);
    screen.write('a\nb');
    tty.resize(30, 6);
    expect(heard).toBe(1);
    expect([screen.columns, screen.rows]).toEqual([30, 6]);
    screen.write('a\nb');
    expect(await tty.lines()).toEqual(['a', 'b', '', '', '', '']);
  });

  it('does not show again what was drawn for the size before', async () => {
    const tty = new Tty();
    const screen = new Screen(tty, 20);
    screen.on('resize', () => {
      screen.write('made for 20x4');
      screen.write('made for 30x6');
    });
    screen.open();
    tty.resize(30, 6);
    await expect.poll(() => tty.lines()).toEqual(['made for 30x6', '', '', '', '', '']);
    expect(tty.taken()).not.toContain('20x4');
    screen.close();
  });

  it('gives the terminal back as it was, once', async () => {
    const { tty, screen } = opened();
    screen.write('a\nb');
    expect(await tty.lines()).toEqual(['a', 'b', '', '']);
    expect(tty.terminal.buffer.active.type).toBe('alternate');
    screen.close();
    tty.taken();
    screen.close();
    screen.write('late frame');
    expect(tty.taken()).toBe('');
    expect((await tty.lines())[0]).toBe('$ dxdrill play');
    expect(tty.terminal.buffer.active.type).toBe('normal');
  });

  it('has the frame of the moment again when it is opened again', async () => {
    const { tty, screen } = opened();
    screen.write('before');
    screen.close();
    screen.write('meanwhile');
    screen.open();
    expect(await tty.lines()).toEqual(['meanwhile', '', '', '']);
  });

  it('paints the latest of frames that come too fast', async () => {
    const tty = new Tty();
    const screen = new Screen(tty, 20);
    screen.open();
    for (let count = 0; count < 10; count++) screen.write(`count ${count}`);
    await expect.poll(() => tty.lines()).toEqual(['count 9', '', '', '']);
    expect(tty.taken()).not.toContain('count 5');
    screen.close();
  });
});

describe('the guards', () => {
  function guarded() {
    const listeners = new Map<string, (error: unknown) => void>();
    const log: string[] = [];
    const life = {
      on: (event: string, listener: (error: unknown) => void) => void listeners.set(event, listener),
      off: (event: string) => void listeners.delete(event),
      exit: (code: number) => void log.push(`exit ${code}`),
    };
    const remove = guardScreen(
      life,
      () => void log.push('closed'),
      (text) => void log.push(text.split('\n')[1] ?? ''),
    );
    return { listeners, log, remove };
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('restore the screen before %s ends the process with %i', (signal, code) => {
    const { listeners, log } = guarded();
    listeners.get(signal)?.(undefined);
    expect(log).toEqual(['closed', `exit ${code}`]);
  });

  it('tell of a crash after the screen is back, with exit code 4', () => {
    const { listeners, log } = guarded();
    listeners.get('uncaughtException')?.(new TypeError('no such thing'));
    expect(log).toEqual(['closed', 'TypeError: no such thing', 'exit 4']);
  });

  it('go away without a trace', () => {
    const { listeners, remove } = guarded();
    expect(listeners.size).toBeGreaterThan(4);
    remove();
    expect([...listeners.keys()]).toEqual([]);
  });
});
