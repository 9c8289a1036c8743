import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileAsPathList, compileAsPathPattern } from '../../../sim/bgp/policy/as-path-list.ts';

const matches = (pattern: string, ...asPath: number[]): boolean =>
  compileAsPathList([{ action: 'permit', pattern }])(asPath);

describe('an AS path pattern', () => {
  it('_ is the start, the end, or what is between two ASNs', () => {
    expect(matches('_64512_', 64_512)).toBe(true);
    expect(matches('_64512_', 65_001, 64_512, 7224)).toBe(true);
    expect(matches('_64512_', 164_512)).toBe(false);
    expect(matches('_64512_', 645_120)).toBe(false);
  });

  it('^65001_ is learned from 65001, _7224$ originated by 7224', () => {
    expect(matches('^65001_', 65_001, 7224)).toBe(true);
    expect(matches('^65001_', 7224, 65_001)).toBe(false);
    expect(matches('^65001_', 650_011)).toBe(false);
    expect(matches('_7224$', 65_001, 7224)).toBe(true);
  });

  it('^$ is a route of the own AS', () => {
    expect(matches('^$')).toBe(true);
    expect(matches('^$', 1)).toBe(false);
  });

  it('^(65001_)+$ is one AS, however often it prepended', () => {
    expect(matches('^(65001_)+$', 65_001, 65_001, 65_001)).toBe(true);
    expect(matches('^(65001_)+$', 65_001, 65_002)).toBe(false);
  });

  it('takes brackets and dots: ^6500[1-3]$, 6.*9', () => {
    expect(matches('^6500[1-3]$', 65_002)).toBe(true);
    expect(matches('^6500[^1-3]$', 65_002)).toBe(false);
    expect(matches('6.*9', 64, 9)).toBe(true);
  });

  it('of a list, the first that matches decides; none is a denial', () => {
    const list = compileAsPathList([
      { action: 'deny', pattern: '_65009_' },
      { action: 'permit', pattern: '^65001_' },
    ]);
    expect(list([65_001, 7224])).toBe(true);
    expect(list([65_001, 65_009])).toBe(false);
    expect(list([7224])).toBe(false);
  });

  it.each([
    ['(65001', 'is no regular expression'],
    ['*65001', 'is no regular expression'],
    ['[9-1]', 'is no regular expression'],
    ['(?1)', 'is no regular expression'],
    ['(?=65001)', 'cannot be read'],
    ['6500\\d', 'cannot be read'],
    ['65001+?', 'cannot be read'],
    ['[_]', 'cannot be read'],
    ['6{2}', 'cannot be read'],
    ['', 'cannot be read'],
    ['AS65001', 'cannot be read'],
  ])('%j is refused', (pattern, message) => {
    expect(() => compileAsPathPattern(pattern)).toThrow(message);
  });
});

/** A pattern as a tree: what it looks like, and from where to where it reaches. */
interface Pattern {
  readonly text: string;
  /** Every place at which a match that begins here can end. */
  readonly ends: (path: string, from: number) => ReadonlySet<number>;
}

const boundary = (text: string, holds: (path: string, at: number) => boolean): Pattern => ({
  text,
  ends: (path, from) => new Set(holds(path, from) ? [from] : []),
});
const character = (text: string, is: (one: string) => boolean): Pattern => ({
  text,
  ends: (path, from) => new Set(from < path.length && is(path.charAt(from)) ? [from + 1] : []),
});
const start = boundary('^', (_path, at) => at === 0);
const end = boundary('$', (path, at) => at === path.length);
const underscore: Pattern = {
  text: '_',
  ends: (path, from) =>
    new Set([
      ...(from === 0 || from === path.length ? [from] : []),
      ...(path[from] === ' ' ? [from + 1] : []),
    ]),
};
const then = (first: Pattern, second: Pattern): Pattern => ({
  text: first.text + second.text,
  ends: (path, from) => new Set([...first.ends(path, from)].flatMap((at) => [...second.ends(path, at)])),
});
const either = (one: Pattern, other: Pattern): Pattern => ({
  text: `(${one.text}|${other.text})`,
  ends: (path, from) => new Set([...one.ends(path, from), ...other.ends(path, from)]),
});
const repeated = (inner: Pattern, sign: '*' | '+' | '?'): Pattern => ({
  text: `(${inner.text})${sign}`,
  ends: (path, from) => {
    const reached = new Set(sign === '+' ? inner.ends(path, from) : [from]);
    // Places are added while they are gone through, until nothing new is reached.
    if (sign === '?') for (const at of inner.ends(path, from)) reached.add(at);
    else for (const at of reached) for (const next of inner.ends(path, at)) reached.add(next);
    return reached;
  },
});

const leaf = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('1', '2').map((digit) => character(digit, (one) => one === digit)),
  },
  { weight: 2, arbitrary: fc.constant(underscore) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      start,
      end,
      character('.', () => true),
      character('[^2]', (one) => one !== '2'),
      character('[1-2]', (one) => one === '1' || one === '2'),
    ),
  },
);
const { tree } = fc.letrec<{ tree: Pattern }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => then(a, b)),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => either(a, b)),
    fc
      .tuple(tie('tree'), fc.constantFrom('*' as const, '+' as const, '?' as const))
      .map(([a, b]) => repeated(a, b)),
  ),
}));

const somewhere = (pattern: Pattern, path: string): boolean =>
  Array.from({ length: path.length + 1 }, (_, from) => pattern.ends(path, from)).some(({ size }) => size > 0);

it('any pattern and path: the regular expression says what the pattern means', () => {
  const path = fc.array(fc.constantFrom(1, 2, 11, 12, 21, 3), { maxLength: 4 });
  fc.assert(
    fc.property(tree, path, (pattern, asPath) => {
      expect(matches(pattern.text, ...asPath), pattern.text).toBe(somewhere(pattern, asPath.join(' ')));
    }),
    { numRuns: 3000 },
  );
});
