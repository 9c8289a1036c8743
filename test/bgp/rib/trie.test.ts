import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { union } from '../../../sim/bgp/rib/changes.ts';
import { compareNlri, covers, type Nlri, nlri, wordsOf } from '../../../sim/bgp/rib/nlri.ts';
import { emptyTable, lookUp, member, merge, reader } from '../../../sim/bgp/rib/table.ts';
import {
  emptyTrie,
  entries,
  get,
  inside,
  longestMatch,
  put,
  putAll,
  type Trie,
} from '../../../sim/bgp/rib/trie.ts';
import { contains, nthAddress, parseAddress, parsePrefix } from '../../../sim/topology/address.ts';
import { anyNlri } from './arbitrary.ts';

/** Puts and takes away; the last word on a prefix counts. */
const anyChanges = fc.array(fc.tuple(anyNlri, fc.option(fc.nat(9), { nil: undefined })), { maxLength: 40 });
type Changes = readonly (readonly [Nlri, number | undefined])[];

const applied = (changes: Changes): Trie<number> =>
  changes.reduce((trie, [prefix, value]) => put(trie, prefix, value), emptyTrie<number>());

function reference(changes: Changes): Map<Nlri, number> {
  const map = new Map<Nlri, number>();
  for (const [prefix, value] of changes) {
    if (value === undefined) map.delete(prefix);
    else map.set(prefix, value);
  }
  return map;
}

const listed = (changes: Changes) => ({
  prefixes: changes.map(([prefix]) => prefix),
  values: changes.map(([, value]) => value),
});

const sortedEntries = (map: ReadonlyMap<Nlri, number>) => [...map].sort(([a], [b]) => compareNlri(a, b));

describe('a trie of prefixes', () => {
  it('holds what a map would, in the order of prefixes', () => {
    fc.assert(
      fc.property(anyChanges, anyNlri, (changes, other) => {
        const [trie, map] = [applied(changes), reference(changes)];
        expect([...entries(trie)].map((entry) => [entry.nlri, entry.value])).toEqual(sortedEntries(map));
        for (const prefix of [...map.keys(), other]) expect(get(trie, prefix)).toBe(map.get(prefix));
      }),
    );
  });

  it('has one shape, whatever came and went before', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const straight = applied(sortedEntries(reference(changes)).reverse());
        expect(applied(changes)).toEqual(straight);
      }),
    );
  });

  it('is the same whether changes come one by one or together', () => {
    fc.assert(
      fc.property(anyChanges, anyChanges, (before, after) => {
        const trie = applied(before);
        const together = putAll(trie, listed(after));
        expect(together).toEqual(applied([...before, ...after]));
      }),
    );
  });

  it('never changes: what was there before is there still', () => {
    fc.assert(
      fc.property(anyChanges, anyChanges, (before, after) => {
        const trie = applied(before);
        const seen = [...entries(trie)];
        after.reduce((next, [prefix, value]) => put(next, prefix, value), trie);
        expect([...entries(trie)]).toEqual(seen);
      }),
    );
  });

  it('is the same object when nothing changes', () => {
    const trie = put(emptyTrie<number>(), nlri('10.0.0.0/8'), 1);
    expect(put(trie, nlri('10.0.0.0/8'), 1)).toBe(trie);
    expect(
      putAll(
        trie,
        listed([
          [nlri('10.0.0.0/8'), 1],
          [nlri('192.0.2.0/24'), undefined],
        ]),
      ),
    ).toBe(trie);
    expect(put(trie, nlri('10.0.0.0/9'), undefined)).toBe(trie);
  });

  it('matches the longest prefix that a naive search finds', () => {
    fc.assert(
      fc.property(anyChanges, anyNlri, fc.nat(3), (changes, near, n) => {
        const prefix = parsePrefix(near.text);
        const address = nthAddress(prefix, prefix.length === near.words.length * 32 ? 0 : n & 1);
        const expected = sortedEntries(reference(changes))
          .filter(([candidate]) => contains(parsePrefix(candidate.text), address))
          .sort(([a], [b]) => b.length - a.length)[0];
        const found = longestMatch(applied(changes), near.family, wordsOf(address));
        expect(found?.nlri).toBe(expected?.[0]);
      }),
    );
  });

  it('passes over what is not wanted', () => {
    const trie = applied([
      [nlri('10.0.0.0/8'), 1],
      [nlri('10.0.0.0/24'), 2],
    ]);
    const words = wordsOf(parseAddress('10.0.0.1'));
    expect(longestMatch(trie, 'ipv4', words, (value) => value === 1)?.nlri.text).toBe('10.0.0.0/8');
  });

  it('lists what is inside a prefix', () => {
    fc.assert(
      fc.property(anyChanges, anyNlri, (changes, outer) => {
        const expected = sortedEntries(reference(changes)).filter(([prefix]) => covers(outer, prefix));
        expect([...inside(applied(changes), outer)].map((entry) => entry.nlri)).toEqual(
          expected.map(([prefix]) => prefix),
        );
      }),
    );
  });
});

describe('a union of lists', () => {
  it('has each of their prefixes once, in the order of prefixes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyNlri), { maxLength: 4 }), (lists) => {
        const expected = [...new Set(lists.flat())].sort(compareNlri);
        expect(union(lists)).toEqual(expected);
      }),
    );
  });
});

describe('the table of a session', () => {
  it('holds what a map would, however the changes come', () => {
    fc.assert(
      fc.property(fc.array(anyChanges, { maxLength: 4 }), (batches) => {
        const table = batches.reduce((before, batch) => merge(before, listed(batch)), emptyTable<number>());
        const map = reference(batches.flat());
        expect(table.prefixes.map((prefix, index) => [prefix, table.values[index]])).toEqual(
          sortedEntries(map),
        );
        for (const prefix of map.keys()) expect(lookUp(table, prefix)).toBe(map.get(prefix));
      }),
    );
  });

  it('is read the same in any order', () => {
    fc.assert(
      fc.property(anyChanges, fc.array(anyNlri), (changes, others) => {
        const [table, map] = [merge(emptyTable<number>(), listed(changes)), reference(changes)];
        const [read, isThere] = [reader(table), member(table.prefixes)];
        for (const prefix of [...others, ...changes.map(([changed]) => changed)]) {
          expect(read(prefix)).toBe(map.get(prefix));
          expect(isThere(prefix)).toBe(map.has(prefix));
        }
      }),
    );
  });
});
