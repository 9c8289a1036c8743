/** What every family of resources stands on, and what the API remembers of a resource beside its state. */
import type { Column, List } from '../kernel/columns.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Store } from '../kernel/store.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { BgpLayer, LinkLayer } from './layers.ts';
import type { States } from './states.ts';

export interface Floor {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly link: LinkLayer;
  readonly bgp: BgpLayer;
  readonly states: States;
  readonly ledger: Ledger;
}

/** Before any time of a run, a warm-up included. */
const NEVER = Number.MIN_SAFE_INTEGER;
const NOTHING = -1;

/** A column by entity that answers its initial value for rows that were never written. */
class Sparse {
  readonly #column: Column;
  readonly #initial: number;

  constructor(store: Store, name: string, type: 'u8' | 'i32' | 'f64', initial: number) {
    this.#column = store.column(name, type, initial);
    this.#initial = initial;
  }

  get(entity: EntityId): number {
    return entity < this.#column.length ? this.#column.get(entity) : this.#initial;
  }

  set(entity: EntityId, value: number): void {
    this.#column.reach(entity);
    this.#column.set(entity, value);
  }
}

export class Ledger {
  readonly #up: Sparse;
  readonly #transitionUntil: Sparse;
  readonly #loaIssued: Sparse;
  readonly #ended: Sparse;
  readonly #rode: Sparse;
  readonly #names: List<string>;

  constructor(store: Store) {
    this.#up = new Sparse(store, 'reported up', 'u8', 0);
    this.#transitionUntil = new Sparse(store, 'transition until', 'f64', NEVER);
    this.#loaIssued = new Sparse(store, 'loa issued', 'f64', NEVER);
    this.#ended = new Sparse(store, 'ended', 'f64', NEVER);
    this.#rode = new Sparse(store, 'rode', 'i32', NOTHING);
    this.#names = store.list<string>('api names');
  }

  /** What the API last heard: a peer is Established, a connection or LAG operational. */
  up(entity: EntityId): boolean {
    return this.#up.get(entity) === 1;
  }

  setUp(entity: EntityId, up: boolean): void {
    this.#up.set(entity, up ? 1 : 0);
  }

  /** µs until which a connection is in the `transitioning state` after a change of LAG membership. */
  transitionUntil(connection: EntityId): number {
    return this.#transitionUntil.get(connection);
  }

  setTransitionUntil(connection: EntityId, micros: number): void {
    this.#transitionUntil.set(connection, micros);
  }

  /** µs at which the LOA was issued in this run. */
  loaIssued(connection: EntityId): number | undefined {
    const micros = this.#loaIssued.get(connection);
    return micros === NEVER ? undefined : micros;
  }

  setLoaIssued(connection: EntityId, micros: number): void {
    this.#loaIssued.set(connection, micros);
  }

  /** µs at which the resource became `deleted` or `rejected`. */
  ended(entity: EntityId): number | undefined {
    const micros = this.#ended.get(entity);
    return micros === NEVER ? undefined : micros;
  }

  /** A resource ended; `rode` is what the API still shows it on. */
  end(entity: EntityId, micros: number, rode?: EntityId): void {
    this.#ended.set(entity, micros);
    this.#rode.set(entity, rode ?? NOTHING);
  }

  /** What a deleted virtual interface was on. */
  rode(entity: EntityId): EntityId | undefined {
    const row = this.#rode.get(entity);
    return row === NOTHING ? undefined : entityId(row);
  }

  /** The name that the API shows, which unlike an entity's name may change and need not be unique. */
  name(entity: EntityId): string | undefined {
    const name = entity < this.#names.length ? this.#names.get(entity) : '';
    return name === '' ? undefined : name;
  }

  setName(entity: EntityId, name: string): void {
    while (this.#names.length <= entity) this.#names.push('');
    this.#names.set(entity, name);
  }
}
