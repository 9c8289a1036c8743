/** Connections and LAGs: what the API says of them, and what their two ends measure. */
import type { EntityId } from '../topology/entities.ts';
import type {
  BothWays,
  BundleView,
  ConnectionView,
  InterfaceView,
  LagLinkView,
  LagView,
  LinkView,
  LoadView,
} from '../view-types.ts';
import type { World } from '../world.ts';

/** Below this AWS receives nothing: −14.4 dBm [user guide, layer 1 troubleshooting]. */
const WEAKEST_LIGHT_MILLI_DBM = -14_400;
const GONE: readonly string[] = ['deleted', 'rejected'];
const MILLION = 1_000_000;

/** Virtual interfaces on a connection or LAG that are there. */
export const ridersOf = ({ topology, resources }: World, place: EntityId): readonly string[] =>
  topology
    .sources(place, 'rides', 'virtualInterface')
    .filter((vif) => !GONE.includes(resources.state(vif)))
    .map((vif) => topology.name(vif));

export function connectionView(world: World, connection: EntityId): ConnectionView {
  const { topology, resources, link } = world;
  const lag = topology.target(connection, 'memberOf');
  return {
    name: topology.name(connection),
    id: topology.as('connection', connection).id,
    state: resources.state(connection),
    light: link.lightMilliDbm(connection, 'toAws') > WEAKEST_LIGHT_MILLI_DBM ? 'lit' : 'dark',
    lag: lag === undefined ? undefined : topology.name(lag),
    lacp: lag === undefined ? 'off' : link.distributing(lag).includes(connection) ? 'up' : 'down',
    vifs: ridersOf(world, connection),
  };
}

export function lagView(world: World, lag: EntityId): LagView {
  const { topology, resources, link } = world;
  return {
    name: topology.name(lag),
    id: topology.as('lag', lag).id,
    state: resources.state(lag),
    links: link.operationalMembers(lag),
    vifs: ridersOf(world, lag),
  };
}

/** A port, port-channel or sub-interface of a router. */
export function interfaceView({ topology, link }: World, itf: EntityId): InterfaceView {
  const kind = topology.kind(itf);
  const members = kind === 'portChannel' ? link.distributing(itf).length : 0;
  const up =
    kind === 'subInterface'
      ? link.interfaceUp(itf)
      : kind === 'port'
        ? link.portUp(itf)
        : !topology.as('portChannel', itf).shutdown && members >= link.minimumMembers(itf);
  return { state: up ? 'up' : 'down', members };
}

/** LAGs, each with its members after it, then hosted connections after what they ride, then the rest. */
export function linkNames({ topology }: World): readonly string[] {
  const withHosted = (place: EntityId): EntityId[] => [
    place,
    ...topology.sources(place, 'rides', 'connection'),
  ];
  const lags = topology
    .all('lag')
    .flatMap((lag) => [...withHosted(lag), ...topology.sources(lag, 'memberOf').flatMap(withHosted)]);
  const alone = topology
    .all('connection')
    .filter(
      (one) => topology.target(one, 'memberOf') === undefined && topology.target(one, 'rides') === undefined,
    );
  return [...lags, ...alone.flatMap(withHosted)].map((id) => topology.name(id));
}

/** What both ends of a connection measure. A hosted one has no fibre of its own: it is read off what it rides. */
export function linkView(world: World, connection: EntityId): LinkView {
  const { topology, link } = world;
  const { type, rateBps, location } = topology.as('connection', connection);
  const parent = topology.target(connection, 'rides');
  const name = (id: EntityId | undefined) => (id === undefined ? undefined : topology.name(id));
  const common = {
    ...connectionView(world, connection),
    type,
    rateBps,
    location,
    rides: name(parent),
    carries: link.operational(connection),
  };
  if (type === 'hosted') return { ...common, fibre: undefined };
  const { aws, router, port, portChannel, carriers, device, ...rest } = link.reading(connection);
  return {
    ...common,
    fibre: {
      ...rest,
      aws,
      router: router === undefined ? undefined : { ...router, port: name(port) ?? '' },
      portChannel: name(portChannel),
      carriers: carriers.map((carrier) => topology.name(carrier)),
      device: name(device) ?? '',
    },
  };
}

/** A LAG with the settings of both its ends: AWS's minimum, and that of each port-channel that its members are in. */
export function lagLinkView(world: World, lag: EntityId): LagLinkView {
  const { topology, link } = world;
  const members = topology.sources(lag, 'memberOf');
  const channels = [...new Set(members.flatMap((member) => link.reading(member).portChannel ?? []))];
  return {
    ...lagView(world, lag),
    members: members.map((member) => topology.name(member)),
    minimumLinks: topology.as('lag', lag).minimumLinks,
    lacpRate: topology.as('lag', lag).lacpRate,
    carries: link.operational(lag),
    rateBps: link.distributing(lag).reduce((sum, one) => sum + topology.as('connection', one).rateBps, 0),
    bundles: channels.map((channel): BundleView => {
      const { name, minimumLinks, lacp, lacpRate } = topology.as('portChannel', channel);
      return { name, minimumLinks, lacp, lacpRate, ...interfaceView(world, channel) };
    }),
  };
}

/** What flows send over each connection and LAG; those that carry nothing are left out. */
export function loadViews({ topology, link, forwarding }: World): ReadonlyMap<string, LoadView> {
  const bps = { toAws: new Map<EntityId, number>(), toCustomer: new Map<EntityId, number>() };
  for (const direction of ['toAws', 'toCustomer'] as const) {
    for (const [connection, load] of forwarding.loads(direction)) {
      const lag = topology.target(connection, 'memberOf');
      for (const place of lag === undefined ? [connection] : [connection, lag])
        bps[direction].set(place, (bps[direction].get(place) ?? 0) + load);
    }
  }
  const capacity = (place: EntityId): number =>
    topology.kind(place) === 'connection'
      ? topology.as('connection', place).rateBps
      : link.distributing(place).reduce((sum, one) => sum + topology.as('connection', one).rateBps, 0);
  const view = (place: EntityId): LoadView => {
    const loadBps: BothWays<number> = {
      toAws: bps.toAws.get(place) ?? 0,
      toCustomer: bps.toCustomer.get(place) ?? 0,
    };
    const full = capacity(place);
    const ppm = (load: number): number => (full === 0 ? 0 : Math.round((load / full) * MILLION));
    return { loadBps, utilisationPpm: { toAws: ppm(loadBps.toAws), toCustomer: ppm(loadBps.toCustomer) } };
  };
  const places = new Set([...bps.toAws.keys(), ...bps.toCustomer.keys()]);
  return new Map([...places].map((place) => [topology.name(place), view(place)]));
}
