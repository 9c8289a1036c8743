import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Hasher } from '../../sim/kernel/hash.ts';
import { EVENT, EventQueue, INPUT } from '../../sim/kernel/queue.ts';

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
