import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlaps, type Prefix, parsePrefix, prefixOf } from '../../sim/topology/address.ts';
import { TakenSubnets } from '../../sim/topology/taken-subnets.ts';

const prefix: fc.Arbitrary<Prefix> = fc.oneof(
  fc
    .tuple(fc.bigInt(0n, 255n), fc.integer({ min: 20, max: 32 }))
    .map(([low, length]) => prefixOf({ family: 'ipv4', bits: 0xa9fe0000n + low }, length)),
  fc
    .tuple(fc.bigInt(0n, 255n), fc.integer({ min: 116, max: 128 }))
    .map(([low, length]) => prefixOf({ family: 'ipv6', bits: low }, length)),
);

test('a subnet overlaps what is taken if it overlaps one of it, however the two were asked and added', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ prefix, adds: fc.boolean() }), { maxLength: 40 }), (script) => {
      const pool = new TakenSubnets();
      const all: Prefix[] = [];
      for (const step of script) {
        expect(pool.overlaps(step.prefix)).toBe(all.some((other) => overlaps(other, step.prefix)));
        if (!step.adds) continue;
        pool.add(step.prefix);
        all.push(step.prefix);
      }
    }),
  );
});

test('a longer one inside breaks a subnet, and only that', () => {
  const pool = new TakenSubnets([parsePrefix('169.254.0.5/32')]);
  expect(pool.overlaps(parsePrefix('169.254.0.4/30'))).toBe(true);
  expect(pool.overlaps(parsePrefix('169.254.0.8/30'))).toBe(false);
});
