/** Answers of the graph that are asked again and again: made on the first question, dropped when an edge changes. */
import type { EntityId, EntityKind, Relation } from './entities.ts';

type Ids = readonly EntityId[];
/** By dense index of the entity asked about. */
type Answers = (Ids | undefined)[];

export class Neighbours {
  readonly #targets = new Map<Relation, Answers>();
  readonly #sources = new Map<Relation, Map<EntityKind | undefined, Answers>>();

  /** Where edges lead; `find` is asked when nothing is kept. */
  targets(from: EntityId, relation: Relation, find: () => EntityId[]): Ids {
    return kept(
      made(this.#targets, relation, (): Answers => []),
      from,
      find,
    );
  }

  /** Where edges come from; `find` is asked when nothing is kept. */
  sources(to: EntityId, relation: Relation, kind: EntityKind | undefined, find: () => EntityId[]): Ids {
    const kinds = made(this.#sources, relation, () => new Map<EntityKind | undefined, Answers>());
    return kept(
      made(kinds, kind, (): Answers => []),
      to,
      find,
    );
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

function kept(answers: Answers, id: EntityId, find: () => EntityId[]): Ids {
  const known = answers[id];
  if (known !== undefined) return known;
  const found = find();
  answers[id] = found;
  return found;
}

function forget(answers: Answers | undefined, id: EntityId): void {
  if (answers?.[id] !== undefined) answers[id] = undefined;
}
