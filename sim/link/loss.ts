/** Draws about a stream of which each packet is lost with the same chance, without looking at single packets. */

const PARTS = 1_000_000;
/** Steps after which the run of losses that a survivor stands in has forgotten where it began. */
const FORGOTTEN = 1_024;
/** 2^50 trials never happen in the µs that a simulation can count. */
const LARGEST_POWER = 50;

/** Trial (from 1) that is the first not lost; `u` in [0, 1) picks it. Infinity when practically never. */
export function firstSuccess(lossPpm: number, u: number): number {
  if (lossPpm <= 0) return 1;
  if (lossPpm >= PARTS) return Number.POSITIVE_INFINITY;
  // Trial k + 1 is wanted for the most losses k with chance loss^k > u', where u' = 1 − u is in (0, 1].
  const left = 1 - u;
  const powers = [lossPpm / PARTS];
  while (powers.length <= LARGEST_POWER && top(powers) >= left) powers.push(top(powers) * top(powers));
  if (powers.length > LARGEST_POWER) return Number.POSITIVE_INFINITY;
  let lost = 0;
  let chance = 1;
  let weight = 1;
  for (let power = 1; power < powers.length; power++) weight *= 2;
  for (const power of powers.toReversed()) {
    if (chance * power >= left) {
      chance *= power;
      lost += weight;
    }
    weight /= 2;
  }
  return lost + 1;
}

/**
 * How many packets were lost last in a row, given that after `trials` trials there were never `run` in a row yet;
 * `before` were already lost when they began. `before + trials` means that none arrived.
 */
export function lossesInARow(
  lossPpm: number,
  run: number,
  before: number,
  trials: number,
  u: number,
): number {
  const loss = lossPpm / PARTS;
  let chances: number[] = Array.from({ length: run }, (_, lost) => (lost === before ? 1 : 0));
  for (let trial = 0; trial < Math.min(trials, FORGOTTEN); trial++) {
    // What would reach `run` is left out: it did not happen.
    const sum = chances.reduce((total, chance) => total + chance, 0);
    const next = chances.map((_, lost) => (lost === 0 ? sum * (1 - loss) : (chances[lost - 1] ?? 0) * loss));
    const left = next.reduce((total, chance) => total + chance, 0);
    if (left <= 0) return before + trials;
    chances = next.map((chance) => chance / left);
  }
  let rest = u;
  for (let lost = 0; lost < run; lost++) {
    rest -= chances[lost] ?? 0;
    if (rest < 0) return lost;
  }
  return run - 1;
}

const top = (list: readonly number[]): number => list[list.length - 1] ?? 0;
