/**
 * All mutable state of a simulation is in the parts of one store: columns, lists of immutable values, the graph,
 * the queue, the trace. A snapshot saves each part, a fork loads them into a second store of the same build.
 */
import { Column, type ColumnType, List, WideColumn } from './columns.ts';
import { Hasher } from './hash.ts';
import type { Part } from './part.ts';

/** What every part saved, in the order in which the parts were added. */
export type Snapshot = readonly unknown[];

export class Store {
  readonly #parts: Part<unknown>[] = [];
  readonly #names: string[] = [];
  readonly #transient: { clear(): void }[] = [];

  add<State, P extends Part<State>>(name: string, part: P & Part<State>): P {
    this.#names.push(name);
    this.#parts.push({
      save: () => part.save(),
      // A part is handed only what the same part of a store of the same build saved.
      load: (state) => part.load(state as State),
      hash: (hasher) => part.hash(hasher),
    });
    return part;
  }

  /** What is empty between instants, so no part of the state. What a change left that was taken back goes with it. */
  transient<T extends { clear(): void }>(thing: T): T {
    this.#transient.push(thing);
    return thing;
  }

  column(name: string, type: ColumnType, initial = 0): Column {
    return this.add(name, new Column(type, initial));
  }

  wideColumn(name: string): WideColumn {
    return this.add(name, new WideColumn());
  }

  list<T>(name: string): List<T> {
    return this.add(name, new List<T>());
  }

  save(): Snapshot {
    return this.#parts.map((part) => part.save());
  }

  load(snapshot: Snapshot): void {
    if (snapshot.length !== this.#parts.length) throw new Error('snapshot of another build');
    this.#parts.forEach((part, index) => {
      part.load(snapshot[index]);
    });
    for (const thing of this.#transient) thing.clear();
  }

  /** One hash over all parts. */
  hash(): string {
    const hasher = new Hasher();
    for (const part of this.#parts) part.hash(hasher);
    return hasher.digest();
  }

  /** A hash a part, to find where two states differ. */
  hashes(): Record<string, string> {
    return Object.fromEntries(
      this.#parts.map((part, index) => {
        const hasher = new Hasher();
        part.hash(hasher);
        return [this.#names[index] ?? '', hasher.digest()];
      }),
    );
  }
}
