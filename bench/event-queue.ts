import { EVENT, EventQueue } from '../sim/kernel/queue.ts';
import type { Figure } from './main.ts';
import { median, nanosOf } from './measure.ts';
import { ObjectHeap } from './object-heap.ts';

const HELD = 10_000;
const STEPS = 50_000;
const ROUNDS = 31;

/** Exponential with a mean of 30 s, as pending timers of independent sessions are. */
function delays(): Uint32Array {
  let state = 0x9e37_79b9;
  return Uint32Array.from({ length: STEPS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 - 30_000_000 * Math.log(1 - state / 0x1_0000_0000);
  });
}

/**
 * The hold model (Jones 1986): 10,000 entries stand in the queue, and every step takes the first and puts another one
 * in. Rounds alternate between the engine's queue and its peer: a binary heap of objects with the same order and the
 * same fields, which allocates an object an event and moves references, not keys. Throws when the two disagree on the
 * order.
 */
export async function eventQueue(): Promise<readonly Figure[]> {
  const pauses = delays();
  const ours = new EventQueue();
  const objects = new ObjectHeap();
  for (let n = 0; n < HELD; n++) {
    const time = pauses[n] ?? 0;
    ours.push(time, EVENT, n & 7, n, 0, n);
    objects.push(time, EVENT, n & 7, n, 0, n);
  }
  const runOurs = (): number => {
    let sum = 0;
    for (let n = 0; n < STEPS; n++) {
      ours.pop();
      const { time, kind, a, b, cause } = ours.head;
      sum = (Math.imul(sum, 31) + a) | 0;
      ours.push(time + (pauses[n] ?? 0), EVENT, kind, a, b, cause);
    }
    return sum;
  };
  const runObjects = (): number => {
    let sum = 0;
    for (let n = 0; n < STEPS; n++) {
      const { time, kind, a, b, cause } = objects.pop();
      sum = (Math.imul(sum, 31) + a) | 0;
      objects.push(time + (pauses[n] ?? 0), EVENT, kind, a, b, cause);
    }
    return sum;
  };
  const pairs = Array.from({ length: ROUNDS }, () => {
    const sums = { ours: 0, objects: 0 };
    const nanos = {
      ours: nanosOf(() => {
        sums.ours = runOurs();
      }),
      objects: nanosOf(() => {
        sums.objects = runObjects();
      }),
    };
    if (sums.ours !== sums.objects) throw new Error('the queues disagree on the order');
    return nanos;
  });
  const perStep = (side: 'ours' | 'objects') => median(pairs.map((pair) => pair[side])) / STEPS;
  return [
    {
      name: 'event-queue-10k-vs-object-heap',
      value: median(pairs.map(({ ours: own, objects: plain }) => plain / own)),
      unit: 'x',
    },
    { name: 'event-queue-10k-step', value: perStep('ours'), unit: 'ns' },
    { name: 'object-heap-10k-step', value: perStep('objects'), unit: 'ns' },
  ];
}
