/** The real thing: the built command in a real pseudo-terminal, seen through a terminal emulator. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LiveTerminal } from '../../../bench/terminal.ts';
import { views } from '../../../tui/views/registry.ts';
import { build, root } from '../../cli/built.ts';
import { closeAll, drill, left, type Played, type PlayedOptions, played } from './played.ts';

beforeAll(build);
afterAll(closeAll);

const isAscii = (lines: readonly string[]): boolean => lines.every((line) => /^[ -~]*$/.test(line));
const sizes = [
  [80, 24],
  [120, 36],
  [200, 60],
] as const;

/** Header on the first row, keys on the last, nothing outside, nothing scrolled away. */
function expectWhole({ live, ruler }: Played): void {
  const { active } = live.emulator.buffer;
  expect(ruler.outside()).toEqual([]);
  expect([active.type, active.baseY, active.length]).toEqual(['alternate', 0, live.rows]);
  expect(live.lines()[0]).toMatch(/^ dxdrill/);
  expect(live.lines().at(-1)).not.toBe('');
}

/** The header ends with the clock or the seed, and does so at the right edge only when it was made for it. */
const isLaidOut = (lines: readonly string[]): boolean =>
  lines[0]?.startsWith('needs') === true || (/^ dxdrill.*\d $/.test(lines[0] ?? '') && lines.at(-1) !== '');

async function resize({ live, ruler }: Played, columns: number, rows: number): Promise<void> {
  ruler.resizing(columns, rows);
  const { clears } = live;
  live.resize(columns, rows);
  await live.until((lines) => live.clears > clears && isLaidOut(lines));
  await live.quiet();
  ruler.settled();
}

describe.concurrent.each(sizes)('in a terminal of %i×%i', (columns, rows) => {
  const walk = async (it: Played, strokes: readonly string[]): Promise<void> => {
    for (const keys of strokes) {
      it.live.press(keys);
      await it.live.quiet(80);
      expectWhole(it);
    }
  };

  test('every view, a page of it, its filter and its help fill the screen and no more', async () => {
    const it = await played({ columns, rows });
    await walk(it, ['c']);
    for (const { key, title } of views) {
      await walk(it, [key]);
      await it.live.until((lines) => lines[1]?.includes(`[${key} ${title.slice(0, 4)}`) === true, 5000);
      await walk(it, ['j', '\r', '\u001b', '/', 'o', '\u001b', '?', '\u001b']);
    }
  });

  test('the palette, time and quitting too, and the shell is as it was', async () => {
    const it = await played({ columns, rows });
    await walk(it, [':', 'fib', '\u001b', '\u001b', '$', 'u', '\u001b', '0', ' ', ' ']);
    it.live.press('q');
    expect(await left(it)).toEqual(['before', expect.stringMatching(/^pid/), 'exit 0', 'icanon echo']);
    expect(it.live.isRestored).toBe(true);
  });
});

describe.concurrent('the screen is given back', () => {
  const endings: readonly (readonly [string, PlayedOptions, (it: Played) => void, number, string[]])[] = [
    ['q', {}, ({ live }) => live.press('q'), 0, []],
    ['ctrl-c', {}, ({ live }) => live.press('\u0003'), 0, []],
    ['kill -TERM', {}, ({ pid }) => process.kill(pid, 'SIGTERM'), 143, []],
    ['kill -HUP', {}, ({ pid }) => process.kill(pid, 'SIGHUP'), 129, []],
    ['kill -INT', {}, ({ pid }) => process.kill(pid, 'SIGINT'), 130, []],
    [
      'an error in a timer',
      { breaks: true },
      ({ pid }) => process.kill(pid, 'SIGUSR2'),
      4,
      ['broken in a timer'],
    ],
    ['a rejection', { breaks: true }, ({ pid }) => process.kill(pid, 'SIGIO'), 4, ['broken in a promise']],
    [
      'an error while drawing',
      { breaks: true },
      ({ pid, live }) => {
        process.kill(pid, 'SIGURG');
        live.press('$jk2jk');
      },
      4,
      ['broken while drawing'],
    ],
  ];
  test.each(endings)('after %s', async (_name, options, end, code, told) => {
    const it = await played(options);
    expect(it.live.isRestored).toBe(false);
    end(it);
    const shown = await left(it);
    expect(shown.slice(-2)).toEqual([`exit ${code}`, 'icanon echo']);
    expect(shown[0]).toBe('before');
    expect(it.live.isRestored).toBe(true);
    expect(shown.join('\n')).not.toContain('›');
    if (told.length === 0) expect(shown).toHaveLength(4);
    for (const text of told) expect(shown.join('\n')).toContain(text);
  });

  test('after a file that cannot be played', async () => {
    const it = await played({ file: 'none.yaml' });
    const shown = await left(it);
    expect(shown.slice(-2)).toEqual(['exit 2', 'icanon echo']);
    expect(shown.join('\n')).toContain('none.yaml');
    expect(it.live.isRestored).toBe(true);
  });

  test('and the process ends when its terminal goes away', async () => {
    const { live, pid } = await played();
    live.close();
    for (let turn = 0; turn < 100 && isAlive(pid); turn++) await live.quiet(50);
    expect(isAlive(pid)).toBe(false);
  });
});

