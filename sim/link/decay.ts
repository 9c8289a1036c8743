/** Received light that falls or rises linearly: level and crossing of the receiver's threshold, in whole numbers. */

/** What a healthy link receives. */
export const NOMINAL_MILLI_DBM = -3_000;
/** What a meter shows without light. */
export const DARK_MILLI_DBM = -40_000;

/** Least light a receiver works with (user guide, layer 1): 10GBASE-LR, and per lane of 100 and 400GBASE-LR4. */
export const thresholdMilliDbm = (rateBps: number): number =>
  rateBps >= 100_000_000_000 ? -10_600 : -14_400;

export interface Decay {
  readonly fromMilliDbm: number;
  readonly toMilliDbm: number;
  readonly startMicros: number;
  /** 0: at once. */
  readonly overMicros: number;
}

/** Level at a time, milli-dBm, rounded down. */
export function levelAt(decay: Decay, micros: number): number {
  const { fromMilliDbm, toMilliDbm, startMicros, overMicros } = decay;
  const elapsed = micros - startMicros;
  if (elapsed >= overMicros) return toMilliDbm;
  if (elapsed <= 0) return fromMilliDbm;
  return fromMilliDbm + floorRatio(toMilliDbm - fromMilliDbm, elapsed, overMicros);
}

/**
 * The first µs after the start at which the level is on the other side of the threshold, or undefined. Below the
 * threshold means less than it: exactly at it the receiver still works. Agrees with `levelAt` to the µs.
 */
export function crossing(decay: Decay, threshold: number): number | undefined {
  const { fromMilliDbm, toMilliDbm, startMicros, overMicros } = decay;
  const darkens = fromMilliDbm >= threshold && toMilliDbm < threshold;
  const lightens = fromMilliDbm < threshold && toMilliDbm >= threshold;
  if (!darkens && !lightens) return undefined;
  const span = Math.abs(toMilliDbm - fromMilliDbm);
  const part = Math.abs(threshold - fromMilliDbm);
  // Falling: the first µs that is past the exact crossing. Rising: the first at which it has been reached.
  if (darkens) return startMicros + floorRatio(part, overMicros, span) + (overMicros === 0 ? 0 : 1);
  return startMicros - floorRatio(-part, overMicros, span);
}

/** floor(a × b ÷ c): the product passes 2^53 when a fibre decays over days. */
function floorRatio(a: number, b: number, c: number): number {
  const product = BigInt(a) * BigInt(b);
  const divisor = BigInt(c);
  const quotient = product / divisor;
  return Number(product < 0n && quotient * divisor !== product ? quotient - 1n : quotient);
}
