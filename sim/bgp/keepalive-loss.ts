/**
 * When random loss ends a session: KEEPALIVEs ride TCP, so the hold timer expires only when one segment stays
 * unacknowledged for too long. Shallow runs of lost transmissions end nothing; how many segments pass until a deep
 * one is one draw, and only deep ones are played out.
 */
import { firstRunOf } from '../kernel/loss.ts';
import { lastIndex, type Stream, tick } from '../kernel/stream.ts';
import { retransmissionDelay, transmissionsWithin } from './tcp.ts';

export interface LossyHearing {
  readonly seed: number;
  /** KEEPALIVEs of the other end. */
  readonly stream: Stream;
  /** Loss of what comes in, and of the acknowledgements that go out, parts per million. */
  readonly lossInPpm: number;
  readonly lossOutPpm: number;
  readonly holdMicros: number;
  readonly delayMicros: number;
  /** µs at which the loss begins, and of the last arrival before. */
  readonly nowMicros: number;
  readonly heardMicros: number;
  /** The next uniform number in [0, 1). */
  readonly draw: () => number;
}

/** Ten years: later is never. */
const HORIZON_MICROS = 10 * 365 * 86_400_000_000;
/** Transmissions of a segment that, together, can end a session; those before are drawn as one. */
const PLAYED = 4;
/** A loss that needs more deep runs than this does not end the session within any drill. */
const MOST_RUNS = 20_000;

/** µs at which the hold timer expires; Infinity for never. */
export function holdExpiry(hearing: LossyHearing): number {
  const { seed, stream, nowMicros, draw } = hearing;
  const chances = chancesOf(hearing);
  const depth = depthOf(hearing);
  let deepChance = 1;
  for (let n = 0; n < depth; n++) deepChance *= 1 - chances.acknowledged;
  let index = lastIndex(seed, stream, nowMicros - 1) + 1;
  let heard = hearing.heardMicros;
  for (let run = 0; run < MOST_RUNS; run++) {
    const segments = firstRunOf(deepChance, 1, draw());
    if (!(segments * stream.intervalMicros < HORIZON_MICROS)) break;
    if (segments > 1) {
      index += segments - 1;
      heard = tick(seed, stream, index - 1) + hearing.delayMicros;
    }
    const sent = tick(seed, stream, index);
    if (sent - nowMicros > HORIZON_MICROS) break;
    const end = playSegments(hearing, chances, sent, heard, depth);
    if (end.expired) return end.atMicros;
    heard = end.heardMicros;
    index = lastIndex(seed, stream, end.atMicros) + 1;
  }
  return Number.POSITIVE_INFINITY;
}

interface Chances {
  readonly arrived: number;
  readonly acknowledged: number;
  /** Arrived, though the acknowledgement did not come. */
  readonly arrivedUnacknowledged: number;
}

function chancesOf({ lossInPpm, lossOutPpm }: LossyHearing): Chances {
  const arrived = (1_000_000 - lossInPpm) / 1_000_000;
  const acknowledged = arrived * ((1_000_000 - lossOutPpm) / 1_000_000);
  const lost = 1 - acknowledged;
  return { arrived, acknowledged, arrivedUnacknowledged: lost > 0 ? (arrived - acknowledged) / lost : 0 };
}

/** Lost transmissions in a row that end within the interval of the stream and cannot end the session. */
function depthOf({ holdMicros, stream }: LossyHearing): number {
  const short = transmissionsWithin(Math.floor((stream.intervalMicros * 6) / 7));
  return Math.max(1, Math.min(short, transmissionsWithin(holdMicros) - PLAYED));
}

type End =
  | { readonly expired: true; readonly atMicros: number }
  | { readonly expired: false; readonly atMicros: number; readonly heardMicros: number };

/** A segment whose first `unacknowledged` transmissions fail, and those that follow it without a pause. */
function playSegments(
  { seed, stream, holdMicros, delayMicros, draw }: LossyHearing,
  { arrived, acknowledged, arrivedUnacknowledged }: Chances,
  firstSent: number,
  heardBefore: number,
  unacknowledged: number,
): End {
  let sent = firstSent;
  let heard = heardBefore;
  let fresh = true;
  let known = unacknowledged;
  for (let transmission = 0; ; transmission++) {
    const at = sent + retransmissionDelay(transmission);
    if (at + delayMicros > heard + holdMicros) return { expired: true, atMicros: heard + holdMicros };
    const u = draw();
    const arrives = u < (transmission < known ? arrivedUnacknowledged : arrived);
    if (arrives && fresh) {
      heard = at + delayMicros;
      fresh = false;
    }
    if (transmission < known || u >= acknowledged) continue;
    // KEEPALIVEs that fell due meanwhile go out together, as the next segment.
    if (lastIndex(seed, stream, at) <= lastIndex(seed, stream, sent))
      return { expired: false, atMicros: at, heardMicros: heard };
    sent = at;
    transmission = -1;
    fresh = true;
    known = 0;
  }
}
