/** Which route to a prefix a table uses, and where the others lost: the decision, laid open. */
import type { Route } from '../bgp/contract.ts';
import { explainDecision, stepWords } from '../bgp/rib/decision.ts';
import { nlri } from '../bgp/rib/nlri.ts';
import { isOwn, type Path } from '../bgp/rib/path.ts';
import { entries, get } from '../bgp/rib/trie.ts';
import type { Direction } from '../link/contract.ts';
import { contains, formatPrefix } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { attachedTo, type Floors, gatewaysTowards, peersOf, publicInterfaces } from './net.ts';
import { heardIn, isPublicRegion, publicCandidates } from './public-network.ts';
import { fibEntry } from './router-table.ts';
import { type Candidate, compareCandidates, decidingStep, gatewaySteps, type Matching } from './selection.ts';
import { routesOfGateways } from './to-customer.ts';
import { type Demand, subnetOf } from './way.ts';

export interface RankedCandidate extends Pick<Route, 'attributes' | 'learnedMicros'> {
  /** The session that it was learned on; undefined: the router's own network. */
  readonly endpoint: EntityId | undefined;
  /** The router that holds the session to AWS; in a gateway's table, the virtual interface. */
  readonly holder: EntityId;
  /** Heard from another router of the AS. */
  readonly internal: boolean;
  /** IGP metric to the holder. */
  readonly metric: number;
  readonly weight: number;
  /** On which step it lost, in words; undefined: it is used. */
  readonly lostOn: string | undefined;
}

const families = ['ipv4', 'ipv6'] as const;

/** Gateways of a table with the way inwards from each: those of a VPC, or the gateway alone. */
function waysInto({ topology }: Floors, table: EntityId): ReadonlyMap<EntityId, readonly EntityId[]> {
  return topology.kind(table) === 'vpc' ? gatewaysTowards(topology, table) : new Map([[table, [table]]]);
}

/** Prefixes that each of these routers, gateways and VPCs has learned a route to, sorted. */
export function prefixesOf(floors: Floors, tables: readonly EntityId[]): readonly (readonly string[])[] {
  const { topology, bgp, installed } = floors;
  const ofRouter = (router: EntityId): string[] =>
    [...entries(bgp.rib(router))]
      .filter(({ value }) => value.paths.some((path) => !isOwn(path)))
      .map((entry) => entry.nlri.text);
  const ofRegion = (region: EntityId): string[] =>
    publicInterfaces(topology).flatMap((vif) =>
      families
        .flatMap((family) => peersOf(topology, vif, family))
        .flatMap((peer) => heardIn(floors, region, vif, peer).map((route) => route.nlri.text)),
    );
  const ofGateways = (table: EntityId): string[] =>
    [...waysInto(floors, table).keys()]
      .flatMap((gateway) => attachedTo(topology, gateway))
      .flatMap((vif) => families.flatMap((family) => peersOf(topology, vif, family)))
      .flatMap((peer) => installed.routes(peer).map((route) => route.nlri.text));
  const of = (table: EntityId): string[] => {
    if (isPublicRegion(topology, table)) return ofRegion(table);
    return topology.kind(table) === 'router' ? ofRouter(table) : ofGateways(table);
  };
  return tables.map((table) => [...new Set(of(table))].sort());
}

/** Routes to exactly this prefix, those in use first, each loser with the step that decided against it. */
export const candidatesOf = (floors: Floors, table: EntityId, prefix: string): readonly RankedCandidate[] =>
  floors.topology.kind(table) === 'router'
    ? ofRouter(floors, table, prefix)
    : ofGateways(floors, table, prefix);

/** The steps of a table's decision in their order, in words. */
export const stepsOf = ({ topology, bgp }: Floors, table: EntityId): readonly string[] =>
  topology.kind(table) === 'router'
    ? bgp.rules(table).steps.map((step) => stepWords[step])
    : gatewaySteps.filter((step) => step !== 'home Region' || isPublicRegion(topology, table));

function ofRouter({ bgp }: Floors, router: EntityId, prefix: string): readonly RankedCandidate[] {
  const wanted = nlri(prefix);
  const paths = get(bgp.rib(router), wanted)?.paths ?? [];
  return [
    ...explainDecision(paths, bgp.rules(router)).map(({ path, lostOn }) => ({
      ...rankedPath(bgp, router, path),
      lostOn: lostOn === undefined ? undefined : stepWords[lostOn],
    })),
    ...bgp.refused(router, wanted).map(({ why, ...route }) => ({
      ...route,
      holder: router,
      internal: false,
      metric: 0,
      weight: 0,
      lostOn: why,
    })),
  ];
}

function rankedPath(bgp: Floors['bgp'], router: EntityId, path: Path): Omit<RankedCandidate, 'lostOn'> {
  const nextHop = bgp.nextHop(router, path);
  const { attributes, learnedMicros, external, metric = 0, weight } = path;
  const holder = nextHop?.kind === 'router' ? nextHop.router : router;
  return {
    endpoint: bgp.learnedOn(path),
    ...{ holder, internal: !external, metric, weight, attributes, learnedMicros },
  };
}

function ofGateways(floors: Floors, table: EntityId, prefix: string): readonly RankedCandidate[] {
  const wanted = nlri(prefix);
  const exactly: Matching = (routes) => {
    const route = routes.find((one) => one.nlri === wanted);
    return route === undefined ? undefined : { route, prefixLength: wanted.length };
  };
  const found: readonly Candidate[] = isPublicRegion(floors.topology, table)
    ? publicCandidates(floors, table, wanted.family, exactly)
    : routesOfGateways(floors, waysInto(floors, table), wanted.family, exactly);
  const ranked = [...found].sort(compareCandidates);
  const [winner] = ranked;
  return ranked.map(({ route: { attributes, learnedMicros }, endpoint, holder, internal, metric }, index) => {
    const loser = ranked[index];
    const lostOn = winner === undefined || loser === undefined ? undefined : decidingStep(winner, loser);
    return { attributes, learnedMicros, endpoint, holder, internal, metric, weight: 0, lostOn };
  });
}

/** The prefix that decides on each direction of a flow: at its router, and in the tables of its VPC. */
export function matchesOf(
  floors: Floors,
  { from, to, source, destination }: Demand,
): Readonly<Record<Direction, string | undefined>> {
  const out = destination === undefined ? undefined : fibEntry(floors, from, destination);
  const [prefixes = []] = source === undefined ? [] : prefixesOf(floors, [to]);
  const back = prefixes
    .map((prefix) => subnetOf(prefix))
    .filter((prefix) => source !== undefined && contains(prefix, source))
    .sort((a, b) => b.length - a.length)[0];
  return { toAws: out?.nlri.text, toCustomer: back === undefined ? undefined : formatPrefix(back) };
}
