/** Two samples of one distribution? And random numbers of the reference's own, so that it shares no draw with the engine. */

/** Largest distance between two empirical distributions; Infinity counts as the largest value. */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  const values = [...new Set([...a, ...b])].sort((x, y) => x - y);
  const upTo = (sample: readonly number[], value: number) =>
    sample.filter((each) => each <= value).length / sample.length;
  return Math.max(...values.map((value) => Math.abs(upTo(a, value) - upTo(b, value))));
}

/** Distance that two samples of one distribution exceed once in a thousand times. */
export const criticalDistance = (n: number, m: number): number => 1.95 * Math.sqrt((n + m) / (n * m));

/** mulberry32. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
