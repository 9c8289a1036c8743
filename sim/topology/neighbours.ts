/** Answers of the graph that are asked again and again: kept after the first question, dropped when an edge changes. */
import type { EntityId, EntityKind, Relation } from './entities.ts';

type Ids = readonly EntityId[];
/** By dense index of the entity asked about. */
type Answers = (Ids | undefined)[];

export class Neighbours {
  readonly #targets = new Map<Relation, Answers>();
  readonly #sources = new Map<Relation, Map<EntityKind | undefined, Answers>>();

  /** Where edges lead; undefined: nothing is kept. No closure here: this is asked millions of times. */
  targets(from: EntityId, relation: Relation): Ids | undefined {
    return this.#targets.get(relation)?.[from];
  }

  keepTargets(from: EntityId, relation: Relation, found: Ids): Ids {
    made(this.#targets, relation, (): Answers => [])[from] = found;
    return found;
  }

  /** Where edges come from; undefined: nothing is kept. */
  sources(to: EntityId, relation: Relation, kind: EntityKind | undefined): Ids | undefined {
    return this.#sources.get(relation)?.get(kind)?.[to];
  }

  keepSources(to: EntityId, relation: Relation, kind: EntityKind | undefined, found: Ids): Ids {
    const kinds = made(this.#sources, relation, () => new Map<EntityKind | undefined, Answers>());
    made(kinds, kind, (): Answers => [])[to] = found;
    return found;
  }

  /** An edge came or went. */
  changed(from: EntityId, relation: Relation, to: EntityId): void {
    forget(this.#targets.get(relation), from);
    for (const answers of this.#sources.get(relation)?.values() ?? []) forget(answers, to);
  }

  /** Another graph stands in the place of the one that was asked. */
  clear(): void {
    this.#targets.clear();
    this.#sources.clear();
  }
}

function made<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function forget(answers: Answers | undefined, id: EntityId): void {
  if (answers?.[id] !== undefined) answers[id] = undefined;
}
