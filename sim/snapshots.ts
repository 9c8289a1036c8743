/** Snapshots along a run, for seeking. They are thinned as they grow many, so that memory stays bounded. */
import type { Snapshot } from './kernel/store.ts';

interface Kept {
  readonly timeMicros: number;
  /** Inputs of the journal that were applied before it. */
  readonly inputs: number;
  readonly snapshot: Snapshot;
}

/** At about 64 bytes a record, 64 snapshots stay well under the 256 MB that the design allows. */
const MOST_SNAPSHOTS = 64;
export const FIRST_STRIDE_RECORDS = 2_000;

export class SnapshotStore {
  #kept: Kept[] = [];
  /** Trace records between two snapshots; doubled with every thinning. */
  #stride = FIRST_STRIDE_RECORDS;
  #records = 0;

  /** Whether the trace has grown enough for another one. */
  due(records: number): boolean {
    return records - this.#records >= this.#stride;
  }

  keep(timeMicros: number, inputs: number, snapshot: Snapshot, records = 0): void {
    this.#records = records;
    this.#kept.push({ timeMicros, inputs, snapshot });
    if (this.#kept.length <= MOST_SNAPSHOTS) return;
    this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
    this.#stride *= 2;
  }

  /** The last one that is not after a time, and forgets the later ones. */
  latestBefore(timeMicros: number): Kept {
    this.#kept = this.#kept.filter((kept, index) => index === 0 || kept.timeMicros <= timeMicros);
    const last = this.#kept.at(-1);
    if (last === undefined) throw new Error('no snapshot of the start');
    return last;
  }

  adopt(other: SnapshotStore): void {
    this.#kept = [...other.#kept];
    this.#stride = other.#stride;
    this.#records = other.#records;
  }
}
