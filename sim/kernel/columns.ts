/** Columns of numbers that assert their bounds, and lists of immutable values. */
import type { Hasher } from './hash.ts';
import type { Part } from './part.ts';

export type ColumnType = 'u8' | 'i32' | 'f64';
type Numbers = Uint8Array | Int32Array | Float64Array;

const arrays = {
  u8: (length: number): Numbers => new Uint8Array(length),
  i32: (length: number): Numbers => new Int32Array(length),
  f64: (length: number): Numbers => new Float64Array(length),
};

export interface ColumnState {
  readonly data: Numbers;
}

export class Column implements Part<ColumnState> {
  readonly #type: ColumnType;
  readonly #initial: number;
  #data: Numbers;
  #length = 0;

  constructor(type: ColumnType, initial = 0) {
    this.#type = type;
    this.#initial = initial;
    this.#data = arrays[type](16);
  }

  get length(): number {
    return this.#length;
  }

  get(row: number): number {
    const value = this.#data[row];
    if (value === undefined || row >= this.#length) throw new RangeError(`row ${row} of ${this.#length}`);
    return value;
  }

  set(row: number, value: number): void {
    if (!(row >= 0 && row < this.#length)) throw new RangeError(`row ${row} of ${this.#length}`);
    this.#data[row] = value;
    if (this.#data[row] !== value) throw new RangeError(`${value} does not fit a ${this.#type} column`);
  }

  add(row: number, amount: number): number {
    const sum = this.get(row) + amount;
    this.set(row, sum);
    return sum;
  }

  push(value: number = this.#initial): number {
    if (this.#length === this.#data.length) {
      const wide = arrays[this.#type](this.#length * 2);
      wide.set(this.#data);
      this.#data = wide;
    }
    this.#length++;
    this.set(this.#length - 1, value);
    return this.#length - 1;
  }

  /** Makes rows up to and with `row`. */
  reach(row: number): void {
    while (this.#length <= row) this.push();
  }

  save(): ColumnState {
    return { data: this.#data.slice(0, this.#length) };
  }

  load({ data }: ColumnState): void {
    if (this.#data.length < data.length) this.#data = arrays[this.#type](Math.max(16, data.length * 2));
    this.#data.set(data);
    this.#length = data.length;
  }

  hash(hasher: Hasher): void {
    hasher.word(this.#length);
    for (let row = 0; row < this.#length; row++) hasher.number(this.get(row));
  }
}

/** 64-bit integers, for what passes 2^53. */
export class WideColumn implements Part<readonly bigint[]> {
  #data: bigint[] = [];

  get(row: number): bigint {
    const value = this.#data[row];
    if (value === undefined) throw new RangeError(`row ${row} of ${this.#data.length}`);
    return value;
  }

  set(row: number, value: bigint): void {
    if (!(row >= 0 && row < this.#data.length)) throw new RangeError(`row ${row} of ${this.#data.length}`);
    this.#data[row] = value;
  }

  push(value = 0n): void {
    this.#data.push(value);
  }

  save(): readonly bigint[] {
    return this.#data.slice();
  }

  load(data: readonly bigint[]): void {
    this.#data = data.slice();
  }

  hash(hasher: Hasher): void {
    for (const value of this.#data) hasher.value(value);
  }
}

/** Values that are never changed, only replaced. */
export class List<T> implements Part<readonly T[]> {
  #items: T[] = [];

  get length(): number {
    return this.#items.length;
  }

  get(row: number): T {
    if (!(row >= 0 && row < this.#items.length)) throw new RangeError(`row ${row} of ${this.#items.length}`);
    // In bounds, so the element is a T, which may itself allow undefined.
    return this.#items[row] as T;
  }

  set(row: number, value: T): void {
    if (!(row >= 0 && row < this.#items.length)) throw new RangeError(`row ${row} of ${this.#items.length}`);
    this.#items[row] = value;
  }

  push(value: T): number {
    return this.#items.push(value) - 1;
  }

  save(): readonly T[] {
    return this.#items.slice();
  }

  load(items: readonly T[]): void {
    this.#items = items.slice();
  }

  hash(hasher: Hasher): void {
    hasher.value(this.#items);
  }
}
