/** Life of connections: dedicated ones, partners' interconnects, hosted ones. */
import type { Scheduler } from '../kernel/kernel.ts';
import { type Connection, type EntityId, entityId } from '../topology/entities.ts';
import { freeName, newId } from '../topology/ids.ts';
import type { Floor } from './floor.ts';
import type { Ports } from './ports.ts';

export type NewConnection = Omit<Connection, 'kind' | 'id'>;

export class Connections {
  readonly #floor: Floor;
  readonly #ports: Ports;
  readonly #loaIssued: Scheduler;
  readonly #configured: Scheduler;
  readonly #provisioned: Scheduler;

  constructor(floor: Floor, ports: Ports) {
    this.#floor = floor;
    this.#ports = ports;
    const { kernel, states } = floor;
    const current = (work: (connection: EntityId) => void) => (connection: number, generation: number) => {
      if (generation === states.generation(entityId(connection))) work(entityId(connection));
    };
    this.#loaIssued = kernel.event(current((connection) => this.#issueLoa(connection)));
    this.#configured = kernel.event(current((connection) => this.#configure(connection)));
    this.#provisioned = kernel.event(current((connection) => this.#provision(connection)));
  }

  /** A port ordered on a device: `requested` until its LOA is there. */
  create(asked: NewConnection, device: EntityId): EntityId {
    const { topology } = this.#floor;
    const connection = this.#add(asked);
    topology.relate(connection, 'terminatesOn', device);
    const { freePorts } = topology.as('awsDevice', device);
    topology.update('awsDevice', device, { freePorts: freePorts - 1 });
    this.#floor.states.born(connection, 'requested');
    this.#appear(connection);
    this.resume(connection);
    return connection;
  }

  /** A hosted connection on a partner's interconnect or LAG: `ordering` until its owner confirms. */
  host(asked: NewConnection, parent: EntityId): EntityId {
    const { topology, states } = this.#floor;
    const connection = this.#add(asked);
    topology.relate(connection, 'rides', parent);
    topology.relate(connection, 'terminatesOn', topology.only(parent, 'terminatesOn'));
    states.born(connection, 'ordering');
    this.#appear(connection);
    return connection;
  }

  confirm(connection: EntityId): void {
    this.#floor.states.fire('connection', connection, 'confirm');
    this.resume(connection);
  }

  /** Schedules what ends `requested` or `pending`. */
  resume(connection: EntityId): void {
    const { kernel, states } = this.#floor;
    const generation = states.renew(connection);
    if (states.is(connection, 'requested'))
      this.#loaIssued.after(kernel.duration('loaIssue'), connection, generation);
    if (states.is(connection, 'pending'))
      this.#configured.after(kernel.duration('connectionProvisioning'), connection, generation);
  }

  /** Deleted at once, as the published sample has it; a hosted one that was never confirmed is `rejected`. */
  delete(connection: EntityId): void {
    const { kernel, ledger, link, states, topology } = this.#floor;
    states.fire('connection', connection, 'delete');
    if (states.is(connection, 'deleting')) states.fire('connection', connection, 'removed');
    states.renew(connection);
    this.#ports.configure(connection, false);
    ledger.end(connection, kernel.now);
    for (const relation of ['memberOf', 'rides'] as const) {
      const joined = topology.target(connection, relation);
      topology.repoint(connection, relation, undefined);
      if (joined !== undefined) link.touch(joined);
    }
    const device = topology.target(connection, 'terminatesOn');
    if (device !== undefined && topology.as('connection', connection).type !== 'hosted') {
      const { freePorts } = topology.as('awsDevice', device);
      topology.update('awsDevice', device, { freePorts: freePorts + 1 });
    }
    link.touch(connection);
  }

  /** The layers below learn of a new connection, whose port does not forward yet. */
  #appear(connection: EntityId): void {
    this.#ports.configure(connection, false);
    this.#floor.link.touch(connection);
  }

  #add(asked: NewConnection): EntityId {
    const { kernel, ledger, topology } = this.#floor;
    const name = freeName(topology, asked.name);
    const id = newId(topology, kernel.seed, 'connection', name);
    const connection = topology.add({ ...asked, kind: 'connection', name, id });
    if (name !== asked.name) ledger.setName(connection, asked.name);
    return connection;
  }

  #issueLoa(connection: EntityId): void {
    const { kernel, ledger, states } = this.#floor;
    ledger.setLoaIssued(connection, kernel.now);
    states.fire('connection', connection, 'loaIssued');
    this.resume(connection);
  }

  /** The port forwards; `available` or `down` shows once the API has heard which. */
  #configure(connection: EntityId): void {
    const { kernel, states } = this.#floor;
    this.#ports.configure(connection, true);
    const generation = states.generation(connection);
    this.#provisioned.after(kernel.duration('statusReporting'), connection, generation);
  }

  #provision(connection: EntityId): void {
    const { ledger, link, states } = this.#floor;
    const linkUp = link.operational(connection);
    ledger.setUp(connection, linkUp);
    states.fire('connection', connection, 'provisioned', { linkUp });
  }
}
