/**
 * The entity graph. Identity and relations are in a graphology graph; what each entity is (an immutable record) is
 * in a list beside it, by the same dense index.
 */
import type { List } from '../kernel/columns.ts';
import { Marks } from '../kernel/marks.ts';
import { type EntityKey, entityKey } from '../kernel/random.ts';
import type { Store } from '../kernel/store.ts';
import { NO_CAUSE, type RecordId } from '../kernel/trace.ts';
import {
  type Entity,
  type EntityId,
  type EntityKind,
  type EntityOf,
  entityId,
  type Relation,
} from './entities.ts';
import { Neighbours } from './neighbours.ts';
import { type RelationGraph, Relations } from './relations.ts';

export interface Checkpoint {
  readonly relations: RelationGraph;
  readonly entities: readonly Entity[];
}

export class Topology {
  readonly #relations: Relations;
  readonly #entities: List<Entity>;
  /** Made from the records when asked for; dropped with every change of the list. */
  #index: Map<string, EntityId> | undefined;
  /** By id, for the name that it had: another history may have given the id to another entity. */
  readonly #keys: ({ readonly name: string; readonly key: EntityKey } | undefined)[] = [];
  readonly #neighbours = new Neighbours();
  readonly #kinds = new Map<EntityKind, EntityId[]>();
  #revision = 0;

  /** Entities whose record or relations changed in this instant, for the floors that read them without being told. */
  readonly changed = new Marks();
  readonly #cause: () => RecordId;

  /** `cause`: the record that triggers what is going on. */
  constructor(store: Store, cause: () => RecordId = () => NO_CAUSE) {
    store.transient(this.changed);
    this.#cause = cause;
    this.#relations = store.add('relations', new Relations());
    this.#entities = store.list<Entity>('entities');
  }

  get size(): number {
    return this.#entities.length;
  }

  /** Grows with every change, never comes back: what was true of a revision is true as long as it stands. */
  get revision(): number {
    return this.#revision;
  }

