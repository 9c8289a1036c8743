/** The link floor: ports, light, carriers, LACP and bundles. Answers are up to date at the end of every instant. */
import type { Kernel } from '../kernel/kernel.ts';
import { Marks } from '../kernel/marks.ts';
import type { RecordId } from '../kernel/trace.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { Bundles } from './bundle.ts';
import type { Direction, LinkFaults, LinkQueries, PathState } from './contract.ts';
import { DARK_MILLI_DBM, levelAt, NOMINAL_MILLI_DBM } from './decay.ts';
import { Faults } from './faults.ts';
import { Floor } from './floor.ts';
import { Lacp } from './lacp.ts';
import type { Segment } from './light.ts';
import { decayOf, Physical } from './physical.ts';
import { type LinkReading, readLink } from './readings.ts';
import { Segments } from './segment.ts';
import { Spread } from './spread.ts';
import { Standing } from './standing.ts';
import { directions, NEVER } from './state.ts';

export class Link implements LinkQueries, LinkFaults {
  /** Connections and LAGs whose `operational` changed in this instant. */
  readonly changed = new Marks();
  readonly changedVirtualInterfaces = new Marks();
  readonly changedInterfaces = new Marks();
  readonly #floor: Floor;
  readonly #physical: Physical;
  readonly #lacp: Lacp;
  readonly #bundles: Bundles;
  readonly #standing: Standing;
  readonly #segments: Segments;
  readonly #faults: Faults;
  readonly #spread: Spread;

  constructor(kernel: Kernel, topology: Topology) {
    const floor = new Floor(kernel, topology);
    for (const marks of [this.changed, this.changedVirtualInterfaces, this.changedInterfaces])
      kernel.store.transient(marks);
    this.#floor = floor;
    this.#physical = new Physical(floor);
    this.#lacp = new Lacp(floor);
    this.#bundles = new Bundles(floor, this.#lacp);
    this.#standing = new Standing(floor, this.#lacp, this.#bundles);
    this.#segments = new Segments(floor, this.#lacp, this.#bundles, this.#standing);
    this.#faults = new Faults(floor);
    this.#spread = new Spread(floor, this.changedVirtualInterfaces, this.changedInterfaces);
  }

