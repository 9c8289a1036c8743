/**
 * The trace: one record for each thing that happened, in columns. Every record names its trigger, one cause, so
 * that from any lost packet one can walk back to the fault. It only grows, so full pages are never written again and
 * all snapshots share them.
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

/** So many records; the last page of a trace holds fewer. */
interface Page {
  /** Time, a and b of each. */
  readonly numbers: Float64Array;
  /** Kind, entity and cause of each. */
  readonly ids: Int32Array;
  readonly details: (string | undefined)[];
}

interface TraceState {
  readonly length: number;
  readonly pages: readonly Page[];
}

/** Of each of the two columns of a page. */
const FIELDS = 3;
const PAGE_RECORDS = 512;
/** Details repeat; each text is kept once. Of so many different ones only the newest are recognised. */
const MOST_KNOWN = 4096;

export class Trace implements Part<TraceState> {
  #pages: Page[] = [];
  #length = 0;
  #known = new Map<string, string>();

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
    const place = this.#length % PAGE_RECORDS;
    if (place === 0) this.#pages.push(blankPage());
    const { numbers, ids, details } = this.#page(this.#length);
    const base = place * FIELDS;
    numbers[base] = timeMicros;
    numbers[base + 1] = a;
    numbers[base + 2] = b;
    ids[base] = kind;
    ids[base + 1] = entity;
    ids[base + 2] = cause;
    details.push(detail === undefined ? undefined : this.#shared(detail));
    return this.#length++;
  }

  get(id: RecordId): TraceRecord {
    if (!(id >= 0 && id < this.#length)) throw new RangeError(`record ${id} of ${this.#length}`);
    const { numbers, ids, details } = this.#page(id);
    const place = id % PAGE_RECORDS;
    const base = place * FIELDS;
    const [timeMicros = 0, a = 0, b = 0] = numbers.subarray(base, base + FIELDS);
    const [kind = 0, entity = 0, cause = 0] = ids.subarray(base, base + FIELDS);
    return { id, timeMicros, kind, entity, a, b, cause, detail: details[place] };
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
    this.#pages = [];
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
    return { length: this.#length, pages: withOwnTail(this.#pages, this.#length) };
  }

  load({ length, pages }: TraceState): void {
    this.#length = length;
    this.#pages = withOwnTail(pages, length);
  }

  /** History decides nothing. */
  hash(): void {}

  #page(id: RecordId): Page {
    const page = this.#pages[Math.floor(id / PAGE_RECORDS)];
    if (page === undefined) throw new RangeError(`no page of record ${id}`);
    return page;
  }

  #shared(detail: string): string {
    const known = this.#known.get(detail);
    if (known !== undefined) return known;
    if (this.#known.size === MOST_KNOWN) this.#known.clear();
    this.#known.set(detail, detail);
    return detail;
  }
}

const blankPage = (): Page => ({
  numbers: new Float64Array(PAGE_RECORDS * FIELDS),
  ids: new Int32Array(PAGE_RECORDS * FIELDS),
  details: [],
});

/** The same pages, but for a copy of the one that is still written. */
function withOwnTail(pages: readonly Page[], length: number): Page[] {
  const tail = length % PAGE_RECORDS === 0 ? undefined : pages.at(-1);
  if (tail === undefined) return [...pages];
  const { numbers, ids, details } = tail;
  return [...pages.slice(0, -1), { numbers: numbers.slice(), ids: ids.slice(), details: details.slice() }];
}
