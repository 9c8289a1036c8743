import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { findFiles, globExpression } from '../../cli/files.ts';
import { charts } from '../../machines/all.ts';
import { dxdrill, fakeEngine, result } from './fixtures.ts';

let cwd = '';
const put = (...files: readonly string[]) => {
  for (const file of files) {
    mkdirSync(join(cwd, file, '..'), { recursive: true });
    writeFileSync(join(cwd, file), '');
  }
};
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'dxdrill-'));
});
const engine = fakeEngine({
  'a.yaml': { results: [result({ name: 'A' })] },
  'two.yaml': { results: [result({ name: 'Two [x=1]' }), result({ name: 'Two [x=2]' })] },
});
const play = (...argv: readonly string[]) => {
  put('a.yaml', 'two.yaml');
  return dxdrill(argv, engine, { cwd });
};

describe('finding files', () => {
  test('a folder means the scenarios below it, without networks and parts', () => {
    put(
      's/b.yaml',
      's/a.yml',
      's/deep/c.yaml',
      's/networks/n.yaml',
      's/_parts/p.yaml',
      's/.git/g.yaml',
      's/notes.md',
    );
    expect(findFiles(['s'], cwd)).toEqual(['s/a.yml', 's/b.yaml', 's/deep/c.yaml']);
  });

  test('a file that is named is taken wherever it lies, and once', () => {
    put('s/networks/n.yaml');
    expect(findFiles(['s/networks/n.yaml', './s/networks/n.yaml', 's/*/n.yaml'], cwd)).toEqual([
      's/networks/n.yaml',
    ]);
  });

  test.each([
    ['s/*.yaml', 's/a.yaml', true],
    ['s/*.yaml', 's/deep/a.yaml', false],
    ['s/**/*.yaml', 's/a.yaml', true],
    ['s/**/*.yaml', 's/deep/er/a.yaml', true],
    ['s/{a,b}.yaml', 's/b.yaml', true],
    ['s/[ab].yaml', 's/c.yaml', false],
    ['s/?.yaml', 's/ab.yaml', false],
    ['s/a.yaml', 's/aXyaml', false],
  ])('pattern %s and %s: %s', (pattern, path, matches) => {
    expect(globExpression(pattern).test(path)).toBe(matches);
  });
});

