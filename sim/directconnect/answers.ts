/** Resources as the API answers them. What of it each answer carries is the business of `presence.ts`. */
import { attachmentOf, deviceOf, gatewayOf, jumboCapable, membersOf, peersOf } from '../resources/queries.ts';
import type { BgpPeer, EntityId } from '../topology/entities.ts';
import { type ApiWorld, apiId, shownName } from './api-world.ts';
import { epochSeconds } from './epoch.ts';
import { deviceId } from './lookup.ts';
import { type Answer, present, type ShapeName } from './presence.ts';
import { customerRouterConfig } from './router-config.ts';
import { allocationOf, poolMembers } from './rules/prefix-pools.ts';

/** The Amazon side's ASN of every public virtual interface, and of one whose owner has not confirmed it. */
export const PUBLIC_ASN = 7224;
const MAX_INT = 2_147_483_647;

/** Given as `asn` or as a small `asnLong`, an ASN is in both members; beyond 31 bits `asn` is 0. */
const asnMembers = (asn: number) => ({ asn: asn <= MAX_INT ? asn : 0, asnLong: asn });

/** Answers of one operation in one world. */
export class Answers {
  readonly #world: ApiWorld;
  readonly #operation: string;

  constructor(world: ApiWorld, operation: string) {
    this.#world = world;
    this.#operation = operation;
  }

  connection(id: EntityId): Answer {
    const { topology, resources } = this.#world;
    const connection = topology.as('connection', id);
    const state = resources.state(id);
    const lag = topology.target(id, 'memberOf') ?? this.#hostingLag(id);
    const loa = resources.floor.ledger.loaIssued(id);
    return this.#present('Connection', {
      ...connection,
      connectionId: connection.id,
      connectionName: shownName(this.#world, id),
      connectionState: state,
      lagId: lag === undefined ? undefined : topology.as('lag', lag).id,
      loaIssueTime: loa === undefined ? undefined : epochSeconds(loa),
      ...this.#device(id, state === 'requested' || state === 'ordering'),
      ...poolMembers(this.#world, id),
      hasLogicalRedundancy: 'unknown',
    });
  }

  lag(id: EntityId): Answer {
    const { topology, resources } = this.#world;
    const lag = topology.as('lag', id);
    const members = membersOf(topology, id);
    return this.#present('Lag', {
      ...lag,
      lagId: lag.id,
      lagName: shownName(this.#world, id),
      lagState: resources.state(id),
      numberOfConnections: members.length,
      connections: members.map((member) => this.connection(member)),
      jumboFrameCapable: jumboCapable(topology, id),
      ...poolMembers(this.#world, id),
      ...this.#device(id, false),
      hasLogicalRedundancy: 'unknown',
    });
  }

