import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsRules, localPreference } from '../../../sim/bgp/aws/rules.ts';
import { intern } from '../../../sim/bgp/rib/attributes.ts';
import { decide, explainDecision, stepWords } from '../../../sim/bgp/rib/decision.ts';
import type { Path } from '../../../sim/bgp/rib/path.ts';

interface Trait {
  readonly source?: number;
  readonly preference?: number;
  readonly hops?: number;
  readonly med?: number;
  readonly asn?: number;
  readonly learnedMicros?: number;
  readonly peerAddress?: number;
}

const path = ({
  source = 1,
  preference = 200,
  hops = 1,
  med,
  asn = 65001,
  learnedMicros = 0,
  peerAddress = source,
}: Trait): Path => ({
  source,
  attributes: intern({
    origin: 'IGP',
    asPath: new Array<number>(hops).fill(asn),
    nextHop: '',
    communities: [],
    localPref: preference,
    med,
  }),
  weight: 0,
  external: true,
  metric: 0,
  routerId: 0,
  peerAddress: BigInt(peerAddress),
  learnedMicros,
  stale: false,
});

const verdicts = (paths: readonly Path[]) =>
  explainDecision(paths, awsRules).map(({ path: { source }, lostOn }) =>
    lostOn === undefined ? `${source}` : `${source} ${stepWords[lostOn]}`,
  );

/** User guide, routing and BGP, private and transit: the order, each step against all that come after it. */
describe('AWS chooses towards on-premises by', () => {
  it.each<[string, Trait, Trait]>([
    ['local preference', { preference: 300, hops: 9, med: 9 }, { preference: 200 }],
    ['AS_PATH', { hops: 1, med: 9 }, { hops: 2 }],
    ['MED', { med: 1 }, { med: 2 }],
  ])('%s', (step, better, poorer) => {
    const [a, b] = [path({ ...better, source: 2 }), path({ ...poorer, source: 1 })];
    expect(verdicts([b, a])).toEqual(['2', `1 ${step}`]);
  });

  it('MED of different neighbour ASs too', () => {
    const [a, b] = [path({ source: 1, med: 5, asn: 65001 }), path({ source: 2, med: 1, asn: 65002 })];
    expect(verdicts([a, b])).toEqual(['2', '1 MED']);
  });

  it('nothing else: age does not tell equal routes apart, nor do the ASNs of their paths', () => {
    const [a, b] = [path({ source: 1, asn: 65001 }), path({ source: 2, asn: 65002, learnedMicros: 9 })];
    expect(verdicts([a, b])).toEqual(['1', '2']);
  });

  it('and uses up to 16 equal ones (FAQ); the rest is said to have lost', () => {
    const paths = Array.from({ length: 18 }, (_, index) => path({ source: index + 1 }));
    expect(decide(paths, awsRules).map(({ source }) => source)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
    expect(verdicts(paths).slice(16).sort()).toEqual(['17 peer address', '18 peer address']);
  });

  it('and leaves out those of the highest addresses, whoever came first', () => {
    const paths = Array.from({ length: 18 }, (_, index) =>
      path({ source: index + 1, peerAddress: 100 - index }),
    );
    expect(verdicts(paths).slice(16).sort()).toEqual(['1 peer address', '2 peer address']);
  });

  it('whatever the order in which they came', () => {
    const trait = fc.record({
      preference: fc.constantFrom(100, 200, 300),
      hops: fc.integer({ min: 1, max: 3 }),
      med: fc.option(fc.nat(2), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(trait, { minLength: 1, maxLength: 20 }), fc.nat(), (traits, turn) => {
        const paths = traits.map(({ med, ...rest }, index) =>
          path({ ...rest, ...(med !== undefined && { med }), source: index + 1 }),
        );
        const turned = [...paths.slice(turn % paths.length), ...paths.slice(0, turn % paths.length)];
        const used = new Set(decide(turned, awsRules).map(({ source }) => source));
        expect(used).toEqual(new Set(decide(paths, awsRules).map(({ source }) => source)));
      }),
    );
  });
});

/** One step: a community if there is one, else whether the location is of the sending Region. */
describe('the local preference', () => {
  const preference = (isHome: boolean, communities: readonly string[] = [], remote = 'asLow') =>
    localPreference(communities, { isHome, remoteChoice: () => remote, ignoresCommunities: false });

  it('of a tagged route is that of its community, wherever it is from', () => {
    for (const isHome of [true, false]) {
      const tags = ['7224:7100', '7224:7200', '7224:7300'].map((tag) => preference(isHome, ['65001:1', tag]));
      expect(tags).toEqual([...tags].sort((a, b) => a - b));
      expect(new Set(tags).size).toBe(3);
    }
    expect(preference(true, ['7224:7200'])).toBe(preference(false, ['7224:7200']));
  });

  it('of an untagged route is medium at home and lower elsewhere', () => {
    expect(preference(true)).toBe(preference(true, ['7224:7200']));
    for (const remote of ['belowLow', 'asLow', 'aboveLow'])
      expect(preference(false, [], remote)).toBeLessThan(preference(true));
  });

  it('of an untagged route from elsewhere is compared with 7224:7100 as is chosen', () => {
    const low = preference(false, ['7224:7100']);
    expect(preference(false, [], 'belowLow')).toBeLessThan(low);
    expect(preference(false, [], 'asLow')).toBe(low);
    expect(preference(false, [], 'aboveLow')).toBeGreaterThan(low);
  });

  it('takes no notice of communities before Cloud WAN', () => {
    const from = { isHome: true, remoteChoice: () => 'asLow', ignoresCommunities: true };
    expect(localPreference(['7224:7100'], from)).toBe(localPreference([], from));
  });
});
