/** Where packets go that a virtual interface or VPN brings into AWS, each gateway on the way asked for its own route. */
import type { Address } from '../topology/address.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { gatewayTable, towards } from './aws-tables.ts';
import type { Tables } from './propagation.ts';
import { chosen, type TableRoute } from './table-routes.ts';

export type Arrival =
  | { readonly at: 'vpc'; readonly vpc: EntityId; readonly hops: readonly EntityId[] }
  /** On to the customer again, by SiteLink or a transit gateway; a VPN with static routes has no session. */
  | {
      readonly at: 'customer';
      readonly endpoint: EntityId | undefined;
      readonly virtualInterface: EntityId;
      readonly hops: readonly EntityId[];
    }
  /** Undefined: the first gateway knows nothing of the address. */
  | { readonly at: 'nowhere'; readonly why: string | undefined; readonly hops: readonly EntityId[] };

interface Entrance {
  readonly gateway: EntityId;
  /** Virtual interface or VPN that brought the packets. */
  readonly from: EntityId;
  /** Of the location. */
  readonly region: string;
  /** Chooses among equal ways. */
  readonly hash: number;
}

/** A chain is Direct Connect gateway, virtual or transit gateway, VPC. */
const MOST_GATEWAYS = 4;

export function arrivalOf(tables: Tables, entrance: Entrance, address: Address): Arrival {
  const { topology } = tables;
  const matching = towards(address);
  const hops: EntityId[] = [];
  let gateway = entrance.gateway;
  while (hops.length < MOST_GATEWAYS) {
    hops.push(gateway);
    const { routes, precedence } = gatewayTable(tables, gateway, entrance.region, matching);
    const [route] = chosen(routes, precedence);
    const name = topology.name(gateway);
    if (route === undefined)
      return { at: 'nowhere', why: hops.length === 1 ? undefined : `${name} has no route to it`, hops };
    const { leads } = route;
    switch (leads.to) {
      case 'vpc':
        return { at: 'vpc', vpc: leads.vpc, hops: [...hops, leads.vpc] };
      case 'nowhere':
        return { at: 'nowhere', why: `${name} has ${leads.why}`, hops };
      case 'vpn':
        return intoVpn(tables, entrance, leads.vpn, hops);
      case 'sessions':
        return outAgain(tables, entrance, route, hops);
      case 'gateway':
        gateway = leads.gateway;
    }
  }
  return { at: 'nowhere', why: 'its gateways send it in a circle', hops };
}

const isTransit = ({ topology }: Tables, gateway: EntityId | undefined): boolean =>
  gateway !== undefined && topology.as('gateway', gateway).type === 'transitGateway';

/** A transit gateway passes packets on to any VPN but the one that they came from. */
function intoVpn(tables: Tables, { from }: Entrance, vpn: EntityId, hops: readonly EntityId[]): Arrival {
  if (isTransit(tables, hops.at(-1)) && vpn !== from)
    return { at: 'customer', endpoint: undefined, virtualInterface: vpn, hops };
  const { topology } = tables;
  return {
    at: 'nowhere',
    why: `${topology.name(hops.at(-1) ?? vpn)} sends it to ${topology.name(vpn)}`,
    hops,
  };
}

/** SiteLink leads from one virtual interface to another, a transit gateway to and from VPNs, and never back to the one that packets came from. */
function outAgain(
  tables: Tables,
  { from, hash }: Entrance,
  { leads, origin, hops: further }: TableRoute,
  hops: readonly EntityId[],
): Arrival {
  const { topology } = tables;
  const gateway = hops.at(-1);
  const name = gateway === undefined ? 'AWS' : topology.name(gateway);
  const why = `${name} passes nothing from one virtual interface to another`;
  const isEnabled =
    topology.kind(from) === 'virtualInterface' && topology.as('virtualInterface', from).siteLinkEnabled;
  // A transit gateway joins VPNs to one another and to Direct Connect, and never Direct Connect to itself.
  const isJoined = isTransit(tables, gateway) && (topology.kind(from) === 'vpn' || origin === 'vpn');
  const passes = isJoined || (origin === 'siteLink' && isEnabled);
  if (leads.to !== 'sessions' || !passes) return { at: 'nowhere', why, hops };
  const ways = leads.entry.best.filter(({ source }) => {
    const vif = topology.target(entityId(source), 'partOf');
    return vif !== undefined && vif !== from;
  });
  const way = ways[hash % ways.length];
  if (way === undefined)
    return { at: 'nowhere', why: `${name} has it from ${topology.name(from)} itself`, hops };
  const endpoint = entityId(way.source);
  const virtualInterface = topology.only(endpoint, 'partOf');
  return { at: 'customer', endpoint, virtualInterface, hops: [...hops, ...further] };
}
