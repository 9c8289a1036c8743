/** The network as a map is drawn: customer on the left, AWS on the right, and what hangs on what. */
import type { MapView } from './map-types.ts';
import { type EntityId, entityId } from './topology/entities.ts';
import type { Topology } from './topology/topology.ts';
import type { GraphView } from './view-types.ts';
import type { World } from './world.ts';

/** Routers that are cabled to a connection. */
const routersOf = (topology: Topology, connection: EntityId): readonly EntityId[] =>
  topology.sources(connection, 'cabledTo', 'port').map((port) => topology.only(port, 'partOf'));

export class MapViews {
  protected readonly world: World;

  protected constructor(world: World) {
    this.world = world;
  }

  /** Another number, another `graph()` or `map()` may come of it; comparable within one simulation. */
  get topologyRevision(): number {
    return this.world.topology.revision;
  }

  /** What flows send over a connection, parts per million of its rate in the fuller direction; over a million it is overloaded. */
  utilisationPpm(connection: string): number {
    const { topology, forwarding } = this.world;
    const entity = topology.find(connection);
    if (entity === undefined || topology.kind(entity) !== 'connection')
      throw new RangeError(`there is no connection ${connection}`);
    return Math.max(
      forwarding.utilisationPpm(entity, 'toAws'),
      forwarding.utilisationPpm(entity, 'toCustomer'),
    );
  }

  /** Whether packets pass over a link between two routers. */
  routerLinkWorks(name: string): boolean {
    const { topology, igp } = this.world;
    const entity = topology.find(name);
    return entity !== undefined && igp.live(entity) !== undefined;
  }

  /** Nodes and typed edges of the entity graph. Policies are no part of the network: nothing leads to them. */
  graph(): GraphView {
    const { topology } = this.world;
    const nodes = Array.from({ length: topology.size }, (_, row) => ({
      id: topology.name(entityId(row)),
      kind: topology.kind(entityId(row)),
    })).filter(({ kind }) => kind !== 'routeMap');
    const edges = topology.graph.mapEdges((_edge, { relation }, from, to) => ({
      from: topology.name(entityId(Number(from))),
      to: topology.name(entityId(Number(to))),
      relation,
    }));
    return { nodes, edges };
  }

  /** What a map shows: structure only, no state. It costs as much as there is: keep it per `topologyRevision`. */
  map(): MapView {
    const { topology } = this.world;
    const name = (id: EntityId): string => topology.name(id);
    const nameOf = (id: EntityId | undefined): string | undefined =>
      id === undefined ? undefined : name(id);
    const hosts = (id: EntityId): EntityId[] => [...topology.sources(id, 'rides', 'connection')];
    const routers = (ids: readonly EntityId[]): string[] => [
      ...new Set(ids.flatMap((id) => routersOf(topology, id)).map(name)),
    ];
    const carriers = (ids: readonly EntityId[]): string[] => [
      ...new Set(ids.flatMap((id) => topology.targets(id, 'passes')).map(name)),
    ];
    const connections = topology
      .all('connection')
      .filter((id) => topology.target(id, 'rides') === undefined)
      .filter((id) => topology.target(id, 'memberOf') === undefined)
      .map((id) => ({
        name: name(id),
        kind: 'connection' as const,
        bandwidth: topology.as('connection', id).bandwidth,
        device: nameOf(topology.target(id, 'terminatesOn')),
        routers: routers([id]),
        carriers: carriers([id]),
        members: [],
        hosted: hosts(id).map(name),
      }));
    const lags = topology.all('lag').map((id) => {
      const members = [...topology.sources(id, 'memberOf', 'connection')];
      return {
        name: name(id),
        kind: 'lag' as const,
        bandwidth: topology.as('lag', id).connectionsBandwidth,
        device: nameOf(topology.target(id, 'terminatesOn')),
        routers: routers(members),
        carriers: carriers(members),
        members: members.map(name),
        hosted: [id, ...members].flatMap(hosts).map(name),
      };
    });
    return {
      routers: topology.all('router').map((id) => ({
        name: name(id),
        asn: topology.as('router', id).asn,
        site: nameOf(topology.target(id, 'locatedAt'))?.replace(/^site /, ''),
      })),
      links: topology.all('routerLink').flatMap((id) => {
        const [a, b] = topology.targets(id, 'connects').map(name);
        const { metric } = topology.as('routerLink', id);
        return a === undefined || b === undefined
          ? []
          : [{ name: name(id), between: [a, b] as const, metric }];
      }),
      bearers: [...connections, ...lags],
      devices: topology.all('awsDevice').map((id) => ({
        name: name(id),
        location: topology.as('awsDevice', id).location,
      })),
      virtualInterfaces: topology.all('virtualInterface').map((id) => {
        const [attachment] = topology.sources(id, 'partOf', 'attachment');
        return {
          name: name(id),
          vlan: topology.as('virtualInterface', id).vlan,
          rides: nameOf(topology.target(id, 'rides')),
          gateway: attachment === undefined ? undefined : nameOf(topology.target(attachment, 'attachesTo')),
        };
      }),
      gateways: topology.all('gateway').map((id) => ({
        name: name(id),
        type: topology.as('gateway', id).type,
        asn: topology.as('gateway', id).amazonSideAsn,
        associated: topology.targets(id, 'associatedWith').map(name),
      })),
      vpcs: topology.all('vpc').map((id) => ({ name: name(id), cidrs: topology.as('vpc', id).cidrs })),
    };
  }
}