  virtualInterface(id: EntityId): Answer {
    const { topology, resources } = this.#world;
    const vif = topology.as('virtualInterface', id);
    const on = topology.target(id, 'rides') ?? resources.floor.ledger.rode(id) ?? id;
    const port = topology.get(on);
    const peers = peersOf(topology, id).map((peer) => topology.as('bgpPeer', peer));
    const first = this.#lasting(id)[0] ?? peers[0];
    return this.#present('VirtualInterface', {
      ...vif,
      virtualInterfaceId: vif.id,
      virtualInterfaceName: shownName(this.#world, id),
      virtualInterfaceType: vif.type,
      virtualInterfaceState: this.#vifState(id),
      location: 'location' in port ? port.location : undefined,
      connectionId: apiId(this.#world, on),
      ...asnMembers(vif.asn),
      amazonSideAsn: this.amazonSideAsn(id),
      amazonAddress: first?.amazonAddress,
      customerAddress: first?.customerAddress,
      addressFamily: first?.session.addressFamily,
      customerRouterConfig: this.#routerConfig(id),
      jumboFrameCapable: jumboCapable(topology, on),
      ...this.#gateways(id),
      prefixPoolAllocatedCountIpv4: allocationOf(this.#world, id, 'ipv4'),
      prefixPoolAllocatedCountIpv6: allocationOf(this.#world, id, 'ipv6'),
      routeFilterPrefixes: vif.routeFilterPrefixes.map((cidr) => ({ cidr })),
      bgpPeers: peersOf(topology, id).map((peer) => this.#peer(peer, on)),
      ...this.#device(on, false),
    });
  }

  /** The gateway's ASN; the public one when there is no gateway. */
  amazonSideAsn(vif: EntityId): number {
    const { topology, resources } = this.#world;
    const gateway = gatewayOf(resources.floor, vif);
    return gateway === undefined ? PUBLIC_ASN : topology.as('gateway', gateway).amazonSideAsn;
  }

  #present(shape: ShapeName, values: Answer): Answer {
    const { laterMembers } = this.#world.profile;
    return present(shape, { operation: this.#operation, laterMembers }, values);
  }

  /** Peers that are not on their way out. */
  #lasting(vif: EntityId): BgpPeer[] {
    const { topology, resources } = this.#world;
    return peersOf(topology, vif)
      .filter((peer) => resources.state(peer) !== 'deleting')
      .map((peer) => topology.as('bgpPeer', peer));
  }

  #vifState(vif: EntityId): string {
    const state = this.#world.resources.state(vif);
    return state === 'testing' && !this.#world.profile.testing ? 'down' : state;
  }

  #peer(id: EntityId, on: EntityId): Answer {
    const { topology, resources } = this.#world;
    const peer = topology.as('bgpPeer', id);
    return this.#present('BGPPeer', {
      bgpPeerId: peer.id,
      ...asnMembers(peer.session.remoteAsn),
      authKey: peer.session.authKey,
      addressFamily: peer.session.addressFamily,
      amazonAddress: peer.amazonAddress,
      customerAddress: peer.customerAddress,
      bgpPeerState: resources.state(id),
      bgpStatus: this.#bgpStatus(id),
      ...this.#device(on, false),
    });
  }

  #bgpStatus(peer: EntityId): string {
    const { topology, resources } = this.#world;
    if (resources.state(topology.only(peer, 'partOf')) === 'unknown') return 'unknown';
    return resources.floor.ledger.up(peer) ? 'up' : 'down';
  }

  #routerConfig(id: EntityId): string {
    const vif = this.#world.topology.as('virtualInterface', id);
    const peers = this.#lasting(id);
    const ofFamily = (family: string) => peers.find(({ session }) => session.addressFamily === family);
    const ipv4 = ofFamily('ipv4');
    const ipv6 = ofFamily('ipv6');
    return customerRouterConfig({
      virtualInterfaceId: vif.id,
      type: vif.type,
      vlan: vif.vlan,
      amazonSideAsn: this.amazonSideAsn(id),
      ...(ipv4 === undefined ? {} : { ipv4 }),
      ...(ipv6 === undefined ? {} : { ipv6 }),
    });
  }

  #gateways(vif: EntityId): Answer {
    const { topology, resources } = this.#world;
    const attachment = attachmentOf(resources.floor, vif);
    if (attachment === undefined) return {};
    const { type, id } = topology.as('gateway', topology.only(attachment, 'attachesTo'));
    return type === 'virtualGateway' ? { virtualGatewayId: id } : { directConnectGatewayId: id };
  }

  #hostingLag(connection: EntityId): EntityId | undefined {
    const { topology } = this.#world;
    const parent = topology.target(connection, 'rides');
    return parent !== undefined && topology.kind(parent) === 'lag' ? parent : undefined;
  }

  /** The device that a port is on, once it has one. */
  #device(port: EntityId, unassigned: boolean): Answer {
    if (unassigned || deviceOf(this.#world.topology, port) === undefined) return {};
    const id = deviceId(this.#world, port);
    return { awsDevice: id, awsDeviceV2: id, awsLogicalDeviceId: id };
  }
}
