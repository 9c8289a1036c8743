/** The BGP floor: both ends of every session, their routes and BFD, driven by what changes on the wire. */
import type { Igp } from '../igp/igp.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Marks } from '../kernel/marks.ts';
import type { RecordId } from '../kernel/trace.ts';
import type { LinkQueries } from '../link/contract.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { affectedBy, type Changes } from './affected.ts';
import { BgpAnswers, type BgpParts } from './answers.ts';
import { AwsSide } from './aws/aws-side.ts';
import { announcedTable, type GatewayRoutes } from './aws/gateway-routes.ts';
import { Bfd } from './bfd.ts';
import { Configuring } from './configuring.ts';
import { Endpoints, NOBODY } from './endpoints.ts';
import { Facing } from './facing.ts';
import { GracefulRestarts } from './graceful-restart.ts';
import { Halts, haltStops, type StopWord } from './halts.ts';
import { bgpInvariants, type Invariant } from './invariants.ts';
import { Keepalives } from './keepalives.ts';
import { isEndOfRib } from './messages.ts';
import { NextHops } from './next-hops.ts';
import { PrefixLimits } from './prefix-limits.ts';
import { publicTableOf } from './public-table.ts';
import { Routing } from './routing.ts';
import { makeRows } from './rows.ts';
import { Speaker } from './speaker.ts';
import { Terms } from './terms.ts';
import type { MalformedKind } from './vendors/malformed.ts';
import { Wakes } from './wakes.ts';

const BFD_DOWN = 10;
const ADMINISTRATIVE_SHUTDOWN = 2;

type StopHow = { readonly notify: false } | { readonly notify: true; readonly subcode: number };

export class Bgp extends BgpAnswers {
  readonly changed = new Marks();
  override readonly changedRoutes = new Marks();
  /** For the world to check at the end of every instant. */
  readonly invariants: readonly Invariant[];
  protected override readonly parts: BgpParts;
  readonly #touched = new Marks();
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #link: LinkQueries;
  readonly #ends: Endpoints;
  readonly #speaker: Speaker;
  readonly #routing: Routing;
  readonly #bfd: Bfd;
  readonly #limits: PrefixLimits;
  readonly #wakes: Wakes;
  readonly #restarts: GracefulRestarts;
  readonly #halts: Halts;
  readonly #configuring: Configuring;