  /** Touches every entity: once after the network is built. */
  start(): void {
    for (let row = 0; row < this.#floor.topology.size; row++) this.touch(entityId(row));
  }

  /** Brings everything that was touched in this instant up to date; to be called after the instant's events. */
  settle(): void {
    const { touched, loose, links, bundles, shaken } = this.#floor;
    for (const [row, cause] of touched.drain()) this.#spread.from(entityId(row), cause);
    for (const [row, cause] of loose.drain()) {
      this.#physical.unplug(entityId(row), cause);
      this.#lacp.settle(entityId(row), cause);
    }
    for (const [row, cause] of links.drain()) this.#settleLink(entityId(row), cause);
    // Ports and bundles report to bundles only, so this order settles everything in one pass.
    for (const [row, cause] of bundles.drain()) {
      this.#bundles.settle(entityId(row), cause);
      shaken.add(row, cause);
    }
    for (const [row, cause] of shaken.drain()) {
      this.#spread.shake(entityId(row), cause);
      this.#report(entityId(row), cause);
    }
    this.#settleInterfaces();
  }

  /** A relation or record that links depend on changed: cables, LAG membership, `rides`, minimumLinks, sub-interfaces. */
  touch(entity: EntityId): void {
    this.#floor.touched.add(entity, this.#floor.kernel.cause);
  }

  /** AWS's port of a connection forwards; while it does not, its light stays on. */
  setPortEnabled(connection: EntityId, enabled: boolean): void {
    this.#floor.state.portOff.set(connection, Number(!enabled));
    this.#floor.touched.add(connection, this.#floor.kernel.cause);
  }

  /**
   * AWS's port is up and forwards; as a member of a LAG it must distribute; of a LAG: at least max(1, minimumLinks)
   * members do. Hosted connections: their parent's.
   */
  operational(connectionOrLag: EntityId): boolean {
    return this.#standing.operational(connectionOrLag);
  }

  /** Members of a LAG that distribute at AWS's end. */
  operationalMembers(lag: EntityId): number {
    return this.#bundles.distributing(lag).length;
  }

  /** Members of a LAG or port-channel that distribute at its end, in order of their id. */
  distributing(bundle: EntityId): readonly EntityId[] {
    return this.#bundles.distributing(bundle);
  }

  customerEnd(virtualInterface: EntityId): EntityId | undefined {
    return this.#segments.customerEnd(virtualInterface);
  }

  awsEnd(subInterface: EntityId): EntityId | undefined {
    return this.#segments.awsEnd(subInterface);
  }

  interfaceUp(subInterface: EntityId): boolean {
    return this.#standing.interfaceUp(subInterface);
  }

  attachmentUp(virtualInterface: EntityId): boolean {
    return this.#standing.attachmentUp(virtualInterface);
  }

  path(virtualInterface: EntityId, direction: Direction, flowHash: number): PathState {
    return this.#segments.path(virtualInterface, direction, flowHash);
  }

  running(routerOrDevice: EntityId): boolean {
    return this.#floor.running(routerOrDevice);
  }

  /** The port of an end is up: a router port, or (by its connection) AWS's port. */
  portUp(end: EntityId): boolean {
    return this.#floor.state.up.get(end) === 1;
  }

  /** Light received at the far end of a direction, milli-dBm; −40 dBm when there is none. */
  lightMilliDbm(connection: EntityId, direction: Direction): number {
    if (!this.#physical.receives(connection, direction)) return DARK_MILLI_DBM;
    const decay = decayOf(this.#floor, connection, direction);
    return decay === undefined ? NOMINAL_MILLI_DBM : levelAt(decay, this.#floor.kernel.now);
  }

  /** Both ends of a dedicated connection or interconnect, and what passes between them. */
  reading(connection: EntityId): LinkReading {
    const lightMilliDbm = (id: EntityId, direction: Direction) => this.lightMilliDbm(id, direction);
    return readLink({ floor: this.#floor, lacp: this.#lacp.ends, lightMilliDbm }, connection);
  }

  /** Members that a bundle needs to be up: its own setting, at least 1. */
  minimumMembers(bundle: EntityId): number {
    return this.#bundles.minimum(bundle);
  }

  cut(target: EntityId, direction: Direction | 'both', step: 1 | -1, segment?: Segment): void {
    this.#faults.cut(target, direction, step, segment);
  }

  addLoss(target: EntityId, direction: Direction | 'both', lossPpm: number): void {
    this.#faults.addLoss(target, direction, lossPpm);
  }

  decay(
    connection: EntityId,
    direction: Direction | 'both',
    to: { milliDbm: number; overMicros: number } | undefined,
  ): void {
    this.#faults.decay(connection, direction, to);
  }

  fail(target: EntityId, step: 1 | -1): void {
    this.#faults.fail(target, step);
  }

  blockLacp(connection: EntityId, step: 1 | -1): void {
    this.#faults.blockLacp(connection, step);
  }

  #settleLink(connection: EntityId, cause: RecordId): void {
    const { state, wires, kernel, shaken } = this.#floor;
    const { port } = wires.of(connection);
    if (this.#physical.settle(connection, cause)) shaken.add(connection, cause);
    for (const direction of directions) {
      const passes = state.block[direction].get(connection) === 0 && state.lacpBlocks.get(connection) === 0;
      const since = state.lacpSince[direction];
      if (!passes) since.set(connection, NEVER);
      else if (since.get(connection) === NEVER) since.set(connection, kernel.now);
    }
    this.#lacp.settle(connection, cause);
    if (port !== undefined) this.#lacp.settle(port, cause);
  }

  /** Notes a changed `operational` of a connection or LAG and of what rides it. */
  #report(place: EntityId, cause: RecordId): void {
    const { topology, wires, state } = this.#floor;
    const kind = topology.kind(place);
    if (kind !== 'connection' && kind !== 'lag') return;
    const links = kind === 'lag' ? wires.members(place) : [];
    for (const each of [place, ...wires.hostedOn(place), ...links]) {
      if (state.operational.change(each, Number(this.operational(each)))) this.changed.add(each, cause);
    }
  }

  #settleInterfaces(): void {
    const { state } = this.#floor;
    for (const [row, cause] of this.changedInterfaces.drain()) {
      const id = entityId(row);
      this.changedInterfaces.add(row, cause);
      const why = this.#standing.whyDown(id);
      if (!state.interfaceUp.change(id, Number(why === undefined))) continue;
      this.#floor.note(cause, why === undefined ? 'interface.up' : 'interface.down', id, why ?? '');
    }
  }
}
