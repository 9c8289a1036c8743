/** One end of a session as policy sees it, read from the graph and kept until a record changes. */
import { formatAddress, parseInterfaceAddress } from '../topology/address.ts';
import { type EntityId, entityId, type Neighbor, type Router } from '../topology/entities.ts';
import { linkAddress } from '../topology/link-addresses.ts';
import { loopbackOf } from '../topology/loopback.ts';
import { routeMapTerms } from '../topology/neighbor-statement.ts';
import type { RouteMapTerm } from '../topology/policy.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import type { ExportPolicy } from './policy/exporting.ts';
import type { ImportPolicy } from './policy/importing.ts';
import type { Role } from './policy/reflection.ts';
import { type CompiledRouteMap, compileRouteMap, type PolicyContext } from './policy/route-map.ts';
import { prefixList } from './prefix-lists.ts';
import type { Nlri } from './rib/nlri.ts';

/** Of a customer router's neighbour. */
export interface SessionTerms {
  readonly internal: boolean;
  readonly role: Exclude<Role, 'own'>;
  /** With AWS, not with another router of the customer's. */
  readonly toAws: boolean;
  readonly context: PolicyContext;
  readonly importing: ImportPolicy;
  /** But for what the session itself has: its own address, and who the other end says it is. */
  readonly exporting: Omit<ExportPolicy, 'localAddress' | 'remoteId'>;
  /** Own networks that this neighbour is told of, in the order of prefixes. */
  readonly networks: readonly Nlri[];
  readonly defaultOriginate: boolean;
}

interface Known {
  readonly neighbor: Neighbor;
  readonly router: Router;
  readonly terms: SessionTerms;
}

const maps = new WeakMap<readonly RouteMapTerm[], CompiledRouteMap>();

function once<Key extends object, Made>(known: WeakMap<Key, Made>, key: Key, make: () => Made): Made {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}

export class Terms {
  readonly #topology: Topology;
  readonly #ends: Endpoints;
  readonly #known = new Map<number, Known>();

  /** Routers are made when the network is built, never during a run. */
  #asns: { readonly size: number; readonly numbers: ReadonlySet<number> } = { size: 0, numbers: new Set() };

  constructor(topology: Topology, ends: Endpoints) {
    this.#topology = topology;
    this.#ends = ends;
  }

  /** ASs of the customer's routers. */
  get customerAsns(): ReadonlySet<number> {
    if (this.#asns.size !== this.#topology.size) {
      const routers = this.#topology.all('router').map((id) => this.#topology.as('router', id).asn);
      this.#asns = { size: this.#topology.size, numbers: new Set(routers) };
    }
    return this.#asns.numbers;
  }

  /** The router of a neighbour, the virtual interface of a BGP peer. */
  owner(endpoint: number): EntityId {
    return this.#topology.only(this.#ends.entity(endpoint), 'partOf');
  }

  /** Of a router's end. */
  of(endpoint: number): SessionTerms {
    const neighbor = this.#topology.as('neighbor', this.#ends.entity(endpoint));
    const router = this.#topology.as('router', this.owner(endpoint));
    const known = this.#known.get(endpoint);
    if (known?.neighbor === neighbor && known.router === router) return known.terms;
    const terms = this.#make(endpoint, neighbor, router);
    this.#known.set(endpoint, { neighbor, router, terms });
    return terms;
  }

  #make(endpoint: number, neighbor: Neighbor, router: Router): SessionTerms {
    const { localAsn, remoteAsn, remoteAddress } = neighbor.session;
    const internal = this.#ends.internal(endpoint);
    const other = this.#topology.target(this.#ends.entity(endpoint), 'peersWith');
    const name = other === undefined ? undefined : this.#topology.name(other);
    const { clients = [], clusterId = router.routerId } = router.routeReflector ?? {};
    const client = name !== undefined && clients.includes(name);
    const { weight = 0, gracefulShutdown = false, nextHopSelf = true } = neighbor;
    const { policy } = this.#ends.rules(endpoint);
    const allowasIn = allowedLoops(neighbor.allowasIn, policy.countsOwnAs);
    const context: PolicyContext = { neighborNames: [remoteAddress, ...(name === undefined ? [] : [name])] };
    const role = internal ? (client ? 'client' : 'nonClient') : 'external';
    return {
      internal,
      role,
      toAws: other === undefined,
      context,
      importing: {
        internal,
        localAsn,
        allowasIn,
        weight,
        context,
        gracefulShutdown,
        routerId: router.routerId,
        clusterId: router.routeReflector && policy.refusesOwnCluster ? clusterId : undefined,
        map: this.#map(neighbor.import),
      },
      exporting: {
        role,
        localAsn,
        remoteAsn,
        clusterId,
        nextHopSelf,
        gracefulShutdown,
        removePrivateAs: neighbor.removePrivateAs === true ? policy.removesPrivateAs : 'none',
        obeysNoExport: policy.obeysNoExport,
        prepend: neighbor.prepend,
        map: this.#map(neighbor.export),
      },
      networks: prefixList(neighbor.advertise ?? router.networks),
      defaultOriginate: neighbor.defaultOriginate === true,
    };
  }

  #map(name: string | undefined): CompiledRouteMap | undefined {
    const terms = routeMapTerms(this.#topology, name);
    return terms === undefined ? undefined : once(maps, terms, () => compileRouteMap(terms));
  }

  /** The address that a session would run from at this end. */
  localAddress(endpoint: number): string {
    const entity = this.#ends.entity(endpoint);
    const written = tunnelAddress(this.#topology, entity);
    if (written !== undefined) return formatAddress(parseInterfaceAddress(written).address);
    const over = this.#topology.target(entity, 'crosses');
    const onLink = over === undefined ? undefined : linkAddress(this.#topology, over, this.owner(endpoint));
    if (onLink !== undefined) return onLink;
    const { addressFamily } = this.#ends.config(endpoint);
    const local = this.#ends.local.get(endpoint);
    if (local < 0)
      return loopbackOf(this.#topology.as('router', this.owner(endpoint)).routerId, addressFamily);
    const own = this.#topology
      .as('subInterface', entityId(local))
      .addresses.map((text) => parseInterfaceAddress(text).address)
      .find(({ family }) => family === addressFamily);
    return own === undefined ? '' : formatAddress(own);
  }
}

/** How often the own ASN may be in a path. */
const allowedLoops = (configured = 0, counts: boolean): number =>
  configured > 0 && !counts ? Number.POSITIVE_INFINITY : configured;

/** Of an end whose address is written down: AWS's, and the router's in a VPN. */
function tunnelAddress(topology: Topology, entity: EntityId): string | undefined {
  const end = topology.get(entity);
  if ('amazonAddress' in end) return end.amazonAddress;
  const vpn = topology.target(entity, 'rides');
  const peer = vpn === undefined ? undefined : topology.sources(vpn, 'partOf', 'vpnPeer')[0];
  return peer === undefined ? undefined : topology.as('vpnPeer', peer).customerAddress;
}
