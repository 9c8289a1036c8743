/**
 * Prefix pools [user guide, inbound prefix controls]: how many prefixes the virtual interfaces of a port may take in
 * all, and how many are allocated to each. Hosted connections have no pool, public virtual interfaces no allocation.
 */
import { DEFAULT_PREFIXES } from '../../bgp/prefix-limits.ts';
import { membersOf, vifsOn } from '../../resources/queries.ts';
import type { EntityId } from '../../topology/entities.ts';
import { type AddressFamily, families } from '../../topology/spec.ts';
import { type ApiWorld, label } from '../api-world.ts';
import type { ApiError } from '../errors.ts';
import type { Input } from '../input.ts';
import { messages } from '../messages.ts';

const MOST_PER_VIRTUAL_INTERFACE = 1000;

/** Of a family, on a dedicated connection of this bandwidth. */
const poolSizes: Readonly<Record<string, number>> = {
  '1Gbps': 5_000,
  '10Gbps': 5_000,
  '100Gbps': 30_000,
  '400Gbps': 50_000,
};

/** Members whose layer 1 was completed once: they are billed. */
const BILLED = ['available', 'down'];

const allocationMembers = {
  ipv4: 'prefixPoolAllocatedCountIpv4',
  ipv6: 'prefixPoolAllocatedCountIpv6',
} as const;

/** Prefixes of a family in the pool of a connection or LAG; undefined: it has none, or no port yet, or is in a LAG. */
export function poolSize({ topology, resources }: ApiWorld, port: EntityId): number | undefined {
  if (topology.kind(port) === 'lag') {
    const billed = membersOf(topology, port).filter((member) => BILLED.includes(resources.state(member)));
    const each = poolSizes[topology.as('lag', port).connectionsBandwidth] ?? 0;
    return each * billed.length;
  }
  const { type, bandwidth } = topology.as('connection', port);
  const hasPort = type === 'dedicated' && resources.state(port) !== 'requested';
  return hasPort && topology.target(port, 'memberOf') === undefined ? poolSizes[bandwidth] : undefined;
}

/** What a virtual interface takes of a family; undefined: it is public. */
export function allocationOf(
  { topology }: ApiWorld,
  vif: EntityId,
  family: AddressFamily,
): number | undefined {
  const record = topology.as('virtualInterface', vif);
  return record.type === 'public' ? undefined : (record[allocationMembers[family]] ?? DEFAULT_PREFIXES);
}

/** Of what rides a port, but for one virtual interface. */
function allocatedOn(world: ApiWorld, port: EntityId, family: AddressFamily, except?: EntityId): number {
  return vifsOn(world.topology, port)
    .filter((vif) => vif !== except && !['deleted', 'rejected'].includes(world.resources.state(vif)))
    .reduce((sum, vif) => sum + (allocationOf(world, vif, family) ?? 0), 0);
}

export interface PoolMembers {
  readonly prefixPoolSizeIpv4?: number;
  readonly prefixPoolSizeIpv6?: number;
  readonly prefixPoolUnallocatedCountIpv4?: number;
  readonly prefixPoolUnallocatedCountIpv6?: number;
}

/** The pool of a port as answers carry it. */
export function poolMembers(world: ApiWorld, port: EntityId): PoolMembers {
  const size = poolSize(world, port);
  if (size === undefined) return {};
  return {
    prefixPoolSizeIpv4: size,
    prefixPoolSizeIpv6: size,
    prefixPoolUnallocatedCountIpv4: size - allocatedOn(world, port, 'ipv4'),
    prefixPoolUnallocatedCountIpv6: size - allocatedOn(world, port, 'ipv6'),
  };
}

/** Prefixes that the sessions of a virtual interface have in use. */
const inUse = ({ topology, resources }: ApiWorld, vif: EntityId, family: AddressFamily): number =>
  topology
    .sources(vif, 'partOf', 'bgpPeer')
    .filter((peer) => topology.as('bgpPeer', peer).session.addressFamily === family)
    .reduce((sum, peer) => sum + resources.floor.bgp.routes(peer).length, 0);

/** What a request allocates, by member; those that it does not name are absent. */
export function allocationsAsked(input: Input): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.values(allocationMembers).flatMap((member): [string, number][] => {
      const count = input.number(member);
      return count === undefined ? [] : [[member, count]];
    }),
  );
}

/** Whether a virtual interface of a port, or a new one, may take so many prefixes. */
export function checkAllocations(
  world: ApiWorld,
  port: EntityId,
  input: Input,
  vif?: EntityId,
): ApiError | undefined {
  const size = poolSize(world, port);
  for (const family of families) {
    const member = allocationMembers[family];
    const count = input.number(member);
    if (count === undefined) continue;
    if (count < 1 || count > MOST_PER_VIRTUAL_INTERFACE)
      return messages.badValue(member, count, `1 to ${MOST_PER_VIRTUAL_INTERFACE}`);
    const used = vif === undefined ? 0 : inUse(world, vif, family);
    if (count < used) return messages.badValue(member, count, `${used} prefixes are in use`);
    const left = size === undefined ? undefined : size - allocatedOn(world, port, family, vif);
    if (left !== undefined && count > left)
      return messages.prefixPool(label(world, port), size ?? 0, left, family);
  }
  return undefined;
}

/** Whether a LAG could do without a member: what is allocated must fit into what is left. */
export function poolWithout(world: ApiWorld, lag: EntityId, member: EntityId): ApiError | undefined {
  const { topology, resources } = world;
  const size = poolSize(world, lag) ?? 0;
  const billed = BILLED.includes(resources.state(member));
  const left = size - (billed ? (poolSizes[topology.as('lag', lag).connectionsBandwidth] ?? 0) : 0);
  const family = families.find((one) => allocatedOn(world, lag, one) > left);
  if (family === undefined || membersOf(topology, lag).length < 2) return undefined;
  return messages.prefixPoolShrinks(label(world, lag), left, allocatedOn(world, lag, family), family);
}
