/** What is plugged into what: the graph as the link floor asks for it, remembered until it changes. */
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';

/** One physical link, router side first. */
export interface Wire {
  readonly connection: EntityId;
  /** The cabled router port, its router and, if it is in one, its port-channel. */
  readonly port: EntityId | undefined;
  readonly router: EntityId | undefined;
  readonly portChannel: EntityId | undefined;
  /** In order of their id. */
  readonly carriers: readonly EntityId[];
  readonly device: EntityId | undefined;
  readonly lag: EntityId | undefined;
  /** One way, fibre and carriers. */
  readonly delayMicros: number;
}

/** What a virtual interface is attached to at AWS. */
export interface Attachment {
  /** Dedicated connection, interconnect or LAG. */
  readonly base: EntityId;
  readonly hosted: EntityId | undefined;
  readonly vlan: number;
}

type ByVlan = ReadonlyMap<number, EntityId>;

export class Wires {
  readonly #topology: Topology;
  readonly #wires = new Map<EntityId, Wire>();
  readonly #attachments = new Map<EntityId, Attachment | undefined>();
  readonly #cables = new Map<EntityId, EntityId | undefined>();
  readonly #members = new Map<EntityId, readonly EntityId[]>();
  readonly #interfaces = new Map<EntityId, readonly EntityId[]>();
  readonly #riders = new Map<EntityId, readonly EntityId[]>();
  readonly #ridersByVlan = new Map<EntityId, ByVlan>();
  readonly #interfacesByVlan = new Map<EntityId, ByVlan>();
  /** Of the graph, which all answers are of. */
  #revision = -1;

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  of(connection: EntityId): Wire {
    return this.#remember(this.#wires, connection, () => this.#follow(connection));
  }

  /** The connection at the other end of a router port's cable. */
  cable(port: EntityId): EntityId | undefined {
    return this.#remember(this.#cables, port, () => this.#topology.target(port, 'cabledTo'));
  }

  /** Ports of a port-channel, connections of a LAG, in order of their id. */
  members(bundle: EntityId): readonly EntityId[] {
    return this.#remember(this.#members, bundle, () => this.#topology.sources(bundle, 'memberOf'));
  }

  /** Sub-interfaces of a port or port-channel. */
  interfaces(parent: EntityId): readonly EntityId[] {
    return this.#remember(this.#interfaces, parent, () =>
      this.#topology.sources(parent, 'partOf', 'subInterface'),
    );
  }

  /** The LAG of a connection, the port-channel of a port. */
  bundle(end: EntityId): EntityId | undefined {
    return this.#topology.target(end, 'memberOf');
  }

  isHosted(connection: EntityId): boolean {
    const entity = this.#topology.get(connection);
    return entity.kind === 'connection' && entity.type === 'hosted';
  }

  isLag(base: EntityId): boolean {
    return this.#topology.kind(base) === 'lag';
  }

  attachment(virtualInterface: EntityId): Attachment | undefined {
    if (this.#revision !== this.#topology.revision) this.#forget();
    // Asked of every virtual interface with every change: without the closure that `#remember` takes.
    const known = this.#attachments.get(virtualInterface);
    if (known !== undefined) return known;
    const made = this.#attach(virtualInterface);
    this.#attachments.set(virtualInterface, made);
    return made;
  }

  /** Virtual interfaces on a connection or LAG, those on its hosted connections included. */
  riders(base: EntityId): readonly EntityId[] {
    return this.#remember(this.#riders, base, () =>
      [base, ...this.hostedOn(base)].flatMap((on) => this.#topology.sources(on, 'rides', 'virtualInterface')),
    );
  }

  /** The virtual interface that speaks a VLAN on a connection or LAG. */
  riderWith(base: EntityId, vlan: number): EntityId | undefined {
    return this.#remember(this.#ridersByVlan, base, () =>
      byVlan(this.riders(base), (rider) => this.attachment(rider)?.vlan),
    ).get(vlan);
  }

  /** The sub-interface of a port or port-channel that speaks a VLAN and is not shut. */
  interfaceWith(parent: EntityId, vlan: number): EntityId | undefined {
    return this.#remember(this.#interfacesByVlan, parent, () =>
      byVlan(this.interfaces(parent), (id) => {
        const entity = this.#topology.as('subInterface', id);
        return entity.shutdown ? undefined : entity.vlan;
      }),
    ).get(vlan);
  }

  hostedOn(base: EntityId): readonly EntityId[] {
    return this.#topology.sources(base, 'rides', 'connection');
  }

  /** Dedicated connections and interconnects of a LAG, or the connection itself. */
  links(base: EntityId): readonly EntityId[] {
    return this.isLag(base) ? this.members(base) : [base];
  }

  #attach(virtualInterface: EntityId): Attachment | undefined {
    const on = this.#topology.target(virtualInterface, 'rides');
    if (on === undefined) return undefined;
    const { vlan } = this.#topology.as('virtualInterface', virtualInterface);
    if (!this.isHosted(on)) return { base: on, hosted: undefined, vlan };
    const base = this.#topology.target(on, 'rides');
    if (base === undefined) return undefined;
    return { base, hosted: on, vlan: this.#topology.as('connection', on).vlan ?? vlan };
  }

  #follow(connection: EntityId): Wire {
    const topology = this.#topology;
    const port = topology.sources(connection, 'cabledTo', 'port')[0];
    const carriers = topology.targets(connection, 'passes');
    const delays = carriers.map((carrier) => topology.as('carrier', carrier).delayMicros);
    return {
      connection,
      port,
      router: port === undefined ? undefined : topology.target(port, 'partOf'),
      portChannel: port === undefined ? undefined : this.bundle(port),
      carriers,
      device: topology.target(connection, 'terminatesOn'),
      lag: this.bundle(connection),
      delayMicros: delays.reduce(
        (sum, delay) => sum + delay,
        topology.as('connection', connection).delayMicros,
      ),
    };
  }

  #remember<T>(memo: Map<EntityId, T>, id: EntityId, make: () => T): T {
    if (this.#revision !== this.#topology.revision) this.#forget();
    const known = memo.get(id);
    if (known !== undefined || memo.has(id)) return known as T; // in the map, so it is a T, which may be undefined
    const made = make();
    memo.set(id, made);
    return made;
  }

  #forget(): void {
    this.#wires.clear();
    this.#attachments.clear();
    this.#cables.clear();
    this.#members.clear();
    this.#interfaces.clear();
    this.#riders.clear();
    this.#ridersByVlan.clear();
    this.#interfacesByVlan.clear();
    this.#revision = this.#topology.revision;
  }
}

/** The first of each VLAN. */
function byVlan(ids: readonly EntityId[], vlanOf: (id: EntityId) => number | undefined): ByVlan {
  const found = new Map<number, EntityId>();
  for (const id of ids) {
    const vlan = vlanOf(id);
    if (vlan !== undefined && !found.has(vlan)) found.set(vlan, id);
  }
  return found;
}
