/**
 * What a network file says once parsed: units resolved (µs, bits per second, bytes), names still names.
 * The scenario loader makes it, `buildNetwork` turns it into the entity graph.
 */

import type { GatewaySpec, VpcSpec, VpnSpec } from './gateway-spec.ts';
import type { RouterLinkSpec } from './link-spec.ts';
import type { RouteMapSpec } from './policy.ts';

export const families = ['ipv4', 'ipv6'] as const;
export type AddressFamily = (typeof families)[number];
export type VirtualInterfaceType = 'private' | 'public' | 'transit';

/** A record of things by their name in the file; order never matters. */
export type Named<T> = Readonly<Record<string, T>>;

export interface NetworkSpec {
  /** Default Region of every resource. */
  readonly region: string;
  /** Account name → 12 digits. The first is the default owner and caller. */
  readonly accounts: Named<string>;
  readonly devices: Named<AwsDeviceSpec>;
  readonly carriers: Named<CarrierSpec>;
  readonly routers: Named<RouterSpec>;
  /** Cables between two routers of the customer's own network. */
  readonly links: Named<RouterLinkSpec>;
  /** Policies that neighbours name in `import` and `export`; absent: none. */
  readonly routeMaps?: Named<RouteMapSpec>;
  readonly connections: Named<ConnectionSpec>;
  readonly lags: Named<LagSpec>;
  readonly vifs: Named<VirtualInterfaceSpec>;
  readonly gateways: Named<GatewaySpec>;
  readonly vpcs: Named<VpcSpec>;
  /** Region → prefixes of AWS's public network there, instead of the built-in sample. */
  readonly publicPrefixes?: Named<readonly string[]>;
  readonly vpns?: Named<VpnSpec>;
}

/** An AWS Direct Connect endpoint; `awsDeviceV2` is made from its location and name. */
export interface AwsDeviceSpec {
  readonly location: string;
  readonly region?: string;
  /** Ports still free on the device, for CreateConnection and CreateLag. Default 8. */
  readonly freePorts?: number;
}

/** Carrier equipment and fibre between a router port and an AWS port; shared by all connections that pass it. */
export interface CarrierSpec {
  readonly delayMicros: number;
  /** Link loss forwarding: a cut inside the carrier darkens both ends. Most carriers do not. */
  readonly faultPropagation: boolean;
}

export const vendors = [
  'generic',
  'frr',
  'bird',
  'gobgp',
  'openbgpd',
  'exabgp',
  'cisco-ios-xe',
  'juniper-junos',
  'arista-eos',
] as const;
export type Vendor = (typeof vendors)[number];

export interface RouterSpec {
  readonly asn: number;
  /** Whose implementation of BGP it runs. Default `generic`. */
  readonly vendor?: Vendor;
  /** BGP identifier, dotted quad; made from the name when absent. */
  readonly routerId?: string;
  readonly site?: string;
  /** Prefixes behind this router, advertised to every AWS peer. */
  readonly networks: readonly string[];
  readonly interfaces: Named<InterfaceSpec>;
  /**
   * `mesh` (default): a session with every router of the AS that links lead to, unless one of the two is a client of a
   * route reflector. `none`: only what `neighbors` says.
   */
  readonly ibgp?: 'mesh' | 'none';
  /** It reflects routes (RFC 4456) to and from these routers. */
  readonly routeReflector?: { readonly clients: readonly string[]; readonly clusterId?: string };
  /** Sessions with other routers of the customer's, by their names; for those of the mesh, what differs. */
  readonly neighbors?: Named<RouterNeighborSpec>;
  readonly aggregates?: readonly AggregateSpec[];
  readonly decision?: DecisionSpec;
}

/** Advertised once a more specific route is known (RFC 4271 §9.2.2.2). */
export interface AggregateSpec {
  readonly prefix: string;
  /** The more specific routes are not advertised. */
  readonly summaryOnly: boolean;
}

export const unresolveds = ['excluded', 'last', 'ignored'] as const;
/** RFC 4271 §9.1.2.1 excludes paths whose next hop cannot be resolved. */
export type Unresolved = (typeof unresolveds)[number];

