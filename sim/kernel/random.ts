/**
 * Counter-based randomness: a draw is a hash of (seed, entity key, purpose, n). There is no stream to disturb, so
 * one entity more or a question asked twice changes nothing elsewhere.
 */

/** 64 bits made from an entity's name, never from an index: what is added later leaves old draws alone. */
export interface EntityKey {
  readonly high: number;
  readonly low: number;
}

/** Every use of randomness has its own number, so that two uses never share a draw. */
export const purposes = {
  keepaliveJitter: 1,
  bfdJitter: 2,
  lacpPhase: 3,
  streamPhase: 4,
  lossExpiry: 5,
  segmentLoss: 6,
  connectRetryJitter: 7,
  resourceId: 8,
  bfdPhase: 9,
  memberChoice: 10,
  pduLoss: 11,
  bfdLoss: 12,
  holdJitter: 13,
  idleHoldJitter: 14,
  addressDetection: 15,
  updateProcessing: 16,
  connectPeriodJitter: 17,
} as const;
export type Purpose = keyof typeof purposes;

const avalanche = (x: number) => {
  let y = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  y = Math.imul(y ^ (y >>> 15), 0x846ca68b);
  return y ^ (y >>> 16);
};

/** FNV-1a over UTF-16 units in two lanes. */
export function entityKey(name: string): EntityKey {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ (unit + 0x9e37), 0x5bd1e995);
  }
  return { high: avalanche(high), low: avalanche(low ^ high) };
}

/** 32 uniform bits. `n` counts draws of one entity and purpose, up to 2^53. */
export function bits(seed: number, key: EntityKey, purpose: Purpose, n: number): number {
  let x = avalanche(seed ^ 0x5851f42d);
  x = avalanche(x ^ Math.floor(seed / 0x1_0000_0000));
  x = avalanche(x ^ key.high);
  x = avalanche(x ^ key.low);
  x = avalanche(x ^ Math.imul(purposes[purpose], 0x9e3779b9));
  x = avalanche(x ^ n);
  x = avalanche(x ^ Math.floor(n / 0x1_0000_0000));
  return x >>> 0;
}

/** Uniform in [0, 1), a multiple of 2^-32. */
export function uniform(seed: number, key: EntityKey, purpose: Purpose, n: number): number {
  return bits(seed, key, purpose, n) / 0x1_0000_0000;
}
