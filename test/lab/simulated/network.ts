/**
 * The neutral description as a network of dxdrill's: the same cables, addresses and policies, and for each router the
 * profile of the daemon that plays it.
 */
import type { LinkIgp, RouterLinkSpec } from '../../../sim/topology/link-spec.ts';
import type { RouteMapSpec, RouteMapTerm } from '../../../sim/topology/policy.ts';
import type {
  DecisionSpec,
  Named,
  NetworkSpec,
  RouterNeighborSpec,
  RouterSpec,
} from '../../../sim/topology/spec.ts';
import { type DaemonName, type LabNetwork, type LabTerm, wellKnownCommunities } from '../network.ts';
import { linksOf, type ResolvedNeighbor, type ResolvedRouter, resolveRouter } from '../resolve.ts';

/** A cable between two network namespaces. */
const CABLE_DELAY_MICROS = 10;
const SECOND = 1_000_000;

export const cableName = (link: number) => `cable${link}`;
/** A session's end in dxdrill. */
export const endName = (router: string, key: string) => `${router} ${key.replace('#', '-')}`;

/** How the laboratory runs a daemon beyond what the description says. */
const laboratoryDecision: Readonly<Partial<Record<DaemonName, DecisionSpec>>> = {
  // It leaves the kernel alone (fib-update no), and then does not look whether a next hop can be reached.
  openbgpd: { unresolved: 'ignored' },
};

const community = (text: string) => wellKnownCommunities[text] ?? text;

function termOf({ match = {}, set = {}, action }: LabTerm): RouteMapTerm {
  const { prefixes, communities, asPathHas } = match;
  const { addCommunities, ...others } = set;
  return {
    match: {
      ...(prefixes && { prefixList: prefixes.map((range) => ({ action: 'permit' as const, ...range })) }),
      ...(communities && { communityList: communities.map(community).map(permit) }),
      ...(asPathHas !== undefined && { asPathList: [permit(`_${asPathHas}_`)] }),
    },
    set: { ...others, ...(addCommunities && { addCommunities: addCommunities.map(community) }) },
    action,
  };
}

const permit = (pattern: string) => ({ action: 'permit' as const, pattern });

type Direction = 'import' | 'export';
const mapName = (router: string, { id }: ResolvedNeighbor, direction: Direction) =>
  `${router}-${id}-${direction}`;

function gracefulRestartOf({
  gracefulRestart: gr,
}: ResolvedNeighbor): Pick<RouterNeighborSpec, 'gracefulRestart'> {
  if (gr === undefined) return {};
  if (gr === 'off') return { gracefulRestart: { mode: 'off' } };
  if (gr === 'helper') return { gracefulRestart: { mode: 'helper', restartMicros: 120 * SECOND } };
  return { gracefulRestart: { mode: 'restarting', restartMicros: gr.restartSeconds * SECOND } };
}

/** What is not said is left to the vendor's profile. */
export function neighborOf(
  network: LabNetwork,
  router: string,
  neighbor: ResolvedNeighbor,
): RouterNeighborSpec {
  const [other = ''] = neighbor.key.split('#');
  const { holdSeconds, keepaliveSeconds, bfd, password, maximumPrefixes, shutdown } = neighbor;
  const { weight, allowasIn, removePrivateAs, defaultOriginate } = neighbor;
  return {
    router: other,
    over: cableName(linkOf(network, router, neighbor)),
    nextHopSelf: neighbor.nextHopSelf === true,
    ...(holdSeconds !== undefined && { holdMicros: holdSeconds * SECOND }),
    ...(keepaliveSeconds !== undefined && { keepaliveMicros: keepaliveSeconds * SECOND }),
    ...(bfd && { bfd: { intervalMicros: bfd.intervalMillis * 1000, multiplier: bfd.multiplier } }),
    ...(password !== undefined && { authKey: password }),
    ...(maximumPrefixes !== undefined && { maximumPrefixes: { limit: maximumPrefixes } }),
    ...(shutdown !== undefined && { shutdown }),
    ...(weight !== undefined && { weight }),
    ...(allowasIn !== undefined && { allowasIn }),
    ...(removePrivateAs !== undefined && { removePrivateAs }),
    ...(defaultOriginate !== undefined && { defaultOriginate }),
    ...(neighbor.import && { import: mapName(router, neighbor, 'import') }),
    ...(neighbor.export && { export: mapName(router, neighbor, 'export') }),
    ...gracefulRestartOf(neighbor),
  };
}