/** How a router departs from its vendor's choice of routes. */
export interface DecisionSpec {
  /** Routes of equal merit used at once, learned over external and internal sessions. Default 1. */
  readonly maximumPaths?: number;
  readonly maximumPathsInternal?: number;
  /** Routes used at once may have different ASNs in paths of equal length. */
  readonly multipathRelax?: boolean;
  /** MED is compared between routes of different neighbour ASs. */
  readonly alwaysCompareMed?: boolean;
  readonly missingMedAsWorst?: boolean;
  /** The router id decides where the age would. */
  readonly compareRouterId?: boolean;
  /** What becomes of a path whose next hop nothing leads to, as of all next hops of a router that does not look. */
  readonly unresolved?: Unresolved;
}

export type InterfaceSpec = PortSpec | PortChannelSpec | SubInterfaceSpec;

export interface PortSpec {
  readonly kind: 'port';
  readonly shutdown?: boolean;
}

export interface PortChannelSpec {
  readonly kind: 'portChannel';
  /** Port names on the same router. */
  readonly members: readonly string[];
  /** `on` is a static bundle without LACP. */
  readonly lacp: 'active' | 'passive' | 'on';
  /** The rate this router asks its partner to send at: fast 1 s, slow 30 s (802.1AX). */
  readonly lacpRate: 'fast' | 'slow';
  /** The router's own minimum, unrelated to the LAG's `minimumLinks` at AWS. */
  readonly minimumLinks: number;
  readonly shutdown?: boolean;
}

/** A VLAN sub-interface `parent.suffix`. What `for` names is the pattern; members given here override it. */
export interface SubInterfaceSpec {
  readonly kind: 'subInterface';
  /** Port or port-channel on the same router: the part of the name before the last dot. */
  readonly parent: string;
  /** Copy VLAN, customer addresses, MTU and neighbours from this virtual interface. */
  readonly for?: string;
  readonly vlan?: number;
  /** With prefix length, at most one a family. */
  readonly addresses?: readonly string[];
  readonly mtu?: number;
  readonly shutdown?: boolean;
  readonly neighbor?: NeighborSpec;
}

/** The router's BGP neighbour statement; absent members follow the virtual interface. */
export interface NeighborSpec extends NeighborPolicy {
  readonly localAsn?: number;
  readonly remoteAsn?: number;
  /** For a sub-interface without `for`: the address of the neighbour. */
  readonly remoteAddress?: string;
  readonly authKey?: string;
  readonly holdMicros?: number;
  readonly keepaliveMicros?: number;
  readonly bfd?: BfdSpec | 'off';
  readonly passive?: boolean;
  readonly shutdown?: boolean;
}

/** A session with another router of the customer's. */
export interface RouterNeighborSpec extends NeighborSpec {
  /** Default: the name of the neighbour. Several sessions with one router have names of their own. */
  readonly router?: string;
  /** The link that it runs over, between the addresses of its ends; default: between loopbacks, as the IGP leads. */
  readonly over?: string;
}

/** What a router does with the routes of a neighbour; nothing of it ends the session. An alias, so that it is a record. */
export type NeighborPolicy = {
  /** Times the own ASN is prepended to what is advertised. */
  readonly prepend?: number;
  /** Prefixes advertised to this neighbour instead of the router's `networks`. */
  readonly advertise?: readonly string[];
  /** Names of route maps, or `none`. */
  readonly import?: string;
  readonly export?: string;
  /** Of all routes from this neighbour; never sent. */
  readonly weight?: number;
  /** How often the own ASN may be in a path that is taken. Default 0. */
  readonly allowasIn?: number;
  readonly removePrivateAs?: boolean;
  readonly defaultOriginate?: boolean;
  /** Internal sessions: the own address becomes the next hop. Default true. */
  readonly nextHopSelf?: boolean;
  readonly maximumPrefixes?: MaximumPrefixes | 'off';
  readonly gracefulRestart?: GracefulRestart;
  /** RFC 8326: routes to this neighbour carry GRACEFUL_SHUTDOWN and routes from it are the last choice. */
  readonly gracefulShutdown?: boolean;
};

/** More of them end the session with 6/1; it stays down, or comes back after a while. */
export interface MaximumPrefixes {
  readonly limit: number;
  readonly restartMicros?: number;
}

