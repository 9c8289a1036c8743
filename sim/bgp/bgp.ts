/** The BGP floor: both ends of every session, their routes and BFD, driven by what changes on the wire. */
import type { Kernel } from '../kernel/kernel.ts';
import { Marks } from '../kernel/marks.ts';
import type { RecordId } from '../kernel/trace.ts';
import type { LinkQueries } from '../link/contract.ts';
import type { EntityId, SessionConfig } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { Bfd } from './bfd.ts';
import type { BgpQueries, FsmState, Route } from './contract.ts';
import { Endpoints, NOBODY } from './endpoints.ts';
import { bgpInvariants, type Invariant } from './invariants.ts';
import { Keepalives } from './keepalives.ts';
import type { Announcement } from './messages.ts';
import { routerOf } from './reach.ts';
import { Routes } from './routes.ts';
import { makeRows, type Rows } from './rows.ts';
import { resetSubcode } from './session-config.ts';
import { type SessionTimes, sessionTimes } from './session-times.ts';
import { Speaker } from './speaker.ts';
import type { MalformedKind } from './vendors/malformed.ts';

const BFD_DOWN = 10;
const ADMINISTRATIVE_SHUTDOWN = 2;

/** What changed on a floor below, with its cause. */
export type Changes = readonly (readonly [entity: number, cause: RecordId])[];

type StopHow = { readonly notify: false } | { readonly notify: true; readonly subcode: number };

export class Bgp implements BgpQueries {
  readonly changed = new Marks();
  readonly changedRoutes = new Marks();
  /** For the world to check at the end of every instant. */
  readonly invariants: readonly Invariant[];
  readonly #touched = new Marks();
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #link: LinkQueries;
  readonly #ends: Endpoints;
  readonly #speaker: Speaker;
  readonly #routes: Routes;
  readonly #bfd: Bfd;
  readonly #rows: Rows;
  readonly #keepalives: Keepalives;
  /** The configuration that an endpoint's session was started with. */
  readonly #applied;

