/** The chart of a LACP port, bound to the columns: what its guards read and its actions write. */
import type { lacpPort } from '../../machines/lacp-port.ts';
import { type BoundChart, bindChart, type StateColumn } from '../kernel/chart-binding.ts';
import type { Scheduler } from '../kernel/kernel.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Floor } from './floor.ts';
import { AGGREGATE_WAIT_MICROS, isInSync, type LacpEnds, lacpTable } from './lacp-ends.ts';
import { ACTIVE, isOutdated, type Pdu, SHORT } from './pdu.ts';
import { NEVER, reference } from './state.ts';

type Leaf = (typeof lacpTable.leaves)[number];

const leafWords: Readonly<Record<Leaf, string>> = {
  portDisabled: 'off',
  lacpDisabled: 'not spoken: distributes without asking its partner',
  'enabled.expired.detached': 'waits for a partner',
  'enabled.expired.attached': 'hears its partner no more, no longer distributes',
  'enabled.defaulted': 'without a partner',
  'enabled.current.waiting': 'hears a partner, waits to aggregate',
  'enabled.current.attached': 'in sync, waits for its partner',
  'enabled.current.collectingDistributing': 'distributes',
};

/** A PDU and the end that sent it. */
export interface Letter {
  readonly sender: EntityId;
  readonly pdu: Pdu;
}

export class LacpMachine {
  readonly #floor: Floor;
  readonly #ends: LacpEnds;
  readonly #chart: BoundChart;
  readonly #states: StateColumn;
  readonly #waits: Scheduler;
  /** The PDU that the event being fired is about; the events of a chart carry nothing. */
  #letter: Letter | undefined;
  #needToTransmit = false;

  /** `waited` hears that the aggregate wait of an end is over, and fires the event. */
  constructor(floor: Floor, ends: LacpEnds, waited: (end: EntityId, event: number) => void) {
    this.#floor = floor;
    this.#ends = ends;
    const { state, kernel } = floor;
    this.#states = { get: (row) => state.lacp.leaf.get(row), set: (row, leaf) => this.#enter(row, leaf) };
    this.#waits = kernel.event((row, event) => {
      if (state.lacp.waitUntil.get(row) !== kernel.now) return;
      state.lacp.waitUntil.set(row, NEVER);
      waited(entityId(row), event);
    });
    this.#chart = this.#bind();
  }

  /** False when the event means nothing in the state that the end is in. */
  fire(end: EntityId, event: number, letter?: Letter): boolean {
    this.#letter = letter;
    const answered = this.#chart.fire(this.#states, end, event);
    this.#letter = undefined;
    return answered;
  }

  /** Whether what was fired since the last call obliges the end to send a PDU (NTT). */
  takeNeedToTransmit(): boolean {
    const needed = this.#needToTransmit;
    this.#needToTransmit = false;
    return needed;
  }

  /** As after a start: no PDU was ever heard. */
  forgetPartner(end: EntityId): void {
    const { lacp } = this.#floor.state;
    lacp.partnerEnd.set(end, 0);
    lacp.partnerBundle.set(end, 0);
    lacp.partnerActive.set(end, 0);
    lacp.partnerShort.set(end, 0);
    lacp.partnerSync.set(end, 0);
  }

  #enter(row: number, leaf: number): void {
    const { state } = this.#floor;
    state.lacp.leaf.set(row, leaf);
    const words = leafWords[lacpTable.leaves[leaf] ?? 'portDisabled'];
    const place = this.#floor.isPort(entityId(row)) ? '' : ' at AWS';
    this.#floor.kernel.record('lacp.state', row, 0, 0, `${words}${place}`);
  }

  #recordPdu(end: EntityId): void {
    if (this.#letter === undefined) return;
    const { sender, pdu } = this.#letter;
    const { lacp } = this.#floor.state;
    lacp.partnerEnd.set(end, reference(sender));
    lacp.partnerBundle.set(end, reference(pdu.bundle));
    lacp.partnerActive.set(end, Number((pdu.flags & ACTIVE) !== 0));
    lacp.partnerSync.set(end, Number(isInSync(pdu)));
    this.#askedForShort(end, Number((pdu.flags & SHORT) !== 0));
  }

  /** Going from slow to fast, the periodic machine sends at once (§6.4.13). */
  #askedForShort(end: EntityId, short: number): void {
    if (this.#floor.state.lacp.partnerShort.change(end, short) && short === 1) this.#needToTransmit = true;
  }

  #updateNtt(end: EntityId): void {
    if (this.#letter !== undefined && isOutdated(this.#letter.pdu, this.#ends.flags(end)))
      this.#needToTransmit = true;
  }

  #time(end: EntityId, short: 0 | 1): void {
    const { state, kernel } = this.#floor;
    state.lacp.heardAt.set(end, kernel.now);
    state.lacp.timing.set(end, 1);
    state.lacp.timingShort.set(end, short);
  }

  /** A bundle takes one partner: members that lead to another one stand by. */
  #attach(end: EntityId): void {
    const { lacp } = this.#floor.state;
    const bundle = this.#floor.bundleOf(end);
    const others = bundle === undefined ? [] : this.#floor.wires.members(bundle);
    const taken = others.find((other) => other !== end && lacp.selected.get(other) === 1);
    const partner = lacp.partnerBundle.get(end);
    lacp.ready.set(end, 1);
    lacp.selected.set(end, Number(taken === undefined || lacp.partnerBundle.get(taken) === partner));
  }

  #detach(end: EntityId): void {
    const { lacp } = this.#floor.state;
    lacp.ready.set(end, 0);
    lacp.selected.set(end, 0);
    this.#recount(end);
  }

  #distribute(end: EntityId, distributing: 0 | 1): void {
    this.#floor.state.lacp.distributing.set(end, distributing);
    this.#recount(end);
  }

  #recount(end: EntityId): void {
    const bundle = this.#floor.state.known.bundle.get(end);
    if (bundle !== 0) this.#floor.bundles.add(bundle - 1, this.#floor.kernel.cause);
  }

  #bind(): BoundChart {
    const { lacp } = this.#floor.state;
    const on = (act: (end: EntityId) => void) => (row: number) => act(entityId(row));
    return bindChart<typeof lacpPort>(lacpTable, {
      guards: {
        lacpOn: (row) => this.#ends.config(entityId(row))?.mode !== 'on',
        partnerInSync: (row) => lacp.partnerSync.get(row) === 1,
      },
      actions: {
        recordDefault: on((end) => this.forgetPartner(end)),
        presumeShortTimeout: on((end) => {
          lacp.partnerSync.set(end, 0);
          this.#askedForShort(end, 1);
        }),
        startCurrentWhile: on((end) => this.#time(end, 0)),
        startCurrentWhileShort: on((end) => this.#time(end, 1)),
        stopCurrentWhile: (row) => lacp.timing.set(row, 0),
        recordPdu: on((end) => this.#recordPdu(end)),
        updateNtt: on((end) => this.#updateNtt(end)),
        needToTransmit: () => {
          this.#needToTransmit = true;
        },
        attachToAggregator: on((end) => this.#attach(end)),
        detachFromAggregator: on((end) => this.#detach(end)),
        startDistributing: on((end) => this.#distribute(end, 1)),
        stopDistributing: on((end) => this.#distribute(end, 0)),
      },
      delays: {
        start: (row, _delay, event) => {
          const at = this.#floor.kernel.now + AGGREGATE_WAIT_MICROS;
          lacp.waitUntil.set(row, at);
          this.#waits.at(at, row, event);
        },
        cancel: (row) => lacp.waitUntil.set(row, NEVER),
      },
    });
  }
}
