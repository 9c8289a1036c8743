/** What faults do to the physical state: counters and levels, and what has to be looked at again. */
import type { Scheduler } from '../kernel/kernel.ts';
import { type EntityId, type EntityKind, entityId } from '../topology/entities.ts';
import type { Direction, LinkFaults } from './contract.ts';
import { crossing, levelAt, NOMINAL_MILLI_DBM, thresholdMilliDbm } from './decay.ts';
import type { Floor } from './floor.ts';
import type { Segment } from './light.ts';
import { decayOf } from './physical.ts';
import { directions, type Sparse } from './state.ts';

type Ways = Direction | 'both';
const waysOf = (direction: Ways): readonly Direction[] => (direction === 'both' ? directions : [direction]);

export class Faults implements LinkFaults {
  readonly #floor: Floor;
  readonly #dims: Scheduler;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#dims = floor.kernel.event((connection) => this.#touch(entityId(connection)));
  }

  /** @throws Error when the target is no connection or carrier, or when more cuts are cleared than were made. */
  cut(target: EntityId, direction: Ways, step: 1 | -1, segment: Segment = 'carrier'): void {
    this.#expect(target, ['connection', 'carrier']);
    // A carrier has an inside only; so has a fibre of one piece.
    const { wires, topology, state } = this.#floor;
    const divided = topology.kind(target) === 'connection' && !wires.isHosted(target);
    const place = divided && wires.of(target).carriers.length > 0 ? segment : 'carrier';
    for (const way of waysOf(direction)) this.#count(state.cut[place][way], target, step);
    this.#touch(target);
  }

  /** @throws Error when the target is no connection or carrier, or when more loss is taken away than was added. */
  addLoss(target: EntityId, direction: Ways, lossPpm: number): void {
    this.#expect(target, ['connection', 'carrier']);
    for (const way of waysOf(direction)) this.#count(this.#floor.state.addedLoss[way], target, lossPpm);
    this.#touch(target);
  }

  /** Schedules the crossing of the receiver's threshold, if there is one, and nothing before it. */
  decay(
    connection: EntityId,
    direction: Ways,
    to: { readonly milliDbm: number; readonly overMicros: number } | undefined,
  ): void {
    this.#expect(connection, ['connection']);
    for (const way of waysOf(direction)) this.#decay(connection, way, to);
    this.#touch(connection);
  }

  fail(target: EntityId, step: 1 | -1): void {
    this.#expect(target, ['awsDevice', 'router', 'carrier']);
    this.#count(this.#floor.state.failures, target, step);
    this.#touch(target);
  }

  blockLacp(connection: EntityId, step: 1 | -1): void {
    this.#expect(connection, ['connection']);
    this.#count(this.#floor.state.lacpBlocks, connection, step);
    this.#touch(connection);
  }

  #decay(
    connection: EntityId,
    direction: Direction,
    to: { milliDbm: number; overMicros: number } | undefined,
  ) {
    const { kernel, topology, state } = this.#floor;
    const columns = state.decay[direction];
    const before = decayOf(this.#floor, connection, direction);
    columns.active.set(connection, Number(to !== undefined));
    if (to === undefined) return;
    const from = before === undefined ? NOMINAL_MILLI_DBM : levelAt(before, kernel.now);
    columns.from.set(connection, from);
    columns.to.set(connection, to.milliDbm);
    columns.start.set(connection, kernel.now);
    columns.over.set(connection, to.overMicros);
    const decay = { fromMilliDbm: from, toMilliDbm: to.milliDbm, startMicros: kernel.now };
    const threshold = thresholdMilliDbm(topology.as('connection', connection).rateBps);
    const at = crossing({ ...decay, overMicros: to.overMicros }, threshold);
    // A crossing that a later decay overtook finds nothing changed.
    if (at !== undefined && at > kernel.now) this.#dims.at(at, connection);
  }

  #count(column: Sparse, target: EntityId, step: number): void {
    if (column.add(target, step) < 0)
      throw new Error(`a fault on ${this.#floor.topology.name(target)} is cleared more often than it began`);
  }

  #touch(entity: EntityId): void {
    this.#floor.touched.add(entity, this.#floor.kernel.cause);
  }

  #expect(target: EntityId, kinds: readonly EntityKind[]): void {
    const { topology } = this.#floor;
    if (kinds.includes(topology.kind(target))) return;
    throw new Error(
      `${topology.name(target)} is a ${topology.kind(target)}; this fault strikes a ${kinds.join(' or a ')}`,
    );
  }
}
