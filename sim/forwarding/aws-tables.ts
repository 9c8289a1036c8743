/** The tables of gateways as lookups: what each knows about an address, or of one prefix. */
import { allowedBy, cidrsOf } from '../bgp/aws/announcements.ts';
import { commonBits, type Nlri, nlri, wordsOf } from '../bgp/rib/nlri.ts';
import type { Rib, RibEntry } from '../bgp/rib/rib.ts';
import { type Entry, get, longestMatch } from '../bgp/rib/trie.ts';
import type { Address } from '../topology/address.ts';
import type { EntityId } from '../topology/entities.ts';
import type { StaticRouteSpec } from '../topology/gateway-spec.ts';
import type { Tables } from './propagation.ts';
import {
  coreNetworkPrecedence,
  directConnectGatewayPrecedence,
  type Leads,
  type Precedence,
  type RouteOrigin,
  type TableRoute,
  transitGatewayPrecedence,
  virtualGatewayPrecedence,
} from './table-routes.ts';

/** Which of a table's routes are asked for. */
export interface Matching {
  readonly inRib: (rib: Rib) => Entry<RibEntry> | undefined;
  readonly fits: (prefix: Nlri) => boolean;
  /** One prefix is asked for, and nothing that it is in. */
  readonly isExact: boolean;
}

export function towards(address: Address): Matching {
  const words = wordsOf(address);
  return {
    inRib: (rib) => longestMatch(rib, address.family, words, ({ best }) => best.length > 0),
    isExact: false,
    fits: ({ family, words: bits, length }) =>
      family === address.family && commonBits(bits, words, length) === length,
  };
}

export const exactly = (prefix: Nlri): Matching => ({
  inRib: (rib) => {
    const value = get(rib, prefix);
    return value === undefined ? undefined : { nlri: prefix, value };
  },
  fits: (other) => other === prefix,
  isExact: true,
});

export const route = (
  prefix: Nlri,
  origin: RouteOrigin,
  leads: Leads,
  hops: readonly EntityId[] = [],
): TableRoute => ({ nlri: prefix, origin, hops, leads });

export function fromRib(
  rib: Rib,
  { inRib }: Matching,
  origin: RouteOrigin,
  hops: readonly EntityId[] = [],
): readonly TableRoute[] {
  const entry = inRib(rib);
  return entry === undefined ? [] : [route(entry.nlri, origin, { to: 'sessions', entry: entry.value }, hops)];
}

/** Direct Connect gateways that a gateway or VPC is associated with, each as it sends from a Region. */
const overDirectConnect = (
  { topology, bgp }: Tables,
  target: EntityId,
  region: string,
  matching: Matching,
  origin: RouteOrigin,
): readonly TableRoute[] =>
  topology
    .sources(target, 'associatedWith', 'gateway')
    .filter((gateway) => topology.as('gateway', gateway).type === 'directConnectGateway')
    .flatMap((gateway) => fromRib(bgp.gateways.table(gateway, region).rib, matching, origin, [gateway]));

/** A transit gateway takes no route with its own ASN in the path, which another one beside it may take (RFC 4271 §9.1.2). */
const unlooped = (
  { topology }: Tables,
  gateway: EntityId,
  routes: readonly TableRoute[],
): readonly TableRoute[] => {
  const { amazonSideAsn } = topology.as('gateway', gateway);
  return routes.flatMap((one): readonly TableRoute[] => {
    if (one.leads.to !== 'sessions') return [one];
    const { entry } = one.leads;
    const best = entry.best.filter(({ attributes }) => !attributes.asPath.includes(amazonSideAsn));
    return best.length === 0 ? [] : [{ ...one, leads: { to: 'sessions', entry: { ...entry, best } } }];
  });
};

/** CIDRs of the VPCs behind a gateway. */
const vpcsBehind = ({ topology }: Tables, gateway: EntityId, { fits }: Matching): readonly TableRoute[] =>
  topology.targets(gateway, 'associatedWith').flatMap((vpc) => {
    const entity = topology.get(vpc);
    if (entity.kind !== 'vpc') return [];
    return entity.cidrs
      .map(nlri)
      .filter(fits)
      .map((prefix) => route(prefix, 'vpc', { to: 'vpc', vpc }));
  });

/** What static routes of AWS's say to lead into a VPN, while it is not known to be dead. */
const staticVpns = (
  { topology, bgp, withheld }: Tables,
  gateway: EntityId,
  { fits }: Matching,
  origin: RouteOrigin,
): readonly TableRoute[] =>
  topology
    .sources(gateway, 'attachesTo', 'vpn')
    .filter((vpn) => topology.as('vpn', vpn).routing === 'static' && bgp.tunnels.usable(vpn))
    .flatMap((vpn) =>
      topology
        .as('vpn', vpn)
        .routes.map(nlri)
        .filter((prefix) => fits(prefix) && withheld?.has(prefix) !== true)
        .map((prefix) => route(prefix, origin, { to: 'vpn', vpn })),
    );

