/** States along a run to go back to. Thinned as they grow large, so that memory stays bounded. */

export interface Checkpoint<State> {
  readonly timeMicros: number;
  /** Inputs that are in it. */
  readonly inputs: number;
  readonly bytes: number;
  readonly state: State;
}

export interface Bounds {
  readonly bytes: number;
  readonly count: number;
  /** Trace records between two; doubled with every thinning, since the way back costs by what happened. */
  readonly strideRecords: number;
}

export const ONLY_THE_START: Bounds = { bytes: 0, count: 1, strideRecords: Number.POSITIVE_INFINITY };
export const DEFAULT_BOUNDS: Bounds = { bytes: 128 * 1024 * 1024, count: 32, strideRecords: 500 };

export class Checkpoints<State> {
  readonly #bounds: Bounds;
  #kept: readonly Checkpoint<State>[] = [];
  #strideRecords: number;
  #records = 0;

  constructor(bounds: Bounds = DEFAULT_BOUNDS) {
    this.#bounds = bounds;
    this.#strideRecords = bounds.strideRecords;
  }

  get count(): number {
    return this.#kept.length;
  }

  get bytes(): number {
    return this.#kept.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Whether the trace has grown enough since the last one. */
  due(records: number): boolean {
    return records - this.#records >= this.#strideRecords;
  }

  /** Keeps a state; `records` is the length of its trace. The first one is never given up. */
  keep(checkpoint: Checkpoint<State>, records: number): void {
    this.#records = records;
    this.#kept = [...this.#kept, checkpoint];
    while (
      this.#kept.length > 2 &&
      (this.#kept.length > this.#bounds.count || this.bytes > this.#bounds.bytes)
    ) {
      this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
      this.#strideRecords *= 2;
    }
  }

  /**
   * The last one that is not after a time and holds no more than so many inputs; later ones are forgotten.
   * @throws RangeError when nothing was kept at the start.
   */
  rewind(timeMicros: number, inputs = Number.POSITIVE_INFINITY): Checkpoint<State> {
    this.#kept = this.#kept.filter((one) => one.timeMicros <= timeMicros && one.inputs <= inputs);
    const last = this.#kept.at(-1);
    if (last === undefined) throw new RangeError('no checkpoint of the start');
    return last;
  }

  /** The trace is shorter now. */
  resume(records: number): void {
    this.#records = records;
  }

  /** The same states, and a life of its own from here on. */
  copy(): Checkpoints<State> {
    const copy = new Checkpoints<State>(this.#bounds);
    copy.#kept = this.#kept;
    copy.#strideRecords = this.#strideRecords;
    copy.#records = this.#records;
    return copy;
  }
}