  constructor(
    kernel: Kernel,
    topology: Topology,
    link: LinkQueries,
    igp: Pick<Igp, 'distance' | 'routers' | 'live' | 'liveLinks'>,
  ) {
    super();
    for (const marks of [this.changed, this.changedRoutes, this.#touched]) kernel.store.transient(marks);
    this.#kernel = kernel;
    this.#topology = topology;
    this.#link = link;
    const aws = new AwsSide({
      ...{ kernel, topology },
      running: (router) => link.running(router),
      accepted: (peer) => this.taker(peer),
      changed: (entity) => this.changedRoutes.add(entity, kernel.cause),
      touch: (end) => this.touch(end),
      tell: (peer, prefixes) => this.#routing.tell(this.#endpoint(peer), prefixes),
    });
    const floors = { topology, link, igp, facing: new Facing(topology), tunnels: aws.tunnels };
    const nextHops = new NextHops(floors);
    const ends = new Endpoints(kernel, floors);
    const rows = makeRows(kernel);
    this.#ends = ends;
    this.#routing = new Routing({
      ...{ kernel, topology, ends, nextHops, terms: new Terms(topology, ends) },
      gateways: aws.gateways,
      established: (endpoint) => this.#speaker.isEstablished(this.#speaker.best(endpoint)),
      endsRib: (endpoint) => this.#restarts.bothKnow(endpoint),
      send: (endpoint, update) => this.#speaker.send(this.#speaker.best(endpoint), update),
      incoming: (endpoint) => rows.initiated.get(this.#speaker.best(endpoint)) === 0,
      sleep: (endpoint) => this.#wakes.await(endpoint, 'firstUpdate'),
      isOver: (endpoint, prefixes) => this.#isOver(endpoint, prefixes),
      fibChanged: (router) => this.changedRoutes.add(router, kernel.cause),
    });
    this.#restarts = new GracefulRestarts(kernel, topology, ends, {
      purge: (endpoint) => this.#purge(endpoint),
      sleep: (endpoint) => this.#wakes.await(endpoint, 'purge'),
    });
    this.#halts = new Halts(kernel, topology, link);
    this.#speaker = new Speaker(kernel, topology, ends, rows, {
      woke: (endpoint) => this.#wakes.woke(endpoint),
      doze: (endpoint) =>
        ends.rules(endpoint).timers.wakeEnds === 'session' && this.#wakes.await(endpoint, 'hold'),
      established: (endpoint, row) => {
        const open = rows.openReceived.get(row);
        if (open === undefined) throw new Error(`${ends.name(endpoint)} is Established without an OPEN`);
        this.#mark(endpoint);
        if (!this.#restarts.established(endpoint, open)) this.#routing.purge(endpoint);
        this.#routing.established(endpoint, open.bgpIdentifier);
      },
      lost: (endpoint, ending) => {
        this.#routing.lost(endpoint, this.#restarts.keeps(endpoint, ending));
        this.#mark(endpoint);
      },
      capability: (endpoint) => this.#restarts.capability(endpoint),
      update: (endpoint, message) => {
        this.#routing.learn(endpoint, message);
        if (isEndOfRib(message)) {
          this.#restarts.ended(endpoint);
          this.#routing.purge(endpoint);
        }
        this.changedRoutes.add(ends.entity(endpoint), kernel.cause);
      },
    });
    this.#bfd = new Bfd(kernel, topology, ends, {
      failed: (endpoint) => this.#speaker.reset(endpoint, BFD_DOWN),
    });
    this.#limits = new PrefixLimits({ kernel, topology, ends, speaker: this.#speaker });
    const keepalives = new Keepalives(kernel, topology, ends, rows);
    this.#wakes = new Wakes({
      ...{ kernel, topology, ends, rows, keepalives },
      established: (row) => this.#speaker.isEstablished(row),
      hears: (row) => this.#speaker.hears(row),
      hold: (endpoint) => this.#speaker.holdExpired(endpoint),
      purge: (endpoint) => this.#purge(endpoint),
      firstUpdate: this.#routing.flush,
    });
    const [speaker, routing, bfd, halts] = [this.#speaker, this.#routing, this.#bfd, this.#halts];
    this.#configuring = new Configuring({ kernel, ends, rows, speaker, routing });
    this.parts = {
      ...{ kernel, topology, ends, rows, keepalives, speaker },
      routing,
      nextHops,
      bfd,
      aws,
      halts,
    };
    this.invariants = bgpInvariants({ kernel, ends, rows, speaker, routing, idleHold: speaker.idleHold });
  }

  /** AWS's end begins to listen and connect. */
  start(peer: EntityId): void {
    const endpoint = this.#endpoint(peer);
    if (this.#ends.started.get(endpoint) === 1) return;
    this.#ends.started.set(endpoint, 1);
    this.#configuring.begun(endpoint);
    this.#touched.add(peer, this.#kernel.cause);
    this.#ends.evaluate(endpoint);
    this.#speaker.start(endpoint);
  }

  /** An end stops, with a NOTIFICATION Cease or silently. */
  stop(entity: EntityId, how: StopHow): void {
    this.#stop(entity, how.notify ? 'notify' : 'silent', 'subcode' in how ? how.subcode : undefined);
  }

  #stop(entity: EntityId, how: StopWord, subcode = ADMINISTRATIVE_SHUTDOWN): void {
    const endpoint = this.#endpoint(entity);
    if (this.#ends.started.get(endpoint) === 0) return;
    this.#ends.started.set(endpoint, 0);
    this.#speaker.stop(endpoint, subcode, how);
    this.#touched.add(entity, this.#kernel.cause);
    this.changedRoutes.add(entity, this.#kernel.cause);
  }

  /** Ends the session of an endpoint that then starts again by itself. */
  reset(entity: EntityId, subcode: number): void {
    this.#limits.clear(this.#endpoint(entity));
    this.#speaker.reset(this.#endpoint(entity), subcode);
  }

  /** One more (`+1`) or one less reason why a router's BGP process does not run; its interfaces stay up. */
  failProcess(router: EntityId, step: 1 | -1): void {
    this.#halts.failProcess(router, step);
    this.touch(router);
  }

  /** What an end sends is malformed from now on, or no longer. */
  malform(entity: EntityId, kind: MalformedKind | undefined): void {
    this.#speaker.malforming.begin(this.#endpoint(entity), kind, this.#routing.out(this.#endpoint(entity)));
  }

  /** The tunnels of a VPN fail once more (`+1`) or once less. */
  failVpn(vpn: EntityId, step: 1 | -1): void {
    this.parts.aws.tunnels.fail(vpn, step);
  }

  /** A gateway is attached to AWS's end and has it announce this; undefined: none is. The session goes on. */
  setGatewayRoutes(peer: EntityId, routes: GatewayRoutes | undefined): void {
    const endpoint = this.#endpoint(peer);
    const { addressFamily } = this.#ends.config(endpoint);
    if (routes?.gateway !== undefined) this.parts.aws.gateways.attach(peer, routes.gateway);
    this.#routing.setGateway(endpoint, routes && announcedTable(routes.announced, addressFamily));
    this.changedRoutes.add(peer, this.#kernel.cause);
  }

  setPublicRoutes(peer: EntityId): void {
    this.#routing.setGateway(this.#endpoint(peer), publicTableOf(this.#topology, peer));
    this.changedRoutes.add(peer, this.#kernel.cause);
  }

  /** A record changed that sessions depend on: a neighbour, a peer, a router. */
  touch(entity: EntityId): void {
    this.#touched.add(entity, this.#kernel.cause);
  }

  /** Settles the floor on what changed below: virtual interfaces, sub-interfaces, and routers whose IGP routes did. */
  settle(virtualInterfaces: Changes, interfaces: Changes, routers: Changes = []): void {
    const affecting = { touched: this.#touched.drain(), virtualInterfaces, interfaces, routers };
    const affected = affectedBy(this.#topology, this.#link, affecting);
    for (const [router, cause] of affected.seen)
      this.#kernel.because(cause, () => this.parts.aws.routerChanged(router));
    const work = new Map<number, RecordId>();
    // Ends of VPNs come after the others: whether their router runs is known now.
    for (const [entity, cause] of [...affected.ends, ...this.#touched.drain()]) {
      const endpoint = this.#endpoint(entityId(entity));
      if (!work.has(endpoint)) work.set(endpoint, cause);
    }
    for (const [router, cause] of affected.routers)
      this.#kernel.because(cause, () => this.#routing.originate(entityId(router)));
    this.#evaluate(work);
    for (const [neighbor, cause] of affected.rerouted)
      this.#kernel.because(cause, () => this.#routing.reconsider(this.#endpoint(neighbor)));
  }

  #evaluate(work: Map<number, RecordId>): void {
    const changed: (readonly [number, RecordId])[] = [];
    this.#halts.silence(work.keys(), this.#ends, this.#speaker.mute);
    // A Map goes on to what is added while it is walked: the ends opposite, before and after.
    for (const [endpoint, cause] of work) {
      const before = this.#ends.remote.get(endpoint);
      const wasUp = this.#ends.localUp.get(endpoint);
      // First what passes now: a dead router's NOTIFICATION does not.
      const moved = this.#ends.evaluate(endpoint);
      const isBack = wasUp === 0 && this.#ends.localUp.get(endpoint) === 1;
      if (isBack) this.#wakes.interfaceUp(endpoint);
      if (isBack) this.#speaker.interfaceBack(endpoint);
      this.#kernel.because(cause, () => this.#reconcile(endpoint));
      this.#kernel.because(cause, () => this.#limits.enforce(endpoint));
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

  /** Too many prefixes end the session when this instant settles. */
  #isOver(endpoint: number, prefixes: number): boolean {
    const over = this.#limits.isOver(endpoint, prefixes);
    if (over) this.#touched.add(this.#ends.entity(endpoint), this.#kernel.cause);
    return over;
  }

  #purge(endpoint: number): void {
    this.#routing.purge(endpoint);
    this.#mark(endpoint);
  }

  /** Starts, stops or resets a neighbour as its configuration and its router demand. */
  #reconcile(endpoint: number): void {
    const entity = this.#ends.entity(endpoint);
    if (!this.#ends.isAws(endpoint)) {
      this.#halts.reach(entity);
      const halt = this.#halts.of(entity);
      if (halt !== undefined) this.#stop(entity, haltStops[halt]);
      else if (this.#ends.started.get(endpoint) === 0) this.start(entity);
    }
    this.#configuring.changed(endpoint);
  }

  #mark(endpoint: number): void {
    for (const marks of [this.changed, this.changedRoutes])
      marks.add(this.#ends.entity(endpoint), this.#kernel.cause);
  }

  #endpoint(entity: EntityId): number {
    const endpoint = this.#ends.of(entity);
    if (this.#configuring.knows(endpoint)) return endpoint;
    const parts = [this.#speaker, this.#routing, this.#bfd, this.#restarts, this.#wakes, this.#configuring];
    for (const part of parts) part.reach(endpoint);
    return endpoint;
  }
}
