/** What is true of every flow at the end of every instant. */
import type { Direction } from '../link/contract.ts';
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Totals } from './ledger.ts';
import { directions } from './load.ts';
import type { Floors } from './net.ts';
import { fibEntry } from './router-table.ts';
import { type Demand, LOOP, type Way } from './way.ts';

export interface Invariant {
  readonly name: string;
  /** One line for each violation. */
  check(): string[];
}

/** A flow as the invariants see it. */
export interface Account {
  readonly name: string;
  readonly demand: Demand;
  readonly ways: Readonly<Record<Direction, Way>> | undefined;
  readonly totals: Totals;
}

const conserved = (accounts: () => readonly Account[]): Invariant => ({
  name: 'offered = delivered + lost',
  check: () =>
    accounts().flatMap(({ name, totals }) => {
      const { offeredBits, deliveredBits, lostBits, downtimeMicros, blackholedMicros } = totals;
      return [
        ...(offeredBits === deliveredBits + lostBits && deliveredBits >= 0n && lostBits >= 0n
          ? []
          : [`${name}: ${offeredBits} bits offered, ${deliveredBits} delivered, ${lostBits} lost`]),
        ...(blackholedMicros <= downtimeMicros
          ? []
          : [`${name}: black-holed ${blackholedMicros} µs in ${downtimeMicros} µs of downtime`]),
      ];
    }),
});

const nothingOverWhatIsDown = (floors: Floors, accounts: () => readonly Account[]): Invariant => ({
  name: 'no traffic over what is down',
  check: () =>
    accounts().flatMap(({ name, demand, ways }) =>
      directions.flatMap((direction) => {
        const way = ways?.[direction];
        if (way?.outcome !== 'delivered') return [];
        return brokenHops(floors, demand, way).map((hop) => `${name} ${direction}: ${hop} is down`);
      }),
    ),
});

/** Which way packets cross a virtual interface: over SiteLink they cross two, one each way. */
const crossing = (topology: Topology, { hops }: Way, index: number): Direction => {
  const before = hops[index - 1];
  return before !== undefined && topology.kind(before) === 'subInterface' ? 'toAws' : 'toCustomer';
};

function brokenHops({ topology, link, igp, bgp }: Floors, demand: Demand, way: Way): string[] {
  const usable = (hop: EntityId, index: number): boolean => {
    switch (topology.kind(hop)) {
      case 'router': {
        const next = way.hops[index + 1];
        if (next === undefined || topology.kind(next) !== 'router') return link.running(hop);
        return igp.distance(hop, next) !== undefined;
      }
      case 'subInterface':
        return link.interfaceUp(hop);
      case 'virtualInterface':
        return link.attachmentUp(hop) && link.path(hop, crossing(topology, way, index), demand.hash).open;
      case 'vpn':
        return bgp.tunnels.path(hop).open;
      default:
        return true;
    }
  };
  return way.hops.filter((hop, index) => !usable(hop, index)).map((hop) => topology.name(hop));
}

/**
 * Whether all routers that packets met look up the same prefix: different ones may lead in a circle for good, and so
 * may a default route, which is originated without having one.
 */
function agreeOnPrefix(floors: Floors, { hops }: Way, address: Address | undefined): boolean {
  const routers = hops.filter((hop) => floors.topology.kind(hop) === 'router');
  if (address === undefined) return false;
  const [first, ...others] = new Set(routers.map((router) => fibEntry(floors, router, address)?.nlri));
  return first !== undefined && first.length > 0 && others.length === 0;
}

const noLoop = (floors: Floors, accounts: () => readonly Account[]): Invariant => ({
  name: 'no forwarding loop in one prefix, except while internal routes are on their way',
  check: () =>
    accounts().flatMap(({ name, demand, ways }) =>
      directions.flatMap((direction) => {
        const way = ways?.[direction];
        if (way === undefined) return [];
        const routers = way.hops.filter((hop) => floors.topology.kind(hop) === 'router');
        const crossesTwice = way.outcome === 'delivered' && new Set(routers).size < routers.length;
        const address = direction === 'toAws' ? demand.destination : demand.source;
        const circles =
          way.reason.startsWith(`${LOOP} between`) &&
          !floors.bgp.routesOnTheirWay() &&
          agreeOnPrefix(floors, way, address);
        return crossesTwice || circles
          ? [`${name} ${direction}: ${way.reason || 'passes a router twice'}`]
          : [];
      }),
    ),
});

/** Whether graceful restart keeps the route of a session that ended: at a helper, or where the process itself restarts (RFC 4724 §4). */
function isKept(floors: Floors, endpoint: EntityId, { destination }: Demand): boolean {
  const { topology, bgp } = floors;
  const router = topology.target(endpoint, 'partOf');
  if (router === undefined || destination === undefined) return false;
  const paths = fibEntry(floors, router, destination)?.value.best ?? [];
  return paths.some((path) => path.stale && bgp.learnedOn(path) === endpoint);
}

/** A router forgets a dead session's routes at once. AWS's tables follow later, and so may the other routers. */
const overSessions = (floors: Floors, accounts: () => readonly Account[]): Invariant => ({
  name: 'no router sends over a session that is not Established, except by graceful restart and while internal routes are on their way',
  check: () =>
    accounts().flatMap(({ name, demand, ways }) => {
      const way = ways?.toAws;
      // No session runs in a VPN with static routes.
      if (way?.outcome !== 'delivered' || way.endpoint === undefined || way.endpoint === way.virtualInterface)
        return [];
      if (floors.bgp.established(way.endpoint) || floors.bgp.routesOnTheirWay()) return [];
      if (isKept(floors, way.endpoint, demand)) return [];
      return [`${name}: ${floors.topology.name(way.endpoint)} is ${floors.bgp.state(way.endpoint)}`];
    }),
});

export const forwardingInvariants = (
  floors: Floors,
  accounts: () => readonly Account[],
): readonly Invariant[] => [
  conserved(accounts),
  nothingOverWhatIsDown(floors, accounts),
  noLoop(floors, accounts),
  overSessions(floors, accounts),
];
