/**
 * The endpoints of sessions, AWS's (BgpPeer) and the router's (Neighbor) alike, with what each sees of the wire:
 * whether its interface is up, who answers at the other end, whether segments pass.
 */
import type { Kernel } from '../kernel/kernel.ts';
import {
  type BgpPeer,
  type EntityId,
  entityId,
  type Neighbor,
  type SessionConfig,
  type VpnPeer,
} from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { type Floors, reachOf } from './reach.ts';
import type { ProfileName } from './vendors/profile.ts';
import { profileNames, rulesOf, type VendorRules } from './vendors/vendors.ts';

/** What an end of a session is configured with. */
export type Statement = BgpPeer | VpnPeer | Neighbor;

/** Nobody answers. */
export const NOBODY = -1;
/** The other host answers, but has no such neighbour: TCP connections are refused. */
export const REFUSES = -2;

/** Random loss from which nothing gets through. */
const ALL = 1_000_000;

export class Endpoints {
  readonly #topology: Topology;
  readonly #floors;
  readonly #indexOf;
  readonly #entity;
  /** Index of `profileNames`. */
  readonly #profile;
  /** Configured and running. */
  readonly started;
  readonly localUp;
  /** Its own operator shut the interface. */
  readonly localShut;
  /** Endpoint at the other end, NOBODY or REFUSES. */
  readonly remote;
  readonly passOut;
  readonly passIn;
  readonly lossIn;
  readonly lossOut;
  readonly delayOut;
  /** The router's sub-interface, or AWS's virtual interface. */
  readonly local;
  readonly why;
  /** The key that the listening socket has (RFC 2385). */
  readonly listenKey;

  constructor(kernel: Kernel, floors: Floors) {
    this.#topology = floors.topology;
    this.#floors = floors;
    const { store } = kernel;
    this.#indexOf = store.column('endpoint of entity', 'i32', -1);
    this.#entity = store.column('endpoint entity', 'i32');
    this.#profile = store.column('endpoint profile', 'u8');
    this.started = store.column('endpoint started', 'u8');
    this.localUp = store.column('endpoint local up', 'u8');
    this.localShut = store.column('endpoint local shut', 'u8');
    this.remote = store.column('endpoint remote', 'i32', NOBODY);
    this.passOut = store.column('endpoint pass out', 'u8');
    this.passIn = store.column('endpoint pass in', 'u8');
    this.lossIn = store.column('endpoint loss in', 'i32');
    this.lossOut = store.column('endpoint loss out', 'i32');
    this.delayOut = store.column('endpoint delay out', 'f64');
    this.local = store.column('endpoint local interface', 'i32', -1);
    this.why = store.list<string>('endpoint why');
    this.listenKey = store.list<string>('endpoint listening key');
  }

  get count(): number {
    return this.#entity.length;
  }

  /** The endpoint of a BGP peer or neighbour; made when first asked for. */
  of(entity: EntityId): number {
    this.#indexOf.reach(entity);
    const known = this.#indexOf.get(entity);
    if (known >= 0) return known;
    const endpoint = this.#entity.push(entity);
    this.#indexOf.set(entity, endpoint);
    for (const column of [this.started, this.localUp, this.remote, this.passOut, this.passIn]) column.push();
    for (const column of [this.lossIn, this.lossOut, this.delayOut, this.local]) column.push();
    this.localShut.push();
    this.why.push('not started');
    this.listenKey.push(this.config(endpoint).authKey);
    this.#profile.push(profileNames.indexOf(this.#profileOf(entity)));
    return endpoint;
  }

  #profileOf(entity: EntityId): ProfileName {
    if (this.#topology.kind(entity) !== 'neighbor') return 'aws';
    return this.#topology.as('router', this.#topology.only(entity, 'partOf')).vendor;
  }

  /** What the implementation of BGP at this end does. */
  rules(endpoint: number): VendorRules {
    return rulesOf(profileNames[this.#profile.get(endpoint)] ?? 'generic');
  }

  /** Without making one: -1 for an entity that never became an endpoint. */
  known(entity: EntityId): number {
    return entity < this.#indexOf.length ? this.#indexOf.get(entity) : -1;
  }

  entity(endpoint: number): EntityId {
    return entityId(this.#entity.get(endpoint));
  }

  name(endpoint: number): string {
    return this.#topology.name(this.entity(endpoint));
  }

  isAws(endpoint: number): boolean {
    return this.#topology.kind(this.entity(endpoint)) !== 'neighbor';
  }

  /** The whole record: of a router's end with what is done with its routes. */
  statement(endpoint: number): Statement {
    const entity = this.#topology.get(this.entity(endpoint));
    if (!('session' in entity)) throw new Error(`${entity.name} is no end of a session`);
    return entity;
  }

  config(endpoint: number): SessionConfig {
    return this.statement(endpoint).session;
  }

  /** Between routers of one AS. */
  internal(endpoint: number): boolean {
    const { localAsn, remoteAsn } = this.config(endpoint);
    return localAsn === remoteAsn && !this.isAws(endpoint);
  }

  interfaceState(endpoint: number): 'up' | 'down' | 'shut' {
    if (this.localUp.get(endpoint) === 1) return 'up';
    return this.localShut.get(endpoint) === 1 ? 'shut' : 'down';
  }

  /** Segments pass both ways between this endpoint and its remote. */
  pathOpen(endpoint: number): boolean {
    return this.passIn.get(endpoint) === 1 && this.passOut.get(endpoint) === 1;
  }

  /** Asks the floors below again; true when anything changed. */
  evaluate(endpoint: number): boolean {
    const reach = reachOf(this.entity(endpoint), this.#floors, (peer) => this.#running(peer));
    const { forth, back } = reach;
    const next: readonly (readonly [
      { get(row: number): number; set(row: number, value: number): void },
      number,
    ])[] = [
      [this.localUp, reach.localUp ? 1 : 0],
      [this.localShut, reach.localShut ? 1 : 0],
      [
        this.remote,
        typeof reach.remote === 'string'
          ? reach.remote === 'refuses'
            ? REFUSES
            : NOBODY
          : this.of(reach.remote),
      ],
      [this.passOut, forth.open && forth.lossPpm < ALL ? 1 : 0],
      [this.passIn, back.open && back.lossPpm < ALL ? 1 : 0],
      [this.lossOut, forth.lossPpm],
      [this.lossIn, back.lossPpm],
      // A closed path has none; what was on the wire when it closed took that of before.
      [this.delayOut, forth.open ? forth.delayMicros : this.delayOut.get(endpoint)],
      // Of a session that outlives its interface, the one that it had: its address stays with it.
      [this.local, reach.local ?? this.local.get(endpoint)],
    ];
    let changed = this.why.get(endpoint) !== reach.why;
    this.why.set(endpoint, reach.why);
    for (const [column, value] of next) {
      if (column.get(endpoint) === value) continue;
      column.set(endpoint, value);
      changed = true;
    }
    return changed;
  }

  #running(peer: EntityId): boolean {
    const endpoint = this.known(peer);
    return endpoint >= 0 && this.started.get(endpoint) === 1;
  }
}
