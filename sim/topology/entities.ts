/** Kinds of node of the entity graph and what each is; relations between them are edges, hot state is columns. */

import type { GatewayKind, StaticRouteSpec } from './gateway-spec.ts';
import type { LinkRecord } from './link-spec.ts';
import type { RouteMapTerm } from './policy.ts';
import type {
  AddressFamily,
  BfdSpec,
  NeighborPolicy,
  RouterSpec,
  Vendor,
  VirtualInterfaceType,
} from './spec.ts';

declare const brand: unique symbol;
/** Dense index of an entity: its row in every column, its node in the graph. Never reused. */
export type EntityId = number & { readonly [brand]: 'EntityId' };

/** For ids that come back out of a column or the queue. */
export const entityId = (row: number): EntityId => row as EntityId;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The name is unique in the network; faces show it and files refer to it. */
interface Base<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
}

export interface Site extends Base<'site'> {}

export interface AwsDevice extends Base<'awsDevice'> {
  readonly location: string;
  readonly region: string;
  readonly awsDeviceV2: string;
  readonly freePorts: number;
}

export interface Carrier extends Base<'carrier'> {
  readonly delayMicros: number;
  readonly faultPropagation: boolean;
}

export interface Router extends Base<'router'>, RouterPolicy {
  readonly asn: number;
  readonly vendor: Vendor;
  readonly routerId: string;
  readonly networks: readonly string[];
}

/** What a router does with routes, beside what it does for each neighbour. */
export type RouterPolicy = Pick<RouterSpec, 'routeReflector' | 'aggregates' | 'decision'>;

export interface RouterLink extends Base<'routerLink'>, LinkRecord {}

/** Router interfaces are named `router interface`; `label` is the interface alone. */
export interface Port extends Base<'port'> {
  readonly label: string;
  readonly shutdown: boolean;
}

export interface PortChannel extends Base<'portChannel'> {
  readonly label: string;
  readonly lacp: 'active' | 'passive' | 'on';
  readonly lacpRate: 'fast' | 'slow';
  readonly minimumLinks: number;
  readonly shutdown: boolean;
}

export interface SubInterface extends Base<'subInterface'> {
  readonly label: string;
  readonly vlan: number;
  /** With prefix length, at most one a family. */
  readonly addresses: readonly string[];
  readonly mtu: number;
  readonly shutdown: boolean;
}

/** What one end of a BGP session is configured with; the AWS end and the router's have the same shape. */
export interface SessionConfig {
  readonly addressFamily: AddressFamily;
  readonly localAsn: number;
  readonly remoteAsn: number;
  readonly remoteAddress: string;
  readonly authKey: string;
  readonly holdMicros: number;
  readonly keepaliveMicros: number;
  readonly bfd: BfdSpec | 'off';
  readonly passive: boolean;
  readonly shutdown: boolean;
}

/** A neighbour statement of a customer router, named `router address`. */
export interface Neighbor extends Base<'neighbor'>, NeighborPolicy {
  readonly session: SessionConfig;
  readonly prepend: number;
}

/** A policy that neighbours name, named `route map NAME`. */
export interface RouteMap extends Base<'routeMap'> {
  readonly terms: readonly RouteMapTerm[];
}

/** The API's BGPPeer: AWS's end of a session. */
export interface BgpPeer extends Base<'bgpPeer'> {
  readonly id: string;
  readonly session: SessionConfig;
  readonly amazonAddress: string;
  readonly customerAddress: string;
}

export interface Connection extends Base<'connection'> {
  readonly id: string;
  readonly type: 'dedicated' | 'hosted' | 'interconnect';
  readonly ownerAccount: string;
  readonly region: string;
  readonly location: string;
  readonly bandwidth: string;
  readonly rateBps: number;
  readonly jumboFrameCapable: boolean;
  readonly jumboUpgraded: boolean;
  readonly delayMicros: number;
  /** Hosted connections: the VLAN that the partner fixed. */
  readonly vlan?: number;
  readonly partnerName?: string;
  readonly providerName?: string;
  readonly tags: readonly Tag[];
}

export interface Lag extends Base<'lag'> {
  readonly id: string;
  readonly ownerAccount: string;
  readonly region: string;
  readonly location: string;
  readonly connectionsBandwidth: string;
  readonly minimumLinks: number;
  readonly allowsHostedConnections: boolean;
  readonly lacpRate: 'fast' | 'slow';
  readonly providerName?: string;
  readonly tags: readonly Tag[];
}

export interface VirtualInterface extends Base<'virtualInterface'> {
  readonly id: string;
  readonly type: VirtualInterfaceType;
  readonly ownerAccount: string;
  readonly region: string;
  readonly vlan: number;
  readonly asn: number;
  readonly authKey: string;
  readonly mtu: number;
  readonly siteLinkEnabled: boolean;
  readonly routeFilterPrefixes: readonly string[];
  /** Prefixes that AWS takes from the customer, by family; absent: 100. Public ones have none. */
  readonly prefixPoolAllocatedCountIpv4?: number;
  readonly prefixPoolAllocatedCountIpv6?: number;
  readonly tags: readonly Tag[];
}

