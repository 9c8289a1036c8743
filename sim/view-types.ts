/** What the views of a simulation answer: plain values, one type a kind of thing. */
import type { Origin } from './bgp/rib/attributes.ts';
import type { SessionTimes } from './bgp/session-times.ts';
import type { Direction } from './link/contract.ts';
import type { EndReading, LinkReading } from './link/readings.ts';
import type { Connection } from './topology/entities.ts';
import type { AddressFamily, BfdSpec, VirtualInterfaceType } from './topology/spec.ts';

export interface SessionView {
  readonly name: string;
  readonly addressFamily: AddressFamily;
  /** As this end is configured. */
  readonly localAsn: number;
  readonly remoteAsn: number;
  /** The FSM of this end. */
  readonly bgp: string;
  readonly bfd: string;
  readonly lastError: string;
  readonly prefixes: readonly string[];
}

export interface PeerView extends SessionView {
  readonly id: string;
  /** With prefix length. */
  readonly amazonAddress: string;
  readonly customerAddress: string;
  /** As the API reports it. */
  readonly bgpPeerState: string;
  /** The router's end, where there is one. */
  readonly customer: SessionView | undefined;
  /** A router at the other end has BFD configured for this session, whether or not its interface is up. */
  readonly customerHasBfd: boolean;
}

export interface VirtualInterfaceSummary {
  readonly name: string;
  readonly id: string;
  readonly type: VirtualInterfaceType;
  readonly state: string;
  /** Connection or LAG that it rides. */
  readonly connection: string;
  readonly vlan: number;
  readonly mtu: number;
}

export interface VirtualInterfaceView extends VirtualInterfaceSummary {
  readonly peers: readonly PeerView[];
  readonly attachment: string;
}

export interface ConnectionView {
  readonly name: string;
  readonly id: string;
  readonly state: string;
  readonly light: 'lit' | 'dark';
  readonly lag: string | undefined;
  readonly lacp: 'up' | 'down' | 'off';
  readonly vifs: readonly string[];
}

export interface LagView {
  readonly name: string;
  readonly id: string;
  readonly state: string;
  readonly links: number;
  readonly vifs: readonly string[];
}

/** The entity graph by name. */
export interface GraphView {
  readonly nodes: readonly { readonly id: string; readonly kind: string }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly relation: string }[];
}

export type BothWays<T> = Readonly<Record<Direction, T>>;

/** One end of a session in full. */
export interface SessionEndView extends SessionView, SessionTimes {
  /** Its own, with prefix length; empty: a router without an interface in the other's subnet. */
  readonly address: string;
  readonly remoteAddress: string;
  readonly bfdConfig: BfdSpec | 'off';
  readonly shutdown: boolean;
  readonly passive: boolean;
  /** Adj-RIB-Out. */
  readonly advertised: readonly string[];
  /** Why it is not Established; empty when it is. */
  readonly waitingFor: string;
}

/** A session by the name of its BGP peer; between two routers by that of the first end, of one alone by its own. */
export interface SessionPairView {
  readonly name: string;
  readonly virtualInterface: string;
  readonly aws: SessionEndView | undefined;
  readonly router: SessionEndView | undefined;
  /** Between two of the customer's routers: the other one's end. */
  readonly otherRouter: SessionEndView | undefined;
}

export interface InterfaceView {
  readonly state: 'up' | 'down';
  /** Of a port-channel: those that distribute. */
  readonly members: number;
}

/** The fibre of a dedicated connection or interconnect. */
export interface FibreView
  extends Omit<LinkReading, 'router' | 'port' | 'portChannel' | 'carriers' | 'device'> {
  readonly router: (EndReading & { readonly port: string }) | undefined;
  readonly portChannel: string | undefined;
  readonly carriers: readonly string[];
  readonly device: string;
}

export interface LinkView extends ConnectionView {
  readonly type: Connection['type'];
  readonly rateBps: number;
  readonly location: string;
  /** Of a hosted connection: what it is on. */
  readonly rides: string | undefined;
  /** AWS's side is operational. */
  readonly carries: boolean;
  /** Undefined: hosted. */
  readonly fibre: FibreView | undefined;
}

/** A port-channel at the router's end of a LAG. */
export interface BundleView extends InterfaceView {
  readonly name: string;
  readonly minimumLinks: number;
  readonly lacp: string;
  readonly lacpRate: string;
}

export interface LagLinkView extends LagView {
  readonly members: readonly string[];
  readonly minimumLinks: number;
  readonly lacpRate: string;
  readonly carries: boolean;
  /** Of the members that distribute. */
  readonly rateBps: number;
  readonly bundles: readonly BundleView[];
}

export interface LoadView {
  readonly loadBps: BothWays<number>;
  /** Of a LAG: of what its distributing members carry. */
  readonly utilisationPpm: BothWays<number>;
}

export interface RouteTableView {
  readonly name: string;
  readonly kind: string;
  readonly prefixes: readonly string[];
}

export interface RouteCandidateView {
  /** Peer or neighbour that learned it; empty: none, but what `own` says. */
  readonly session: string;
  /** `its own network`, `blackhole: static route`: of a route that leads to no session; else empty. */
  readonly own: string;
  /** Router that holds the session; in a gateway's table the virtual interface. */
  readonly holder: string;
  readonly virtualInterface: string;
  readonly asPath: readonly number[];
  readonly origin: Origin;
  readonly localPreference: number;
  readonly med: number | undefined;
  readonly communities: readonly string[];
  readonly weight: number;
  readonly learnedMicros: number;
  readonly internal: boolean;
  /** IGP metric to the holder. */
  readonly metric: number;
  /** The step on which it lost; undefined: it is in use. */
  readonly lostOn: string | undefined;
}

/** The table that decides on a direction of a flow. */
export interface FlowRouteView {
  readonly table: string;
  /** The longest that the destination is in; undefined: there is no route. */
  readonly prefix: string | undefined;
}

/** What a flow asks for. */
export interface DemandView {
  readonly from: string;
  readonly to: string;
  readonly rateBps: number;
  readonly packetSize: number;
  readonly addressFamily: AddressFamily;
  readonly dontFragment: boolean;
}
