/** BFD control packets as arithmetic: how long silence may last (RFC 5880 §6.8.4), and when loss makes it last. */
import { firstRun } from '../kernel/loss.ts';
import { lastIndex, type Stream, tick } from '../kernel/stream.ts';
import type { BfdSpec } from '../topology/spec.ts';

/** RFC 5880 §6.8.3: not faster than one packet a second while the session is not Up. */
export const SLOW_MICROS = 1_000_000;

/** Interval at which an end transmits: what it wants, not faster than the other end can receive. */
export function transmitInterval(own: BfdSpec | 'off', other: BfdSpec | 'off', up: boolean): number {
  const agreed = Math.max(
    own === 'off' ? SLOW_MICROS : own.intervalMicros,
    other === 'off' ? 0 : other.intervalMicros,
  );
  return up ? agreed : Math.max(SLOW_MICROS, agreed);
}

/** The other end's multiplier times the slower of its sending and our receiving. */
export function detectionTime(own: BfdSpec | 'off', other: BfdSpec | 'off', sendingMicros: number): number {
  if (own === 'off' || other === 'off') return 3 * SLOW_MICROS;
  return other.multiplier * Math.max(own.intervalMicros, sendingMicros);
}

export interface LossySession {
  readonly seed: number;
  /** Control packets of the other end. */
  readonly stream: Stream;
  readonly lossPpm: number;
  readonly detectionMicros: number;
  readonly delayMicros: number;
  readonly nowMicros: number;
  /** µs of the last packet that arrived outside the stream. */
  readonly heardMicros: number;
  readonly draw: () => number;
}

/** Ten years: later is never. */
const HORIZON_MICROS = 10 * 365 * 86_400_000_000;

/** µs at which a run of lost packets lasts for the detection time; Infinity for never. */
export function detectionUnderLoss(session: LossySession): number {
  const { seed, stream, lossPpm, detectionMicros, delayMicros, nowMicros, draw } = session;
  const most = Math.floor((stream.intervalMicros * stream.jitterPpm) / 1_000_000);
  // So many packets fall into every detection time, however they are jittered.
  const run = Math.max(1, Math.floor((detectionMicros - most) / stream.intervalMicros));
  let index = lastIndex(seed, stream, nowMicros - 1);
  let heard = session.heardMicros;
  for (;;) {
    const trial = firstRun(lossPpm, run, draw());
    if (!(trial * stream.intervalMicros < HORIZON_MICROS)) return Number.POSITIVE_INFINITY;
    index += trial;
    if (trial > run) heard = tick(seed, stream, index - run) + delayMicros;
    // A packet more may fit in: it has to be lost as well.
    let lost = true;
    while (lost && tick(seed, stream, index + 1) + delayMicros <= heard + detectionMicros) {
      index++;
      lost = draw() * 1_000_000 < lossPpm;
    }
    if (lost) return heard + detectionMicros;
    heard = tick(seed, stream, index) + delayMicros;
  }
}
