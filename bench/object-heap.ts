/**
 * The event queue as anyone would write it well at first: a binary heap of objects, one allocated for every event,
 * compared by (time, class, sequence). It sifts a hole rather than swap, and stops as soon as it may.
 */
export interface Entry {
  readonly time: number;
  readonly klass: number;
  readonly sequence: number;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly cause: number;
}

const before = (x: Entry, y: Entry): boolean =>
  x.time !== y.time ? x.time < y.time : x.klass !== y.klass ? x.klass < y.klass : x.sequence < y.sequence;

export class ObjectHeap {
  readonly #entries: Entry[] = [];
  #sequence = 0;

  push(time: number, klass: number, kind: number, a: number, b: number, cause: number): void {
    const entries = this.#entries;
    const entry = { time, klass, sequence: this.#sequence++, kind, a, b, cause };
    let hole = entries.push(entry) - 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = entries[parent];
      if (above === undefined || !before(entry, above)) break;
      entries[hole] = above;
      hole = parent;
    }
    entries[hole] = entry;
  }

  /** Throws a RangeError when there is none. */
  pop(): Entry {
    const entries = this.#entries;
    const [first] = entries;
    const last = entries.pop();
    if (first === undefined || last === undefined) throw new RangeError('pop of an empty heap');
    if (entries.length > 0) this.#sink(last);
    return first;
  }

  #sink(entry: Entry): void {
    const entries = this.#entries;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      let below = entries[child];
      if (below === undefined) break;
      const right = entries[child + 1];
      if (right !== undefined && before(right, below)) {
        child++;
        below = right;
      }
      if (!before(below, entry)) break;
      entries[hole] = below;
      hole = child;
    }
    entries[hole] = entry;
  }
}
