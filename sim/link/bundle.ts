/** LAGs and port-channels: how many members carry frames, and whether that is enough. Each end has its own view. */
import type { RecordId } from '../kernel/trace.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Floor } from './floor.ts';
import type { Lacp } from './lacp.ts';

export class Bundles {
  readonly #floor: Floor;
  readonly #lacp: Lacp;

  constructor(floor: Floor, lacp: Lacp) {
    this.#floor = floor;
    this.#lacp = lacp;
  }

  /** Members that carry frames, in order of their id: by this order a flow's hash picks one. */
  distributing(bundle: EntityId): readonly EntityId[] {
    return this.#floor.wires.members(bundle).filter((end) => this.#lacp.ends.forwards(end));
  }

  /** 0 and 1 are the same: without a member nothing works. */
  minimum(bundle: EntityId): number {
    const entity = this.#floor.topology.get(bundle);
    const configured = entity.kind === 'lag' || entity.kind === 'portChannel' ? entity.minimumLinks : 0;
    return Math.max(1, configured);
  }

  up(bundle: EntityId): boolean {
    return this.distributing(bundle).length >= this.minimum(bundle);
  }

  /** `1 of 2 members distribute, 2 needed`. */
  count(bundle: EntityId): string {
    const members = this.#floor.wires.members(bundle).length;
    return `${this.distributing(bundle).length} of ${members} members distribute, ${this.minimum(bundle)} needed`;
  }

  /** Counts again and writes down whether the bundle went up or down; true when it did. */
  settle(bundle: EntityId, cause: RecordId): boolean {
    this.#lacp.reselect(bundle, cause);
    const up = this.up(bundle);
    if (!this.#floor.state.bundleUp.change(bundle, Number(up))) return false;
    this.#floor.note(cause, up ? 'bundle.up' : 'bundle.down', bundle, this.count(bundle));
    return true;
  }
}
