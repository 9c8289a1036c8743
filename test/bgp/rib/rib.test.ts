import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../sim/bgp/rib/decision.ts';
import type { Nlri } from '../../../sim/bgp/rib/nlri.ts';
import type { Path } from '../../../sim/bgp/rib/path.ts';
import { type Delta, emptyRib, learn as learnBatch, type Rib } from '../../../sim/bgp/rib/rib.ts';
import { genericRules } from '../../../sim/bgp/rib/rules.ts';
import { entries, get } from '../../../sim/bgp/rib/trie.ts';
import { anyNlri, anyPath } from './arbitrary.ts';

interface PathChange {
  readonly nlri: Nlri;
  readonly source: number;
  readonly path: Path | undefined;
}

const anyChanges: fc.Arbitrary<PathChange[]> = fc.array(
  fc
    .tuple(anyNlri, anyPath, fc.boolean())
    .map(([nlri, path, gone]) => ({ nlri, source: path.source, path: gone ? undefined : path })),
  { maxLength: 40 },
);

/** Source by source, each with all its changes at once. */
function learn(
  rib: Rib,
  changes: readonly PathChange[],
): { readonly rib: Rib; readonly deltas: readonly Delta[] } {
  const sources = [...new Set(changes.map(({ source }) => source))];
  const deltas: Delta[] = [];
  let learned = rib;
  for (const source of sources) {
    const own = changes.filter((change) => change.source === source);
    const batch = { prefixes: own.map(({ nlri }) => nlri), values: own.map(({ path }) => path) };
    const after = learnBatch(learned, source, batch, genericRules);
    learned = after.rib;
    deltas.push(...after.deltas);
  }
  return { rib: learned, deltas };
}

describe('a Loc-RIB', () => {
  it('holds the last path of every source, and uses what the decision says', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const { rib } = learn(emptyRib, changes);
        const last = new Map<string, PathChange>();
        for (const change of changes) last.set(`${change.nlri.text} ${change.source}`, change);
        const paths = [...last.values()].filter(({ path }) => path !== undefined);
        for (const { nlri, value } of entries(rib)) {
          const expected = paths
            .filter((change) => change.nlri === nlri)
            .flatMap(({ path }): Path[] => (path === undefined ? [] : [path]))
            .sort((a, b) => a.source - b.source);
          expect(value.paths).toEqual(expected);
          expect(value.best).toEqual(decide(expected, genericRules));
        }
        for (const { nlri } of paths) expect(get(rib, nlri)).toBeDefined();
      }),
    );
  });

  it('is empty when everything is withdrawn', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const { rib } = learn(emptyRib, changes);
        const withdrawn = changes.map((change) => ({ ...change, path: undefined })).reverse();
        expect(learn(rib, withdrawn).rib).toEqual(emptyRib);
      }),
    );
  });

  it('is the same, and tells of nothing, when it learns what it has', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const { rib } = learn(emptyRib, changes);
        const again = [...entries(rib)].flatMap(({ nlri, value }) =>
          value.paths.map((path) => ({ nlri, source: path.source, path: { ...path } })),
        );
        expect(learn(rib, again)).toEqual({ rib, deltas: [] });
      }),
    );
  });

  it('tells of each change of what is used, and of nothing else', () => {
    fc.assert(
      fc.property(anyChanges, anyChanges, (first, second) => {
        const before = learn(emptyRib, first).rib;
        const { rib: after, deltas } = learn(before, second);
        const used = new Map([...entries(before)].map(({ nlri, value }) => [nlri, value.best]));
        for (const delta of deltas) {
          expect(delta.before).toEqual(used.get(delta.nlri) ?? []);
          used.set(delta.nlri, delta.after);
        }
        for (const { nlri, value } of entries(after)) expect(used.get(nlri) ?? []).toEqual(value.best);
      }),
    );
  });
});