describe('help', () => {
  test('names every command and fits 80 columns', async () => {
    const { code, stdout } = await play('--help');
    expect(code).toBe(0);
    for (const name of ['run', 'check', 'list', 'init', 'explain', 'trace', 'graph', 'machine', 'schema']) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('of run names every reporter', async () => {
    expect((await play('run', '--help')).stdout).toMatch(
      /list .*\n.*json .*\n.*junit .*\n.*github .*\n.*tap /,
    );
  });

  test('a mistyped command is told what was meant', async () => {
    expect((await play('chekc')).stderr).toContain('Did you mean check?');
  });

  test('the version is that of the package', async () => {
    expect((await play('--version')).stdout).toBe('1.2.3\n');
  });
});

test('list names what run would play', async () => {
  const { stdout } = await play('list', '.');
  expect(stdout.split('\n')).toEqual([
    'a.yaml       30m  A  [migration]',
    'two.yaml     30m  Two [x=1]  [migration]',
    'two.yaml     30m  Two [x=2]  [migration]',
    '',
  ]);
  expect(JSON.parse((await play('list', '.', '--json', '--grep', 'x=2')).stdout)).toMatchObject([
    { name: 'Two [x=2]' },
  ]);
});

describe('--grep', () => {
  test('fits a pattern, and a name as list prints it, brackets and all', async () => {
    for (const wanted of ['x=2', 'Two \\[x=2\\]', 'Two [x=2]'])
      expect((await play('list', '.', '--grep', wanted)).stdout).toMatch(/^two\.yaml .*Two \[x=2\] .*\n$/);
    expect(await play('trace', 'two.yaml', '--grep', 'Two [x=2]')).toMatchObject({ code: 0 });
  });

  test.each([['list'], ['run'], ['trace'], ['graph'], ['explain', '--flow', 'prod']])(
    'that fits nothing ends %s with 3, and names what there is',
    async (command, ...flags) => {
      const { code, stdout, stderr } = await play(command, 'two.yaml', ...flags, '--grep', 'zzz');
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toBe('dxdrill: none of 2 scenarios matches; their names are Two [x=1], Two [x=2]\n');
    },
  );
});

describe('init', () => {
  test('writes a scenario and its network', async () => {
    const { code, stdout } = await play('init', 'drills/mine.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('npx dxdrill run drills/mine.yaml');
    expect(readFileSync(join(cwd, 'drills/mine.yaml'), 'utf8')).toContain('use: ./networks/mine.yaml');
    expect(existsSync(join(cwd, 'drills/networks/mine.yaml'))).toBe(true);
  });

  test('overwrites neither of them', async () => {
    put('drills/networks/mine.yaml');
    const { code, stderr } = await play('init', 'drills/mine.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('is there already');
    expect(existsSync(join(cwd, 'drills/mine.yaml'))).toBe(false);
  });
});

describe('explain', () => {
  test('a flow, an event', async () => {
    expect((await play('explain', 'a.yaml', '--flow', 'prod')).stdout).toBe(
      'prod was down\n  because of step move\n',
    );
    expect((await play('explain', 'a.yaml', '--event', '4')).stdout).toBe('event 4\n');
  });

  test('names what there is instead', async () => {
    expect((await play('explain', 'a.yaml', '--flow', 'prd')).stderr).toContain('did you mean "prod"?');
    expect((await play('explain', 'a.yaml')).stderr).toContain('flows are');
    expect(await play('explain', 'a.yaml', '--event', '40')).toMatchObject({ code: 2 });
    const several = await play('explain', 'two.yaml', '--flow', 'prod');
    expect(several).toMatchObject({ code: 2 });
    expect(several.stderr).toContain('Two [x=2]');
    expect(await play('explain', 'two.yaml', '--flow', 'prod', '--grep', 'x=2')).toMatchObject({ code: 0 });
  });
});

describe('explain route', () => {
  test('a prefix in a table, at a moment or at the end', async () => {
    const asked = ['explain', 'route', 'a.yaml', '--table', 'lon-r1', '--prefix', '10.0.0.0/16'];
    expect((await play(...asked, '--at', '2m')).stdout).toBe('lon-r1 sends to 10.0.0.0/16 at 120000000\n');
    expect((await play(...asked)).stdout).toMatch(/^lon-r1 sends to 10\.0\.0\.0\/16 at \d+\n$/);
  });

  test('the ways of a flow: its flags are not those of explain', async () => {
    const { stdout } = await play('explain', 'route', 'a.yaml', '--flow', 'prod', '--at', '1m');
    expect(stdout).toBe('prod at 60000000\n');
  });

  test('says what is wrong, and names what there is instead', async () => {
    const asked = (...flags: readonly string[]) => play('explain', 'route', 'a.yaml', ...flags);
    expect(await asked()).toMatchObject({ code: 2 });
    expect(await asked('--table', 'lon-r1')).toMatchObject({ code: 2 });
    expect(await asked('--table', 'lon-r1', '--prefix', '10.0.0.0/8', '--flow', 'prod')).toMatchObject({
      code: 2,
    });
    expect((await asked('--table', 'lon-r2', '--prefix', '10.0.0.0/8')).stderr).toContain('"lon-r1"?');
    expect((await asked('--flow', 'prd')).stderr).toContain('did you mean "prod"?');
    const { stderr } = await asked('--flow', 'prod', '--at', '2');
    expect(stderr).toContain('duration');
    expect(stderr).toContain('(dxdrill explain route --help says more)');
    expect((await asked('--flow', 'prod', '--at', '90d')).stderr).toContain('after the end');
  });
});

describe('trace', () => {
  test('numbers what happened, all of it or what matches', async () => {
    expect((await play('trace', 'a.yaml')).stdout).toBe(
      '0  00:00  start\n1  02:00  virtual interface v102 moves\n',
    );
    expect((await play('trace', 'a.yaml', '--match', 'V102')).stdout).toBe(
      '1  02:00  virtual interface v102 moves\n',
    );
    expect(await play('trace', 'a.yaml', '--match', 'nothing')).toMatchObject({
      code: 3,
      stdout: '',
      stderr: 'dxdrill: none of the 2 records matches\n',
    });
  });
});

describe('graph', () => {
  test.each([
    ['text', 'virtualInterface\n  v "101"  rides dxcon-a'],
    ['mermaid', 'n1["v #quot;101#quot; (virtualInterface)"]'],
    ['mermaid', 'n1 -->|rides| n0'],
    ['dot', '"1" [label="v \\"101\\" (virtualInterface)"];'],
    ['json', '"relation": "rides"'],
  ])('as %s', async (format, part) => {
    expect((await play('graph', 'a.yaml', '--format', format)).stdout).toContain(part);
  });

  test('an unknown format is wrong input', async () => {
    expect(await play('graph', 'a.yaml', '--format', 'svg')).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('machine', () => {
  test('without a name lists all charts', async () => {
    expect((await play('machine')).stdout.trimEnd().split('\n')).toEqual(charts.map(({ id }) => id));
  });

  test.each(charts.map(({ id }) => id))(
    '%s: every arrow of the diagram joins declared states',
    async (id) => {
      const { code, stdout } = await play('machine', id);
      expect(code).toBe(0);
      const declared = new Set([
        '[*]',
        ...[...stdout.matchAll(/state ".*" as (\w+)/g)].map(([, name]) => name),
      ]);
      const arrows = [...stdout.matchAll(/^ *(\S+) --> ([^\s:]+)/gm)];
      expect(arrows.length).toBeGreaterThan(0);
      for (const [, from, to] of arrows) {
        expect(declared).toContain(from);
        expect(declared).toContain(to);
      }
    },
  );

  test('shows guards', async () => {
    expect((await play('machine', 'lag')).stdout).toContain(
      'pending --> available: provisioned [operational]',
    );
  });

  test('json is the chart itself', async () => {
    expect(JSON.parse((await play('machine', 'lag', '--format', 'json')).stdout)).toMatchObject({
      id: 'lag',
      initial: 'pending',
    });
  });

  test('an unknown name', async () => {
    expect((await play('machine', 'lga')).stderr).toContain('did you mean "lag"?');
  });
});

test('schema is printed as it is', async () => {
  expect((await play('schema')).stdout).toBe('{"type":"object"}\n');
});
