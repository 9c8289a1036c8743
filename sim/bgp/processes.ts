/** Whether the BGP process of a customer's router runs, whose ends its sessions are. */
import type { Column } from '../kernel/columns.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { LinkQueries } from '../link/contract.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import { mutes } from './speaker-events.ts';

interface Parts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly link: LinkQueries;
  readonly ends: Endpoints;
}

/** `silent`: the box is dead. `killed`: the process is, and its host closes its connections. */
export type Death = 'silent' | 'killed';

export class Processes {
  readonly #parts: Parts;
  readonly #failures: Column;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#failures = parts.kernel.store.column('bgp process failures', 'i32');
  }

  /** One more (`+1`) or one less reason why a router's process does not run; its interfaces stay up. */
  fail(router: EntityId, step: 1 | -1): void {
    this.#failures.reach(router);
    this.#failures.add(router, step);
  }

  /** What became of the process of an endpoint; undefined: it runs, or is AWS's. */
  deathOf(endpoint: number): Death | undefined {
    const { topology, link, ends } = this.#parts;
    if (ends.isAws(endpoint)) return undefined;
    const router = topology.only(ends.entity(endpoint), 'partOf');
    if (!link.running(router)) return 'silent';
    return router < this.#failures.length && this.#failures.get(router) > 0 ? 'killed' : undefined;
  }

  /** A dead router does not tell of what its own death takes from it, though its sessions fall one after the other. */
  silence(endpoints: Iterable<number>, mute: Column): void {
    for (const endpoint of endpoints) {
      const death = this.deathOf(endpoint);
      if (death !== undefined) mute.set(endpoint, mutes[death]);
    }
  }
}
