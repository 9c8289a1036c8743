/**
 * What changed on a floor in this instant, with the record that caused it. The floor above drains the marks once;
 * between instants there are none, so they are `transient` in the store.
 */
import type { RecordId } from './trace.ts';

const NONE: readonly (readonly [entity: number, cause: RecordId])[] = [];

export class Marks {
  readonly #causes = new Map<number, RecordId>();

  /** The first cause of an instant stays. */
  add(entity: number, cause: RecordId): void {
    if (!this.#causes.has(entity)) this.#causes.set(entity, cause);
  }

  get size(): number {
    return this.#causes.size;
  }

  clear(): void {
    this.#causes.clear();
  }

  /** Takes all marks, in order of the entity. */
  drain(): readonly (readonly [entity: number, cause: RecordId])[] {
    // Most floors are quiet in most instants.
    if (this.#causes.size === 0) return NONE;
    const marks = [...this.#causes].sort(([a], [b]) => a - b);
    this.#causes.clear();
    return marks;
  }
}
