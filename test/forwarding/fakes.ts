/** The link and BGP floors as tests want them: they answer what they were told. */
import type { Received } from '../../sim/bgp/adj-ribs.ts';
import { GatewayTables } from '../../sim/bgp/aws/gateway-tables.ts';
import { VpnTunnels } from '../../sim/bgp/aws/vpn-tunnels.ts';
import type { BgpQueries, Route } from '../../sim/bgp/contract.ts';
import { ownAttributes } from '../../sim/bgp/policy/origination.ts';
import { type Nlri, nlri } from '../../sim/bgp/rib/nlri.ts';
import { LOCAL, type Path } from '../../sim/bgp/rib/path.ts';
import { emptyRib, learn, type Rib } from '../../sim/bgp/rib/rib.ts';
import { genericRules } from '../../sim/bgp/rib/rules.ts';
import type { Igp } from '../../sim/igp/igp.ts';
import type { Kernel } from '../../sim/kernel/kernel.ts';
import { Marks } from '../../sim/kernel/marks.ts';
import type { LinkQueries, PathState } from '../../sim/link/contract.ts';
import { type EntityId, entityId } from '../../sim/topology/entities.ts';
import type { Topology } from '../../sim/topology/topology.ts';

export class FakeLink implements LinkQueries {
  readonly changedVirtualInterfaces = new Marks();
  readonly changedInterfaces = new Marks();
  readonly ends = new Map<EntityId, EntityId>();
  /** Virtual interface → why its path is closed. */
  readonly blocked = new Map<EntityId, string>();
  readonly interfacesDown = new Set<EntityId>();
  readonly stopped = new Set<EntityId>();
  readonly lossPpm = new Map<EntityId, number>();
  readonly via = new Map<EntityId, EntityId>();

  customerEnd(virtualInterface: EntityId) {
    return this.ends.get(virtualInterface);
  }
  awsEnd(subInterface: EntityId) {
    return [...this.ends].find(([, end]) => end === subInterface)?.[0];
  }
  interfaceUp(subInterface: EntityId) {
    return !this.interfacesDown.has(subInterface);
  }
  attachmentUp(virtualInterface: EntityId) {
    return !this.blocked.has(virtualInterface);
  }
  path(virtualInterface: EntityId): PathState {
    const why = this.blocked.get(virtualInterface);
    return {
      open: why === undefined,
      why: why ?? '',
      lossPpm: this.lossPpm.get(virtualInterface) ?? 0,
      delayMicros: 0,
      via: this.via.get(virtualInterface),
    };
  }
  running(id: EntityId) {
    return !this.stopped.has(id);
  }
}

interface Told {
  readonly nlri: Nlri;
  readonly source: number;
  readonly path: Path;
}

interface Below {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly igp: Igp;
  readonly link: FakeLink;
}

export class FakeBgp implements BgpQueries {
  readonly floors: Below;
  /** The real ones, fed by what the tests say was learned. */
  readonly gateways: GatewayTables;
  readonly tunnels: VpnTunnels;
  constructor(floors: Below) {
    this.floors = floors;
    const { kernel, topology, link } = floors;
    const changed = (entity: EntityId) => this.changedRoutes.add(entity, kernel.cause);
    this.gateways = new GatewayTables({
      kernel,
      topology,
      accepted: (peer) => (prefix) => this.#accepted(peer, prefix),
      changed,
      siteLinkChanged: () => {},
    });
    this.tunnels = new VpnTunnels({ kernel, topology, running: (router) => link.running(router), changed });
  }
  readonly changedRoutes = new Marks();
  readonly learned = new Map<EntityId, readonly Route[]>();
  readonly detached = new Set<EntityId>();
  readonly interfaces = new Map<EntityId, EntityId>();
  readonly waiting = new Map<EntityId, string>();

