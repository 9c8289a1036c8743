/** What a face can ask of a simulation: one plain view a kind of thing, by name or id. Nothing here changes anything. */

import type { FlowView } from './forwarding/forwarding.ts';
import type { FlowOutage } from './forwarding/outages.ts';
import type { RecordId, TraceRecord } from './kernel/trace.ts';
import { MapViews } from './map-views.ts';
import { type EntityId, type EntityKind, entityId } from './topology/entities.ts';
import type {
  BothWays,
  ConnectionView,
  DemandView,
  FlowRouteView,
  InterfaceView,
  LagLinkView,
  LagView,
  LinkView,
  LoadView,
  RouteCandidateView,
  RouteTableView,
  SessionPairView,
  SessionView,
  VirtualInterfaceSummary,
  VirtualInterfaceView,
} from './view-types.ts';
import {
  connectionView,
  interfaceView,
  lagLinkView,
  lagView,
  linkNames,
  linkView,
  loadViews,
} from './views/links.ts';
import { flowRoutes, routeCandidates, routeTables } from './views/routes.ts';
import { peerView, sessionNames, sessionPairView, sessionView } from './views/sessions.ts';

const carriedBy = ['memberOf', 'terminatesOn', 'passes'] as const;

export class Views extends MapViews {
  /** By the list of a kind, which is another one when there are others: a face asks for thousands in every frame. */
  readonly #names = new WeakMap<readonly EntityId[], readonly string[]>();

  /** µs since the start. */
  get now(): number {
    return this.world.kernel.now;
  }

  /** The trace so far, oldest first. */
  get trace(): Iterable<TraceRecord> & { readonly length: number } {
    return this.world.kernel.trace;
  }

  /** Durations and choices that the run leaned on so far. */
  get timingUsed(): readonly string[] {
    return this.world.kernel.timingUsed;
  }

  /** One record of the trace. Throws a RangeError when there is none of this number. */
  record(id: RecordId): TraceRecord {
    return this.world.kernel.trace.get(id);
  }

  /** A record, its cause, and so on back to the root. */
  chain(record: RecordId): readonly TraceRecord[] {
    return this.world.kernel.trace.chain(record);
  }

  /** Names under which records about a thing stand: of a virtual interface also its peers. */
  aspects(name: string): readonly string[] {
    const { topology } = this.world;
    const entity = topology.find(name);
    if (entity === undefined) return [];
    return [name, ...topology.sources(entity, 'partOf').map((part) => topology.name(part))];
  }

  /** Names of the invariants that do not hold: each a bug of ours. */
  brokenInvariants(): readonly string[] {
    return this.world.brokenInvariants();
  }

  nameOf(entity: number): string {
    return this.world.topology.name(entityId(entity));
  }

  /** Names of an entity of a path and, if it is a connection, of its LAG, its AWS device and its carriers. */
  around(entity: number): readonly string[] {
    const { topology } = this.world;
    const near = carriedBy.flatMap((relation) => topology.targets(entityId(entity), relation));
    return [entity, ...near].map((id) => this.nameOf(id));
  }

  /** Whether anything has this name or id. */
  exists(nameOrId: string): boolean {
    return this.world.topology.find(nameOrId) !== undefined;
  }

  /** The name of the thing with an API id. */
  nameById(id: string): string | undefined {
    const entity = this.world.topology.find(id);
    return entity === undefined ? undefined : this.world.topology.name(entity);
  }

  /** The API's id of a thing with this name; undefined when there is none. */
  idOf(name: string): string | undefined {
    const entity = this.world.topology.find(name);
    if (entity === undefined) return undefined;
    const record = this.world.topology.get(entity);
    return 'id' in record ? record.id : undefined;
  }

  /** Throws a RangeError on an unknown name, as all views do. */
  vif(name: string): VirtualInterfaceView {
    const { topology, resources } = this.world;
    const vif = this.#find('virtualInterface', name);
    const [attachment] = topology.sources(vif, 'partOf', 'attachment');
    return {
      ...this.vifSummary(name),
      peers: topology.sources(vif, 'partOf', 'bgpPeer').map((peer) => peerView(this.world, vif, peer)),
      attachment: attachment === undefined ? '' : resources.state(attachment),
    };
  }

  /** A virtual interface without its sessions: cheap enough to ask for every one of thousands. */
  vifSummary(name: string): VirtualInterfaceSummary {
    const { topology, resources } = this.world;
    const vif = this.#find('virtualInterface', name);
    const { id, type, vlan, mtu } = topology.as('virtualInterface', vif);
    const ride = topology.target(vif, 'rides');
    const connection = ride === undefined ? '' : topology.name(ride);
    return { name: topology.name(vif), id, type, state: resources.state(vif), connection, vlan, mtu };
  }

