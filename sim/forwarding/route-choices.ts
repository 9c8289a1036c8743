/** Which route to a prefix a table uses, and where the others lost: the decision of `selection.ts`, laid open. */
import { parsePrefix } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { attachedTo, type Floors, gatewaysTowards, neighborsOf, peersOf } from './net.ts';
import { routesOfRouter } from './router-table.ts';
import {
  type Candidate,
  compareCandidates,
  type DecidingStep,
  decidingStep,
  type Matching,
} from './selection.ts';
import { routesOfGateways } from './to-customer.ts';

export interface RankedCandidate extends Candidate {
  /** On which step it lost to the first; undefined: it is the first. */
  readonly lostOn: DecidingStep | undefined;
}

const families = ['ipv4', 'ipv6'] as const;

/** Gateways of a table with the way inwards from each: those of a VPC, or the gateway alone. */
function waysInto({ topology }: Floors, table: EntityId): ReadonlyMap<EntityId, readonly EntityId[]> {
  return topology.kind(table) === 'vpc' ? gatewaysTowards(topology, table) : new Map([[table, [table]]]);
}

const inBothFamilies = (find: (family: (typeof families)[number]) => EntityId[]): EntityId[] =>
  families.flatMap(find);

/** Prefixes that the routers of each AS have told one another. */
function toldByAs({ topology, igp, published }: Floors): ReadonlyMap<number, ReadonlySet<string>> {
  const told = new Map<number, Set<string>>();
  for (const router of igp.routers) {
    const { asn } = topology.as('router', router);
    const ofAs = told.get(asn) ?? new Set();
    told.set(asn, ofAs);
    for (const neighbor of inBothFamilies((family) => neighborsOf(topology, router, family)))
      for (const { prefix } of published.routes(neighbor)) ofAs.add(prefix);
  }
  return told;
}

/**
 * Prefixes that each of these routers, gateways and VPCs knows a route to, sorted. Thousands of tables in one go:
 * what the routers of an AS tell one another is the same for all of them.
 */
export function prefixesOf(floors: Floors, tables: readonly EntityId[]): readonly (readonly string[])[] {
  const { topology, bgp, installed } = floors;
  const told = toldByAs(floors);
  const ofRouter = (router: EntityId): Set<string> => {
    const prefixes = new Set(told.get(topology.as('router', router).asn));
    for (const neighbor of inBothFamilies((family) => neighborsOf(topology, router, family)))
      for (const { prefix } of bgp.routes(neighbor)) prefixes.add(prefix);
    return prefixes;
  };
  const ofGateways = (table: EntityId): Set<string> =>
    new Set(
      [...waysInto(floors, table).keys()]
        .flatMap((gateway) => attachedTo(topology, gateway))
        .flatMap((vif) => inBothFamilies((family) => peersOf(topology, vif, family)))
        .flatMap((peer) => installed.routes(peer).map(({ prefix }) => prefix)),
    );
  return tables.map((table) =>
    [...(topology.kind(table) === 'router' ? ofRouter(table) : ofGateways(table))].sort(),
  );
}

/** Usable routes to exactly this prefix, the winner first, each loser with the step that decided against it. */
export function candidatesOf(floors: Floors, table: EntityId, prefix: string): readonly RankedCandidate[] {
  const { family, length } = parsePrefix(prefix);
  const exactly: Matching = (routes) => {
    const route = routes.find((one) => one.prefix === prefix);
    return route === undefined ? undefined : { route, prefixLength: length };
  };
  const found: readonly Candidate[] =
    floors.topology.kind(table) === 'router'
      ? routesOfRouter(floors, table, family, exactly)
      : routesOfGateways(floors, waysInto(floors, table), family, exactly);
  const ranked = [...found].sort(compareCandidates);
  const [winner] = ranked;
  return ranked.map((candidate) => ({
    ...candidate,
    lostOn: winner === undefined ? undefined : decidingStep(winner, candidate),
  }));
}
