/**
 * Answers of the graph that are asked again and again. While every edge was seen to come, they are all here; after a
 * snapshot was loaded they are kept when they were asked for once, until an edge changes them.
 */
import type { EntityId, EntityKind, Relation } from './entities.ts';

type Ids = readonly EntityId[];
/** By dense index of the entity asked about. */
type Answers = (Ids | undefined)[];

const NONE: Ids = [];
/** Copying more than this with each edge costs more than asking the graph: stands for them until someone does. */
const MOST_COPIED = 64;
const MANY: Ids = Object.freeze([]);

export class Neighbours {
  readonly #targets = new Map<Relation, Answers>();
  readonly #sources = new Map<Relation, Map<EntityKind | undefined, Answers>>();
  /** What is not here is not in the graph. */
  #complete = true;

  /** Where edges lead, by dense index; undefined: ask the graph. No closure here: this is asked millions of times. */
  targets(from: EntityId, relation: Relation): Ids | undefined {
    return this.#known(this.#targets.get(relation)?.[from]);
  }

  keepTargets(from: EntityId, relation: Relation, found: Ids): Ids {
    this.#targetsOf(relation)[from] = found;
    return found;
  }

  /** Where edges come from, by dense index; undefined: ask the graph. */
  sources(to: EntityId, relation: Relation, kind: EntityKind | undefined): Ids | undefined {
    return this.#known(this.#sources.get(relation)?.get(kind)?.[to]);
  }

  keepSources(to: EntityId, relation: Relation, kind: EntityKind | undefined, found: Ids): Ids {
    this.#sourcesOf(relation, kind)[to] = found;
    return found;
  }

  /** An edge came, from an entity of this kind. */
  related(from: EntityId, relation: Relation, to: EntityId, kind: EntityKind): void {
    if (!this.#complete) {
      this.#forget(from, relation, to);
      return;
    }
    insert(this.#targetsOf(relation), from, to);
    for (const of of [kind, undefined]) insert(this.#sourcesOf(relation, of), to, from);
  }

  /** An edge is gone. */
  unrelated(from: EntityId, relation: Relation, to: EntityId): void {
    if (!this.#complete) {
      this.#forget(from, relation, to);
      return;
    }
    remove(this.#targets.get(relation), from, to);
    for (const answers of this.#sources.get(relation)?.values() ?? []) remove(answers, to, from);
  }

  #forget(from: EntityId, relation: Relation, to: EntityId): void {
    forget(this.#targets.get(relation), from);
    for (const answers of this.#sources.get(relation)?.values() ?? []) forget(answers, to);
  }

  /** Another graph stands in the place of the one that was asked. */
  clear(): void {
    this.#complete = false;
    this.#targets.clear();
    this.#sources.clear();
  }

  #known(answer: Ids | undefined): Ids | undefined {
    return answer === MANY ? undefined : (answer ?? (this.#complete ? NONE : undefined));
  }

  #targetsOf(relation: Relation): Answers {
    return made(this.#targets, relation, (): Answers => []);
  }

  #sourcesOf(relation: Relation, kind: EntityKind | undefined): Answers {
    const kinds = made(this.#sources, relation, () => new Map<EntityKind | undefined, Answers>());
    return made(kinds, kind, (): Answers => []);
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

/** Answers that were given stay what they were: a list is replaced. */
function insert(answers: Answers, of: EntityId, id: EntityId): void {
  const before = answers[of] ?? NONE;
  if (before === MANY || before.length >= MOST_COPIED) {
    answers[of] = MANY;
    return;
  }
  const place = before.findIndex((other) => other > id);
  answers[of] = place < 0 ? [...before, id] : [...before.slice(0, place), id, ...before.slice(place)];
}

function remove(answers: Answers | undefined, of: EntityId, id: EntityId): void {
  const before = answers?.[of];
  if (answers !== undefined && before !== undefined && before !== MANY)
    answers[of] = before.filter((other) => other !== id);
}

function forget(answers: Answers | undefined, of: EntityId): void {
  if (answers?.[of] !== undefined) answers[of] = undefined;
}
