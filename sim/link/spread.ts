/** Which links, bundles, virtual interfaces and sub-interfaces a change concerns, at both ends of every cable. */
import type { Marks } from '../kernel/marks.ts';
import type { RecordId } from '../kernel/trace.ts';
import { type EntityId, type EntityKind, entityId } from '../topology/entities.ts';
import type { Floor } from './floor.ts';
import { reference } from './state.ts';

type Spreading = (entity: EntityId, cause: RecordId) => void;

export class Spread {
  readonly #floor: Floor;
  readonly #virtualInterfaces: Marks;
  readonly #interfaces: Marks;
  readonly #ways: Partial<Record<EntityKind, Spreading>>;

  constructor(floor: Floor, virtualInterfaces: Marks, interfaces: Marks) {
    this.#floor = floor;
    this.#virtualInterfaces = virtualInterfaces;
    this.#interfaces = interfaces;
    const { topology, links, bundles, shaken } = floor;
    this.#ways = {
      awsDevice: (device, cause) => {
        for (const connection of topology.sources(device, 'terminatesOn', 'connection')) {
          links.add(connection, cause);
          shaken.add(connection, cause);
        }
      },
      carrier: (carrier, cause) => {
        for (const connection of topology.sources(carrier, 'passes', 'connection'))
          links.add(connection, cause);
      },
      router: (router, cause) => {
        for (const kind of ['port', 'portChannel'] as const)
          for (const part of topology.sources(router, 'partOf', kind)) shaken.add(part, cause);
        for (const port of topology.sources(router, 'partOf', 'port')) this.#addCable(port, cause);
      },
      port: (port, cause) => this.#port(port, cause),
      portChannel: (bundle, cause) => {
        bundles.add(bundle, cause);
        shaken.add(bundle, cause);
        for (const port of floor.wires.members(bundle)) this.#addCable(port, cause);
      },
      lag: (lag, cause) => {
        bundles.add(lag, cause);
        shaken.add(lag, cause);
        for (const connection of floor.wires.members(lag)) links.add(connection, cause);
      },
      connection: (connection, cause) => this.#connection(connection, cause),
      virtualInterface: (id, cause) => this.#virtualInterface(id, cause),
      subInterface: (id, cause) => this.#subInterface(id, cause),
    };
  }

  /** From what the control plane or a fault touched to the links and riders that it concerns. */
  from(entity: EntityId, cause: RecordId): void {
    this.#ways[this.#floor.topology.kind(entity)]?.(entity, cause);
  }

  /** Marks everything that answers differently when a link, a port or a bundle does. */
  shake(place: EntityId, cause: RecordId): void {
    for (const part of this.#facing(place)) this.#shakeBase(part, cause);
  }

  /** The virtual interfaces, or sub-interfaces, of one connection, LAG, port or port-channel. */
  #shakeBase(place: EntityId, cause: RecordId): void {
    const { topology, wires } = this.#floor;
    const kind = topology.kind(place);
    if (kind === 'connection' || kind === 'lag')
      for (const rider of wires.riders(place)) this.#virtualInterfaces.add(rider, cause);
    else for (const rider of wires.interfaces(place)) this.#interfaces.add(rider, cause);
  }

  #cables(ports: readonly EntityId[]): EntityId[] {
    return ports.flatMap((port) => this.#floor.wires.cable(port) ?? []);
  }

  #addCable(port: EntityId, cause: RecordId): void {
    for (const connection of this.#cables([port])) this.#floor.links.add(connection, cause);
  }

  #port(port: EntityId, cause: RecordId): void {
    const { wires, state, links, loose, shaken } = this.#floor;
    const cable = wires.cable(port);
    const before = entityOf(state.known.cable.get(port));
    state.known.cable.set(port, reference(cable));
    for (const connection of [before, cable]) {
      if (connection === undefined) continue;
      links.add(connection, cause);
      shaken.add(connection, cause);
    }
    if (this.#floor.peerOf(port) === undefined) loose.add(port, cause);
    shaken.add(port, cause);
    this.#bundlesOf(port, cause);
  }

  #connection(connection: EntityId, cause: RecordId): void {
    const { wires, links, shaken, topology } = this.#floor;
    shaken.add(connection, cause);
    if (wires.isHosted(connection)) {
      const { vlan } = topology.as('connection', connection);
      this.#moved(connection, topology.target(connection, 'rides'), vlan ?? 0, cause);
      return;
    }
    links.add(connection, cause);
    this.#bundlesOf(connection, cause);
  }

  /** The bundle that an end was in, and the one that it is in now. */
  #bundlesOf(end: EntityId, cause: RecordId): void {
    const { wires, state, bundles, shaken } = this.#floor;
    for (const bundle of [entityOf(state.known.bundle.get(end)), wires.bundle(end)]) {
      if (bundle === undefined) continue;
      bundles.add(bundle, cause);
      shaken.add(bundle, cause);
    }
  }

  #virtualInterface(id: EntityId, cause: RecordId): void {
    this.#virtualInterfaces.add(id, cause);
    const attachment = this.#floor.wires.attachment(id);
    this.#moved(id, attachment?.base, attachment?.vlan ?? 0, cause);
  }

  #subInterface(id: EntityId, cause: RecordId): void {
    const { topology } = this.#floor;
    this.#interfaces.add(id, cause);
    this.#moved(id, topology.target(id, 'partOf'), topology.as('subInterface', id).vlan, cause);
  }

  /** At a rider's old and new place, whoever speaks its old or new VLAN answers differently. */
  #moved(rider: EntityId, place: EntityId | undefined, vlan: number, cause: RecordId): void {
    const { known } = this.#floor.state;
    const vlans = [known.vlan.get(rider), vlan];
    for (const each of [entityOf(known.parent.get(rider)), place])
      if (each !== undefined) this.#shakeVlans(each, vlans, cause);
    known.parent.set(rider, reference(place));
    known.vlan.set(rider, vlan);
  }

  #shakeVlans(place: EntityId, vlans: readonly number[], cause: RecordId): void {
    const { topology, wires } = this.#floor;
    for (const part of this.#facing(place)) {
      const kind = topology.kind(part);
      if (kind === 'connection' || kind === 'lag') {
        for (const rider of wires.riders(part))
          if (vlans.includes(wires.attachment(rider)?.vlan ?? 0)) this.#virtualInterfaces.add(rider, cause);
      } else {
        for (const rider of wires.interfaces(part))
          if (vlans.includes(topology.as('subInterface', rider).vlan)) this.#interfaces.add(rider, cause);
      }
    }
  }

  /** A connection, LAG, port or port-channel, with all that is at the other end of its cables. */
  #facing(place: EntityId): EntityId[] {
    const { wires } = this.#floor;
    const wired = this.#linksOf(place).flatMap((connection) => {
      const { lag, port, portChannel } = wires.of(connection);
      return [connection, lag, port, portChannel];
    });
    return [...new Set([place, ...wired])].filter((part) => part !== undefined);
  }

  #linksOf(place: EntityId): readonly EntityId[] {
    const { topology, wires } = this.#floor;
    if (topology.kind(place) === 'lag') return wires.members(place);
    if (topology.kind(place) === 'port') return this.#cables([place]);
    if (topology.kind(place) === 'portChannel') return this.#cables(wires.members(place));
    return wires.isHosted(place) ? [] : [place];
  }
}

const entityOf = (reference: number): EntityId | undefined =>
  reference === 0 ? undefined : entityId(reference - 1);