  connection(name: string): ConnectionView {
    return connectionView(this.world, this.#find('connection', name));
  }

  lag(name: string): LagView {
    return lagView(this.world, this.#find('lag', name));
  }

  /** Connections and LAGs as a tree, flat: members and hosted connections follow what they belong to. */
  linkNames(): readonly string[] {
    return linkNames(this.world);
  }

  /** A connection with what its two ends measure. */
  link(name: string): LinkView {
    return linkView(this.world, this.#find('connection', name));
  }

  /** A LAG with the settings of both its ends. */
  lagLink(name: string): LagLinkView {
    return lagLinkView(this.world, this.#find('lag', name));
  }

  /** What flows send over each connection and LAG, by name; those that carry nothing are left out. */
  loads(): ReadonlyMap<string, LoadView> {
    return loadViews(this.world);
  }

  /** Names of sessions: BGP peers, then neighbours that face none. */
  sessionNames(): readonly string[] {
    return sessionNames(this.world);
  }

  /** FSM state of a session end: cheap enough to ask for every one of thousands. */
  bgpState(name: string): string {
    return this.world.bgp.state(this.#any('session end', name));
  }

  /** Both ends of a session, by a name of `sessionNames`. */
  session(name: string): SessionPairView {
    return sessionPairView(this.world, this.#any('session', name));
  }

  /** Tables of VPCs, gateways and routers with their prefixes. */
  routeTables(): readonly RouteTableView[] {
    return routeTables(this.world);
  }

  /** The steps of a table's decision in their order, in words. */
  routeSteps(table: string): readonly string[] {
    return this.world.forwarding.steps(this.#any('table', table));
  }

  /** For each direction of a flow the table that decides, and the prefix that matches there. */
  flowRoutes(flow: string): BothWays<FlowRouteView> {
    return flowRoutes(this.world, this.#find('flow', flow));
  }

  /** Routes to this very prefix in such a table, those in use first; `within`: in one of `tablesWithin`. */
  routeCandidates(table: string, prefix: string, within?: string): readonly RouteCandidateView[] {
    return routeCandidates(this.world, this.#any('table', table), prefix, within);
  }

  /** Tables of a Direct Connect gateway: a name for each sending Region, and for SiteLink; of others none. */
  readonly tablesWithin = (table: string): readonly string[] =>
    this.world.forwarding.tables(this.#any('table', table));

  flow(name: string): FlowView {
    return this.world.forwarding.flow(name);
  }

  /** What a flow asks for. */
  demand(flow: string): DemandView {
    const { topology } = this.world;
    const id = this.#find('flow', flow);
    const { rateBps, packetSize, addressFamily, dontFragment } = topology.as('flow', id);
    const end = (relation: 'startsAt' | 'endsAt') => topology.name(topology.only(id, relation));
    const asked = { rateBps, packetSize, addressFamily, dontFragment };
    return { from: end('startsAt'), to: end('endsAt'), ...asked };
  }

  /** Bits that each flow has delivered so far, both directions together, by name. */
  delivered(): ReadonlyMap<string, bigint> {
    return new Map([...this.world.forwarding.delivered()].map(([flow, bits]) => [this.nameOf(flow), bits]));
  }

  outages(flow: string): FlowOutage[] {
    return this.world.forwarding.outages(flow);
  }

  /** `router interface`. */
  interface(name: string): InterfaceView {
    return interfaceView(this.world, this.#any('interface', name));
  }

  /** `router address`. */
  neighbor(name: string): SessionView {
    return sessionView(this.world, this.#find('neighbor', name));
  }

  /** Why a session end (a BGP peer's or a neighbour's name) is not Established, in words; empty when it is. */
  waitingFor(name: string): string {
    const endpoint = this.#any('session end', name);
    return this.world.bgp.established(endpoint) ? '' : this.world.bgp.waitingFor(endpoint);
  }

  /** Newest failover test of a virtual interface. */
  failoverTest(vif: string): { readonly id: string; readonly status: string } | undefined {
    const { topology, resources } = this.world;
    const test = topology.sources(this.#find('virtualInterface', vif), 'partOf', 'failoverTest').at(-1);
    return test === undefined
      ? undefined
      : { id: topology.as('failoverTest', test).id, status: resources.state(test) };
  }

  /** How many entities there are of a kind. */
  count(kind: EntityKind): number {
    return this.world.topology.all(kind).length;
  }

  /** Names of all entities of a kind. */
  names(kind: EntityKind): readonly string[] {
    const ids = this.world.topology.all(kind);
    const known = this.#names.get(ids);
    if (known !== undefined) return known;
    const names = ids.map((entity) => this.nameOf(entity));
    this.#names.set(ids, names);
    return names;
  }

  /** Everything that an operator can observe, as one value: no ages, no counters. */
  protected observable(): unknown {
    const { topology } = this.world;
    const of = (kind: EntityKind, view: (name: string) => unknown) =>
      this.names(kind).map((name) => [name, view(name)]);
    return {
      connections: of('connection', (name) => this.connection(name)),
      lags: of('lag', (name) => this.lag(name)),
      vifs: of('virtualInterface', (name) => this.vif(name)),
      neighbors: of('neighbor', (name) => this.neighbor(name)),
      flows: of('flow', (name) => {
        const { state, reason, path, pathMtu, lossPpm } = this.flow(name);
        return {
          state,
          reason,
          pathMtu,
          lossPpm,
          path: {
            toAws: path.toAws.map((id) => topology.name(id)),
            toCustomer: path.toCustomer.map((id) => topology.name(id)),
          },
        };
      }),
    };
  }

  #find(kind: EntityKind, name: string): EntityId {
    const entity = this.#any(kind, name);
    if (this.world.topology.kind(entity) !== kind) throw new RangeError(`there is no ${kind} ${name}`);
    return entity;
  }

  #any(what: string, name: string): EntityId {
    const entity = this.world.topology.find(name);
    if (entity === undefined) throw new RangeError(`there is no ${what} ${name}`);
    return entity;
  }
}
