/** Where packets go that a virtual interface or VPN brings into AWS, each gateway on the way asked for its own route. */
import type { Address } from '../topology/address.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { gatewayTable, towards } from './aws-tables.ts';
import type { Tables } from './propagation.ts';
import { chosen, type TableRoute } from './table-routes.ts';

export type Arrival =
  | { readonly at: 'vpc'; readonly vpc: EntityId; readonly hops: readonly EntityId[] }
  /** SiteLink: on to the customer again. */
  | {
      readonly at: 'customer';
      readonly endpoint: EntityId;
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
        return { at: 'nowhere', why: `${name} sends it to ${topology.name(leads.vpn)}`, hops };
      case 'sessions':
        return outAgain(tables, entrance, route, hops);
      case 'gateway':
        gateway = leads.gateway;
    }
  }
  return { at: 'nowhere', why: 'its gateways send it in a circle', hops };
}

/** Only SiteLink leads from one virtual interface to another, and never back to the one that packets came from. */
function outAgain(
  { topology }: Tables,
  { from, hash }: Entrance,
  { leads, origin }: TableRoute,
  hops: readonly EntityId[],
): Arrival {
  const gateway = hops.at(-1);
  const name = gateway === undefined ? 'AWS' : topology.name(gateway);
  const why = `${name} passes nothing from one virtual interface to another`;
  const isEnabled =
    topology.kind(from) === 'virtualInterface' && topology.as('virtualInterface', from).siteLinkEnabled;
  if (leads.to !== 'sessions' || origin !== 'siteLink' || !isEnabled) return { at: 'nowhere', why, hops };
  const ways = leads.entry.best.filter(({ source }) => {
    const vif = topology.target(entityId(source), 'partOf');
    return vif !== undefined && vif !== from;
  });
  const way = ways[hash % ways.length];
  if (way === undefined)
    return { at: 'nowhere', why: `${name} has it from ${topology.name(from)} itself`, hops };
  const endpoint = entityId(way.source);
  return { at: 'customer', endpoint, virtualInterface: topology.only(endpoint, 'partOf'), hops };
}
