import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { destinations } from '../../cli/reporters/reporters.ts';
import { at, dxdrill, failure, fakeEngine, result, type Shelf } from './fixtures.ts';

const problem = {
  message: 'unknown key "timelines"',
  position: at(4, 1, 9, 'scenarios/bad.yaml'),
  frame: '> 4 | timelines: []',
};
const shelf: Shelf = {
  'scenarios/a.yaml': { results: [result({ name: 'A moves', file: 'scenarios/a.yaml' })] },
  'scenarios/b.yaml': { results: [failure({ name: 'B breaks', file: 'scenarios/b.yaml', tags: ['ci'] })] },
  'scenarios/c.yaml': { results: [result({ name: 'C [bfd=true]' }), result({ name: 'C [bfd=false]' })] },
};

let cwd = '';
/** The files of a shelf, empty: the fake engine knows what they hold. */
function put(files: readonly string[]) {
  for (const file of files) {
    mkdirSync(join(cwd, file, '..'), { recursive: true });
    writeFileSync(join(cwd, file), '');
  }
}
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'dxdrill-'));
});
const play = (argv: readonly string[], held: Shelf = shelf, over: Parameters<typeof dxdrill>[2] = {}) => {
  put(Object.keys(held));
  return dxdrill(argv, fakeEngine(held), { cwd, ...over });
};

describe('the exit code of run', () => {
  test('0 when all held', async () => {
    expect((await play(['run', 'scenarios/a.yaml'])).code).toBe(0);
  });

  test('1 when an expectation differed', async () => {
    expect((await play(['run'])).code).toBe(1);
  });

  test.each([
    [['run', 'nowhere']],
    [['run', '--bial']],
    [['run', '--seed', 'seven']],
    [['run', '--grep', '(']],
    [['run', '--reporter', 'jsn']],
    [['run', '--reporter', 'json,tap']],
    [['run', '--repeat', '0']],
    [['rnu']],
    [['explain', 'scenarios/a.yaml']],
  ])('2 for %j, with a word on stderr and nothing on stdout', async (argv) => {
    const { code, stdout, stderr } = await play(argv);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain('    at ');
  });

  test('3 when nothing matched, and what there would have been', async () => {
    const { code, stdout, stderr } = await play(['run', '--tag', 'nightly']);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain('their tags are ci, migration');
  });

  test('4 for a broken invariant, with seed and replay', async () => {
    const held: Shelf = { 'scenarios/a.yaml': { results: [result({ defects: ['one VLAN twice'] })] } };
    const { code, stdout } = await play(['run', '--seed', '99'], held);
    expect(code).toBe(4);
    expect(stdout).toContain('npx dxdrill run scenarios/a.yaml --seed 99');
  });

  test('4 for an exception of the engine, and the other scenarios are still played', async () => {
    put(Object.keys(shelf));
    const engine = fakeEngine(shelf);
    const run: typeof engine.run = (of, options) => {
      if (of.name === 'A moves') throw new TypeError('undefined is not a route');
      return engine.run(of, options);
    };
    const { code, stdout } = await dxdrill(['run'], { ...engine, run }, { cwd });
    expect(code).toBe(4);
    expect(stdout).toContain('TypeError: undefined is not a route');
    expect(stdout).toMatch(/2 passed, 2 failed\n$/);
  });

  test('4 when the same seed gives another trace', async () => {
    put(Object.keys(shelf));
    const engine = fakeEngine(shelf);
    let turn = 0;
    const run: typeof engine.run = async (of, options) => {
      turn += 1;
      return { ...(await engine.run(of, options)), traceHash: String(turn) };
    };
    const { code, stdout } = await dxdrill(
      ['run', 'scenarios/a.yaml', '--repeat', '2'],
      { ...engine, run },
      { cwd },
    );
    expect(code).toBe(4);
    expect(stdout).toContain('run 2 with the same seed differs: trace 2 instead of 1');
  });

  test('130 after Ctrl-C, with what was played reported', async () => {
    put(Object.keys(shelf));
    const interrupt = new AbortController();
    const engine = fakeEngine(shelf);
    const run: typeof engine.run = (of, options) => {
      interrupt.abort();
      return engine.run(of, options);
    };
    const { code, stdout } = await dxdrill(['run'], { ...engine, run }, { cwd, signal: interrupt.signal });
    expect(code).toBe(130);
    expect(stdout).toContain('interrupted\n3 scenarios not run\n');
    expect(stdout).toMatch(/1 passed, 0 failed\n$/);
  });
});

describe('wrong input', () => {
  const held: Shelf = {
    ...shelf,
    'scenarios/bad.yaml': { problems: [problem, problem] },
    'scenarios/worse.yaml': { problems: [problem] },
  };

  test('of all files is shown, with its line, and nothing is run', async () => {
    const { code, stdout, stderr } = await play(['run'], held);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(
      stderr.match(/scenarios\/bad\.yaml:4:1: unknown key "timelines"\n> 4 \| timelines: \[\]/g),
    ).toHaveLength(3);
    expect(stderr).toContain('3 problems');
  });

  test('is the result of check, and so on stdout', async () => {
    const { code, stdout } = await play(['check'], held);
    expect(code).toBe(2);
    expect(stdout).toContain('unknown key "timelines"');
  });

  test('reaches documents too', async () => {
    await play(['run', '--reporter', 'junit=out/junit.xml'], held);
    expect(readFileSync(join(cwd, 'out/junit.xml'), 'utf8')).toContain('errors="3"');
  });
});

