/** Attachments of virtual interfaces to gateways, and the prefixes that a gateway makes reachable. */
import type { Scheduler } from '../kernel/kernel.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { freeName } from '../topology/ids.ts';
import type { AddressFamily } from '../topology/spec.ts';
import type { Topology } from '../topology/topology.ts';
import type { Floor } from './floor.ts';
import { attachmentOf, livePeersOf } from './queries.ts';

const familyOf = (cidr: string): AddressFamily => (cidr.includes(':') ? 'ipv6' : 'ipv4');

/** CIDRs of the VPCs behind a gateway, through further gateways too; in order, each once. */
export function reachablePrefixes(topology: Topology, gateway: EntityId): string[] {
  const seen = new Set<EntityId>();
  const prefixes = new Set<string>();
  const visit = (id: EntityId) => {
    if (seen.has(id)) return;
    seen.add(id);
    const entity = topology.get(id);
    if (entity.kind === 'vpc') for (const cidr of entity.cidrs) prefixes.add(cidr);
    for (const next of topology.targets(id, 'associatedWith')) visit(next);
  };
  visit(gateway);
  return [...prefixes];
}

/** What AWS's end advertises to the customer on a session of this family; undefined while no gateway is attached. */
export function routesFor(floor: Floor, vif: EntityId, family: AddressFamily): string[] | undefined {
  const { topology, states } = floor;
  const attachment = attachmentOf(floor, vif);
  if (attachment === undefined || !states.is(attachment, 'attached')) return undefined;
  const gateway = topology.only(attachment, 'attachesTo');
  return reachablePrefixes(topology, gateway).filter((cidr) => familyOf(cidr) === family);
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

  #setRoutes(vif: EntityId): void {
    const { bgp, states, topology } = this.#floor;
    for (const peer of livePeersOf(this.#floor, vif)) {
      if (!states.is(peer, 'available')) continue;
      const { addressFamily } = topology.as('bgpPeer', peer).session;
      bgp.setGatewayRoutes(peer, routesFor(this.#floor, vif, addressFamily));
    }
  }
}
