/** The detection timers of one BFD session that is Up, packet by packet. */
import { jittered } from '../../../sim/bgp/keepalives.ts';
import { entityKey } from '../../../sim/kernel/random.ts';
import { tick } from '../../../sim/kernel/stream.ts';
import type { Direction } from '../../../sim/link/contract.ts';
import type { Expiry, Wire } from './keepalive.ts';

export interface BfdSender {
  readonly name: string;
  readonly direction: Direction;
  /** µs at which it went Up: the first packet of the fast stream. */
  readonly upMicros: number;
}

export interface BfdModel {
  readonly seed: number;
  /** Agreed interval, and the detection time of both ends. */
  readonly intervalMicros: number;
  readonly detectionMicros: number;
  readonly delayMicros: number;
  readonly senders: readonly [BfdSender, BfdSender];
  readonly wires: readonly Wire[];
  readonly untilMicros: number;
  readonly random: () => number;
}

function detectionOf(model: BfdModel, sender: BfdSender): number {
  const stream = {
    phaseMicros: sender.upMicros,
    ...jittered(model.intervalMicros),
    key: entityKey(sender.name),
    purpose: 'bfdJitter',
  } as const;
  let heard = sender.upMicros + model.delayMicros;
  for (let k = 1; heard <= model.untilMicros; k++) {
    const at = tick(model.seed, stream, k);
    if (at + model.delayMicros > heard + model.detectionMicros) return heard + model.detectionMicros;
    const wire = model.wires.findLast(({ atMicros }) => atMicros <= at);
    const lost =
      wire !== undefined &&
      (!wire.open[sender.direction] || model.random() * 1_000_000 < wire.lossPpm[sender.direction]);
    if (!lost) heard = at + model.delayMicros;
  }
  return Number.POSITIVE_INFINITY;
}

/** The first of both detection timers to expire. */
export function firstDetection(model: BfdModel): Expiry | undefined {
  const [one, other] = model.senders.map((sender) => ({
    atMicros: detectionOf(model, sender),
    missed: sender.direction,
  }));
  const first = one !== undefined && other !== undefined && other.atMicros < one.atMicros ? other : one;
  return first === undefined || first.atMicros > model.untilMicros ? undefined : first;
}
