/**
 * The event queue: a binary heap over typed arrays, ordered by (time, class, sequence). Only keys and slot numbers move
 * in it; what an entry carries stays in its slot. A pop leaves the root vacant, since what is handled mostly schedules
 * something: the next push then fills it, in one walk down instead of one down and one up. Cancelling is not the
 * queue's business: whoever schedules passes a generation and drops stale events when they come up.
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

export class EventQueue implements Part<QueueState> {
  #capacity = 64;
  /** Places in use, a vacant root among them. */
  #places = 0;
  #vacant = false;
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
    return this.#vacant ? this.#places - 1 : this.#places;
  }

  /** µs of the next entry, or Infinity. */
  get nextTime(): number {
    this.#settle();
    return this.#places === 0 ? Number.POSITIVE_INFINITY : at(this.#time, 0);
  }

  get nextClass(): EventClass {
    this.#settle();
    return this.#places > 0 && at(this.#order, 0) >= CLASS_WEIGHT ? INPUT : EVENT;
  }

  push(time: number, klass: EventClass, kind: number, a: number, b: number, cause: number): void {
    if (!(time >= Number.MIN_SAFE_INTEGER && time <= Number.MAX_SAFE_INTEGER))
      throw new RangeError(`event time ${time}`);
    const order = klass * CLASS_WEIGHT + this.#sequence++;
    const slot = this.#vacant ? this.#fill(time, order) : this.#append(time, order);
    const fields = this.#fields;
    const base = slot * FIELDS;
    fields[base] = kind;
    fields[base + 1] = a;
    fields[base + 2] = b;
    fields[base + 3] = cause;
  }

  /** Takes the first entry into `head`. */
  pop(): void {
    this.#settle();
    if (this.#places === 0) throw new RangeError('pop of an empty queue');
    const { head } = this;
    const fields = this.#fields;
    const base = this.#base(0);
    head.time = at(this.#time, 0);
    head.kind = at(fields, base);
    head.a = at(fields, base + 1);
    head.b = at(fields, base + 2);
    head.cause = at(fields, base + 3);
    this.#vacant = true;
  }

  /** Enters a key at the vacant root; gives the slot that stood there. */
  #fill(time: number, order: number): number {
    const slot = slotAt(this.#slot, 0);
    this.#vacant = false;
    this.#sink(time, order, slot);
    return slot;
  }

  /** Enters a key at the end; gives the free slot that stood there. */
  #append(time: number, order: number): number {
    if (this.#places === this.#capacity) this.#grow();
    const place = this.#places++;
    const slot = slotAt(this.#slot, place);
    this.#rise(place, time, order, slot);
    return slot;
  }

  /** Fills a vacant root with the last entry, whose place then holds the slot that became free. */
  #settle(): void {
    if (!this.#vacant) return;
    this.#vacant = false;
    const last = --this.#places;
    const free = slotAt(this.#slot, 0);
    if (last > 0) this.#sink(at(this.#time, last), at(this.#order, last), slotAt(this.#slot, last));
    this.#slot[last] = free;
  }

  /** Puts a key at `hole` or above, moving down what comes after it. */
  #rise(hole: number, time: number, order: number, slot: number): void {
    const times = this.#time;
    const orders = this.#order;
    const slots = this.#slot;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
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

  /** Puts a key at the root or below, moving up what comes before it. */
  #sink(time: number, order: number, slot: number): void {
    const times = this.#time;
    const orders = this.#order;
    const slots = this.#slot;
    const places = this.#places;
    let hole = 0;
    for (let child = 1; child < places; child = 2 * hole + 1) {
      if (child + 1 < places) child += rightFirst(times, orders, child);
      const childTime = at(times, child);
      if (time < childTime || (time === childTime && order < at(orders, child))) break;
      times[hole] = childTime;
      orders[hole] = at(orders, child);
      slots[hole] = slotAt(slots, child);
      hole = child;
    }
    times[hole] = time;
    orders[hole] = order;
    slots[hole] = slot;
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
    for (let place = 0; place < this.#places; place++) this.#fields[this.#base(place) + 3] = cause;
  }

  /** Where the fields of the entry at a place of the heap begin. */
  #base(place: number): number {
    return slotAt(this.#slot, place) * FIELDS;
  }

  save(): QueueState {
    this.#settle();
    const size = this.#places;
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
    this.#places = state.size;
    this.#vacant = false;
    this.#sequence = state.sequence;
    this.#time.set(state.time);
    this.#order.set(state.order);
    this.#fields.set(state.fields);
    for (let place = 0; place < this.#capacity; place++) this.#slot[place] = place;
  }

  /** Entries in their order; causes are history, not future, and stay out. */
  hash(hasher: Hasher): void {
    this.#settle();
    const places = Array.from({ length: this.#places }, (_, place) => place);
    places.sort((x, y) => at(this.#time, x) - at(this.#time, y) || at(this.#order, x) - at(this.#order, y));
    hasher.word(this.#places);
    for (const place of places) {
      const base = this.#base(place);
      hasher.number(at(this.#time, place)).number(at(this.#fields, base));
      hasher.number(at(this.#fields, base + 1)).number(at(this.#fields, base + 2));
    }
  }
}

/**
 * 1 when the sibling right of `left` comes first, else 0: added to the place, not branched on, because which of two
 * siblings comes first is a toss that no processor predicts.
 */
function rightFirst(times: Float64Array, orders: Float64Array, left: number): number {
  const leftTime = at(times, left);
  const rightTime = at(times, left + 1);
  return leftTime === rightTime ? +(at(orders, left + 1) < at(orders, left)) : +(rightTime < leftTime);
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