describe('choosing', () => {
  test('by pattern of the name or the file, upper and lower case alike', async () => {
    expect((await play(['run', '--grep', 'BFD=true'])).stdout).toMatch(/1 passed, 0 failed\n$/);
    expect((await play(['run', '--grep', 'b\\.yaml$'])).stdout).toMatch(/0 passed, 1 failed\n$/);
  });

  test('by tag', async () => {
    expect((await play(['run', '--tag', 'ci,other'])).stdout).toMatch(/0 passed, 1 failed\n$/);
  });

  test('bail stops after the first failure', async () => {
    const { stdout } = await play(['run', '--bail']);
    expect(stdout).toContain('2 scenarios not run\n');
    expect(stdout).toMatch(/1 passed, 1 failed\n$/);
  });
});

describe('where reporters write', () => {
  const names = (asked: readonly string[], env: Record<string, string> = {}) =>
    destinations(asked, env).map(({ reporter, file }) =>
      file === undefined ? reporter.name : `${reporter.name}=${file}`,
    );

  test('the list has stdout unless a document takes it', () => {
    expect(names([])).toEqual(['list']);
    expect(names(['json=out.json', 'junit=a=b.xml'])).toEqual(['json=out.json', 'junit=a=b.xml', 'list']);
    expect(names(['json'])).toEqual(['json']);
    expect(names(['tap=-'])).toEqual(['tap']);
  });

  test('annotations come by themselves under GitHub Actions, before the closing count', () => {
    expect(names([], { GITHUB_ACTIONS: 'true' })).toEqual(['github', 'list']);
    expect(names(['list', 'github'], { GITHUB_ACTIONS: 'true' })).toEqual(['github', 'list']);
    expect(names(['json'], { GITHUB_ACTIONS: 'true' })).toEqual(['json']);
  });

  test('several at once, in new folders, the list on stdout', async () => {
    const { stdout } = await play(['run', '--reporter', 'json=new/out.json,tap=new/out.tap']);
    expect(stdout).toMatch(/3 passed, 1 failed\n$/);
    expect(JSON.parse(readFileSync(join(cwd, 'new/out.json'), 'utf8')).scenarios).toHaveLength(4);
    expect(readFileSync(join(cwd, 'new/out.tap'), 'utf8')).toContain('1..4');
  });

  test('a document on stdout stands alone there', async () => {
    const { stdout } = await play(['run', '--reporter', 'json']);
    expect(JSON.parse(stdout).scenarios).toHaveLength(4);
  });

  test('a file that cannot be written is wrong input, found before anything is run', async () => {
    const { code, stderr } = await play(['run', '--reporter', 'json=scenarios/a.yaml/out.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot write');
  });
});

describe('colour and glyphs', () => {
  const isColoured = async (tty: boolean, env: Record<string, string>) =>
    (await play(['run'], shelf, { tty, env })).stdout.includes('\u001b[');

  test('colour only on a terminal, NO_COLOR and FORCE_COLOR honoured', async () => {
    expect(await isColoured(true, {})).toBe(true);
    expect(await isColoured(false, {})).toBe(false);
    expect(await isColoured(true, { NO_COLOR: '1' })).toBe(false);
    expect(await isColoured(true, { NO_COLOR: '' })).toBe(true);
    expect(await isColoured(false, { FORCE_COLOR: '1' })).toBe(true);
    expect(await isColoured(true, { FORCE_COLOR: '0' })).toBe(false);
    expect(await isColoured(true, { TERM: 'dumb' })).toBe(false);
  });

  test('ASCII where the locale is not UTF-8, or on request', async () => {
    const ascii = /^[\n -~]*$/;
    expect((await play(['run'], shelf, { env: { LANG: 'C' } })).stdout).toMatch(ascii);
    expect((await play(['run', '--ascii'])).stdout).toMatch(ascii);
    expect((await play(['run'], shelf, { env: { LC_ALL: 'en_GB.UTF-8', LANG: 'C' } })).stdout).not.toMatch(
      ascii,
    );
  });

  test("a scenario's name cannot steer the terminal", async () => {
    const held: Shelf = {
      'scenarios/a.yaml': { results: [result({ name: 'A\u001b]0;owned\u0007\u001b[2J' })] },
    };
    const { stdout } = await play(['run'], held);
    expect(stdout).toContain('A�]0;owned��[2J');
    expect(stdout).not.toContain('\u001b');
  });
});

test('the same run twice gives the same document', async () => {
  const first = await play(['run', '--reporter', 'json']);
  expect((await play(['run', '--reporter', 'json'])).stdout).toBe(first.stdout);
});