export interface Gateway extends Base<'gateway'> {
  readonly id: string;
  readonly type: GatewayKind;
  readonly amazonSideAsn: number;
  readonly ownerAccount: string;
  readonly region: string;
  /** Core network, in the order of Regions. */
  readonly edges?: readonly CoreNetworkEdge[];
  /** Transit gateway: static routes of its table. */
  readonly routes?: readonly StaticRouteSpec[];
}

export interface CoreNetworkEdge {
  readonly region: string;
  readonly asn: number;
}

/** Of a Direct Connect gateway with another one; the edge `associatedWith` says that it is in force. */
export interface Association extends Base<'association'> {
  readonly id: string;
  /** Virtual gateway: undefined lets all CIDRs pass. */
  readonly allowedPrefixes?: readonly string[];
}

/** Site-to-Site VPN: both of its tunnels as one. */
export interface Vpn extends Base<'vpn'> {
  readonly id: string;
  readonly routing: 'static' | 'bgp';
  readonly routes: readonly string[];
  readonly delayMicros: number;
}

/** AWS's end of the session of a VPN. */
export interface VpnPeer extends Base<'vpnPeer'> {
  readonly session: SessionConfig;
  readonly amazonAddress: string;
  readonly customerAddress: string;
}

/** A virtual interface's attachment to its gateway. */
export interface Attachment extends Base<'attachment'> {}

export interface Vpc extends Base<'vpc'> {
  readonly cidrs: readonly string[];
  readonly region: string;
  readonly routes?: readonly StaticRouteSpec[];
  readonly propagation?: boolean;
}

/** A Region of AWS's public network, which public virtual interfaces lead to. */
export interface AwsRegion extends Base<'awsRegion'> {
  readonly region: string;
  readonly prefixes: readonly string[];
}

/** One run of StartBgpFailoverTest. Times are µs of virtual time. */
export interface FailoverTest extends Base<'failoverTest'> {
  readonly id: string;
  readonly bgpPeers: readonly string[];
  readonly durationMinutes: number;
  readonly startMicros: number;
  readonly endMicros?: number;
}

/** A demand in both directions between a router (the prefixes behind it) and a VPC, a Region of the public network, or another router. */
export interface Flow extends Base<'flow'> {
  /** Prefix that the packets come from; the router's first of the family when absent. */
  readonly source?: string;
  readonly rateBps: number;
  /** IP length of the packets, bytes. */
  readonly packetSize: number;
  readonly dontFragment: boolean;
  readonly addressFamily: AddressFamily;
}

export type Entity =
  | Site
  | AwsDevice
  | Carrier
  | Router
  | RouterLink
  | Port
  | PortChannel
  | SubInterface
  | Neighbor
  | RouteMap
  | BgpPeer
  | Connection
  | Lag
  | VirtualInterface
  | Gateway
  | Attachment
  | Association
  | Vpn
  | VpnPeer
  | Vpc
  | AwsRegion
  | FailoverTest
  | Flow;

export type EntityKind = Entity['kind'];
export type EntityOf<Kind extends EntityKind> = Extract<Entity, { kind: Kind }>;

/** Kinds of edge, read from the source: a port is part of a router, a connection terminates on an AWS device. */
export type Relation =
  /** Port, port-channel, neighbour → router; sub-interface → port or port-channel; BGP peer, attachment, failover test → virtual interface; association → Direct Connect gateway; VPN peer → VPN. */
  | 'partOf'
  /** Connection → LAG; port → port-channel. */
  | 'memberOf'
  /** Port → connection: the cross-connect. */
  | 'cabledTo'
  /** Connection → carrier. */
  | 'passes'
  /** Connection, LAG → AWS device. */
  | 'terminatesOn'
  /** Virtual interface → connection or LAG; hosted connection → interconnect or LAG; neighbour → VPN. */
  | 'rides'
  /** Attachment, VPN → gateway. */
  | 'attachesTo'
  /** Gateway → VPC or gateway. */
  | 'associatedWith'
  /** Association → the gateway that is associated. */
  | 'associates'
  /** VPN → router. */
  | 'landsOn'
  /** Router → site. */
  | 'locatedAt'
  /** Router link → router, twice. */
  | 'connects'
  /** Neighbour → router: a session between two routers of the customer's. */
  | 'peersWith'
  /** Neighbour → router link: a session that runs over this link and no other. */
  | 'crosses'
  /** Flow → router. */
  | 'startsAt'
  /** Flow → VPC, public Region or router. */
  | 'endsAt';
