/** The judge has two neighbours with the same prefix: what decides makes it right, and without it is left. */
import type { Expectation, PolicyCase, Variant } from './case.ts';
import { type InsideExits, insideExits, P, type TwoExits, twoExits } from './topologies.ts';

export const LEFT: Expectation = { best: 'left' };
export const RIGHT: Expectation = { best: 'right' };

export type Asked = Pick<PolicyCase, 'name' | 'decides'>;

/** The judge chooses; what decides makes it right, and without it is left. */
export const judged = (asked: Asked, withIt: Variant, without: Variant): PolicyCase => ({
  ...asked,
  prefix: P,
  tested: 'judge',
  asked: 'judge',
  with: withIt,
  without,
});

export const between = (asked: Asked, withIt: TwoExits, without: TwoExits): PolicyCase =>
  judged(
    asked,
    { network: twoExits(withIt), expected: RIGHT },
    { network: twoExits(without), expected: LEFT },
  );

export const inside = (asked: Asked, withIt: InsideExits, without: InsideExits): PolicyCase =>
  judged(
    asked,
    { network: insideExits(withIt), expected: RIGHT },
    { network: insideExits(without), expected: LEFT },
  );

export const preferred = (value: number) => ({
  import: [{ set: { localPreference: value }, action: 'accept' as const }],
});
