/** What `map()` answers: each thing by name, with the names of what it leads to. */
import type { Gateway } from './topology/entities.ts';

/** A connection that is in no LAG, or a LAG: what frames travel over. */
export interface BearerNode {
  readonly name: string;
  readonly kind: 'connection' | 'lag';
  /** Of a LAG: of each member. As the API writes it. */
  readonly bandwidth: string;
  readonly device: string | undefined;
  /** Cabled to it. */
  readonly routers: readonly string[];
  /** That it, or a member of it, passes. */
  readonly carriers: readonly string[];
  readonly members: readonly string[];
  /** Hosted connections on it. */
  readonly hosted: readonly string[];
}

export interface RouterLinkNode {
  readonly name: string;
  readonly between: readonly [string, string];
  readonly metric: number;
}

export interface VirtualInterfaceNode {
  readonly name: string;
  readonly vlan: number;
  /** A bearer or a hosted connection. */
  readonly rides: string | undefined;
  readonly gateway: string | undefined;
}

export interface GatewayNode {
  readonly name: string;
  readonly type: Gateway['type'];
  readonly asn: number;
  /** Gateways and VPCs. */
  readonly associated: readonly string[];
}

export interface MapView {
  readonly routers: readonly {
    readonly name: string;
    readonly asn: number;
    readonly site: string | undefined;
  }[];
  /** Between two routers. */
  readonly links: readonly RouterLinkNode[];
  readonly bearers: readonly BearerNode[];
  readonly devices: readonly { readonly name: string; readonly location: string }[];
  readonly virtualInterfaces: readonly VirtualInterfaceNode[];
  readonly gateways: readonly GatewayNode[];
  readonly vpcs: readonly { readonly name: string; readonly cidrs: readonly string[] }[];
}