const leadsVia = ({ topology }: Tables, via: string): Leads => {
  const target = topology.find(via);
  if (target === undefined) return { to: 'nowhere', why: 'a blackhole route' };
  const kind = topology.kind(target);
  if (kind === 'vpc') return { to: 'vpc', vpc: target };
  return kind === 'vpn' ? { to: 'vpn', vpn: target } : { to: 'gateway', gateway: target };
};

export const statics = (
  tables: Tables,
  routes: readonly StaticRouteSpec[] | undefined,
  { fits }: Matching,
): readonly TableRoute[] =>
  (routes ?? []).flatMap(({ to, via }) => {
    const prefix = nlri(to);
    return fits(prefix) ? [route(prefix, 'static', leadsVia(tables, via))] : [];
  });

function virtualGateway(tables: Tables, gateway: EntityId, matching: Matching): readonly TableRoute[] {
  const { topology, bgp } = tables;
  const { region } = topology.as('gateway', gateway);
  const local = vpcsBehind(tables, gateway, matching);
  if (local.length > 0) return local;
  return [
    ...fromRib(bgp.gateways.table(gateway, region).rib, matching, 'directConnect'),
    ...overDirectConnect(tables, gateway, region, matching, 'directConnect'),
    ...staticVpns(tables, gateway, matching, 'staticVpn'),
    ...fromRib(bgp.gateways.vpn(gateway).rib, matching, 'vpn'),
  ];
}

/** A static route to the attachment of a Direct Connect gateway goes where that one's routes do. */
function throughAttachment(
  { topology, bgp }: Tables,
  one: TableRoute,
  region: string,
  matching: Matching,
): TableRoute {
  if (one.leads.to !== 'gateway') return one;
  const { gateway } = one.leads;
  const found = matching.inRib(bgp.gateways.table(gateway, region).rib);
  if (found === undefined && matching.isExact) return one;
  const leads: Leads =
    found === undefined
      ? { to: 'nowhere', why: `no route of ${topology.name(gateway)} to it` }
      : { to: 'sessions', entry: found.value };
  return { ...one, hops: [gateway], leads };
}

function transitGateway(tables: Tables, gateway: EntityId, matching: Matching): readonly TableRoute[] {
  const { topology, bgp } = tables;
  const { region, routes } = topology.as('gateway', gateway);
  return [
    ...statics(tables, routes, matching).map((one) => throughAttachment(tables, one, region, matching)),
    // A static VPN is a static route of the table.
    ...staticVpns(tables, gateway, matching, 'static'),
    ...vpcsBehind(tables, gateway, matching),
    ...unlooped(
      tables,
      gateway,
      overDirectConnect(tables, gateway, region, matching, 'directConnectGateway'),
    ),
    ...fromRib(bgp.gateways.vpn(gateway).rib, matching, 'vpn'),
  ];
}

/** What a Direct Connect gateway does with packets from a virtual interface: no way to another one but SiteLink. */
function directConnectGateway(tables: Tables, gateway: EntityId, matching: Matching): readonly TableRoute[] {
  const { topology, bgp } = tables;
  const associations = topology.sources(gateway, 'partOf', 'association');
  const parameters = new Set(associations.map((one) => topology.only(one, 'associates')));
  const inForce = topology.targets(gateway, 'associatedWith');
  const into = (target: EntityId, prefixes: readonly Nlri[]): readonly TableRoute[] =>
    prefixes
      .filter(matching.fits)
      .map((prefix) => route(prefix, 'association', { to: 'gateway', gateway: target }));
  return [
    ...vpcsBehind(tables, gateway, matching),
    ...associations.flatMap((association) => {
      const target = topology.only(association, 'associates');
      if (!inForce.includes(target)) return [];
      return into(
        target,
        allowedBy(topology, association).map((one) => one.nlri),
      );
    }),
    ...inForce
      .filter((target) => topology.kind(target) === 'gateway' && !parameters.has(target))
      .flatMap((target) => into(target, cidrsOf(topology, target))),
    ...fromRib(bgp.gateways.siteLink(gateway).rib, matching, 'siteLink'),
  ];
}

export interface AwsTable {
  readonly routes: readonly TableRoute[];
  readonly precedence: Precedence;
}

/** A gateway's table; `region` is where packets come from, for those that are everywhere. */
export function gatewayTable(
  tables: Tables,
  gateway: EntityId,
  region: string,
  matching: Matching,
): AwsTable {
  const { type } = tables.topology.as('gateway', gateway);
  switch (type) {
    case 'virtualGateway':
      return {
        routes: virtualGateway(tables, gateway, matching),
        precedence: virtualGatewayPrecedence,
      };
    case 'transitGateway':
      return {
        routes: transitGateway(tables, gateway, matching),
        precedence: transitGatewayPrecedence,
      };
    case 'coreNetwork':
      return {
        routes: [
          ...vpcsBehind(tables, gateway, matching),
          ...overDirectConnect(tables, gateway, region, matching, 'directConnectGateway'),
        ],
        precedence: coreNetworkPrecedence,
      };
    case 'directConnectGateway':
      return {
        routes: directConnectGateway(tables, gateway, matching),
        precedence: directConnectGatewayPrecedence,
      };
  }
}
