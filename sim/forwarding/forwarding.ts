/** Tables, paths and measurements of flows. Everything that an operator reads about traffic is measured here. */

import type { BgpQueries } from '../bgp/contract.ts';
import type { Changes, Igp } from '../igp/igp.ts';
import type { List } from '../kernel/columns.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { ALL_PPM } from '../kernel/loss.ts';
import { Marks } from '../kernel/marks.ts';
import { NO_CAUSE, type RecordId } from '../kernel/trace.ts';
import type { Direction, LinkQueries } from '../link/contract.ts';
import type { EntityId } from '../topology/entities.ts';
import type { FlowSpec } from '../topology/spec.ts';
import type { Topology } from '../topology/topology.ts';
import { holdersOf, tablesOf } from './gateway-routes.ts';
import { forwardingInvariants, type Invariant } from './invariants.ts';
import { Ledger, type Totals } from './ledger.ts';
import { loadsOf, utilisationOf } from './load.ts';
import type { Floors } from './net.ts';
import { type FlowOutage, outagesOf } from './outages.ts';
import { candidatesOf, matchesOf, prefixesOf, type RankedCandidate, stepsOf } from './route-choices.ts';
import {
  causeOf,
  conductOf,
  describePath,
  evaluate,
  type FlowStatus,
  isUp,
  newsOf,
  reasonOf,
} from './status.ts';
import { type Demand, demandOf } from './way.ts';

/** What changed on the floors below in this instant, as their marks were drained. */
export interface FloorChanges {
  /** `changedVirtualInterfaces` and `changedInterfaces`, one after the other. */
  readonly link: Changes;
  readonly igp: Changes;
  readonly bgp: Changes;
}

export interface FlowView extends Totals {
  readonly state: 'up' | 'down';
  /** Whether packets go into a hole now: `blackholedMicros` grows. */
  readonly blackholed: boolean;
  /** Down: what the flow waits for. Up: that its packets are made smaller, else empty. */
  readonly reason: string;
  /** Parts per million, overload included; a million in a direction that delivers nothing. */
  readonly lossPpm: Readonly<Record<Direction, number>>;
  /** The largest packet that gets through, bytes; 0 while that is unknown. */
  readonly pathMtu: Readonly<Record<Direction, number>>;
  /** What packets meet, as far as they get. */
  readonly path: Readonly<Record<Direction, readonly EntityId[]>>;
  /** Connections that carry it: the physical one, and a hosted one on it. */
  readonly connections: Readonly<Record<Direction, readonly EntityId[]>>;
  /** The virtual interface or VPN that packets take, as far as they get. */
  readonly virtualInterface: Readonly<Record<Direction, EntityId | undefined>>;
}

export class Forwarding {
  /** For the world to check at the end of every instant. */
  readonly invariants: readonly Invariant[];
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #floors: Floors;
  readonly #flows: List<EntityId>;
  readonly #statuses: List<FlowStatus | undefined>;
  readonly #ledger: Ledger;
  readonly #touched = new Marks();

  constructor(kernel: Kernel, topology: Topology, igp: Igp, link: LinkQueries, bgp: BgpQueries) {
    kernel.store.transient(this.#touched);
    this.#kernel = kernel;
    this.#topology = topology;
    this.#floors = { kernel, topology, igp, link, bgp };
    this.#flows = kernel.store.list('flows');
    this.#statuses = kernel.store.list('flow statuses');
    this.#ledger = new Ledger(kernel.store);
    this.invariants = forwardingInvariants(this.#floors, () => this.#accounts());
  }

  /** A demand in both directions. It is first looked at when the floor settles. */
  addFlow(name: string, from: EntityId, to: EntityId, spec: FlowSpec): EntityId {
    const { rateBps, packetSize, dontFragment, addressFamily, source } = spec;
    const topology = this.#topology;
    const flow = topology.add({
      kind: 'flow',
      name,
      ...{ rateBps, packetSize, dontFragment, addressFamily },
      ...(source !== undefined && { source }),
    });
    topology.relate(flow, 'startsAt', from);
    topology.relate(flow, 'endsAt', to);
    this.#flows.push(flow);
    this.#statuses.push(undefined);
    this.#ledger.open(this.#kernel.now);
    this.touch(flow);
    return flow;
  }

  /** Something that ways depend on and no floor marks has changed: an MTU, a port's jumbo upgrade, an association of gateways. */
  touch(entity: EntityId): void {
    this.#touched.add(entity, this.#kernel.cause);
  }

  /** Measurements start from nothing now; a flow that is down already is recorded as down, by the present cause. */
  begin(): void {
    const { now } = this.#kernel;
    this.#flowIds().forEach((flow, row) => {
      this.#ledger.reset(row, now);
      const status = this.#statuses.get(row);
      if (status !== undefined) this.#report(flow, undefined, status, new Map([[flow, this.#kernel.cause]]));
    });
  }