  add(entity: Entity): EntityId {
    if (this.find(entity.name) !== undefined) throw new Error(`two entities are named ${entity.name}`);
    const id = entityId(this.#entities.push(entity));
    this.#relations.write.addNode(String(id));
    this.#kinds.delete(entity.kind);
    this.#revision++;
    this.#indexEntity(this.#index, entity, id);
    return id;
  }

  get(id: EntityId): Entity {
    return this.#entities.get(id);
  }

  /** The record of an entity known to be of this kind; anything else is a bug. */
  as<Kind extends EntityKind>(kind: Kind, id: EntityId): EntityOf<Kind> {
    const entity = this.#entities.get(id);
    if (!isKind(kind, entity)) throw new Error(`${entity.name} is a ${entity.kind}, not a ${kind}`);
    return entity;
  }

  kind(id: EntityId): EntityKind {
    return this.#entities.get(id).kind;
  }

  name(id: EntityId): string {
    return this.#entities.get(id).name;
  }

  /** The key under which randomness is drawn for an entity: made from its name. */
  key(id: EntityId): EntityKey {
    const name = this.name(id);
    const known = this.#keys[id];
    if (known?.name === name) return known.key;
    const key = entityKey(name);
    this.#keys[id] = { name, key };
    return key;
  }

  /** Replaces members of an entity's record; name, kind and id stay. */
  update<Kind extends EntityKind>(
    kind: Kind,
    id: EntityId,
    change: Partial<Omit<EntityOf<Kind>, 'kind' | 'name' | 'id'>>,
  ): void {
    this.#entities.set(id, { ...this.as(kind, id), ...change });
    this.changed.add(id, this.#cause());
    this.#revision++;
  }

  /** By name, or by the API's id. */
  find(nameOrId: string): EntityId | undefined {
    this.#index ??= this.#makeIndex();
    return this.#index.get(nameOrId);
  }

  /** All entities of a kind, by dense index. */
  all(kind: EntityKind): readonly EntityId[] {
    let ids = this.#kinds.get(kind);
    if (ids === undefined) {
      ids = [];
      for (let row = 0; row < this.#entities.length; row++)
        if (this.#entities.get(row).kind === kind) ids.push(entityId(row));
      this.#kinds.set(kind, ids);
    }
    return ids;
  }

  relate(from: EntityId, relation: Relation, to: EntityId): void {
    const key = edgeKey(from, relation, to);
    this.#relations.write.addDirectedEdgeWithKey(key, String(from), String(to), { relation });
    this.#neighbours.related(from, relation, to, this.kind(from));
    this.#edgeChanged(from);
  }

  unrelate(from: EntityId, relation: Relation, to: EntityId): void {
    this.#relations.write.dropEdge(edgeKey(from, relation, to));
    this.#neighbours.unrelated(from, relation, to);
    this.#edgeChanged(from);
  }

  #edgeChanged(from: EntityId): void {
    this.changed.add(from, this.#cause());
    this.#revision++;
  }

  /** Points the one edge of this relation somewhere else, or nowhere. */
  repoint(from: EntityId, relation: Relation, to: EntityId | undefined): void {
    for (const old of this.targets(from, relation)) this.unrelate(from, relation, old);
    if (to !== undefined) this.relate(from, relation, to);
  }

  /** Where the edges of a relation lead, by dense index. */
  targets(from: EntityId, relation: Relation): readonly EntityId[] {
    return (
      this.#neighbours.targets(from, relation) ??
      this.#neighbours.keepTargets(from, relation, this.#findTargets(from, relation))
    );
  }

  #findTargets(from: EntityId, relation: Relation): readonly EntityId[] {
    const ids: EntityId[] = [];
    this.#relations.read.forEachOutEdge(String(from), (_edge, attributes, _source, target) => {
      if (attributes.relation === relation) ids.push(entityId(Number(target)));
    });
    return ids.sort((a, b) => a - b);
  }

  target(from: EntityId, relation: Relation): EntityId | undefined {
    return this.targets(from, relation)[0];
  }

  /** The target of an edge that every entity of this kind has. */
  only(from: EntityId, relation: Relation): EntityId {
    const target = this.target(from, relation);
    if (target === undefined) throw new Error(`${this.name(from)} has no edge ${relation}`);
    return target;
  }

  /** Where the edges of a relation come from, by dense index; of one kind only when given. */
  sources(to: EntityId, relation: Relation, kind?: EntityKind): readonly EntityId[] {
    return (
      this.#neighbours.sources(to, relation, kind) ??
      this.#neighbours.keepSources(to, relation, kind, this.#findSources(to, relation, kind))
    );
  }

  #findSources(to: EntityId, relation: Relation, kind: EntityKind | undefined): readonly EntityId[] {
    const ids: EntityId[] = [];
    this.#relations.read.forEachInEdge(String(to), (_edge, attributes, source) => {
      const id = entityId(Number(source));
      if (attributes.relation === relation && (kind === undefined || this.kind(id) === kind)) ids.push(id);
    });
    return ids.sort((a, b) => a - b);
  }

  /** For a change that may have to be taken back as a whole. */
  checkpoint(): Checkpoint {
    return { relations: this.#relations.save(), entities: this.#entities.save() };
  }

  rollBack({ relations, entities }: Checkpoint): void {
    this.#relations.load(relations);
    this.#entities.load(entities);
    this.forgetIndex();
  }

  /** The graph itself, to read: for traversals, drawings and invariants. */
  get graph(): RelationGraph {
    return this.#relations.read;
  }

  /** A snapshot was loaded: names may mean other entities now. */
  forgetIndex(): void {
    this.#index = undefined;
    this.#neighbours.clear();
    this.#kinds.clear();
    this.#revision++;
  }

  #makeIndex(): Map<string, EntityId> {
    const index = new Map<string, EntityId>();
    for (let row = 0; row < this.#entities.length; row++)
      this.#indexEntity(index, this.#entities.get(row), entityId(row));
    return index;
  }

  #indexEntity(index: Map<string, EntityId> | undefined, entity: Entity, id: EntityId): void {
    index?.set(entity.name, id);
    if ('id' in entity) index?.set(entity.id, id);
  }
}

const edgeKey = (from: EntityId, relation: Relation, to: EntityId) => `${from} ${relation} ${to}`;

function isKind<Kind extends EntityKind>(kind: Kind, entity: Entity): entity is EntityOf<Kind> {
  return entity.kind === kind;
}
