/** AWS's ports: whether each forwards, and interruptions while one is reconfigured. */
import type { Column } from '../kernel/columns.ts';
import type { Scheduler } from '../kernel/kernel.ts';
import type { DurationName } from '../timing.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import type { Floor } from './floor.ts';
import { physicalPorts } from './queries.ts';

/** What the link layer was last told; 0: nothing yet. */
const OFF = 1;
const ON = 2;

export class Ports {
  readonly #floor: Floor;
  /** A port forwards from when it is configured until its connection is deleted. */
  readonly #configured: Column;
  /** Interruptions under way on a connection. */
  readonly #holds: Column;
  readonly #told: Column;
  readonly #release: Scheduler;
  readonly #upgraded: Scheduler;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#configured = floor.kernel.store.column('port configured', 'u8');
    this.#holds = floor.kernel.store.column('port holds', 'i32');
    this.#told = floor.kernel.store.column('port told', 'u8');
    this.#release = floor.kernel.event((connection) => this.#free(entityId(connection)));
    this.#upgraded = floor.kernel.event((connection) => {
      floor.kernel.record('port.jumbo', connection, 0, 0, 'is done');
      this.#free(entityId(connection));
    });
  }

  /** The port is configured (or, when its connection goes, no longer is). */
  configure(connection: EntityId, configured: boolean): void {
    this.#configured.reach(connection);
    this.#configured.set(connection, configured ? 1 : 0);
    this.#apply(connection);
  }

  /** The port does not forward for this long. */
  interrupt(connection: EntityId, duration: DurationName): void {
    this.#hold(connection, this.#release, duration);
  }

  /** Whether jumbo frames would first cost an upgrade of a port under this connection or LAG. */
  needsUpgrade(port: EntityId): boolean {
    const { topology } = this.#floor;
    return physicalPorts(topology, port).some((id) => !topology.as('connection', id).jumboUpgraded);
  }

  /** The first jumbo virtual interface on a port interrupts every other; the next ones nothing. */
  upgrade(port: EntityId): void {
    const { kernel, topology } = this.#floor;
    const why = kernel.cause;
    for (const id of physicalPorts(topology, port)) {
      if (topology.as('connection', id).jumboUpgraded) continue;
      kernel.because(why, () => {
        topology.update('connection', id, { jumboUpgraded: true });
        kernel.record('port.jumbo', id, 0, 0, 'begins');
        this.#hold(id, this.#upgraded, 'jumboPortUpgrade');
      });
    }
  }

  #hold(connection: EntityId, end: Scheduler, duration: DurationName): void {
    this.#holds.reach(connection);
    this.#holds.add(connection, 1);
    this.#apply(connection);
    end.after(this.#floor.kernel.duration(duration), connection);
  }

  #free(connection: EntityId): void {
    this.#holds.add(connection, -1);
    this.#apply(connection);
  }

  /** Makes the port forward or not. */
  #apply(connection: EntityId): void {
    for (const column of [this.#configured, this.#holds, this.#told]) column.reach(connection);
    const forwards = this.#configured.get(connection) === 1 && this.#holds.get(connection) === 0;
    const tell = forwards ? ON : OFF;
    if (this.#told.get(connection) === tell) return;
    this.#told.set(connection, tell);
    this.#floor.link.setPortEnabled(connection, forwards);
  }
}
