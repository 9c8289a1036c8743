/** What a face can ask of a simulation: one plain view a kind of thing, by name or id. Nothing here changes anything. */

import type { FlowView } from './forwarding/forwarding.ts';
import type { FlowOutage } from './forwarding/outages.ts';
import type { RecordId, TraceRecord } from './kernel/trace.ts';
import { type EntityId, type EntityKind, entityId } from './topology/entities.ts';
import type {
  ConnectionView,
  GraphView,
  LagView,
  PeerView,
  SessionView,
  VirtualInterfaceSummary,
  VirtualInterfaceView,
} from './view-types.ts';
import type { World } from './world.ts';

/** Below this AWS receives nothing: −14.4 dBm [user guide, layer 1 troubleshooting]. */
const WEAKEST_LIGHT_MILLI_DBM = -14_400;

function interfaceIsUp({ topology, link }: World, itf: EntityId): boolean {
  if (topology.kind(itf) === 'subInterface') return link.interfaceUp(itf);
  if (topology.kind(itf) === 'port') return link.portUp(itf);
  const { minimumLinks, shutdown } = topology.as('portChannel', itf);
  return !shutdown && link.distributing(itf).length >= Math.max(1, minimumLinks);
}

const carriedBy = ['memberOf', 'terminatesOn', 'passes'] as const;
const GONE: readonly string[] = ['deleted', 'rejected'];

export class Views {
  protected readonly world: World;

  protected constructor(world: World) {
    this.world = world;
  }

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
      peers: topology.sources(vif, 'partOf', 'bgpPeer').map((peer) => this.#peer(vif, peer)),
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
    const { topology, resources, link } = this.world;
    const connection = this.#find('connection', name);
    const lag = topology.target(connection, 'memberOf');
    return {
      name: topology.name(connection),
      id: topology.as('connection', connection).id,
      state: resources.state(connection),
      light: link.lightMilliDbm(connection, 'toAws') > WEAKEST_LIGHT_MILLI_DBM ? 'lit' : 'dark',
      lag: lag === undefined ? undefined : topology.name(lag),
      lacp: lag === undefined ? 'off' : link.distributing(lag).includes(connection) ? 'up' : 'down',
      vifs: this.#riders(connection),
    };
  }

  lag(name: string): LagView {
    const { topology, resources, link } = this.world;
    const lag = this.#find('lag', name);
    return {
      name: topology.name(lag),
      id: topology.as('lag', lag).id,
      state: resources.state(lag),
      links: link.operationalMembers(lag),
      vifs: this.#riders(lag),
    };
  }

  flow(name: string): FlowView {
    return this.world.forwarding.flow(name);
  }

  outages(flow: string): FlowOutage[] {
    return this.world.forwarding.outages(flow);
  }

  /** `router interface`. */
  interface(name: string): { readonly state: 'up' | 'down'; readonly members: number } {
    const { topology, link } = this.world;
    const itf = this.#any('interface', name);
    const up = interfaceIsUp(this.world, itf);
    return {
      state: up ? 'up' : 'down',
      members: topology.kind(itf) === 'portChannel' ? link.distributing(itf).length : 0,
    };
  }

  /** `router address`. */
  neighbor(name: string): SessionView {
    return this.#session(this.#find('neighbor', name));
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

  /** Virtual interfaces through which a gateway, or the gateways of a VPC, send to a prefix. */
  routeVia(gatewayOrVpc: string, prefix: string): readonly string[] {
    const entity = this.#any('gateway or VPC', gatewayOrVpc);
    return this.world.forwarding.routeVia(entity, prefix).map((id) => this.world.topology.name(id));
  }

  /** Names of all entities of a kind. */
  names(kind: EntityKind): readonly string[] {
    return this.world.topology.all(kind).map((entity) => this.nameOf(entity));
  }

  /** Nodes and typed edges of the entity graph. */
  graph(): GraphView {
    const { topology } = this.world;
    const nodes = Array.from({ length: topology.size }, (_, row) => ({
      id: topology.name(entityId(row)),
      kind: topology.kind(entityId(row)),
    }));
    const edges = topology.graph.mapEdges((_edge, { relation }, from, to) => ({
      from: this.nameOf(Number(from)),
      to: this.nameOf(Number(to)),
      relation,
    }));
    return { nodes, edges };
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

  #peer(vif: EntityId, peer: EntityId): PeerView {
    const { topology, resources, link } = this.world;
    const record = topology.as('bgpPeer', peer);
    const own = link.customerEnd(vif);
    const router = own === undefined ? undefined : topology.only(topology.only(own, 'partOf'), 'partOf');
    const address = record.amazonAddress.split('/')[0] ?? '';
    const neighbor = router === undefined ? undefined : topology.find(`${topology.name(router)} ${address}`);
    return {
      ...this.#session(peer),
      id: record.id,
      amazonAddress: record.amazonAddress,
      customerAddress: record.customerAddress,
      bgpPeerState: resources.state(peer),
      customer: neighbor === undefined ? undefined : this.#session(neighbor),
    };
  }

  #session(endpoint: EntityId): SessionView {
    const { topology, bgp } = this.world;
    const { addressFamily, localAsn, remoteAsn, bfd } =
      topology.kind(endpoint) === 'bgpPeer'
        ? topology.as('bgpPeer', endpoint).session
        : topology.as('neighbor', endpoint).session;
    return {
      name: topology.name(endpoint),
      addressFamily,
      localAsn,
      remoteAsn,
      bgp: bgp.state(endpoint),
      bfd: bfd === 'off' ? 'off' : bgp.bfdState(endpoint),
      lastError: bgp.lastError(endpoint),
      prefixes: bgp.routes(endpoint).map(({ prefix }) => prefix),
    };
  }

  #riders(connectionOrLag: EntityId): readonly string[] {
    const { topology, resources } = this.world;
    return topology
      .sources(connectionOrLag, 'rides', 'virtualInterface')
      .filter((vif) => !GONE.includes(resources.state(vif)))
      .map((vif) => topology.name(vif));
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
