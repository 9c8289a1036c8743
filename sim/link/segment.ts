/** The way of a frame between a virtual interface and the router's sub-interface, and what stops it. */
import type { EntityId } from '../topology/entities.ts';
import type { Bundles } from './bundle.ts';
import type { Direction, PathState } from './contract.ts';
import type { Floor } from './floor.ts';
import type { Lacp } from './lacp.ts';
import { eitherLost } from './physical.ts';
import { explainReason, reasonOf } from './reasons.ts';
import type { Standing } from './standing.ts';
import type { Attachment } from './wires.ts';

/** Where a frame is sent into the wire, or why it is not. */
type Choice = { readonly via: EntityId } | { readonly why: string };

const stopped = (why: string, via?: EntityId): PathState => ({
  open: false,
  why,
  lossPpm: 0,
  delayMicros: 0,
  via,
});

export class Segments {
  readonly #floor: Floor;
  readonly #lacp: Lacp;
  readonly #bundles: Bundles;
  readonly #standing: Standing;

  constructor(floor: Floor, lacp: Lacp, bundles: Bundles, standing: Standing) {
    this.#floor = floor;
    this.#lacp = lacp;
    this.#bundles = bundles;
    this.#standing = standing;
  }

  customerEnd(virtualInterface: EntityId): EntityId | undefined {
    const attachment = this.#floor.wires.attachment(virtualInterface);
    if (attachment === undefined) return undefined;
    for (const connection of this.#linksOf(attachment.base)) {
      const end = this.#interfaceFacing(connection, attachment.vlan);
      if (end !== undefined) return end;
    }
    return undefined;
  }

  awsEnd(subInterface: EntityId): EntityId | undefined {
    const { topology, wires } = this.#floor;
    const { vlan } = topology.as('subInterface', subInterface);
    for (const port of this.#portsOf(subInterface)) {
      const connection = this.#connectionOf(port);
      if (connection === undefined) continue;
      const base = wires.of(connection).lag ?? connection;
      const found = wires.riderWith(base, vlan);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  path(virtualInterface: EntityId, direction: Direction, flowHash: number): PathState {
    const { wires, topology } = this.#floor;
    const attachment = wires.attachment(virtualInterface);
    if (attachment === undefined)
      return stopped(`${topology.name(virtualInterface)} is attached to no connection`);
    const awsDown = this.#standing.whyAwsDown(attachment.base);
    if (awsDown !== undefined) return stopped(awsDown);
    const customer = this.customerEnd(virtualInterface);
    const choice =
      direction === 'toCustomer'
        ? this.#pick(this.#sendingLinks(attachment.base), flowHash, attachment.base)
        : this.#leave(customer, attachment, flowHash);
    if ('why' in choice) return stopped(choice.why);
    const { via } = choice;
    const why =
      this.#whyWireStops(via, direction) ??
      (direction === 'toCustomer' ? this.#whyNotTaken(via, attachment.vlan) : this.#whyNotTakenByAws(via)) ??
      this.#whyPartnerStops(attachment, direction);
    return why === undefined ? this.#open(via, attachment, direction) : stopped(why, via);
  }

  #open(via: EntityId, { hosted }: Attachment, direction: Direction): PathState {
    const { state, topology, wires } = this.#floor;
    const ofHosted = hosted === undefined ? 0 : state.addedLoss[direction].get(hosted);
    return {
      open: true,
      why: '',
      lossPpm: eitherLost(state.loss[direction].get(via), ofHosted),
      delayMicros:
        wires.of(via).delayMicros +
        (hosted === undefined ? 0 : topology.as('connection', hosted).delayMicros),
      via,
    };
  }

  /** Links that AWS sends into. */
  #sendingLinks(base: EntityId): readonly EntityId[] {
    return this.#floor.wires.isLag(base) ? this.#bundles.distributing(base) : [base];
  }

  #pick(links: readonly EntityId[], flowHash: number, sender: EntityId): Choice {
    const via = links[flowHash % links.length];
    return via === undefined
      ? { why: `no member of ${this.#floor.topology.name(sender)} distributes` }
      : { via };
  }

