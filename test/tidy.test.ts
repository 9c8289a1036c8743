/** What no compiler or linter checks: the floors of the house, and how big a room may be. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/**
 * DESIGN §2. The longest prefix counts. A file may import its own place and places on a lower floor; of places that
 * share a floor only the `beside` ones, since the others do not know of each other.
 */
const floors: readonly {
  readonly place: string;
  readonly floor: number;
  readonly beside?: readonly string[];
}[] = [
  { place: 'machines/', floor: 1 },
  { place: 'sim/timing.ts', floor: 1 },
  { place: 'sim/records.ts', floor: 1 },
  { place: 'sim/kernel/', floor: 1, beside: ['machines/', 'sim/timing.ts', 'sim/records.ts'] },
  { place: 'sim/topology/', floor: 1, beside: ['sim/kernel/', 'sim/timing.ts'] },
  { place: 'sim/link/', floor: 2 },
  { place: 'sim/igp/', floor: 3 },
  { place: 'sim/bgp/', floor: 4 },
  { place: 'sim/forwarding/', floor: 5 },
  { place: 'sim/resources/', floor: 5 },
  { place: 'sim/world.ts', floor: 6 },
  { place: 'sim/world/', floor: 6 },
  { place: 'sim/directconnect/', floor: 7 },
  // A fault of the API is a reply that it is told to lose or to refuse.
  { place: 'sim/faults/', floor: 7, beside: ['sim/directconnect/'] },
  { place: 'sim/router/', floor: 6 },
  {
    place: 'sim/simulation.ts',
    floor: 8,
    beside: ['sim/stage.ts', 'sim/checkpoints.ts', 'sim/inputs.ts', 'sim/views.ts', 'sim/view-types.ts'],
  },
  { place: 'sim/stage.ts', floor: 8 },
  { place: 'sim/checkpoints.ts', floor: 8 },
  { place: 'sim/inputs.ts', floor: 8, beside: ['sim/checkpoints.ts', 'sim/stage.ts'] },
  { place: 'sim/views.ts', floor: 8, beside: ['sim/view-types.ts', 'sim/views/', 'sim/map-'] },
  { place: 'sim/map-', floor: 8, beside: ['sim/view-types.ts'] },
  { place: 'sim/views/', floor: 8, beside: ['sim/view-types.ts'] },
  { place: 'sim/view-types.ts', floor: 8 },
  { place: 'sim/scenario/', floor: 9 },
  { place: 'sim/index.ts', floor: 10 },
  { place: 'server/', floor: 10 },
  { place: 'tui/', floor: 10 },
  { place: 'cli/', floor: 11 },
  { place: 'bench/', floor: 12 },
];

const packagesOf: Readonly<Record<string, readonly string[]>> = {
  machines: ['xstate'],
  sim: ['graphology', 'graphology-types', 'xstate', 'yaml', 'zod'],
};

function sources(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => posix.join(folder, join(entry.parentPath, entry.name).slice(join(root, folder).length)))
    .sort();
}

const code = ['machines', 'sim', 'server', 'tui', 'cli', 'bench'].flatMap(sources);
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)));

/** Sources of all `import`, `export … from` and `import()` in a text; comments are left out. */
function importsIn(text: string): readonly string[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found = withoutComments.matchAll(
    /(?:^|[\s;])(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|^import\s*'([^']+)'/gm,
  );
  return [...found].map(([, a, b, c]) => a ?? b ?? c ?? '');
}

const placeOf = (path: string) =>
  floors.filter(({ place }) => path.startsWith(place)).sort((a, b) => b.place.length - a.place.length)[0];

/** Why `from` may not import `to`, if it may not. */
function objection(from: string, to: string): string | undefined {
  const here = placeOf(from);
  const there = placeOf(to);
  if (!here) return `${from} is on no floor: give its place one`;
  if (!there) return `${from} imports ${to}, which is on no floor`;
  if (here === there || there.floor < here.floor) return undefined;
  if (there.floor === here.floor && here.beside?.includes(there.place)) return undefined;
  return `${from} (floor ${here.floor}) imports ${to} (floor ${there.floor})`;
}

