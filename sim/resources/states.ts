/** The state of every resource, as one column, stepped by the compiled charts. */
import type { Chart, EventOf, GuardOf, LeafOf } from '../../machines/chart.ts';
import { connection } from '../../machines/connection.ts';
import { failoverTest } from '../../machines/failover-test.ts';
import { gatewayAttachment } from '../../machines/gateway-attachment.ts';
import { lag } from '../../machines/lag.ts';
import { peering } from '../../machines/peering.ts';
import { virtualInterface } from '../../machines/virtual-interface.ts';
import { compileChart } from '../kernel/chart-compiler.ts';
import { type ChartTable, elementAt } from '../kernel/chart-table.ts';
import type { Column } from '../kernel/columns.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RecordKind } from '../records.ts';
import type { EntityId, EntityKind } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';

const charts = {
  connection,
  lag,
  virtualInterface,
  bgpPeer: peering,
  attachment: gatewayAttachment,
  failoverTest,
} as const;

/** Kinds of entity that have a life cycle of their own. */
export type LivingKind = keyof typeof charts;
type ChartFor<K extends LivingKind> = (typeof charts)[K];
export type StateOf<K extends LivingKind> = LeafOf<ChartFor<K>>;
export type Guards<K extends LivingKind> = Readonly<Partial<Record<GuardOf<ChartFor<K>>, boolean>>>;

const recordKinds: Readonly<Record<LivingKind, RecordKind>> = {
  connection: 'connection.state',
  lag: 'lag.state',
  virtualInterface: 'vif.state',
  bgpPeer: 'peer.state',
  attachment: 'attachment.state',
  failoverTest: 'failoverTest.state',
};

/** Gateways have no chart: nothing that they do in a drill depends on theirs. */
const gatewayStates = ['pending', 'available', 'deleting', 'deleted'] as const;

/** What stepping needs of a table, with names as plain text. */
interface Steps {
  readonly states: readonly string[];
  find(
    state: number,
    event: string,
    guards: Readonly<Record<string, boolean | undefined>>,
  ): number | undefined;
}

const isLiving = (kind: EntityKind): kind is LivingKind => kind in charts;

function stepsOf<C extends Chart>(table: ChartTable<C>): Steps {
  const numbers: Readonly<Record<string, number>> = table.event;
  return {
    states: table.leaves,
    find(state, event, guards) {
      const number = numbers[event];
      if (number === undefined) throw new Error(`chart ${table.id} has no event ${event}`);
      const transition = table.find(
        state,
        number,
        (guard) => guards[elementAt<string>(table.guards, guard)] === true,
      );
      return transition < 0 ? undefined : table.target(transition);
    },
  };
}

/** Tables of all charts, made once a program: they are immutable. */
const tables: Readonly<Record<LivingKind, Steps>> = {
  connection: stepsOf(compileChart(connection)),
  lag: stepsOf(compileChart(lag)),
  virtualInterface: stepsOf(compileChart(virtualInterface)),
  bgpPeer: stepsOf(compileChart(peering)),
  attachment: stepsOf(compileChart(gatewayAttachment)),
  failoverTest: stepsOf(compileChart(failoverTest)),
};

const wordsOf = (kind: EntityKind): readonly string[] => {
  if (isLiving(kind)) return tables[kind].states;
  return kind === 'gateway' ? gatewayStates : [];
};

/** 0 in the column: no life cycle, or not yet born. */
const UNBORN = 0;

export class States {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #state: Column;
  readonly #generation: Column;

  constructor(kernel: Kernel, topology: Topology) {
    this.#kernel = kernel;
    this.#topology = topology;
    this.#state = kernel.store.column('resource state', 'u8');
    this.#generation = kernel.store.column('resource generation', 'i32');
  }

  /** The state in the API's words; empty for what has none. */
  of(entity: EntityId): string {
    if (entity >= this.#state.length) return '';
    const number = this.#state.get(entity);
    return number === UNBORN ? '' : elementAt(wordsOf(this.#topology.kind(entity)), number - 1);
  }

  is(entity: EntityId, ...states: readonly string[]): boolean {
    return states.includes(this.of(entity));
  }

  /** Puts an entity into a state without a transition: it is born in it, or the network starts so. */
  enter(entity: EntityId, state: string): void {
    const index = wordsOf(this.#topology.kind(entity)).indexOf(state);
    if (index < 0) throw new Error(`a ${this.#topology.kind(entity)} is never ${state}`);
    this.#state.reach(entity);
    this.#state.set(entity, index + 1);
  }

  /** Born in a state, with a record. */
  born(entity: EntityId, state: string): void {
    this.enter(entity, state);
    this.#record(entity, state);
  }

  /** Lets an entity answer an event of its chart and records the transition; false when the event is ignored. */
  fire<K extends LivingKind>(
    kind: K,
    entity: EntityId,
    event: EventOf<ChartFor<K>>,
    guards?: Guards<K>,
  ): boolean {
    const before = this.#state.get(entity) - 1;
    const { states, find } = tables[kind];
    const after = find(before, event, guards ?? {});
    if (after === undefined) return false;
    if (after === before) return true;
    this.#state.set(entity, after + 1);
    this.#record(entity, `${elementAt(states, before)} → ${elementAt(states, after)}`);
    return true;
  }

  /** What is scheduled for an entity carries this number and is dropped when it has changed since. */
  generation(entity: EntityId): number {
    return entity < this.#generation.length ? this.#generation.get(entity) : 0;
  }

  /** Drops all that is scheduled for an entity; returns the new generation. */
  renew(entity: EntityId): number {
    this.#generation.reach(entity);
    return this.#generation.add(entity, 1);
  }

  #record(entity: EntityId, detail: string): void {
    const kind = this.#topology.kind(entity);
    if (isLiving(kind)) this.#kernel.record(recordKinds[kind], entity, 0, 0, detail);
  }
}
