/**
 * The hold timers of one session, packet by packet: every KEEPALIVE, every retransmission and every acknowledgement is
 * simulated. Slow and plain on purpose: the analytic engine is measured against it.
 *
 * TCP as in Linux: the first unacknowledged segment is repeated after 0.2 s, then doubling to 120 s; what falls due
 * meanwhile waits and leaves as one segment after the acknowledgement.
 */
import { jittered } from '../../../sim/bgp/keepalives.ts';
import { entityKey } from '../../../sim/kernel/random.ts';
import { tick } from '../../../sim/kernel/stream.ts';
import type { Direction } from '../../../sim/link/contract.ts';

/** From this time on the wire is so. */
export interface Wire {
  readonly atMicros: number;
  readonly open: Readonly<Record<Direction, boolean>>;
  readonly lossPpm: Readonly<Record<Direction, number>>;
}

export interface Sender {
  readonly name: string;
  readonly direction: Direction;
  readonly phaseMicros: number;
  readonly keepaliveMicros: number;
}

export interface SessionModel {
  readonly seed: number;
  readonly holdMicros: number;
  readonly delayMicros: number;
  readonly senders: readonly [Sender, Sender];
  /** Sorted; before the first entry nothing is lost. */
  readonly wires: readonly Wire[];
  readonly untilMicros: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface Expiry {
  readonly atMicros: number;
  /** Direction of the KEEPALIVEs that were missed. */
  readonly missed: Direction;
}

const FIRST_TIMEOUT = 204_000;
const LONGEST_TIMEOUT = 120_000_000;

const opposite = (direction: Direction): Direction => (direction === 'toAws' ? 'toCustomer' : 'toAws');

function wireAt({ wires }: SessionModel, t: number): Wire | undefined {
  return wires.findLast(({ atMicros }) => atMicros <= t);
}

function passes(model: SessionModel, direction: Direction, t: number): boolean {
  const wire = wireAt(model, t);
  if (wire === undefined) return true;
  return wire.open[direction] && model.random() * 1_000_000 >= wire.lossPpm[direction];
}

/** µs at which the receiver of one sender's KEEPALIVEs gives up; Infinity for not in time. */
function expiryOf(model: SessionModel, sender: Sender): number {
  const { seed, holdMicros, delayMicros, untilMicros } = model;
  const stream = {
    phaseMicros: sender.phaseMicros,
    ...jittered(sender.keepaliveMicros),
    key: entityKey(sender.name),
    purpose: 'keepaliveJitter',
  } as const;
  let heard = sender.phaseMicros + delayMicros;
  let k = 1;
  while (heard <= untilMicros) {
    // A segment leaves with the KEEPALIVE that is due, and is sent again until it is acknowledged.
    let at = tick(seed, stream, k++);
    let flush = true;
    while (flush) {
      let arrived = false;
      let timeout = FIRST_TIMEOUT;
      for (;;) {
        if (at + delayMicros > heard + holdMicros) return heard + holdMicros;
        if (passes(model, sender.direction, at)) {
          if (!arrived) heard = at + delayMicros;
          arrived = true;
          if (passes(model, opposite(sender.direction), at)) break;
        }
        at += timeout;
        timeout = Math.min(2 * timeout, LONGEST_TIMEOUT);
      }
      flush = false;
      while (tick(seed, stream, k) <= at) {
        k++;
        flush = true;
      }
    }
  }
  return Number.POSITIVE_INFINITY;
}

/** The first of both hold timers to expire. */
export function firstExpiry(model: SessionModel): Expiry | undefined {
  const [one, other] = model.senders.map((sender) => ({
    atMicros: expiryOf(model, sender),
    missed: sender.direction,
  }));
  const first = one !== undefined && other !== undefined && other.atMicros < one.atMicros ? other : one;
  return first === undefined || first.atMicros > model.untilMicros ? undefined : first;
}
