/** Where packets for an address leave AWS, each table on the way asked for its own route. */
import { awsRules } from '../bgp/aws/rules.ts';
import { decide } from '../bgp/rib/decision.ts';
import type { Path } from '../bgp/rib/path.ts';
import type { Address } from '../topology/address.ts';
import { type EntityId, entityId } from '../topology/entities.ts';
import { gatewayTable, type Matching, towards } from './aws-tables.ts';
import type { Tables } from './propagation.ts';
import { chosen, type TableRoute, vpcPrecedence } from './table-routes.ts';
import { vpcTable } from './vpc-table.ts';

/** One way out: a session over a virtual interface or VPN, a VPN with static routes, or no way. */
export type Departure =
  | {
      readonly over: 'session';
      /** AWS's end. */
      readonly endpoint: EntityId;
      /** Virtual interface or VPN. */
      readonly holder: EntityId;
      /** Virtual interfaces that have the same prefix, used or not. */
      readonly among: readonly EntityId[];
      readonly hops: readonly EntityId[];
    }
  | { readonly over: 'vpn'; readonly vpn: EntityId; readonly hops: readonly EntityId[] }
  | { readonly over: 'nothing'; readonly why: string; readonly hops: readonly EntityId[] };

/** Equal ways to an address from a VPC; a flow takes one of them by its hash. None: no table has a route. */
export function departures(tables: Tables, vpc: EntityId, address: Address): readonly Departure[] {
  const matching = towards(address);
  const { region } = tables.topology.as('vpc', vpc);
  const routes = chosen(vpcTable(tables, vpc, matching), vpcPrecedence).flatMap((one) =>
    onwards(tables, one, region, matching),
  );
  return waysOf(tables, vpc, routes);
}

/** A route into a gateway goes on as that gateway's table says. */
function onwards(tables: Tables, one: TableRoute, region: string, matching: Matching): readonly TableRoute[] {
  const { leads, hops } = one;
  if (leads.to !== 'gateway') return [one];
  const { gateway } = leads;
  const { routes, precedence } = gatewayTable(tables, gateway, region, matching);
  const next = chosen(routes, precedence);
  const why = `${tables.topology.name(gateway)} has no route`;
  if (next.length === 0) return [{ ...one, hops: [...hops, gateway], leads: { to: 'nowhere', why } }];
  return next.map((each) => ({ ...each, hops: [...hops, gateway, ...each.hops] }));
}

/** Sessions are compared over all gateways that the table leads to; anything else is one way. */
function waysOf(tables: Tables, vpc: EntityId, routes: readonly TableRoute[]): readonly Departure[] {
  const sessions = sessionWays(tables, vpc, routes);
  if (sessions.length > 0) return sessions;
  return routes.slice(0, 1).map((one) => otherWay(tables, vpc, one));
}

function otherWay({ topology }: Tables, vpc: EntityId, { leads, hops: further }: TableRoute): Departure {
  const hops = [vpc, ...further];
  const nothing = (why: string): Departure => ({ over: 'nothing', why, hops });
  switch (leads.to) {
    case 'vpn':
      return { over: 'vpn', vpn: leads.vpn, hops };
    case 'nowhere':
      return nothing(leads.why);
    case 'vpc':
      return nothing(`${topology.name(leads.vpc)} has the address itself`);
    case 'gateway':
      return nothing(`${topology.name(leads.gateway)} sends it on to another`);
    case 'sessions':
      return nothing('its sessions are gone');
  }
}

function sessionWays(
  { topology }: Tables,
  vpc: EntityId,
  routes: readonly TableRoute[],
): readonly Departure[] {
  const hopsOf = new Map<Path, readonly EntityId[]>();
  const among = new Set<EntityId>();
  const holderOf = ({ source }: Path) => topology.target(entityId(source), 'partOf');
  for (const { leads, hops } of routes) {
    if (leads.to !== 'sessions') continue;
    // A peer that is gone has no virtual interface; its routes are on their way out.
    for (const path of leads.entry.best) if (holderOf(path) !== undefined) hopsOf.set(path, hops);
    for (const path of leads.entry.paths) {
      const holder = holderOf(path);
      if (holder !== undefined) among.add(holder);
    }
  }
  return decide([...hopsOf.keys()], awsRules).flatMap((path): Departure[] => {
    const holder = holderOf(path);
    if (holder === undefined) return [];
    const hops = [vpc, ...(hopsOf.get(path) ?? [])];
    return [{ over: 'session', endpoint: entityId(path.source), holder, among: [...among], hops }];
  });
}
