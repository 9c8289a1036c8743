/** Why a customer's neighbour does not run, and how its session ends then. */
import type { Column } from '../kernel/columns.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { LinkQueries } from '../link/contract.ts';
import type { EntityId } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import type { Endpoints } from './endpoints.ts';
import { mutes } from './speaker-events.ts';

export type StopWord = keyof typeof mutes;
type Halt = 'routerDown' | 'processDown' | 'shutdown';

/** A dead box sends nothing; of a process that died, the host closes its connections. */
export const haltStops: Readonly<Record<Halt, StopWord>> = {
  routerDown: 'silent',
  processDown: 'killed',
  shutdown: 'notify',
};

const words: Readonly<Record<Halt, (neighbor: string, router: string) => string>> = {
  routerDown: (_neighbor, router) => `${router} is down`,
  processDown: (_neighbor, router) => `the BGP process of ${router} does not run`,
  shutdown: (neighbor) => `${neighbor} is shut down`,
};

export class Halts {
  readonly #topology: Topology;
  readonly #link: Pick<LinkQueries, 'running'>;
  /** Of a router: reasons why its BGP process does not run. */
  readonly #processFailures;

  constructor(kernel: Kernel, topology: Topology, link: Pick<LinkQueries, 'running'>) {
    this.#topology = topology;
    this.#link = link;
    this.#processFailures = kernel.store.column('bgp process failures', 'i32');
  }

  /** Before the first failure, so that one that is over leaves no trace in the state. */
  reach(neighbor: EntityId): void {
    this.#processFailures.reach(this.#topology.only(neighbor, 'partOf'));
  }

  /** One more (`+1`) or one less reason why a router's BGP process does not run. */
  failProcess(router: EntityId, step: 1 | -1): void {
    this.#processFailures.reach(router);
    this.#processFailures.add(router, step);
  }

  /** What keeps a neighbour from running; undefined: nothing does. */
  of(neighbor: EntityId): Halt | undefined {
    const router = this.#topology.only(neighbor, 'partOf');
    if (!this.#link.running(router)) return 'routerDown';
    const failures = this.#processFailures;
    if (router < failures.length && failures.get(router) > 0) return 'processDown';
    return this.#topology.as('neighbor', neighbor).session.shutdown ? 'shutdown' : undefined;
  }

  /** A dead router does not tell of what its own death takes from it, though its sessions fall one after the other. */
  silence(endpoints: Iterable<number>, ends: Endpoints, mute: Column): void {
    for (const endpoint of endpoints) {
      const halt = ends.isAws(endpoint) ? undefined : this.of(ends.entity(endpoint));
      if (halt !== undefined && halt !== 'shutdown') mute.set(endpoint, mutes[haltStops[halt]]);
    }
  }

  /** What a neighbour that does not run waits for. */
  words(neighbor: EntityId): string {
    const router = this.#topology.only(neighbor, 'partOf');
    const halt = this.of(neighbor) ?? 'shutdown';
    return words[halt](this.#topology.name(neighbor), this.#topology.name(router));
  }
}