/** RFC 4724: `helper` keeps the routes of a neighbour that restarts, `restarting` also asks for that. */
export type GracefulRestart =
  | { readonly mode: 'off' }
  | { readonly mode: 'helper' | 'restarting'; readonly restartMicros: number };

export interface BfdSpec {
  /** Both desired transmit and required receive interval, µs. */
  readonly intervalMicros: number;
  readonly multiplier: number;
}

export interface ConnectionSpec {
  readonly kind: 'dedicated' | 'hosted' | 'interconnect';
  /** AWS device; a hosted connection has its parent's. */
  readonly device?: string;
  /** The API's own words: `1Gbps`, `10Gbps`, `500Mbps`. */
  readonly bandwidth: string;
  readonly owner?: string;
  readonly region?: string;
  /** The customer's end of the cable; absent: nothing is plugged in. */
  readonly cable?: { readonly router: string; readonly port: string };
  /** Carrier segments on the way, router side first; none is a direct fibre. */
  readonly carriers: readonly string[];
  /** One-way delay of the fibre itself, µs. */
  readonly delayMicros: number;
  readonly jumboFrameCapable: boolean;
  /** Whether the port was already upgraded to jumbo frames; default: whether it carries a jumbo VIF. */
  readonly jumboUpgraded?: boolean;
  /** Hosted connections: the parent interconnect or LAG, and the VLAN the partner fixed. */
  readonly parent?: string;
  readonly vlan?: number;
  readonly partnerName?: string;
  /** `available` unless the drill starts earlier in its life. */
  readonly state?: 'ordering' | 'requested' | 'pending' | 'available';
}

export interface LagSpec {
  /** Member connections. */
  readonly connections: readonly string[];
  readonly minimumLinks: number;
  readonly owner?: string;
  readonly region?: string;
  /** A partner's LAG: carries hosted connections, not virtual interfaces. */
  readonly allowsHostedConnections: boolean;
  /** LACP rate that AWS asks its partner for (unpublished, assumed). */
  readonly lacpRate: 'fast' | 'slow';
}

export interface VirtualInterfaceSpec {
  readonly type: VirtualInterfaceType;
  /** The connection or LAG it rides. */
  readonly on: string;
  readonly vlan: number;
  readonly owner?: string;
  /** The customer's ASN as AWS has it; default: the ASN of the router at the other end. */
  readonly asn?: number;
  readonly mtu: number;
  readonly gateway?: string;
  readonly authKey?: string;
  /** One peer a family. Addresses absent: assigned as AWS does (169.254/16 /30, IPv6 /125). */
  readonly peers: readonly PeerSpec[];
  readonly routeFilterPrefixes: readonly string[];
  /** Prefixes that AWS takes from the customer, 1 to 1,000 a family. Default 100; 1,000 on public ones. */
  readonly prefixPoolAllocatedCountIpv4?: number;
  readonly prefixPoolAllocatedCountIpv6?: number;
  /** Routes go on to the other ones of the gateway that have it. */
  readonly siteLink?: boolean;
  /** `available` unless the drill starts earlier in its life. */
  readonly state?: 'confirming' | 'verifying' | 'pending' | 'available';
  /** `mirror`: where no router interface names it by `for`, the customer's end is configured to match it. */
  readonly customerEnd: 'mirror' | 'none';
  /** Came from outside: its peer subnets may overlap those of another on the same port. */
  readonly imported?: boolean;
}

export interface PeerSpec {
  readonly addressFamily: AddressFamily;
  readonly amazonAddress?: string;
  readonly customerAddress?: string;
}

/** A demand in both directions between a router and a VPC, a Region of AWS's public network, or another router. */
export interface FlowSpec {
  /** Router (the traffic of the prefixes behind it). */
  readonly from: string;
  /** A VPC, or `aws eu-west-2`. */
  readonly to: string;
  /** Of the prefixes behind the router, the one that the packets come from; default: the first of the family. */
  readonly source?: string;
  readonly rateBps: number;
  /** IP length of the packets, bytes. */
  readonly packetSize: number;
  readonly dontFragment: boolean;
  readonly addressFamily: AddressFamily;
}
