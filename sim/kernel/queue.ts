/**
 * The event queue: a heap with four children a node over typed arrays, ordered by (time, class, sequence). Only keys
 * and slot numbers move in it; what an entry carries stays in its slot. Cancelling is not its business: whoever
 * schedules passes a generation and drops stale events when they come up.
 */
import type { Hasher } from './hash.ts';
import type { Part } from './part.ts';

/** Inputs come after all events of their instant. */
export const EVENT = 0;
export const INPUT = 1;
export type EventClass = typeof EVENT | typeof INPUT;

/** Sequence numbers stay exact beside the class in one float64. */
const CLASS_WEIGHT = 0x1_0000_0000_0000;

export interface QueueState {
  readonly size: number;
  readonly sequence: number;
  readonly time: Float64Array;
  readonly order: Float64Array;
  readonly fields: Float64Array;
}

const FIELDS = 4;
const CHILDREN = 4;

export class EventQueue implements Part<QueueState> {
  #capacity = 64;
  #size = 0;
  #sequence = 0;
  /** Keys by place in the heap. */
  #time = new Float64Array(this.#capacity);
  #order = new Float64Array(this.#capacity);
  /** Slot by place in the heap; beyond its size stand the slots that are free. */
  #slot = Int32Array.from({ length: this.#capacity }, (_, place) => place);
  /** kind, a, b, cause of each slot. */
  #fields = new Float64Array(this.#capacity * FIELDS);

  /** The entry last popped. */
  readonly head = { time: 0, kind: 0, a: 0, b: 0, cause: 0 };

  get size(): number {
    return this.#size;
  }

  /** µs of the next entry, or Infinity. */
  get nextTime(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : at(this.#time, 0);
  }

  get nextClass(): EventClass {
    return this.#size > 0 && at(this.#order, 0) >= CLASS_WEIGHT ? INPUT : EVENT;
  }

  push(time: number, klass: EventClass, kind: number, a: number, b: number, cause: number): void {
    if (!(time >= Number.MIN_SAFE_INTEGER && time <= Number.MAX_SAFE_INTEGER))
      throw new RangeError(`event time ${time}`);
    if (this.#size === this.#capacity) this.#grow();
    const order = klass * CLASS_WEIGHT + this.#sequence++;
    const place = this.#size++;
    const slot = slotAt(this.#slot, place);
    this.#rise(place, time, order, slot);
    const fields = this.#fields;
    const base = slot * FIELDS;
    fields[base] = kind;
    fields[base + 1] = a;
    fields[base + 2] = b;
    fields[base + 3] = cause;
  }

  /** Takes the first entry into `head`. */
  pop(): void {
    if (this.#size === 0) throw new RangeError('pop of an empty queue');
    const { head } = this;
    const fields = this.#fields;
    const slot = slotAt(this.#slot, 0);
    const base = slot * FIELDS;
    head.time = at(this.#time, 0);
    head.kind = at(fields, base);
    head.a = at(fields, base + 1);
    head.b = at(fields, base + 2);
    head.cause = at(fields, base + 3);
    const last = --this.#size;
    if (last > 0) this.#sink(last);
    this.#slot[last] = slot;
  }

  /** Puts an entry at `place` or above, moving down what comes after it. */
  #rise(place: number, time: number, order: number, slot: number): void {
    const times = this.#time;
    const orders = this.#order;
    const slots = this.#slot;
    let hole = place;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const parentTime = at(times, parent);
      if (time > parentTime || (time === parentTime && order > at(orders, parent))) break;
      times[hole] = parentTime;
      orders[hole] = at(orders, parent);
      slots[hole] = slotAt(slots, parent);
      hole = parent;
    }
    times[hole] = time;
    orders[hole] = order;
    slots[hole] = slot;
  }

  /**
   * Fills the hole at the root from `last`, which is no longer part of the heap: the hole sinks to a leaf first, since
   * that is where an entry from the end nearly always belongs, and the entry rises from there.
   */
  #sink(last: number): void {
    const times = this.#time;
    const orders = this.#order;
    const slots = this.#slot;
    let hole = 0;
    for (let child = 1; child < last; child = CHILDREN * hole + 1) {
      let first = child;
      let firstTime = at(times, child);
      const end = Math.min(child + CHILDREN, last);
      for (let other = child + 1; other < end; other++) {
        const time = at(times, other);
        if (time > firstTime || (time === firstTime && at(orders, other) > at(orders, first))) continue;
        first = other;
        firstTime = time;
      }
      times[hole] = firstTime;
      orders[hole] = at(orders, first);
      slots[hole] = slotAt(slots, first);
      hole = first;
    }
    this.#rise(hole, at(times, last), at(orders, last), slotAt(slots, last));
  }

  #grow(): void {
    this.#capacity *= 2;
    const widen = (old: Float64Array, length: number) => {
      const wide = new Float64Array(length);
      wide.set(old);
      return wide;
    };
    this.#time = widen(this.#time, this.#capacity);
    this.#order = widen(this.#order, this.#capacity);
    this.#fields = widen(this.#fields, this.#capacity * FIELDS);
    const slots = Int32Array.from({ length: this.#capacity }, (_, place) => place);
    slots.set(this.#slot);
    this.#slot = slots;
  }

  /** The history that caused what is pending is forgotten. */
  forgetCauses(cause: number): void {
    for (let place = 0; place < this.#size; place++) this.#fields[this.#base(place) + 3] = cause;
  }

  /** Where the fields of the entry at a place of the heap begin. */
  #base(place: number): number {
    return slotAt(this.#slot, place) * FIELDS;
  }

  save(): QueueState {
    const size = this.#size;
    const fields = new Float64Array(size * FIELDS);
    for (let place = 0; place < size; place++) {
      const base = this.#base(place);
      for (let field = 0; field < FIELDS; field++)
        fields[place * FIELDS + field] = at(this.#fields, base + field);
    }
    return {
      size,
      sequence: this.#sequence,
      time: this.#time.slice(0, size),
      order: this.#order.slice(0, size),
      fields,
    };
  }

  load(state: QueueState): void {
    while (this.#capacity < state.size) this.#grow();
    this.#size = state.size;
    this.#sequence = state.sequence;
    this.#time.set(state.time);
    this.#order.set(state.order);
    this.#fields.set(state.fields);
    for (let place = 0; place < this.#capacity; place++) this.#slot[place] = place;
  }

  /** Entries in their order; causes are history, not future, and stay out. */
  hash(hasher: Hasher): void {
    const places = Array.from({ length: this.#size }, (_, place) => place);
    places.sort((x, y) => at(this.#time, x) - at(this.#time, y) || at(this.#order, x) - at(this.#order, y));
    hasher.word(this.#size);
    for (const place of places) {
      const base = this.#base(place);
      hasher.number(at(this.#time, place)).number(at(this.#fields, base));
      hasher.number(at(this.#fields, base + 1)).number(at(this.#fields, base + 2));
    }
  }
}

// One reader a type of array: a shared one is compiled for both, and slower for each.
function at(array: Float64Array, index: number): number {
  const value = array[index];
  if (value === undefined) throw new RangeError(`queue slot ${index}`);
  return value;
}

function slotAt(array: Int32Array, index: number): number {
  const value = array[index];
  if (value === undefined) throw new RangeError(`queue slot ${index}`);
  return value;
}
