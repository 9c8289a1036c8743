import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Hasher } from '../../sim/kernel/hash.ts';
import { EVENT, type EventClass, EventQueue, INPUT } from '../../sim/kernel/queue.ts';

const hashOf = (queue: EventQueue) => {
  const hasher = new Hasher();
  queue.hash(hasher);
  return hasher.digest();
};

function drain(queue: EventQueue): number[] {
  const order: number[] = [];
  while (queue.size > 0) {
    queue.pop();
    order.push(queue.head.a);
  }
  return order;
}

interface Pending {
  readonly time: number;
  readonly klass: EventClass;
  readonly index: number;
  readonly cause: number;
}

function never(): never {
  throw new Error('the model is empty');
}

const entries = fc.array(fc.record({ time: fc.nat(20), klass: fc.constantFrom(EVENT, INPUT) }), {
  maxLength: 300,
});

describe('the event queue', () => {
  test('gives back by time, then events before inputs, then in the order they came', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const queue = new EventQueue();
        given.forEach(({ time, klass }, index) => {
          queue.push(time, klass, 0, index, 0, -1);
        });
        const expected = given
          .map((entry, index) => ({ ...entry, index }))
          .sort((x, y) => x.time - y.time || x.klass - y.klass || x.index - y.index)
          .map(({ index }) => index);
        expect(drain(queue)).toEqual(expected);
      }),
    );
  });

  test('keeps its order when pushes and pops alternate, and through a snapshot', () => {
    fc.assert(
      fc.property(entries, fc.nat(300), (given, taken) => {
        const queue = new EventQueue();
        given.forEach(({ time, klass }, index) => {
          queue.push(time, klass, index, index, index, index);
        });
        for (let n = 0; n < taken && queue.size > 0; n++) queue.pop();
        const copy = new EventQueue();
        copy.load(queue.save());
        expect(hashOf(copy)).toBe(hashOf(queue));
        queue.push(5, EVENT, 0, 1000, 0, -1);
        expect(copy.size).toBe(queue.size - 1);
        copy.push(5, EVENT, 0, 1000, 0, -1);
        expect(drain(copy)).toEqual(drain(queue));
      }),
    );
  });

  test('stands for a sorted list, whatever is done to it in whatever order', () => {
    const steps = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.record({ time: fc.nat(6), klass: fc.constantFrom(EVENT, INPUT) }) },
        { weight: 4, arbitrary: fc.constant('pop' as const) },
        fc.constantFrom('look' as const, 'copy' as const, 'forget causes' as const),
      ),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, (given) => {
        let queue = new EventQueue();
        let model: Pending[] = [];
        given.forEach((step, index) => {
          if (typeof step === 'object') {
            queue.push(step.time, step.klass, index, index, index, index);
            model.push({ ...step, index, cause: index });
            model.sort((x, y) => x.time - y.time || x.klass - y.klass || x.index - y.index);
          } else if (step === 'pop' && model.length > 0) {
            queue.pop();
            const { time, index: a, cause } = model.shift() ?? never();
            expect(queue.head).toEqual({ time, kind: a, a, b: a, cause });
          } else if (step === 'look') {
            expect(queue.nextTime).toBe(model[0]?.time ?? Number.POSITIVE_INFINITY);
            expect(queue.nextClass).toBe(model[0]?.klass ?? EVENT);
          } else if (step === 'copy') {
            const copy = new EventQueue();
            for (const time of [1, 2]) copy.push(time, EVENT, 0, 0, 0, -1);
            copy.pop();
            copy.load(queue.save());
            queue = copy;
          } else if (step === 'forget causes') {
            queue.forgetCauses(-7);
            model = model.map((entry) => ({ ...entry, cause: -7 }));
          }
          expect(queue.size).toBe(model.length);
        });
        expect(drain(queue)).toEqual(model.map(({ index }) => index));
      }),
      { numRuns: 300 },
    );
  });

  test('hashes what is to come, not how the heap lies or what caused it', () => {
    const [one, other] = [new EventQueue(), new EventQueue()];
    for (const time of [3, 1, 2]) one.push(time, EVENT, 0, time, 0, 7);
    for (const time of [1, 2, 3]) other.push(time, EVENT, 0, time, 0, 8);
    expect(hashOf(one)).toBe(hashOf(other));
    other.push(4, EVENT, 0, 4, 0, 8);
    expect(hashOf(one)).not.toBe(hashOf(other));
  });

  test('refuses times that are none, and to give what it does not have', () => {
    const queue = new EventQueue();
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, 1e300])
      expect(() => queue.push(time, EVENT, 0, 0, 0, -1)).toThrow(RangeError);
    expect(() => queue.pop()).toThrow(RangeError);
    expect(queue.nextTime).toBe(Number.POSITIVE_INFINITY);
  });
});
