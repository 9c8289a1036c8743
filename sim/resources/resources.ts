/** Every life cycle of the API's resources over the layers below: the one door for the network builder and the API. */
import { announcedByVpn } from '../bgp/aws/announcements.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { EntityId, EntityKind } from '../topology/entities.ts';
import type { Topology } from '../topology/topology.ts';
import { Attachments } from './attachments.ts';
import { Connections } from './connections.ts';
import { FailoverTests } from './failover-tests.ts';
import { type Floor, Ledger } from './floor.ts';
import { Gateways } from './gateways.ts';
import { Lags } from './lags.ts';
import type { BgpLayer, LinkLayer } from './layers.ts';
import { Migration } from './migration.ts';
import { Peers } from './peers.ts';
import { Ports } from './ports.ts';
import { peersOf } from './queries.ts';
import { type Changes, Reporting } from './reporting.ts';
import { States } from './states.ts';
import { VirtualInterfaces } from './virtual-interfaces.ts';

/** States of a connection whose port is configured. */
const FORWARDING = ['available', 'down', 'unknown'];

export class Resources {
  readonly floor: Floor;
  readonly ports: Ports;
  readonly connections: Connections;
  readonly lags: Lags;
  readonly gateways: Gateways;
  readonly peers: Peers;
  readonly attachments: Attachments;
  readonly tests: FailoverTests;
  readonly virtualInterfaces: VirtualInterfaces;
  readonly migration: Migration;
  readonly #reporting: Reporting;

  constructor(kernel: Kernel, topology: Topology, link: LinkLayer, bgp: BgpLayer) {
    const states = new States(kernel, topology);
    const floor: Floor = { kernel, topology, link, bgp, states, ledger: new Ledger(kernel.store) };
    this.floor = floor;
    this.ports = new Ports(floor);
    this.connections = new Connections(floor, this.ports);
    this.lags = new Lags(floor, this.ports);
    this.gateways = new Gateways(floor);
    this.attachments = new Attachments(floor);
    this.peers = new Peers(floor);
    this.tests = new FailoverTests(floor, this.peers);
    const families = {
      ports: this.ports,
      peers: this.peers,
      attachments: this.attachments,
      tests: this.tests,
    };
    this.virtualInterfaces = new VirtualInterfaces(floor, families);
    this.migration = new Migration(floor, families, this.virtualInterfaces);
    this.#reporting = new Reporting(floor, this.tests);
  }

  /** The API's word for where an entity is in its life; empty for kinds that have none. */
  state(entity: EntityId): string {
    return this.floor.states.of(entity);
  }

  /** The network builder: a resource whose drill starts earlier in its life than `available`. */
  setInitial(entity: EntityId, state: string): void {
    this.floor.states.enter(entity, state);
  }

  /**
   * Once, when the network is built and before the first instant: gives every resource without a state the one it
   * has in a running network, enables ports, sets gateway routes, starts the sessions, schedules what is under way.
   */
  adopt(): void {
    this.#adoptConnections();
    for (const vif of this.#unborn('virtualInterface')) this.setInitial(vif, 'available');
    for (const vif of this.floor.topology.all('virtualInterface')) this.#adoptVirtualInterface(vif);
    for (const gateway of this.#unborn('gateway')) this.setInitial(gateway, 'available');
    for (const peer of this.floor.topology.all('vpnPeer')) this.#adoptVpnPeer(peer);
    this.#reporting.begin();
  }

  /** End of an instant: what `link.changed` and `bgp.changed` held. */
  settle(linkChanged: Changes, bgpChanged: Changes): void {
    this.#reporting.settle(linkChanged, bgpChanged);
  }

  /** The API can, or cannot, tell the state of what is on an AWS device. */
  setStatusAvailable(device: EntityId, available: boolean): void {
    this.#reporting.setStatusAvailable(device, available);
  }

  /** A VPN has no life cycle here: it runs. */
  #adoptVpnPeer(peer: EntityId): void {
    const { bgp, topology } = this.floor;
    const gateway = topology.only(topology.only(peer, 'partOf'), 'attachesTo');
    bgp.setGatewayRoutes(peer, { gateway, announced: announcedByVpn(topology, gateway) });
    bgp.start(peer);
  }

  #unborn(kind: EntityKind): EntityId[] {
    return this.floor.topology.all(kind).filter((entity) => this.state(entity) === '');
  }

  #adoptConnections(): void {
    const { topology } = this.floor;
    for (const kind of ['connection', 'lag'] as const)
      for (const entity of this.#unborn(kind)) this.setInitial(entity, 'available');
    for (const connection of topology.all('connection')) {
      this.connections.resume(connection);
      this.ports.configure(connection, this.floor.states.is(connection, ...FORWARDING));
    }
    for (const lag of topology.all('lag')) if (this.state(lag) === 'pending') this.lags.resume(lag);
  }

  #adoptVirtualInterface(vif: EntityId): void {
    const { topology, states } = this.floor;
    const state = this.state(vif);
    const running = state === 'available' || state === 'down';
    for (const attachment of topology.sources(vif, 'partOf', 'attachment')) {
      if (this.state(attachment) === '') this.setInitial(attachment, running ? 'attached' : 'attaching');
      if (states.is(attachment, 'attaching')) this.attachments.resume(attachment);
    }
    for (const peer of peersOf(topology, vif)) {
      const peerState = running ? 'available' : state === 'verifying' ? 'verifying' : 'pending';
      if (this.state(peer) === '') this.setInitial(peer, peerState);
      if (states.is(peer, 'available')) this.peers.start(peer);
    }
    // No session is up yet; the first report makes it available.
    if (state === 'available') this.setInitial(vif, 'down');
    if (states.is(vif, 'pending', 'verifying')) this.virtualInterfaces.resume(vif);
  }
}
