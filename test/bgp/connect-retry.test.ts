import { describe, expect, it } from 'vitest';
import { DELAY, Pair, SECOND } from './pair.ts';

const BEGINS = 10 * SECOND;

/**
 * µs after its beginning at which an end that nobody hears for 16 s is heard: SYNs went at 0, 1, 3, 7 and 15 s. AWS's end
 * only listens, and begins so late that its own ConnectRetryTimer does not come first.
 */
function secondAttempt(seed: number): number {
  const pair = new Pair({ seed, aws: { passive: true }, customer: { shutdown: true } });
  pair.at(SECOND, (one) => one.cut()).at(2 * SECOND, (one) => one.bgp.stop(one.peer, { notify: false }));
  pair.at(BEGINS, (one) => one.configure('customer', { shutdown: false }));
  pair.at(BEGINS + 16 * SECOND, (one) => one.bgp.start(one.peer));
  pair.at(BEGINS + 16 * SECOND, (one) => one.heal()).run(60 * SECOND);
  const heard = pair.when('bgp.state', 'Connect → OpenSent', BEGINS, 'customer') ?? Number.NaN;
  return heard - 2 * DELAY - BEGINS;
}

describe('ConnectRetryTimer in Connect', () => {
  it('is drawn for each attempt, between 75 % and all of its period (RFC 4271 §10)', () => {
    const seen = Array.from({ length: 12 }, (_, seed) => secondAttempt(seed + 1));
    for (const at of seen) {
      expect(at).toBeGreaterThanOrEqual(22.5 * SECOND);
      expect(at).toBeLessThanOrEqual(30 * SECOND);
    }
    expect(new Set(seen).size).toBe(seen.length);
  });
});