function linkOf(network: LabNetwork, router: string, { interfaceName }: ResolvedNeighbor): number {
  const link = linksOf(network, router).find((one) => `eth${one.link}` === interfaceName)?.link;
  if (link === undefined) throw new Error(`${router} has no ${interfaceName}`);
  return link;
}

function routerOf(network: LabNetwork, router: ResolvedRouter): RouterSpec {
  const { name, asn, daemon, routerId, networks = [], neighbors, decision, clusterId } = router;
  const clients = neighbors.filter(({ client }) => client === true).map(({ key }) => key);
  return {
    asn,
    vendor: daemon,
    routerId,
    networks,
    interfaces: {},
    ibgp: 'none',
    neighbors: Object.fromEntries(
      neighbors.map((one) => [one.key.replace('#', '-'), neighborOf(network, name, one)]),
    ),
    ...(clients.length > 0 && { routeReflector: { clients, ...(clusterId !== undefined && { clusterId }) } }),
    decision: { ...decision, ...laboratoryDecision[daemon] },
  };
}

/**
 * Interior routes are what dxdrill's interior routing finds by itself: the metric of one is that of the cable to the
 * neighbour it leads by, all else is next door. It runs between routers of one AS; of the cables to other ASs it
 * carries the subnets that somebody has a route to.
 */
function cableOf(network: LabNetwork, link: number, routers: readonly ResolvedRouter[]): RouterLinkSpec {
  const [a, b] = network.links[link] ?? ['', ''];
  const metrics = routers.flatMap(({ name, neighbors }) =>
    (network.routers[name]?.interior ?? []).flatMap(({ via, metric }) => {
      const neighbor = neighbors.find(({ key }) => key === via);
      return neighbor !== undefined && linkOf(network, name, neighbor) === link ? [metric] : [];
    }),
  );
  if (new Set(metrics).size > 1) throw new Error(`${a} and ${b} are differently far from each other`);
  const inside = network.routers[a]?.asn === network.routers[b]?.asn;
  const carried = Object.values(network.routers).some(({ interior = [] }) =>
    interior.some((route) => route.link === link),
  );
  const igp: LinkIgp = inside ? 'active' : carried ? 'passive' : 'off';
  const addresses: readonly [string, string] = [`10.254.${link}.1/30`, `10.254.${link}.2/30`];
  return { between: [a, b], metric: metrics[0] ?? 0, delayMicros: CABLE_DELAY_MICROS, addresses, igp };
}

export const routeMapsOf = (routers: readonly ResolvedRouter[]): Named<RouteMapSpec> =>
  Object.fromEntries(
    routers.flatMap(({ name, neighbors }) =>
      neighbors.flatMap((neighbor) =>
        (['import', 'export'] as const).flatMap((direction) => {
          const terms = neighbor[direction];
          return terms === undefined
            ? []
            : [[mapName(name, neighbor, direction), { terms: terms.map(termOf) }] as const];
        }),
      ),
    ),
  );

export function simulatedNetwork(network: LabNetwork): NetworkSpec {
  const routers = Object.keys(network.routers).map((name) => resolveRouter(network, name));
  return {
    region: 'eu-west-2',
    accounts: {},
    devices: {},
    carriers: {},
    connections: {},
    lags: {},
    vifs: {},
    gateways: {},
    vpcs: {},
    routers: Object.fromEntries(routers.map((router) => [router.name, routerOf(network, router)])),
    links: Object.fromEntries(
      network.links.map((_, link) => [cableName(link), cableOf(network, link, routers)]),
    ),
    routeMaps: routeMapsOf(routers),
  };
}
