/**
 * Periodic packets without events: a stream is (phase, interval, jitter), the k-th packet leaves at
 * phase + k × interval, pulled forward by up to `jitterPpm` of the interval. Any packet's time can be asked for
 * directly, so a quiet month costs nothing.
 */
import { type EntityKey, type Purpose, uniform } from './random.ts';

export interface Stream {
  /** µs of packet 0 before jitter. */
  readonly phaseMicros: number;
  readonly intervalMicros: number;
  /** Largest pull-forward, parts per million of the interval; at most 500,000. */
  readonly jitterPpm: number;
  readonly key: EntityKey;
  readonly purpose: Purpose;
}

/**
 * µs at which packet k leaves. Packet 0 is the start: the others are where they are had it been pulled forward too, so
 * that the first gap is like any other.
 */
export function tick(seed: number, stream: Stream, k: number): number {
  const at = stream.phaseMicros + k * stream.intervalMicros;
  if (stream.jitterPpm === 0 || k <= 0) return at;
  const most = Math.floor((stream.intervalMicros * stream.jitterPpm) / 1_000_000);
  const pull = (n: number) => Math.floor(uniform(seed, stream.key, stream.purpose, n) * most);
  return at + pull(0) - pull(k);
}

/** Number of the latest packet that left at or before t; -1 when none has. */
export function lastIndex(seed: number, stream: Stream, t: number): number {
  let k = Math.floor((t - stream.phaseMicros) / stream.intervalMicros) + 1;
  while (k >= 0 && tick(seed, stream, k) > t) k--;
  return Math.max(k, -1);
}

/** µs of the latest packet that left at or before t, or -Infinity. */
export function lastTick(seed: number, stream: Stream, t: number): number {
  const k = lastIndex(seed, stream, t);
  return k < 0 ? Number.NEGATIVE_INFINITY : tick(seed, stream, k);
}

/** µs of the first packet that leaves at or after t. */
export function nextTick(seed: number, stream: Stream, t: number): number {
  const k = lastIndex(seed, stream, t);
  if (k >= 0 && tick(seed, stream, k) === t) return t;
  return tick(seed, stream, k + 1);
}
