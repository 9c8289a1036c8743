/** Whether the two sides of a link, AWS's attachment and the router's interface, are up, and what keeps them down. */
import type { EntityId } from '../topology/entities.ts';
import type { Bundles } from './bundle.ts';
import type { Floor } from './floor.ts';
import type { Lacp } from './lacp.ts';

export class Standing {
  readonly #floor: Floor;
  readonly #lacp: Lacp;
  readonly #bundles: Bundles;

  constructor(floor: Floor, lacp: Lacp, bundles: Bundles) {
    this.#floor = floor;
    this.#lacp = lacp;
    this.#bundles = bundles;
  }

  interfaceUp(subInterface: EntityId): boolean {
    return this.whyDown(subInterface) === undefined;
  }

  /** Why a sub-interface is down, in words; undefined: it is up. */
  whyDown(subInterface: EntityId): string | undefined {
    const { topology, wires, state } = this.#floor;
    if (topology.as('subInterface', subInterface).shutdown) return 'it is shut';
    const parent = topology.target(subInterface, 'partOf');
    const router = parent === undefined ? undefined : topology.target(parent, 'partOf');
    if (parent === undefined) return 'it belongs to no port';
    if (!this.#floor.running(router)) return 'its router is not running';
    const entity = topology.get(parent);
    if (entity.kind === 'portChannel') {
      if (entity.shutdown) return `${entity.name} is shut`;
      return this.#bundles.up(parent) ? undefined : `${entity.name}: ${this.#bundles.count(parent)}`;
    }
    if (wires.bundle(parent) !== undefined) return `${entity.name} is a member of a port-channel`;
    return state.up.get(parent) === 1 ? undefined : `${entity.name} is down`;
  }

  attachmentUp(virtualInterface: EntityId): boolean {
    const attachment = this.#floor.wires.attachment(virtualInterface);
    return attachment !== undefined && this.whyAwsDown(attachment.base) === undefined;
  }

  /** AWS's port works on its own, or as a member that distributes; of a LAG: enough members do. */
  operational(base: EntityId): boolean {
    const { wires, topology, state } = this.#floor;
    if (wires.isHosted(base)) {
      const parent = topology.target(base, 'rides');
      return parent !== undefined && this.operational(parent);
    }
    if (wires.isLag(base)) return this.#bundles.up(base);
    if (wires.of(base).lag !== undefined) return this.#lacp.ends.forwards(base);
    return state.up.get(base) === 1 && state.portOff.get(base) === 0;
  }

  /** Why AWS's side of a connection or LAG carries nothing, in words; undefined: it does. */
  whyAwsDown(base: EntityId): string | undefined {
    const { wires, topology, state } = this.#floor;
    const name = topology.name(base);
    if (wires.isLag(base))
      return this.#bundles.up(base) ? undefined : `LAG ${name} is down: ${this.#bundles.count(base)}`;
    const { lag, device } = wires.of(base);
    if (lag !== undefined) return `${name} is a member of LAG ${topology.name(lag)}`;
    if (!this.#floor.running(device)) return `the AWS device of ${name} is not running`;
    if (state.up.get(base) === 0) return `AWS's port of ${name} is down`;
    return state.portOff.get(base) === 1 ? `AWS's port of ${name} is lit but does not forward` : undefined;
  }
}
