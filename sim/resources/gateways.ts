/** Gateways made through the API. */
import type { Scheduler } from '../kernel/kernel.ts';
import { type EntityId, entityId, type Gateway } from '../topology/entities.ts';
import { freeName, newId } from '../topology/ids.ts';
import type { Floor } from './floor.ts';

export class Gateways {
  readonly #floor: Floor;
  readonly #created: Scheduler;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#created = floor.kernel.event((gateway) => floor.states.enter(entityId(gateway), 'available'));
  }

  create(asked: Omit<Gateway, 'kind' | 'id'>): EntityId {
    const { kernel, ledger, states, topology } = this.#floor;
    const name = freeName(topology, asked.name);
    const id = newId(topology, kernel.seed, asked.type, name);
    const gateway = topology.add({ ...asked, kind: 'gateway', name, id });
    if (name !== asked.name) ledger.setName(gateway, asked.name);
    states.enter(gateway, 'pending');
    this.#created.after(kernel.duration('gatewayCreation'), gateway);
    return gateway;
  }
}
