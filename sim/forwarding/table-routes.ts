/** What a table of AWS's knows about an address, and which of it counts: the longest prefix, then where it is from. */

import type { Nlri } from '../bgp/rib/nlri.ts';
import type { RibEntry } from '../bgp/rib/rib.ts';
import type { EntityId } from '../topology/entities.ts';

export type RouteOrigin =
  | 'local'
  | 'static'
  | 'prefixList'
  | 'propagated'
  | 'vpc'
  | 'directConnect'
  | 'directConnectGateway'
  | 'connect'
  | 'staticVpn'
  | 'privateIpVpn'
  | 'vpn'
  | 'association'
  | 'siteLink';

/** Where a route leads. */
export type Leads =
  /** Over virtual interfaces, or over VPNs: the source of each path is AWS's end of its session. */
  | { readonly to: 'sessions'; readonly entry: RibEntry }
  | { readonly to: 'vpn'; readonly vpn: EntityId }
  | { readonly to: 'vpc'; readonly vpc: EntityId }
  | { readonly to: 'gateway'; readonly gateway: EntityId }
  | { readonly to: 'nowhere'; readonly why: string };

export interface TableRoute {
  readonly nlri: Nlri;
  readonly origin: RouteOrigin;
  /** Gateways that packets meet after the table's own. */
  readonly hops: readonly EntityId[];
  readonly leads: Leads;
}

/** Of equal prefixes the first of these counts. */
export type Precedence = readonly RouteOrigin[];

/** [VPC user guide, route priority]. */
export const vpcPrecedence: Precedence = ['local', 'static', 'propagated'];

/** Over a virtual gateway [VPC user guide, route priority for propagated routes]. */
export const virtualGatewayPrecedence: Precedence = ['vpc', 'directConnect', 'staticVpn', 'vpn'];

/** [transit gateway guide, route evaluation order]. */
export const transitGatewayPrecedence: Precedence = [
  ...['static', 'prefixList', 'vpc', 'directConnectGateway'],
  ...['connect', 'privateIpVpn', 'vpn'],
] as const satisfies Precedence;

export const coreNetworkPrecedence: Precedence = ['vpc', 'directConnectGateway'];

/** Inwards from a virtual interface. */
export const directConnectGatewayPrecedence: Precedence = ['vpc', 'association', 'siteLink'];

/** Those that count; several when they are equal in both. */
export function chosen(routes: readonly TableRoute[], precedence: Precedence): readonly TableRoute[] {
  if (routes.length < 2) return routes;
  const longest = Math.max(...routes.map(({ nlri }) => nlri.length));
  const left = routes.filter(({ nlri }) => nlri.length === longest);
  const first = Math.min(...left.map(({ origin }) => precedence.indexOf(origin)));
  return left.filter(({ origin }) => precedence.indexOf(origin) === first);
}

/** The words for why a route of equal prefix does not count. */
export const originWords: Readonly<Record<RouteOrigin, string>> = {
  local: 'local',
  static: 'static',
  prefixList: 'prefix list',
  propagated: 'propagated',
  vpc: 'VPC',
  directConnect: 'Direct Connect',
  directConnectGateway: 'Direct Connect gateway',
  connect: 'Connect',
  staticVpn: 'static VPN',
  privateIpVpn: 'private-IP VPN',
  vpn: 'VPN',
  association: 'association',
  siteLink: 'SiteLink',
};
