import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed, intern } from '../../../sim/bgp/rib/attributes.ts';
import {
  type DecisionRules,
  type DecisionStep,
  decide,
  decisionSteps,
  explainDecision,
} from '../../../sim/bgp/rib/decision.ts';
import { LOCAL, type Path } from '../../../sim/bgp/rib/path.ts';
import { genericRules } from '../../../sim/bgp/rib/rules.ts';
import { anyPaths } from './arbitrary.ts';

const plain = intern({ origin: 'IGP', asPath: [65001], nextHop: '10.0.0.1', communities: [] });

const path = (source: number, change: Partial<Path> = {}): Path => ({
  source,
  attributes: plain,
  weight: 0,
  external: true,
  metric: 0,
  routerId: 1,
  peerAddress: 1n,
  learnedMicros: 0,
  stale: false,
  ...change,
});

/** For each step two paths that it decides between; the second is better by every step after it. */
const deciding: Readonly<Record<DecisionStep, readonly [better: Partial<Path>, worse: Partial<Path>]>> = {
  weight: [{ weight: 10 }, { attributes: changed(plain, { localPref: 500 }) }],
  localPreference: [
    { attributes: changed(plain, { localPref: 200, asPath: [1, 2, 3] }) },
    { attributes: changed(plain, { localPref: 100 }) },
  ],
  locallyOriginated: [{ source: LOCAL, attributes: changed(plain, { asPath: [1, 2] }) }, {}],
  asPath: [
    { attributes: changed(plain, { origin: 'INCOMPLETE' }) },
    { attributes: changed(plain, { asPath: [1, 2] }) },
  ],
  origin: [
    { attributes: changed(plain, { med: 9 }) },
    { attributes: changed(plain, { origin: 'EGP', med: 1 }) },
  ],
  med: [
    { attributes: changed(plain, { med: 1 }), external: false },
    { attributes: changed(plain, { med: 2 }) },
  ],
  external: [{ metric: 9 }, { external: false, metric: 1 }],
  igpMetric: [
    { metric: 1, routerId: 9 },
    { metric: 2, routerId: 1 },
  ],
  age: [
    { learnedMicros: 1, routerId: 9 },
    { learnedMicros: 2, routerId: 1 },
  ],
  routerId: [{ routerId: 1, attributes: changed(plain, { clusterList: ['10.0.0.9'] }) }, { routerId: 2 }],
  clusterList: [
    { peerAddress: 9n },
    { attributes: changed(plain, { clusterList: ['10.0.0.9'] }), peerAddress: 1n },
  ],
  peerAddress: [{ peerAddress: 1n }, { peerAddress: 2n }],
};