  constructor(kernel: Kernel, topology: Topology, link: LinkQueries) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#link = link;
    this.#ends = new Endpoints(kernel, topology, link);
    this.#routes = new Routes(kernel, topology, this.#ends);
    this.#applied = kernel.store.list<SessionConfig | undefined>('bgp applied configuration');
    const rows = makeRows(kernel);
    this.#rows = rows;
    this.#keepalives = new Keepalives(kernel, topology, this.#ends, rows);
    this.#speaker = new Speaker(kernel, topology, this.#ends, rows, {
      established: (endpoint) => {
        this.#mark(endpoint);
        this.#readvertise(endpoint);
      },
      lost: (endpoint) => {
        this.#routes.forget(endpoint);
        this.#mark(endpoint);
      },
      update: (endpoint, message) => {
        this.#routes.learn(endpoint, message);
        this.changedRoutes.add(this.#ends.entity(endpoint), this.#kernel.cause);
      },
    });
    this.#bfd = new Bfd(kernel, topology, this.#ends, {
      failed: (endpoint) => this.#speaker.reset(endpoint, BFD_DOWN),
    });
    const { idleHold } = this.#speaker;
    this.invariants = bgpInvariants({
      kernel,
      ends: this.#ends,
      rows,
      speaker: this.#speaker,
      routes: this.#routes,
      idleHold,
    });
  }

  /** AWS's end begins to listen and connect. */
  start(peer: EntityId): void {
    const endpoint = this.#endpoint(peer);
    if (this.#ends.started.get(endpoint) === 1) return;
    this.#ends.started.set(endpoint, 1);
    this.#applied.set(endpoint, this.#ends.config(endpoint));
    this.#touched.add(peer, this.#kernel.cause);
    this.#ends.evaluate(endpoint);
    this.#speaker.start(endpoint);
  }

  /** An end stops, with a NOTIFICATION Cease or silently. */
  stop(entity: EntityId, how: StopHow): void {
    const endpoint = this.#endpoint(entity);
    if (this.#ends.started.get(endpoint) === 0) return;
    this.#ends.started.set(endpoint, 0);
    this.#speaker.stop(endpoint, how.notify ? how.subcode : ADMINISTRATIVE_SHUTDOWN, !how.notify);
    this.#touched.add(entity, this.#kernel.cause);
    this.changedRoutes.add(entity, this.#kernel.cause);
  }

  /** Ends the session of an endpoint that then starts again by itself. */
  reset(entity: EntityId, subcode: number): void {
    this.#speaker.reset(this.#endpoint(entity), subcode);
  }

  /** What an end sends is malformed from now on, or no longer. */
  malform(entity: EntityId, kind: MalformedKind | undefined): void {
    this.#speaker.malforming.begin(this.#endpoint(entity), kind, this.advertised(entity));
  }

  setGatewayRoutes(peer: EntityId, prefixes: readonly string[] | undefined): void {
    const endpoint = this.#endpoint(peer);
    this.#routes.setGateway(endpoint, prefixes);
    this.changedRoutes.add(peer, this.#kernel.cause);
    this.#readvertise(endpoint);
  }

  /** A record changed that sessions depend on: a neighbour, a peer, a router. */
  touch(entity: EntityId): void {
    this.#touched.add(entity, this.#kernel.cause);
  }

  /** Settles the floor on what changed below: virtual interfaces and sub-interfaces. */
  settle(virtualInterfaces: Changes, interfaces: Changes): void {
    const work = new Map<number, RecordId>();
    const add = (entity: EntityId, cause: RecordId) => {
      if (!work.has(this.#endpoint(entity))) work.set(this.#endpoint(entity), cause);
    };
    const routers = new Set<EntityId>();
    const addRouter = (router: EntityId, cause: RecordId) => {
      if (routers.has(router)) return;
      routers.add(router);
      for (const neighbor of this.#topology.sources(router, 'partOf', 'neighbor')) add(neighbor, cause);
    };
    const addInterface = (vif: EntityId, cause: RecordId) => {
      for (const peer of this.#topology.sources(vif, 'partOf', 'bgpPeer')) add(peer, cause);
      const customer = this.#link.customerEnd(vif);
      if (customer !== undefined) addRouter(routerOf(customer, this.#topology), cause);
    };
    for (const [entity, cause] of this.#touched.drain()) {
      const id = entity as EntityId;
      if (this.#topology.kind(id) === 'router') addRouter(id, cause);
      else add(id, cause);
    }
    for (const [vif, cause] of virtualInterfaces) addInterface(vif as EntityId, cause);
    for (const [subInterface, cause] of interfaces) {
      const id = subInterface as EntityId;
      addRouter(routerOf(id, this.#topology), cause);
      const vif = this.#link.awsEnd(id);
      if (vif !== undefined) addInterface(vif, cause);
    }
    this.#evaluate(work);
  }

  #evaluate(work: Map<number, RecordId>): void {
    const changed: (readonly [number, RecordId])[] = [];
    // A Map goes on to what is added while it is walked: the ends opposite, before and after.
    for (const [endpoint, cause] of work) {
      const before = this.#ends.remote.get(endpoint);
      // First what passes now: a dead router's NOTIFICATION does not.
      const moved = this.#ends.evaluate(endpoint);
      this.#kernel.because(cause, () => this.#reconcile(endpoint));
      if (moved) changed.push([endpoint, cause]);
      for (const opposite of [before, this.#ends.remote.get(endpoint)]) {
        if (opposite > NOBODY && !work.has(opposite)) work.set(opposite, cause);
      }
    }
    for (const [endpoint, cause] of changed.sort(([a], [b]) => a - b)) {
      this.#kernel.because(cause, () => {
        this.changedRoutes.add(this.#ends.entity(endpoint), cause);
        this.#speaker.pathChanged(endpoint);
        this.#kernel.because(cause, () => this.#bfd.refresh(endpoint));
      });
    }
    for (const [endpoint, cause] of work) this.#kernel.because(cause, () => this.#bfd.refresh(endpoint));
  }

  /** Starts, stops or resets a neighbour as its configuration and its router demand. */
  #reconcile(endpoint: number): void {
    const entity = this.#ends.entity(endpoint);
    const config = this.#ends.config(endpoint);
    if (!this.#ends.isAws(endpoint)) {
      const alive = this.#link.running(this.#topology.only(entity, 'partOf'));
      if (!alive) this.stop(entity, { notify: false });
      else if (config.shutdown) this.stop(entity, { notify: true, subcode: ADMINISTRATIVE_SHUTDOWN });
      else if (this.#ends.started.get(endpoint) === 0) this.start(entity);
    }
    const applied = this.#applied.get(endpoint);
    if (this.#ends.started.get(endpoint) === 0 || applied === config) return;
    this.#applied.set(endpoint, config);
    const subcode = applied && resetSubcode(applied, config, this.#ends.rules(endpoint).resets);
    if (subcode !== undefined) this.#speaker.reconfigured(endpoint, subcode);
    else this.#readvertise(endpoint);
    this.#speaker.rekey(endpoint);
    // A key that fits now lets the attempt through that is under way.
    this.#speaker.pathChanged(endpoint);
    const remote = this.#ends.remote.get(endpoint);
    if (remote >= 0) this.#speaker.pathChanged(remote);
  }

  #readvertise(endpoint: number): void {
    const row = this.#speaker.best(endpoint);
    const update = this.#speaker.isEstablished(row) ? this.#routes.difference(endpoint) : undefined;
    if (update !== undefined) this.#speaker.send(row, update);
  }

  #mark(endpoint: number): void {
    for (const marks of [this.changed, this.changedRoutes])
      marks.add(this.#ends.entity(endpoint), this.#kernel.cause);
  }

  #endpoint(entity: EntityId): number {
    const endpoint = this.#ends.of(entity);
    if (endpoint < this.#applied.length) return endpoint;
    this.#speaker.reach(endpoint);
    this.#routes.reach(endpoint);
    this.#bfd.reach(endpoint);
    while (this.#applied.length <= endpoint) this.#applied.push(undefined);
    return endpoint;
  }

  #known(entity: EntityId): number | undefined {
    const endpoint = this.#ends.known(entity);
    return endpoint < 0 ? undefined : endpoint;
  }

  state(entity: EntityId): FsmState {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? 'Idle' : this.#speaker.state(this.#speaker.best(endpoint));
  }

  established(entity: EntityId): boolean {
    return this.state(entity) === 'Established';
  }

  bfdState(entity: EntityId): string {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? 'AdminDown' : this.#bfd.state(endpoint);
  }

  routes(entity: EntityId): readonly Route[] {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? [] : this.#routes.in(endpoint);
  }

  /** Adj-RIB-Out: what this end has told the other. */
  advertised(entity: EntityId): readonly Announcement[] {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? [] : this.#routes.out(endpoint);
  }

  /** Hold timer and KEEPALIVE interval; undefined for an end that never began. */
  times(entity: EntityId): SessionTimes | undefined {
    const endpoint = this.#known(entity);
    if (endpoint === undefined) return undefined;
    const row = this.#speaker.best(endpoint);
    const parts = { kernel: this.#kernel, ends: this.#ends, rows: this.#rows, keepalives: this.#keepalives };
    return sessionTimes(parts, row, this.#speaker.isEstablished(row));
  }

  gatewayAttached(peer: EntityId): boolean {
    const endpoint = this.#known(peer);
    return endpoint !== undefined && this.#routes.gateway(endpoint) !== undefined;
  }

  interfaceOf(neighbor: EntityId): EntityId | undefined {
    const endpoint = this.#known(neighbor);
    const local = endpoint === undefined ? -1 : this.#ends.local.get(endpoint);
    return local < 0 ? undefined : (local as EntityId);
  }

  lastError(entity: EntityId): string {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? '' : this.#speaker.lastError.get(endpoint);
  }

  waitingFor(entity: EntityId): string {
    const endpoint = this.#known(entity);
    if (endpoint === undefined || this.#ends.started.get(endpoint) === 0) {
      const name = this.#topology.name(entity);
      return this.#topology.kind(entity) === 'bgpPeer'
        ? `AWS provisions the peer ${name}`
        : `${name} is shut down`;
    }
    const why = this.#ends.why.get(endpoint);
    if (why !== '' && this.#speaker.state(this.#speaker.best(endpoint)) !== 'Established') return why;
    const remote = this.#ends.remote.get(endpoint);
    if (remote >= 0 && this.#ends.config(remote).authKey !== this.#ends.config(endpoint).authKey) {
      return `no TCP answer from ${this.#ends.config(endpoint).remoteAddress}: the MD5 keys differ`;
    }
    const error = this.#speaker.lastError.get(endpoint);
    return `BGP ${this.state(entity)}${error === '' ? '' : ` after ${error}`}`;
  }
}