describe('imports', () => {
  const edges = code.flatMap((from) => importsIn(read(from)).map((target) => ({ from, target })));
  const local = edges.filter(({ target }) => target.startsWith('.'));

  test('are read from every way of writing them', () => {
    const text =
      "import a from 'a';\nimport {\n  b,\n} from './b.ts';\nexport type { c } from './c.ts';\nawait import('./d.ts');\n// import 'no';\nimport './e.ts';";
    expect(importsIn(text)).toEqual(['a', './b.ts', './c.ts', './d.ts', './e.ts']);
  });

  test('up, and between neighbours, are objected to', () => {
    expect(objection('sim/link/a.ts', 'sim/kernel/b.ts')).toBeUndefined();
    expect(objection('sim/link/a.ts', 'sim/bgp/b.ts')).toMatch(/floor 2.*floor 4/);
    expect(objection('sim/forwarding/a.ts', 'sim/resources/b.ts')).toMatch(/floor 5.*floor 5/);
    expect(objection('attic/a.ts', 'sim/bgp/b.ts')).toMatch(/no floor/);
  });

  test('point down', () => {
    const objections = local.map(({ from, target }) =>
      objection(from, posix.join(posix.dirname(from), target)),
    );
    expect(objections.filter((one) => one !== undefined)).toEqual([]);
  });

  test('name files that are there, with their ending', () => {
    const missing = local.filter(({ from, target }) => !existsSync(join(root, posix.dirname(from), target)));
    expect(missing).toEqual([]);
  });

  test('of packages stay within what a floor may use', () => {
    const strangers = edges.filter(({ from, target }) => {
      const allowed = packagesOf[from.split('/')[0] ?? ''];
      return (
        allowed !== undefined && !target.startsWith('.') && !allowed.includes(target.split('/')[0] ?? '')
      );
    });
    expect(strangers).toEqual([]);
  });

  test('of ink and react are in tui/ alone', () => {
    const painters = edges.filter(
      ({ from, target }) => /^(ink|react)(\/|$)/.test(target) && !from.startsWith('tui/'),
    );
    expect(painters).toEqual([]);
  });
});

describe('files', () => {
  test('have at most 300 lines', () => {
    const long = code
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  test('are no barrels, but for the public one: what is passed on stands beside something of their own', () => {
    const passesOn = /^export (\*|(type )?\{[^}]*\}) from /m;
    const declares = /^(export )?(declare )?(async )?(abstract )?(const|function|class|interface|type) \w/m;
    const barrels = code.filter(
      (path) => path !== 'sim/index.ts' && passesOn.test(read(path)) && !declares.test(read(path)),
    );
    expect(barrels).toEqual([]);
  });

  test('have no default export', () => {
    expect(code.filter((path) => /^export default |^export \{[^}]*\bas default\b/m.test(read(path)))).toEqual(
      [],
    );
  });

  test('switch no check off without saying why', () => {
    const silent = [...code, ...sources('test')].filter((path) => {
      const lines = read(path).split('\n');
      return lines.some((line) =>
        /@ts-(ignore|nocheck|expect-error)\s*$|biome-ignore [^:]*(:\s*<explanation>)?$/.test(line),
      );
    });
    expect(silent).toEqual([]);
  });

  test('in sim/ and machines/ call nothing whose answer depends on the machine', () => {
    // What the linter's rules do not see: methods, and globals behind globalThis.
    const forbidden =
      /\bglobalThis\b|\.toLocale\w*\(|\bnew Intl\b|\bMath\.(?:random|f16round|fround)\b|\beval\(|\bnew Function\b|\bWeakRef\b|\bFinalizationRegistry\b/;
    const found = code
      .filter((path) => /^(sim|machines)\//.test(path))
      .flatMap((path) =>
        read(path)
          .split('\n')
          .map((line, index) => ({ at: `${path}:${index + 1}`, line })),
      )
      .filter(({ line }) => forbidden.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line));
    expect(found).toEqual([]);
  });
});

describe('the repository', () => {
  test('names no path of the machine it was written on', () => {
    // Put together here, so that this file does not name one either.
    const homes = new RegExp(`(?<![\\w.~-])/(?:${['work', 'root', 'home/\\w+', 'Users/\\w+'].join('|')})/`);
    const found = tracked.filter((path) => !/\.(png|lock)$/.test(path) && homes.test(read(path)));
    expect(found).toEqual([]);
  });

  test('locks every platform build that a dependency may choose, or npm ci refuses the lock', () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    const missing = Object.entries<{ optionalDependencies?: Record<string, string> }>(packages).flatMap(
      ([at, entry]) =>
        Object.keys(entry.optionalDependencies ?? {}).filter(
          (name) => !(`node_modules/${name}` in packages) && !(`${at}/node_modules/${name}` in packages),
        ),
    );
    expect(missing, 'run: node .ci/complete-lock.mjs').toEqual([]);
  });

  test('names no registry', () => {
    const lock = read('package-lock.json');
    expect(lock).not.toContain('"resolved"');
  });
});