  /** The customer's side: which port the router sends into, and whether that leads to the right place. */
  #leave(customer: EntityId | undefined, { base, vlan }: Attachment, flowHash: number): Choice {
    const { topology, wires } = this.#floor;
    if (customer === undefined) return { why: `no interface with VLAN ${vlan} faces ${topology.name(base)}` };
    const down = this.#standing.whyDown(customer);
    if (down !== undefined) return { why: `${topology.name(customer)} is down: ${down}` };
    const parent = topology.only(customer, 'partOf');
    const ports = topology.kind(parent) === 'port' ? [parent] : this.#bundles.distributing(parent);
    const choice = this.#pick(ports, flowHash, parent);
    if ('why' in choice) return choice;
    const connection = this.#connectionOf(choice.via);
    if (connection === undefined) return { why: `nothing is plugged into ${topology.name(choice.via)}` };
    if ((wires.of(connection).lag ?? connection) !== base)
      return { why: `${topology.name(choice.via)} leads to ${topology.name(connection)}` };
    return { via: connection };
  }

  #whyWireStops(connection: EntityId, direction: Direction): string | undefined {
    const { state, wires, topology } = this.#floor;
    const reason = reasonOf(state.block[direction].get(connection));
    return reason === 'open' ? undefined : explainReason(reason, wires.of(connection), topology);
  }

  /** The frame is out of the wire at the router. */
  #whyNotTaken(connection: EntityId, vlan: number): string | undefined {
    const { topology, wires } = this.#floor;
    const { port, portChannel } = wires.of(connection);
    if (port === undefined) return `nothing is plugged into ${topology.name(connection)}`;
    if (portChannel !== undefined) {
      const name = topology.name(portChannel);
      if (!this.#bundles.up(portChannel))
        return `port-channel ${name} is down: ${this.#bundles.count(portChannel)}`;
      if (!this.#lacp.ends.forwards(port)) return `${topology.name(port)} does not collect for ${name}`;
    }
    if (this.#interfaceFacing(connection, vlan) !== undefined) return undefined;
    return `no interface with VLAN ${vlan} on ${topology.name(portChannel ?? port)}`;
  }

  /** The frame is out of the wire at AWS. */
  #whyNotTakenByAws(connection: EntityId): string | undefined {
    const { topology, wires } = this.#floor;
    const { lag } = wires.of(connection);
    if (lag === undefined || this.#lacp.ends.forwards(connection)) return undefined;
    return `${topology.name(connection)} does not collect for LAG ${topology.name(lag)}`;
  }

  #whyPartnerStops({ hosted }: Attachment, direction: Direction): string | undefined {
    if (hosted === undefined) return undefined;
    const { state, topology } = this.#floor;
    if (state.portOff.get(hosted) === 1) return `${topology.name(hosted)} is not provisioned`;
    if (state.cut.carrier[direction].get(hosted) === 0) return undefined;
    return `frames vanish in the partner's network of ${topology.name(hosted)}`;
  }

  /** Not shut, with this VLAN, on the port that a connection is cabled to or on its port-channel. */
  #interfaceFacing(connection: EntityId, vlan: number): EntityId | undefined {
    const { wires } = this.#floor;
    const { port, portChannel } = wires.of(connection);
    const parent = portChannel ?? port;
    return parent === undefined ? undefined : wires.interfaceWith(parent, vlan);
  }

  /** Links of a connection or LAG, those that distribute first. */
  #linksOf(base: EntityId): readonly EntityId[] {
    const { wires } = this.#floor;
    return wires.isLag(base) ? [...this.#bundles.distributing(base), ...wires.members(base)] : [base];
  }

  /** Ports that a sub-interface sends through, those that distribute first. */
  #portsOf(subInterface: EntityId): readonly EntityId[] {
    const { topology, wires } = this.#floor;
    const parent = topology.target(subInterface, 'partOf');
    if (parent === undefined) return [];
    if (topology.kind(parent) === 'port') return [parent];
    return [...this.#bundles.distributing(parent), ...wires.members(parent)];
  }

  /** The connection that a port is the customer's end of. */
  #connectionOf(port: EntityId): EntityId | undefined {
    const wire = this.#floor.wireOf(port);
    return wire?.port === port ? wire.connection : undefined;
  }
}
