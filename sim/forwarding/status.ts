/** How a flow stands: both its ways, and what follows from them. Values that are replaced, never changed. */
import type { RecordId } from '../kernel/trace.ts';
import type { RecordKind } from '../records.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Conduct } from './ledger.ts';
import { directions, loadsOf, withOverload } from './load.ts';
import { newLookups } from './lookups.ts';
import type { Floors, Net } from './net.ts';
import { wayToAws } from './to-aws.ts';
import { wayToCustomer } from './to-customer.ts';
import type { Demand, Way } from './way.ts';

export interface FlowStatus {
  readonly toAws: Way;
  readonly toCustomer: Way;
  /** The virtual interface that carried each direction last. */
  readonly lastToAws: EntityId | undefined;
  readonly lastToCustomer: EntityId | undefined;
}

/** Where every flow's packets go now. `before` and the answer are in the order of `demands`. */
export function evaluate(
  floors: Floors,
  demands: readonly Demand[],
  before: readonly (FlowStatus | undefined)[],
): FlowStatus[] {
  const net: Net = { ...floors, lookups: newLookups() };
  const flows = demands.map((demand, row) => ({
    rateBps: demand.rateBps,
    ways: {
      toAws: wayToAws(net, demand, before[row]?.lastToAws),
      toCustomer: wayToCustomer(net, demand, before[row]?.lastToCustomer),
    },
    before: before[row],
  }));
  const capacity = (connection: EntityId) => floors.topology.as('connection', connection).rateBps;
  const loads = { toAws: loadsOf(flows, 'toAws'), toCustomer: loadsOf(flows, 'toCustomer') };
  return flows.map(({ ways: { toAws, toCustomer }, before: last }) => ({
    toAws: withOverload(toAws, 'toAws', loads, capacity),
    toCustomer: withOverload(toCustomer, 'toCustomer', loads, capacity),
    lastToAws: carrier(toAws) ?? last?.lastToAws,
    lastToCustomer: carrier(toCustomer) ?? last?.lastToCustomer,
  }));
}

const carrier = (way: Way) => (way.outcome === 'delivered' ? way.virtualInterface : undefined);

export const isUp = ({ toAws, toCustomer }: FlowStatus): boolean =>
  toAws.outcome === 'delivered' && toCustomer.outcome === 'delivered';

/** The direction that a flow that is down waits for first: a hole before a missing route, out before back. */
export function failing({ toAws, toCustomer }: FlowStatus): Way | undefined {
  const lost = [toAws, toCustomer].filter(({ outcome }) => outcome !== 'delivered');
  return lost.find(({ outcome }) => outcome === 'blackHole') ?? lost[0];
}

/** What a flow that is down waits for; of one that is up, what it has to put up with; else empty. */
export const reasonOf = (status: FlowStatus): string => failing(status)?.reason ?? sizes(status).join(', ');

/** Undefined: not looked at yet. */
export function conductOf(status: FlowStatus | undefined, rateBps: number): Conduct {
  if (status === undefined) return { rateBps, lossPpmSum: 2_000_000, down: true, blackholed: false };
  return {
    rateBps,
    lossPpmSum: status.toAws.lossPpm + status.toCustomer.lossPpm,
    down: !isUp(status),
    blackholed: directions.some((direction) => status[direction].outcome === 'blackHole'),
  };
}

function sizes({ toAws, toCustomer }: FlowStatus): string[] {
  const say = (way: Way, where: string) =>
    way.fit === 'whole' ? [] : [`packets ${way.fit} to ${way.pathMtu} bytes ${where}`];
  return [...say(toAws, 'to AWS'), ...say(toCustomer, 'to the customer')];
}

/**
 * `v102 (dxcon-b1) both ways`, `v101 (dxcon-a) to AWS, v102 (dxcon-b1) back`; of packets that never leave the
 * customer's network the routers, the flow's first one first: `lon-r1 – lon-r2 both ways`.
 */
export function describePath(topology: Topology, status: FlowStatus): string {
  const { toAws, toCustomer } = status;
  const inside = (hops: readonly EntityId[]) => hops.map((hop) => topology.name(hop)).join(' – ');
  const say = ({ virtualInterface, via }: Way, hops: readonly EntityId[]) => {
    if (virtualInterface === undefined) return inside(hops);
    const name = topology.name(virtualInterface);
    return via === undefined ? name : `${name} (${topology.name(via)})`;
  };
  const [out, back] = [say(toAws, toAws.hops), say(toCustomer, [...toCustomer.hops].reverse())];
  const there = toAws.virtualInterface === undefined ? 'there' : 'to AWS';
  const path = out === back ? `${out} both ways` : `${out} ${there}, ${back} back`;
  return [path, ...sizes(status)].join(', ');
}

const sameWay = (a: Way, b: Way): boolean =>
  a.via === b.via &&
  a.fit === b.fit &&
  a.hops.length === b.hops.length &&
  a.hops.every((hop, index) => hop === b.hops[index]);

export type FlowNews = Extract<RecordKind, `flow.${string}`>;

/** The record that a change of status is worth, if any. A flow that is up when first looked at is no news. */
export function newsOf(before: FlowStatus | undefined, after: FlowStatus): FlowNews | undefined {
  const wasUp = before === undefined || isUp(before);
  if (!isUp(after)) {
    if (wasUp) return 'flow.down';
    return reasonOf(before) === reasonOf(after) ? undefined : 'flow.waiting';
  }
  if (before === undefined) return undefined;
  if (!wasUp) return 'flow.up';
  return directions.every((direction) => sameWay(before[direction], after[direction]))
    ? undefined
    : 'flow.path';
}

/**
 * The change that brought about a change of status: the first of those on the ways concerned, sessions before
 * interfaces before routers; else the first of all.
 */
export function causeOf(
  changes: ReadonlyMap<number, RecordId>,
  before: FlowStatus | undefined,
  after: FlowStatus,
): RecordId | undefined {
  const turned = directions.filter((direction) => {
    const [a, b] = [before?.[direction], after[direction]];
    return a === undefined || a.outcome !== b.outcome || a.reason !== b.reason || !sameWay(a, b);
  });
  const ways = turned.flatMap((direction) => {
    const [a, b] = [before?.[direction], after[direction]];
    return b.outcome === 'delivered' || a === undefined ? [b, ...(a ? [a] : [])] : [a, b];
  });
  const onWay = ways.flatMap(({ endpoint, virtualInterface, hops }) => [endpoint, virtualInterface, ...hops]);
  for (const entity of onWay) {
    const cause = entity === undefined ? undefined : changes.get(entity);
    if (cause !== undefined) return cause;
  }
  return changes.values().next().value;
}