  /** Once an instant, after all floors below: looks at every flow again when anything changed. */
  settle({ link, igp, bgp }: FloorChanges): void {
    const changes = new Map<number, RecordId>();
    for (const [entity, cause] of [...bgp, ...link, ...igp, ...this.#touched.drain()])
      if (!changes.has(entity)) changes.set(entity, cause);
    if (changes.size === 0 || this.#flows.length === 0) return;
    this.#account();
    const before = this.#flowIds().map((_, row) => this.#statuses.get(row));
    const after = evaluate(this.#floors, this.#demands(), before);
    after.forEach((status, row) => {
      this.#statuses.set(row, status);
      this.#report(this.#flows.get(row), before[row], status, changes);
    });
  }

  /** A flow by name. @throws RangeError when there is none. */
  flow(name: string): FlowView {
    const row = this.#row(name);
    const status = this.#statuses.get(row);
    const each = <T>(value: (way: FlowStatus[Direction] | undefined) => T) => ({
      toAws: value(status?.toAws),
      toCustomer: value(status?.toCustomer),
    });
    return {
      ...this.#totals(row),
      state: status !== undefined && isUp(status) ? 'up' : 'down',
      blackholed: conductOf(status, 0).blackholed,
      reason: status === undefined ? 'not looked at yet' : reasonOf(status),
      lossPpm: each((way) => way?.lossPpm ?? ALL_PPM),
      pathMtu: each((way) => way?.pathMtu ?? 0),
      path: each((way) => way?.hops ?? []),
      connections: each((way) => way?.loads ?? []),
      virtualInterface: each((way) => way?.virtualInterface),
    };
  }

  /** Virtual interfaces whose routes to this very prefix a gateway, or the gateways of a VPC, use. */
  routeVia(gatewayOrVpc: EntityId, prefix: string): readonly EntityId[] {
    return holdersOf(this.#floors, gatewayOrVpc, prefix);
  }

  /** Prefixes that each of these routers, gateways and VPCs has routes to, in order. */
  prefixes(tables: readonly EntityId[]): readonly (readonly string[])[] {
    return prefixesOf(this.#floors, tables);
  }

  /** The prefix that decides on each direction of a flow, at its two ends. */
  matches(flow: EntityId): Readonly<Record<Direction, string | undefined>> {
    return matchesOf(this.#floors, demandOf(this.#topology, flow));
  }

  /** The steps of a table's decision in their order, in words. */
  steps(table: EntityId): readonly string[] {
    return stepsOf(this.#floors, table);
  }

  /** Routes to this very prefix in such a table, those in use first; `within`: in one of `tables`. */
  candidates(table: EntityId, prefix: string, within?: string): readonly RankedCandidate[] {
    return candidatesOf(this.#floors, table, prefix, within);
  }

  /** Tables of a Direct Connect gateway: a name for each sending Region, and for SiteLink; of others none. */
  tables(gateway: EntityId): readonly string[] {
    return tablesOf(this.#floors, gateway);
  }

  /** Bits that each flow has delivered so far, both directions together. */
  delivered(): ReadonlyMap<EntityId, bigint> {
    return new Map(this.#flowIds().map((flow, row) => [flow, this.#totals(row).deliveredBits]));
  }

  /** Outages since measurements began. @throws RangeError when there is no such flow. */
  outages(name: string): FlowOutage[] {
    return outagesOf(this.#kernel.trace, this.#flows.get(this.#row(name)), this.#kernel.now);
  }

  /** What flows send over a connection, parts per million of its rate; over a million it is overloaded. */
  utilisationPpm(connection: EntityId, direction: Direction): number {
    const load = this.loads(direction).get(connection) ?? 0;
    return utilisationOf(load, this.#topology.as('connection', connection).rateBps);
  }

  /** What flows send over each connection, bits per second; those that carry nothing are left out. */
  loads(direction: Direction): ReadonlyMap<EntityId, number> {
    const sending = this.#demands().flatMap(({ rateBps }, row) => {
      const status = this.#statuses.get(row);
      return status === undefined ? [] : [{ rateBps, ways: status }];
    });
    return loadsOf(sending, direction);
  }

  #report(
    flow: EntityId,
    before: FlowStatus | undefined,
    after: FlowStatus,
    changes: ReadonlyMap<number, RecordId>,
  ): void {
    const news = newsOf(before, after);
    if (news === undefined) return;
    const detail = isUp(after) ? describePath(this.#topology, after) : reasonOf(after);
    const cause = causeOf(changes, before, after) ?? NO_CAUSE;
    this.#kernel.because(cause, () => this.#kernel.record(news, flow, 0, 0, detail));
  }

  /** Brings all accounts up to now, as the flows have stood until now. */
  #account(): void {
    this.#demands().forEach(({ rateBps }, row) => {
      this.#ledger.accrue(row, conductOf(this.#statuses.get(row), rateBps), this.#kernel.now);
    });
  }

  #totals(row: number): Totals {
    const { rateBps } = this.#topology.as('flow', this.#flows.get(row));
    return this.#ledger.totals(row, conductOf(this.#statuses.get(row), rateBps), this.#kernel.now);
  }

  #accounts() {
    return this.#demands().map((demand, row) => ({
      name: this.#topology.name(demand.flow),
      demand,
      ways: this.#statuses.get(row),
      totals: this.#totals(row),
    }));
  }

  #flowIds(): EntityId[] {
    return Array.from({ length: this.#flows.length }, (_, row) => this.#flows.get(row));
  }

  #demands(): Demand[] {
    return this.#flowIds().map((flow) => demandOf(this.#topology, flow));
  }

  #row(name: string): number {
    const row = this.#flowIds().findIndex((flow) => this.#topology.name(flow) === name);
    if (row < 0) throw new RangeError(`there is no flow ${name}`);
    return row;
  }
}
