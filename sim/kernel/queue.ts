/**
 * The event queue: a binary heap over typed arrays, ordered by (time, class, sequence). Cancelling is not its
 * business: whoever schedules passes a generation and drops stale events when they come up.
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
  #size = 0;
  #sequence = 0;
  #time = new Float64Array(this.#capacity);
  #order = new Float64Array(this.#capacity);
  /** kind, a, b, cause of each entry, moved along with it. */
  #fields = new Float64Array(this.#capacity * FIELDS);

  /** The entry last popped. */
  readonly head = { time: 0, kind: 0, a: 0, b: 0, cause: 0 };

  get size(): number {
    return this.#size;
  }

  /** µs of the next entry, or Infinity. */
  get nextTime(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#at(this.#time, 0);
  }

  get nextClass(): EventClass {
    return this.#size > 0 && this.#at(this.#order, 0) >= CLASS_WEIGHT ? INPUT : EVENT;
  }

  push(time: number, klass: EventClass, kind: number, a: number, b: number, cause: number): void {
    if (!(time >= Number.MIN_SAFE_INTEGER && time <= Number.MAX_SAFE_INTEGER))
      throw new RangeError(`event time ${time}`);
    if (this.#size === this.#capacity) this.#grow();
    const order = klass * CLASS_WEIGHT + this.#sequence++;
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.#before(time, order, parent)) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#time[hole] = time;
    this.#order[hole] = order;
    const base = hole * FIELDS;
    this.#fields[base] = kind;
    this.#fields[base + 1] = a;
    this.#fields[base + 2] = b;
    this.#fields[base + 3] = cause;
  }

  /** Takes the first entry into `head`. */
  pop(): void {
    if (this.#size === 0) throw new RangeError('pop of an empty queue');
    const head = this.head;
    head.time = this.#at(this.#time, 0);
    head.kind = this.#at(this.#fields, 0);
    head.a = this.#at(this.#fields, 1);
    head.b = this.#at(this.#fields, 2);
    head.cause = this.#at(this.#fields, 3);
    const last = --this.#size;
    if (last > 0) this.#sink(last);
  }

  /** Puts the entry at `last` into the hole at the root. */
  #sink(last: number): void {
    const time = this.#at(this.#time, last);
    const order = this.#at(this.#order, last);
    const size = this.#size;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (
        child + 1 < size &&
        this.#before(this.#at(this.#time, child + 1), this.#at(this.#order, child + 1), child)
      )
        child++;
      if (!this.#before(this.#at(this.#time, child), this.#at(this.#order, child), last)) break;
      this.#move(child, hole);
      hole = child;
    }
    if (hole !== last) {
      this.#move(last, hole);
      this.#time[hole] = time;
      this.#order[hole] = order;
    }
  }

  #before(time: number, order: number, slot: number): boolean {
    const other = this.#at(this.#time, slot);
    return time < other || (time === other && order < this.#at(this.#order, slot));
  }

  #move(from: number, to: number): void {
    this.#time[to] = this.#at(this.#time, from);
    this.#order[to] = this.#at(this.#order, from);
    this.#fields.copyWithin(to * FIELDS, from * FIELDS, from * FIELDS + FIELDS);
  }

  #at(array: Float64Array, index: number): number {
    const value = array[index];
    if (value === undefined) throw new RangeError(`queue slot ${index}`);
    return value;
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
  }

  /** The history that caused what is pending is forgotten. */
  forgetCauses(cause: number): void {
    for (let slot = 0; slot < this.#size; slot++) this.#fields[slot * FIELDS + 3] = cause;
  }

  save(): QueueState {
    const size = this.#size;
    return {
      size,
      sequence: this.#sequence,
      time: this.#time.slice(0, size),
      order: this.#order.slice(0, size),
      fields: this.#fields.slice(0, size * FIELDS),
    };
  }

  load(state: QueueState): void {
    while (this.#capacity < state.size) this.#grow();
    this.#size = state.size;
    this.#sequence = state.sequence;
    this.#time.set(state.time);
    this.#order.set(state.order);
    this.#fields.set(state.fields);
  }

  /** Entries in their order; causes are history, not future, and stay out. */
  hash(hasher: Hasher): void {
    const slots = Array.from({ length: this.#size }, (_, slot) => slot);
    slots.sort(
      (x, y) =>
        this.#at(this.#time, x) - this.#at(this.#time, y) ||
        this.#at(this.#order, x) - this.#at(this.#order, y),
    );
    hasher.word(this.#size);
    for (const slot of slots) {
      const base = slot * FIELDS;
      hasher.number(this.#at(this.#time, slot)).number(this.#at(this.#fields, base));
      hasher.number(this.#at(this.#fields, base + 1)).number(this.#at(this.#fields, base + 2));
    }
  }
}
