/** Which route to a prefix a table uses, and where the others lost: the decision of `selection.ts`, laid open. */
import { parsePrefix } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import { attachedTo, type Floors, gatewaysTowards, neighborsOf, peersOf, siblings } from './net.ts';
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

/** Prefixes of all routes that a router, a gateway or the gateways of a VPC may use, sorted. */
export function prefixesOf(floors: Floors, table: EntityId): readonly string[] {
  const { topology, bgp, published, installed } = floors;
  const ofFamilies = (find: (family: (typeof families)[number]) => EntityId[]) => families.flatMap(find);
  const routes =
    topology.kind(table) === 'router'
      ? [
          ...ofFamilies((family) => neighborsOf(topology, table, family)).flatMap((id) => bgp.routes(id)),
          ...siblings(floors, table)
            .flatMap((router) => ofFamilies((family) => neighborsOf(topology, router, family)))
            .flatMap((id) => published.routes(id)),
        ]
      : [...waysInto(floors, table).keys()]
          .flatMap((gateway) => attachedTo(topology, gateway))
          .flatMap((vif) => ofFamilies((family) => peersOf(topology, vif, family)))
          .flatMap((peer) => installed.routes(peer));
  return [...new Set(routes.map(({ prefix }) => prefix))].sort();
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
