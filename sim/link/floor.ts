/** What the parts of the link floor share: state, structure, and what is still to be settled in this instant. */
import type { Kernel } from '../kernel/kernel.ts';
import { Marks } from '../kernel/marks.ts';
import type { RecordId } from '../kernel/trace.ts';
import type { RecordKind } from '../records.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Direction } from './contract.ts';
import { type LinkState, linkState } from './state.ts';
import { type Wire, Wires } from './wires.ts';

export class Floor {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly state: LinkState;
  readonly wires: Wires;
  /** Entities that the control plane or a fault touched. */
  readonly touched = new Marks();
  /** Ports that lead nowhere (any more). */
  readonly loose = new Marks();
  /** Connections to look at again. */
  readonly links = new Marks();
  /** LAGs and port-channels to count again. */
  readonly bundles = new Marks();
  /** Connections, LAGs, ports and port-channels whose riders get other answers. */
  readonly shaken = new Marks();

  constructor(kernel: Kernel, topology: Topology) {
    this.kernel = kernel;
    this.topology = topology;
    this.state = linkState(kernel.store);
    for (const marks of [this.touched, this.loose, this.links, this.bundles, this.shaken])
      kernel.store.transient(marks);
    this.wires = new Wires(topology);
  }

  running(entity: EntityId | undefined): boolean {
    return entity !== undefined && this.state.failures.get(entity) === 0;
  }

  isPort(end: EntityId): boolean {
    return this.topology.kind(end) === 'port';
  }

  /** The physical link that an end (router port, or connection for AWS's port) belongs to. */
  wireOf(end: EntityId): Wire | undefined {
    const connection = this.isPort(end) ? this.wires.cable(end) : end;
    return connection === undefined ? undefined : this.wires.of(connection);
  }

  /** The end at the other side of the link. */
  peerOf(end: EntityId): EntityId | undefined {
    if (!this.isPort(end)) return this.wires.of(end).port;
    const wire = this.wireOf(end);
    // A second port plugged into the same connection has no peer.
    return wire?.port === end ? wire.connection : undefined;
  }

  bundleOf(end: EntityId): EntityId | undefined {
    const wire = this.wireOf(end);
    if (wire === undefined) return this.wires.bundle(end);
    if (!this.isPort(end)) return wire.lag;
    return wire.port === end ? wire.portChannel : this.wires.bundle(end);
  }

  /** The direction in which an end receives. */
  towards(end: EntityId): Direction {
    return this.isPort(end) ? 'toCustomer' : 'toAws';
  }

  /** Writes a record with a given trigger; what triggered the work in hand stays. */
  note(cause: RecordId, kind: RecordKind, entity: EntityId, detail: string): RecordId {
    return this.kernel.because(cause, () => this.kernel.record(kind, entity, 0, 0, detail));
  }
}
