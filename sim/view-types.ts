/** What the views of a simulation answer: plain values, one type a kind of thing. */
import type { AddressFamily, VirtualInterfaceType } from './topology/spec.ts';

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
