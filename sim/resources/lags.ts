/** Link aggregation groups: created, joined, left, changed, deleted. */
import type { Scheduler } from '../kernel/kernel.ts';
import { type EntityId, entityId, type Lag } from '../topology/entities.ts';
import { freeName, newId } from '../topology/ids.ts';
import type { Floor } from './floor.ts';
import type { Ports } from './ports.ts';
import { carriesJumbo, hostedOn, membersOf, vifsOn } from './queries.ts';

export type NewLag = Omit<Lag, 'kind' | 'id'>;

export class Lags {
  readonly #floor: Floor;
  readonly #ports: Ports;
  readonly #provisioned: Scheduler;

  constructor(floor: Floor, ports: Ports) {
    this.#floor = floor;
    this.#ports = ports;
    this.#provisioned = floor.kernel.event((lag, generation) => {
      if (generation === floor.states.generation(entityId(lag))) this.#provision(entityId(lag));
    });
  }

  /** An empty LAG on a device; its members join afterwards. */
  create(asked: NewLag, device: EntityId): EntityId {
    const { kernel, ledger, states, topology } = this.#floor;
    const name = freeName(topology, asked.name);
    const id = newId(topology, kernel.seed, 'lag', name);
    const lag = topology.add({ ...asked, kind: 'lag', name, id });
    if (name !== asked.name) ledger.setName(lag, asked.name);
    topology.relate(lag, 'terminatesOn', device);
    states.born(lag, 'pending');
    this.resume(lag);
    return lag;
  }

  /** Schedules the end of `pending`. */
  resume(lag: EntityId): void {
    const { kernel, states } = this.#floor;
    this.#provisioned.after(kernel.duration('connectionProvisioning'), lag, states.renew(lag));
  }

  /**
   * A connection becomes a member: its port is interrupted, what rode it rides the LAG from now on. What came with
   * it from another LAG stays on that one.
   */
  join(connection: EntityId, lag: EntityId): void {
    const { kernel, topology } = this.#floor;
    kernel.because(kernel.cause, () => {
      const left = topology.target(connection, 'memberOf');
      topology.repoint(connection, 'memberOf', lag);
      kernel.record('connection.state', connection, 0, 0, `joins LAG ${topology.name(lag)}`);
      for (const rider of [...vifsOn(topology, connection), ...hostedOn(topology, connection)]) {
        topology.repoint(rider, 'rides', lag);
        this.#floor.link.touch(rider);
      }
      if (carriesJumbo(topology, lag)) topology.update('connection', connection, { jumboUpgraded: true });
      this.#reconfigure(connection, [lag, ...(left === undefined ? [] : [left])]);
    });
  }

  /** A connection born in a LAG: nothing is interrupted. */
  bear(connection: EntityId, lag: EntityId): void {
    this.#floor.topology.relate(connection, 'memberOf', lag);
    for (const touched of [connection, lag]) this.#floor.link.touch(touched);
  }

  /** A member stands alone again; virtual interfaces stay on the LAG. */
  leave(connection: EntityId, lag: EntityId): void {
    const { kernel, topology } = this.#floor;
    kernel.because(kernel.cause, () => {
      topology.repoint(connection, 'memberOf', undefined);
      kernel.record('connection.state', connection, 0, 0, `leaves LAG ${topology.name(lag)}`);
      this.#reconfigure(connection, [lag]);
    });
  }

  setMinimumLinks(lag: EntityId, minimumLinks: number): void {
    this.#floor.topology.update('lag', lag, { minimumLinks });
    this.#floor.link.touch(lag);
  }

  /** Deleted at once, as the published sample has it; members live on as connections of their own. */
  delete(lag: EntityId): void {
    const { kernel, ledger, link, states, topology } = this.#floor;
    for (const member of membersOf(topology, lag)) this.leave(member, lag);
    states.fire('lag', lag, 'delete');
    states.fire('lag', lag, 'removed');
    states.renew(lag);
    ledger.end(lag, kernel.now);
    link.touch(lag);
  }

  #reconfigure(connection: EntityId, lags: readonly EntityId[]): void {
    const { kernel, ledger, link, states } = this.#floor;
    const why = kernel.cause;
    // The sample of CreateLag shows a migrated connection `down` at once.
    kernel.because(why, () => states.fire('connection', connection, 'linkDown'));
    this.#ports.interrupt(connection, 'lagMembershipChange');
    ledger.setTransitionUntil(connection, kernel.now + kernel.duration('lagTransition'));
    for (const touched of [connection, ...lags]) link.touch(touched);
  }

  #provision(lag: EntityId): void {
    const { ledger, link, states } = this.#floor;
    const operational = link.operational(lag);
    ledger.setUp(lag, operational);
    states.fire('lag', lag, 'provisioned', { operational });
  }
}
