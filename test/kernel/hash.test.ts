import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Hasher } from '../../sim/kernel/hash.ts';

const hash = (value: unknown) => new Hasher().value(value).digest();

describe('the hash', () => {
  test('of a record does not depend on the order in which its members were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        expect(hash(Object.fromEntries(Object.entries(record).reverse()))).toBe(hash(record));
      }),
    );
  });

  test('tells values apart that are alike', () => {
    const values = [
      0,
      1,
      -1,
      0.5,
      '0',
      '',
      'a',
      'b',
      true,
      false,
      null,
      [],
      [0],
      [[0]],
      {},
      { a: 1 },
      1n,
      [1, 2],
      [2, 1],
    ];
    expect(new Set(values.map(hash)).size).toBe(values.length);
  });

  test('has no collisions among neighbours', () => {
    const digests = new Set(Array.from({ length: 20_000 }, (_, n) => hash({ n, name: `v${n}` })));
    expect(digests.size).toBe(20_000);
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{16}$/);
  });
});
