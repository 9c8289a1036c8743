import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOf, type Candidate, compareCandidates, longestMatch } from '../../sim/forwarding/selection.ts';
import { parseAddress } from '../../sim/topology/address.ts';
import { entityId } from '../../sim/topology/entities.ts';
import { route } from './lab.ts';

type Trait = Partial<Omit<Candidate, 'route' | 'endpoint'>> & {
  pathLength?: number;
  age?: number;
  endpoint?: number;
};

const candidate = ({ pathLength = 2, age = 100, endpoint = 5, ...rest }: Trait): Candidate => ({
  prefixLength: 16,
  internal: false,
  metric: 0,
  holder: entityId(1),
  ...rest,
  endpoint: entityId(endpoint),
  route: route('10.0.0.0/16', new Array<number>(pathLength).fill(64512), age),
});

/** Each decides, although all that come after it are worse. */
const worse = { pathLength: 9, internal: true, metric: 99, age: 999, endpoint: 9 };
const rules: readonly (readonly [rule: string, better: Trait, poorer: Trait])[] = [
  ['the longer prefix', { ...worse, prefixLength: 17 }, {}],
  ['the shorter AS_PATH', { ...worse, pathLength: 1 }, {}],
  ['the own session', { metric: 99, age: 999, endpoint: 9 }, { internal: true }],
  [
    'the lower IGP metric',
    { age: 999, endpoint: 9, internal: true, metric: 1 },
    { internal: true, metric: 2 },
  ],
  ['the older route', { endpoint: 9, age: 99 }, {}],
  ['the lower dense id', { endpoint: 4 }, {}],
];

describe('selection', () => {
  it.each(rules)('prefers %s', (_, better, poorer) => {
    const [a, b] = [candidate(better), candidate(poorer)];
    expect(bestOf([a, b])).toBe(a);
    expect(bestOf([b, a])).toBe(a);
  });

  it('does not depend on the order of candidates', () => {
    const one = fc
      .record({
        prefixLength: fc.integer({ min: 15, max: 17 }),
        pathLength: fc.integer({ min: 1, max: 2 }),
        internal: fc.boolean(),
        metric: fc.nat(2),
        age: fc.nat(2),
        endpoint: fc.nat(50),
      })
      .map(candidate);
    fc.assert(
      fc.property(fc.uniqueArray(one, { minLength: 1, selector: (c) => c.endpoint }), (all) => {
        const best = bestOf(all);
        expect(bestOf([...all].reverse())).toBe(best);
        for (const other of all)
          if (best !== undefined && other !== best) expect(compareCandidates(best, other)).toBeLessThan(0);
      }),
    );
  });

  it('matches the longest prefix of a session', () => {
    const routes = ['0.0.0.0/0', '10.0.0.0/8', '10.0.128.0/17', '2001:db8::/32'].map((prefix) =>
      route(prefix, [], 0),
    );
    const match = (address: string) => longestMatch(routes, parseAddress(address))?.route.nlri.text;
    expect(match('10.0.200.1')).toBe('10.0.128.0/17');
    expect(match('10.0.1.1')).toBe('10.0.0.0/8');
    expect(match('192.0.2.1')).toBe('0.0.0.0/0');
    expect(match('2001:db8::1')).toBe('2001:db8::/32');
    expect(match('2001:db9::1')).toBeUndefined();
  });
});
