/** The BGP floor: both ends of every session, their routes and BFD, driven by what changes on the wire. */
import type { Igp } from '../igp/igp.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Marks } from '../kernel/marks.ts';
import type { RecordId } from '../kernel/trace.ts';
import type { LinkQueries } from '../link/contract.ts';
import type { Address } from '../topology/address.ts';
import type { EntityId, SessionConfig } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { Bfd } from './bfd.ts';
import type { BgpQueries, FsmState, NextHop, RefusedRoute, Route } from './contract.ts';
import { Endpoints, NOBODY } from './endpoints.ts';
import { Facing } from './facing.ts';
import { announcements, gatewayTable } from './gateway-table.ts';
import { bgpInvariants, type Invariant } from './invariants.ts';
import { Keepalives } from './keepalives.ts';
import type { Announcement } from './messages.ts';
import { NextHops } from './next-hops.ts';
import { routerOf } from './reach.ts';
import type { DecisionRules } from './rib/decision.ts';
import { type Nlri, nlri } from './rib/nlri.ts';
import { isOwn, type Path } from './rib/path.ts';
import type { Rib } from './rib/rib.ts';
import { Routing } from './routing.ts';
import { makeRows, type Rows, rowsOf } from './rows.ts';
import { resets } from './session-config.ts';
import { type SessionTimes, sessionTimes } from './session-times.ts';
import { Speaker } from './speaker.ts';