describe('the decision', () => {
  it.each(decisionSteps)('is made by %s between paths that are equal up to there', (step) => {
    const [better, worse] = deciding[step];
    const [a, b] = [path(1, better), path(2, worse)];
    for (const paths of [
      [a, b],
      [b, a],
    ]) {
      expect(decide(paths, genericRules)).toEqual([a]);
      expect(explainDecision(paths, genericRules)).toEqual([
        { path: a, lostOn: undefined },
        { path: b, lostOn: step },
      ]);
    }
    // Without the step it goes the other way, or a later one decides.
    const without = { ...genericRules, steps: decisionSteps.filter((other) => other !== step) };
    expect(explainDecision([a, b], without).at(-1)?.lostOn).not.toBe(step);
  });

  it('does not depend on the order in which paths came', () => {
    fc.assert(
      fc.property(anyPaths, anyRules, fc.infiniteStream(fc.nat()), (paths, rules, keys) => {
        const shuffled = paths
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(decide(shuffled, rules)).toEqual(decide(paths, rules));
      }),
    );
  });

  it('keeps its answer when a loser goes away, but for MED of another AS', () => {
    const always = { ...genericRules, alwaysCompareMed: true };
    fc.assert(
      fc.property(anyPaths, (paths) => {
        const [best] = decide(paths, always);
        for (const loser of paths) {
          if (loser === best) continue;
          expect(
            decide(
              paths.filter((one) => one !== loser),
              always,
            )[0],
          ).toBe(best);
        }
      }),
    );
  });

  it('takes one as the last choice, or like any other, where the vendor does', () => {
    const reached = path(1, { metric: 10, attributes: changed(plain, { localPref: 50 }) });
    const unreached = path(2, { metric: undefined });
    const by = (unresolved: DecisionRules['unresolved'], paths: readonly Path[]) =>
      decide(paths, { ...genericRules, unresolved }).map(({ source }) => source);
    expect(by('excluded', [unreached])).toEqual([]);
    expect(by('last', [unreached])).toEqual([2]);
    expect(by('last', [unreached, reached])).toEqual([1]);
    expect(by('ignored', [unreached, reached])).toEqual([2]);
  });

  it('never uses a path whose next hop cannot be reached, unless the vendor does', () => {
    fc.assert(
      fc.property(anyPaths, anyRules, (paths, given) => {
        const rules: DecisionRules = { ...given, unresolved: 'excluded' };
        const used = decide(paths, rules);
        expect(used.every(({ metric }) => metric !== undefined)).toBe(true);
        expect(used.length > 0).toBe(paths.some(({ metric }) => metric !== undefined));
      }),
    );
  });

  it('compares MED within a neighbour AS only, unless told to', () => {
    const a = path(1, { attributes: changed(plain, { asPath: [65001], med: 50 }), routerId: 1 });
    const b = path(2, { attributes: changed(plain, { asPath: [65002], med: 10 }), routerId: 2 });
    expect(decide([a, b], genericRules)).toEqual([a]);
    expect(decide([a, b], { ...genericRules, alwaysCompareMed: true })).toEqual([b]);
  });

  it('finds the classic MED triangle the same way in every order', () => {
    // a beats b by age, b beats c by MED, c beats a by age: only elimination in groups has one answer.
    const a = path(1, { attributes: changed(plain, { asPath: [65001] }), learnedMicros: 2 });
    const b = path(2, { attributes: changed(plain, { asPath: [65002], med: 10 }), learnedMicros: 3 });
    const c = path(3, { attributes: changed(plain, { asPath: [65002], med: 20 }), learnedMicros: 1 });
    for (const paths of [
      [a, b, c],
      [c, b, a],
      [b, a, c],
    ])
      expect(decide(paths, genericRules)).toEqual([a]);
  });

  it('takes a missing MED for the best, or the worst', () => {
    const without = path(1);
    const lowest = path(2, { attributes: changed(plain, { med: 1 }) });
    expect(decide([without, lowest], genericRules)).toEqual([without]);
    expect(decide([without, lowest], { ...genericRules, missingMed: 'worst' })).toEqual([lowest]);
  });

  it('uses equal paths together when told to, with one AS_PATH unless relaxed', () => {
    const two = { ...genericRules, maximumPaths: 2 };
    const [a, b, c] = [path(1, { routerId: 1 }), path(2, { routerId: 2 }), path(3, { routerId: 3 })];
    expect(decide([c, b, a], two)).toEqual([a, b]);
    const other = path(2, { routerId: 2, attributes: changed(plain, { asPath: [65002] }) });
    expect(decide([a, other], two)).toEqual([a]);
    expect(decide([a, other], { ...two, multipathRelax: true })).toEqual([a, other]);
    const farther = path(2, { routerId: 2, metric: 5 });
    expect(decide([a, farther], two)).toEqual([a]);
  });
});

const anyRules: fc.Arbitrary<DecisionRules> = fc.record({
  steps: fc.subarray([...decisionSteps], { minLength: 6 }),
  alwaysCompareMed: fc.boolean(),
  missingMed: fc.constantFrom('best', 'worst'),
  maximumPaths: fc.constantFrom(1, 4),
  maximumPathsInternal: fc.constantFrom(1, 4),
  multipathRelax: fc.boolean(),
  unresolved: fc.constantFrom('excluded' as const, 'last' as const, 'ignored' as const),
});