  state(endpoint: EntityId) {
    return this.established(endpoint) ? ('Established' as const) : ('Idle' as const);
  }
  established(endpoint: EntityId) {
    return this.learned.has(endpoint);
  }
  bfdState() {
    return 'Down';
  }
  routes(endpoint: EntityId) {
    return this.learned.get(endpoint) ?? [];
  }
  gatewayAttached(peer: EntityId) {
    return !this.detached.has(peer);
  }
  interfaceOf(neighbor: EntityId) {
    return this.interfaces.get(neighbor);
  }
  waitingFor(endpoint: EntityId) {
    return this.waiting.get(endpoint) ?? 'BGP Idle';
  }
  lastError() {
    return '';
  }
  /** An end learns these routes instead of those that it has; undefined: its session is down. */
  learn(endpoint: EntityId, routes: readonly Route[] | undefined): void {
    const before = this.routes(endpoint);
    if (routes === undefined) this.learned.delete(endpoint);
    else this.learned.set(endpoint, routes);
    this.follow(endpoint, before);
  }
  /** AWS's tables look at an end again, also at what it had before. */
  follow(endpoint: EntityId, before: readonly Route[] = []): void {
    const { kernel, topology } = this.floors;
    this.changedRoutes.add(endpoint, kernel.cause);
    if (topology.kind(endpoint) !== 'bgpPeer') return;
    const prefixes = [...before, ...this.routes(endpoint)].map((one) => one.nlri);
    this.gateways.follow(endpoint, [...new Set(prefixes)]);
  }
  #accepted(peer: EntityId, prefix: Nlri): Received | undefined {
    if (!this.gatewayAttached(peer)) return undefined;
    const found = this.routes(peer).find((one) => one.nlri === prefix);
    return found === undefined ? undefined : { ...found, stale: false };
  }
  /** As if the routers of an AS told one another at once. */
  rib(router: EntityId): Rib {
    const { topology } = this.floors;
    const changes = [
      ...topology.all('neighbor').flatMap((neighbor) => this.#pathsFrom(router, neighbor)),
      ...topology.all('neighbor').flatMap((neighbor) => this.#networksBehind(router, neighbor)),
    ];
    const one = ({ nlri: prefix, path }: Told) => ({ prefixes: [prefix], values: [path] });
    return changes.reduce(
      (rib, change) => learn(rib, change.source, one(change), genericRules).rib,
      emptyRib,
    );
  }
  rules() {
    return genericRules;
  }
  refused() {
    return [];
  }
  unlisted() {
    return [];
  }
  learnedOn({ source }: Path) {
    return entityId(source);
  }
  nextHop(router: EntityId, { source }: Path) {
    const endpoint = entityId(source);
    const holder = this.floors.topology.only(endpoint, 'partOf');
    if (holder === router) return { kind: 'session' as const, endpoint };
    return { kind: 'router' as const, endpoint, router: holder };
  }
  onItsWay() {
    return undefined;
  }
  routesOnTheirWay() {
    return false;
  }
  /** Networks of the router's own, or of another of its AS, known by the session that one has. */
  #networksBehind(router: EntityId, neighbor: EntityId): Told[] {
    const { topology, igp } = this.floors;
    const holder = topology.only(neighbor, 'partOf');
    const { asn, networks } = topology.as('router', holder);
    if (asn !== topology.as('router', router).asn) return [];
    const isOwn = holder === router;
    const source = isOwn ? LOCAL : neighbor;
    const metric = isOwn ? 0 : igp.distance(router, holder)?.metric;
    const common = { weight: 0, routerId: 0, peerAddress: 0n, stale: false, learnedMicros: 0 };
    return networks.map((network) => {
      const path = { source, attributes: ownAttributes, external: isOwn, metric, ...common };
      return { nlri: nlri(network), source, path };
    });
  }

  #pathsFrom(router: EntityId, neighbor: EntityId): Told[] {
    const { topology, igp, link } = this.floors;
    const holder = topology.only(neighbor, 'partOf');
    const own = holder === router;
    if (topology.as('router', holder).asn !== topology.as('router', router).asn) return [];
    const itf = this.interfaces.get(neighbor);
    const up = itf !== undefined && link.interfaceUp(itf);
    const metric = own ? (up ? 0 : undefined) : igp.distance(router, holder)?.metric;
    return this.routes(neighbor).map(({ nlri, attributes, learnedMicros }) => {
      const common = { weight: 0, routerId: holder, peerAddress: 0n, stale: false };
      const path = { source: neighbor, attributes, external: own, metric, learnedMicros, ...common };
      return { nlri, source: neighbor, path };
    });
  }
}
