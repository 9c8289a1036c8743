/** Attachments of virtual interfaces to gateways, and the prefixes that a gateway makes reachable. */
import { announcedBy } from '../bgp/aws/announcements.ts';
import type { GatewayRoutes } from '../bgp/aws/gateway-routes.ts';
import type { Scheduler } from '../kernel/kernel.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { freeName } from '../topology/ids.ts';
import type { Floor } from './floor.ts';
import { attachmentOf, livePeersOf } from './queries.ts';

/** What AWS's end announces to the customer on a virtual interface's sessions; undefined while no gateway is attached. */
export function routesFor(floor: Floor, vif: EntityId): GatewayRoutes | undefined {
  const { topology, states } = floor;
  const attachment = attachmentOf(floor, vif);
  if (attachment === undefined || !states.is(attachment, 'attached')) return undefined;
  const gateway = topology.only(attachment, 'attachesTo');
  return { gateway, announced: announcedBy(topology, gateway) };
}

export class Attachments {
  readonly #floor: Floor;
  readonly #attached: Scheduler;
  readonly #detached: Scheduler;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#attached = floor.kernel.event((attachment, generation) =>
      this.#finish(entityId(attachment), generation, 'attached'),
    );
    this.#detached = floor.kernel.event((attachment, generation) =>
      this.#finish(entityId(attachment), generation, 'detached'),
    );
  }

  /** Begins to attach a virtual interface to its gateway. */
  attach(vif: EntityId, gateway: EntityId): EntityId {
    const { topology, states } = this.#floor;
    const attachment = topology.add({
      kind: 'attachment',
      name: freeName(topology, `${topology.name(vif)} attachment`),
    });
    topology.relate(attachment, 'partOf', vif);
    topology.relate(attachment, 'attachesTo', gateway);
    states.born(attachment, 'attaching');
    this.resume(attachment);
    return attachment;
  }

  /** Schedules the end of `attaching`. */
  resume(attachment: EntityId): void {
    const { kernel, states } = this.#floor;
    this.#attached.after(kernel.duration('gatewayAttachment'), attachment, states.renew(attachment));
  }

  /** Begins to detach; routes go at once. */
  detach(vif: EntityId): void {
    const { kernel, states } = this.#floor;
    const attachment = attachmentOf(this.#floor, vif);
    if (attachment === undefined || !states.fire('attachment', attachment, 'detach')) return;
    this.#detached.after(kernel.duration('deletion'), attachment, states.renew(attachment));
    this.#setRoutes(vif);
  }

  #finish(attachment: EntityId, generation: number, event: 'attached' | 'detached'): void {
    const { states, topology } = this.#floor;
    if (generation !== states.generation(attachment)) return;
    states.fire('attachment', attachment, event);
    if (event === 'attached') this.#setRoutes(topology.only(attachment, 'partOf'));
  }

  /** What is associated with a gateway changed: its sessions go on, and hear of the difference alone. */
  refresh(gateway: EntityId): void {
    const { kernel, topology } = this.#floor;
    const why = kernel.cause;
    for (const attachment of topology.sources(gateway, 'attachesTo', 'attachment'))
      kernel.because(why, () => this.#setRoutes(topology.only(attachment, 'partOf')));
  }

  #setRoutes(vif: EntityId): void {
    const { bgp, kernel, states } = this.#floor;
    const why = kernel.cause;
    for (const peer of livePeersOf(this.#floor, vif)) {
      if (!states.is(peer, 'available')) continue;
      kernel.because(why, () => bgp.setGatewayRoutes(peer, routesFor(this.#floor, vif)));
    }
  }
}