const BFD_DOWN = 10;
const OTHER_CONFIGURATION_CHANGE = 6;
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
  readonly #routing: Routing;
  readonly #nextHops: NextHops;
  readonly #bfd: Bfd;
  readonly #rows: Rows;
  readonly #keepalives: Keepalives;
  /** The configuration that an endpoint's session was started with. */
  readonly #applied;

  constructor(kernel: Kernel, topology: Topology, link: LinkQueries, igp: Pick<Igp, 'distance' | 'routers'>) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#link = link;
    const floors = { topology, link, igp, facing: new Facing(topology) };
    this.#nextHops = new NextHops(floors);
    this.#ends = new Endpoints(kernel, floors);
    this.#routing = new Routing({
      kernel,
      topology,
      ends: this.#ends,
      nextHops: this.#nextHops,
      established: (endpoint) => this.#speaker.isEstablished(this.#speaker.best(endpoint)),
      send: (endpoint, update) => this.#speaker.send(this.#speaker.best(endpoint), update),
      remoteIdentifier: (endpoint) =>
        this.#rows.openReceived.get(this.#speaker.best(endpoint))?.bgpIdentifier ?? 0,
      fibChanged: (router) => this.changedRoutes.add(router, this.#kernel.cause),
    });
    this.#applied = kernel.store.list<SessionConfig | undefined>('bgp applied configuration');
    const rows = makeRows(kernel);
    this.#rows = rows;
    this.#keepalives = new Keepalives(kernel, topology, this.#ends, rows);
    this.#speaker = new Speaker(kernel, topology, this.#ends, rows, {
      established: (endpoint) => {
        this.#mark(endpoint);
        this.#routing.established(endpoint);
      },
      lost: (endpoint) => {
        this.#routing.lost(endpoint);
        this.#mark(endpoint);
      },
      update: (endpoint, message) => {
        this.#routing.learn(endpoint, message);
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
      routing: this.#routing,
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

  setGatewayRoutes(peer: EntityId, prefixes: readonly string[] | undefined): void {
    const { addressFamily } = this.#topology.as('bgpPeer', peer).session;
    this.#routing.setGateway(
      this.#endpoint(peer),
      prefixes === undefined ? undefined : gatewayTable(prefixes.map(nlri), addressFamily),
    );
    this.changedRoutes.add(peer, this.#kernel.cause);
  }

  /** A record changed that sessions depend on: a neighbour, a peer, a router. */
  touch(entity: EntityId): void {
    this.#touched.add(entity, this.#kernel.cause);
  }

  /** Settles the floor on what changed below: virtual interfaces, sub-interfaces, and routers whose IGP routes did. */
  settle(virtualInterfaces: Changes, interfaces: Changes, routers: Changes = []): void {
    const work = new Map<number, RecordId>();
    const add = (entity: EntityId, cause: RecordId) => {
      if (!work.has(this.#endpoint(entity))) work.set(this.#endpoint(entity), cause);
    };
    const seen = new Set<EntityId>();
    const addRouter = (router: EntityId, cause: RecordId) => {
      if (seen.has(router)) return;
      seen.add(router);
      for (const neighbor of this.#topology.sources(router, 'partOf', 'neighbor')) add(neighbor, cause);
    };
    const addInterface = (vif: EntityId, cause: RecordId) => {
      for (const peer of this.#topology.sources(vif, 'partOf', 'bgpPeer')) add(peer, cause);
      const customer = this.#link.customerEnd(vif);
      if (customer !== undefined) addRouter(routerOf(customer, this.#topology), cause);
    };
    for (const [entity, cause] of this.#touched.drain()) {
      const id = entity as EntityId;
      if (this.#topology.kind(id) === 'router') {
        addRouter(id, cause);
        this.#kernel.because(cause, () => this.#routing.originate(id));
      } else add(id, cause);
    }
    for (const [router, cause] of routers) {
      for (const neighbor of this.#topology.sources(router as EntityId, 'partOf', 'neighbor'))
        if (this.#topology.target(neighbor, 'peersWith') !== undefined) add(neighbor, cause);
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
        this.#kernel.because(cause, () => this.#routing.reconsider(endpoint));
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
    if (applied !== undefined && resets(applied, config))
      this.#speaker.reconfigured(endpoint, OTHER_CONFIGURATION_CHANGE);
    else this.#routing.readvertise(endpoint);
    // A key that fits now lets the attempt through that is under way.
    this.#speaker.pathChanged(endpoint);
    const remote = this.#ends.remote.get(endpoint);
    if (remote >= 0) this.#speaker.pathChanged(remote);
  }

  #mark(endpoint: number): void {
    const entity = this.#ends.entity(endpoint);
    this.changed.add(entity, this.#kernel.cause);
    this.changedRoutes.add(entity, this.#kernel.cause);
  }

  #endpoint(entity: EntityId): number {
    const endpoint = this.#ends.of(entity);
    if (endpoint < this.#applied.length) return endpoint;
    this.#speaker.reach(endpoint);
    this.#routing.reach(endpoint);
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
    return endpoint === undefined ? [] : this.#routing.accepted(endpoint);
  }

  rib(router: EntityId): Rib {
    return this.#routing.rib(router);
  }

  refused(router: EntityId, prefix: Nlri): readonly RefusedRoute[] {
    return this.#topology.sources(router, 'partOf', 'neighbor').flatMap((neighbor) => {
      const endpoint = this.#known(neighbor);
      const route = endpoint === undefined ? undefined : this.#routing.refused(endpoint, prefix);
      return route === undefined ? [] : [{ ...route, endpoint: neighbor }];
    });
  }

  rules(router: EntityId): DecisionRules {
    return this.#routing.rules(router);
  }

  learnedOn(path: Path): EntityId | undefined {
    return isOwn(path) ? undefined : this.#ends.entity(path.source);
  }

  nextHop(router: EntityId, path: Path): NextHop | undefined {
    if (isOwn(path)) return undefined;
    const endpoint = this.#ends.entity(path.source);
    const other = this.#topology.target(endpoint, 'peersWith');
    if (other === undefined) return { kind: 'session', endpoint };
    const far = path.external ? other : this.#nextHops.resolve(router, path.attributes.nextHop)?.router;
    return far === undefined ? undefined : { kind: 'router', endpoint, router: far };
  }

  onItsWay(router: EntityId, address: Address): EntityId | undefined {
    return this.#topology.sources(router, 'peersWith', 'neighbor').find((neighbor) => {
      const endpoint = this.#known(neighbor);
      return endpoint !== undefined && this.#routing.owes(endpoint, address);
    });
  }

  routesOnTheirWay(): boolean {
    for (let endpoint = 0; endpoint < this.#ends.count; endpoint++) {
      if (this.#routing.pending(endpoint).length > 0) return true;
      for (const row of rowsOf(endpoint))
        if (this.#rows.inbox.get(row).length + this.#rows.outbox.get(row).length > 0) return true;
    }
    return false;
  }

  /** Adj-RIB-Out: what this end has told the other. */
  advertised(entity: EntityId): readonly Announcement[] {
    const endpoint = this.#known(entity);
    return endpoint === undefined ? [] : announcements(this.#routing.out(endpoint));
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
    return endpoint !== undefined && this.#routing.gateway(endpoint) !== undefined;
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