describe.concurrent('keys', () => {
  test('that come together with escape are all heard', async () => {
    const { live } = await played();
    live.press('?');
    await live.until((lines) => lines[2]?.includes('── Keys') === true);
    // One write is one read of the other side, as of a process that was busy when they were pressed.
    live.press('\u001b6');
    await live.until((lines) => lines[1]?.includes('[6 Flow') === true);
    live.press(':fib');
    await live.until((lines) => lines.some((line) => line.includes(' : fib')));
    live.press('\u001b:pla');
    await live.until((lines) => lines.some((line) => line.includes(' : pla')));
  });
});

describe.concurrent('stopped with ctrl-z', () => {
  test('it leaves the terminal to the shell, and has its screen again with fg', async () => {
    const live = new LiveTerminal({
      file: '/bin/sh',
      argv: ['-i'],
      columns: 80,
      rows: 24,
      cwd: root,
      env: { PS1: 'ready> ', ENV: '' },
    });
    await live.until((lines) => lines.some((line) => line.startsWith('ready>')));
    live.press(`exec 2>&1; ${process.execPath} dist/cli/main.js play ${drill}\r`);
    const isShown = (lines: readonly string[]): boolean => lines.at(-1)?.includes('help') === true;
    await live.until(isShown);
    live.press('6');
    await live.until((lines) => lines[1]?.includes('[6 Flow') === true);
    const before = live.lines();
    for (let turn = 0; turn < 2; turn++) {
      live.press('\u001a');
      await live.until((lines) => lines.filter((line) => line.startsWith('ready>')).length === 2 + turn);
      expect(live.isRestored).toBe(true);
      live.press('fg\r');
      await live.until(isShown);
      await live.quiet();
      expect(live.lines()).toEqual(before);
      expect(live.isRestored).toBe(false);
    }
    live.press('q');
    await live.until((lines) => lines.filter((line) => line.startsWith('ready>')).length === 4);
    expect(live.isRestored).toBe(true);
    live.press('exit\r');
    await live.ended;
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.concurrent('resizing', () => {
  test.each([{}, { CI: 'true' }])(
    'paints anew at every size, and leaves nothing behind, with %j',
    async (env) => {
      const it = await played({ columns: 120, rows: 36, env });
      const whole = it.live.lines();
      for (const [columns, rows] of [
        [80, 24],
        [200, 60],
        [40, 10],
        [30, 5],
        [119, 35],
        [120, 36],
      ] as const) {
        await resize(it, columns, rows);
        expectWholeOrTooSmall(it);
      }
      expect(it.live.lines()).toEqual(whole);
      await resize(it, 80, 24);
      it.live.press('q');
      expect(await left(it)).toEqual(['before', expect.stringMatching(/^pid/), 'exit 0', 'icanon echo']);
      expect(it.live.isRestored).toBe(true);
    },
  );

  test.each([{}, { CI: 'true' }])(
    'and quitting before it is painted leaves nothing behind, with %j',
    async (env) => {
      const it = await played({ columns: 120, rows: 36, env });
      it.live.resize(90, 30);
      it.live.press('q');
      expect(await left(it)).toEqual(['before', expect.stringMatching(/^pid/), 'exit 0', 'icanon echo']);
      expect(it.live.isRestored).toBe(true);
    },
  );

  test('while it plays', async () => {
    const it = await played({ argv: ['--speed', '100'] });
    it.live.press(' ');
    for (const [columns, rows] of [
      [100, 30],
      [61, 12],
      [140, 40],
    ] as const) {
      await resize(it, columns, rows);
      expectWhole(it);
    }
  });
});

function expectWholeOrTooSmall(it: Played): void {
  if (it.live.columns < 40 || it.live.rows < 10) {
    expect(it.ruler.outside()).toEqual([]);
    expect(it.live.lines()[0]).toMatch(/^needs 40x10/);
  } else expectWhole(it);
}

describe.concurrent('what a terminal can do', () => {
  /** Cells with a colour of their own. */
  const coloured = ({ live }: Played): number =>
    Array.from({ length: live.rows }, (_, row) => live.cells(row))
      .flat()
      .filter((cell) => !cell.isFgDefault() || !cell.isBgDefault()).length;

  test.each([{}, { CI: 'true' }])('has colours and glyphs, with %j', async (env) => {
    const it = await played({ env });
    expectWhole(it);
    expect(coloured(it)).toBeGreaterThan(10);
    expect(isAscii(it.live.lines())).toBe(false);
  });

  test('has no colours with NO_COLOR=1, and still shows what is down', async () => {
    const it = await played({ env: { NO_COLOR: '1' } });
    it.live.press('2');
    await it.live.until((lines) => lines.some((line) => line.includes('✖ v199')));
    expectWhole(it);
    expect(coloured(it)).toBe(0);
  });

  test('has nothing but ASCII with --ascii, in every view', async () => {
    const it = await played({ columns: 120, rows: 36, argv: ['--ascii'] });
    it.live.press('c');
    for (const keys of [...views.map(({ key }) => key), '?', '\u001b', ':', '\u001b']) {
      it.live.press(keys);
      await it.live.quiet(60);
      expect(isAscii(it.live.lines())).toBe(true);
    }
  });
});
