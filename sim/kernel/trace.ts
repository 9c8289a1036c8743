/**
 * The trace: one record for each thing that happened, in columns. Every record names its trigger, one cause, so
 * that from any lost packet one can walk back to the fault.
 */
import { Hasher } from './hash.ts';
import type { Part } from './part.ts';

export type RecordId = number;
/** The trigger of what was so before the start. */
export const NO_CAUSE: RecordId = -1;

export interface TraceRecord {
  readonly id: RecordId;
  readonly timeMicros: number;
  readonly kind: number;
  readonly entity: number;
  readonly a: number;
  readonly b: number;
  readonly cause: RecordId;
  readonly detail: string | undefined;
}

interface TraceState {
  readonly length: number;
  readonly numbers: Float64Array;
  readonly details: readonly (string | undefined)[];
}

const FIELDS = 6;

export class Trace implements Part<TraceState> {
  #numbers = new Float64Array(64 * FIELDS);
  #details: (string | undefined)[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(
    timeMicros: number,
    kind: number,
    entity: number,
    a: number,
    b: number,
    cause: RecordId,
    detail?: string,
  ): RecordId {
    const base = this.#length * FIELDS;
    if (base === this.#numbers.length) {
      const wide = new Float64Array(base * 2);
      wide.set(this.#numbers);
      this.#numbers = wide;
    }
    this.#numbers.set([timeMicros, kind, entity, a, b, cause], base);
    this.#details.push(detail);
    return this.#length++;
  }

  get(id: RecordId): TraceRecord {
    if (!(id >= 0 && id < this.#length)) throw new RangeError(`record ${id} of ${this.#length}`);
    const [timeMicros = 0, kind = 0, entity = 0, a = 0, b = 0, cause = 0] = this.#numbers.subarray(
      id * FIELDS,
      (id + 1) * FIELDS,
    );
    return { id, timeMicros, kind, entity, a, b, cause, detail: this.#details[id] };
  }

  /** The record, its cause, the cause of that, back to the root. */
  chain(id: RecordId): TraceRecord[] {
    const chain: TraceRecord[] = [];
    for (let at = id; at !== NO_CAUSE; ) {
      const record = this.get(at);
      chain.push(record);
      at = record.cause;
    }
    return chain;
  }

  *[Symbol.iterator](): IterableIterator<TraceRecord> {
    for (let id = 0; id < this.#length; id++) yield this.get(id);
  }

  /** Forgets everything: what a warm-up did is not part of the drill. */
  clear(): void {
    this.#length = 0;
    this.#details = [];
  }

  /** Over all records, names of kinds and entities included, so that it survives renumbering. */
  fingerprint(kindName: (kind: number) => string, entityName: (entity: number) => string): string {
    const hasher = new Hasher();
    for (const record of this) {
      hasher.number(record.timeMicros).text(kindName(record.kind)).text(entityName(record.entity));
      hasher
        .number(record.a)
        .number(record.b)
        .number(record.cause)
        .text(record.detail ?? '');
    }
    return hasher.digest();
  }

  save(): TraceState {
    return {
      length: this.#length,
      numbers: this.#numbers.slice(0, this.#length * FIELDS),
      details: this.#details.slice(0, this.#length),
    };
  }

  load(state: TraceState): void {
    if (this.#numbers.length < state.numbers.length)
      this.#numbers = new Float64Array(state.numbers.length * 2);
    this.#numbers.set(state.numbers);
    this.#details = state.details.slice();
    this.#length = state.length;
  }

  /** History decides nothing. */
  hash(): void {}
}
