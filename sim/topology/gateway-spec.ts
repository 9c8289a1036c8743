/** AWS's side of routing in a network: gateways, VPCs, VPNs. */
import type { Named, NeighborSpec } from './spec.ts';

export const gatewayKinds = [
  'virtualGateway',
  'directConnectGateway',
  'transitGateway',
  /** Of Cloud WAN: one edge a Region. */
  'coreNetwork',
] as const;
export type GatewayKind = (typeof gatewayKinds)[number];

export interface GatewaySpec {
  readonly kind: GatewayKind;
  readonly amazonSideAsn: number;
  readonly owner?: string;
  readonly region?: string;
  /** VPCs behind it; of a Direct Connect gateway virtual and transit gateways, or a core network. */
  readonly associated: readonly string[];
  /** By associated gateway: of a virtual gateway a filter of CIDRs, of a transit gateway what is announced. */
  readonly allowedPrefixes?: Named<readonly string[]>;
  /** Core network: Region → ASN of its edge. */
  readonly edges?: Named<number>;
  /** Transit gateway: static routes of its table. */
  readonly routes?: readonly StaticRouteSpec[];
}

/** `via`: a gateway, VPC or VPN by name, or `blackhole`. */
export interface StaticRouteSpec {
  readonly to: string;
  readonly via: string;
}

export interface VpcSpec {
  readonly cidrs: readonly string[];
  readonly region?: string;
  /** Static routes of its table. Absent: everything that a transit gateway or core network knows goes there. */
  readonly routes?: readonly StaticRouteSpec[];
  /** Routes of its virtual gateway are in its table. Default true. */
  readonly propagation?: boolean;
}

/** Site-to-Site VPN: both of its tunnels as one. */
export interface VpnSpec {
  readonly router: string;
  /** Virtual or transit gateway. */
  readonly gateway: string;
  readonly routing: 'static' | 'bgp';
  /** Static: the customer's prefixes, as AWS has them. */
  readonly routes: readonly string[];
  /** One way over the Internet, µs. */
  readonly delayMicros: number;
  /** BGP: what the router's end says of it. */
  readonly neighbor?: NeighborSpec;
}
