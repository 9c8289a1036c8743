/** What a connection or LAG can carry: shared by creating, allocating and moving virtual interfaces. */
import { jumboCapable, peersOf, vifsOn } from '../../resources/queries.ts';
import { formatPrefix, overlaps, type Prefix, parseInterfaceAddress } from '../../topology/address.ts';
import type { EntityId } from '../../topology/entities.ts';
import type { VirtualInterfaceType } from '../../topology/spec.ts';
import { type ApiWorld, label } from '../api-world.ts';
import type { ApiError } from '../errors.ts';
import { messages } from '../messages.ts';
import { quotas } from '../quotas.ts';

export const isHosted = ({ topology }: ApiWorld, port: EntityId): boolean =>
  topology.kind(port) === 'connection' && topology.as('connection', port).type === 'hosted';

export const isLag = ({ topology }: ApiWorld, port: EntityId): boolean => topology.kind(port) === 'lag';

/** An interconnect or a partner's LAG: made to carry hosted connections. */
export function isPartnerPort({ topology }: ApiWorld, port: EntityId): boolean {
  const entity = topology.get(port);
  if (entity.kind === 'lag') return entity.allowsHostedConnections;
  return entity.kind === 'connection' && entity.type === 'interconnect';
}

/** States in which a port may get virtual interfaces; one that is not up yet leaves them `down` (assumed). */
const USABLE = ['requested', 'pending', 'available', 'down', 'unknown'];

export function portState(world: ApiWorld, port: EntityId): ApiError | undefined {
  const state = world.resources.state(port);
  return USABLE.includes(state)
    ? undefined
    : messages.wrongState(label(world, port), state, 'it cannot carry virtual interfaces');
}

export function partnerPort(world: ApiWorld, port: EntityId): ApiError | undefined {
  return isPartnerPort(world, port) ? messages.partnerPort(label(world, port)) : undefined;
}

export function lagMember(world: ApiWorld, port: EntityId): ApiError | undefined {
  const lag = world.topology.target(port, 'memberOf');
  return lag === undefined ? undefined : messages.lagMember(label(world, port), label(world, lag));
}

/** The partner fixed the VLAN of a hosted connection. */
export function hostedVlan(world: ApiWorld, port: EntityId, vlan: number): ApiError | undefined {
  if (!isHosted(world, port)) return undefined;
  const fixed = world.topology.as('connection', port).vlan;
  return fixed === undefined || fixed === vlan
    ? undefined
    : messages.hostedVlan(label(world, port), fixed, vlan);
}

/** A hosted connection takes one virtual interface. */
export function hostedTaken(world: ApiWorld, port: EntityId): ApiError | undefined {
  const [taken] = isHosted(world, port) ? vifsOn(world.topology, port) : [];
  return taken === undefined ? undefined : messages.hostedTaken(label(world, port), label(world, taken));
}

export function jumbo(
  world: ApiWorld,
  port: EntityId,
  { name, mtu }: { name: string; mtu: number },
): ApiError | undefined {
  const capable = mtu <= 1500 || jumboCapable(world.topology, port);
  return capable ? undefined : messages.notJumboCapable(name, mtu, label(world, port));
}

/** Quotas of a connection or LAG with `more` virtual interfaces of these types. */
export function vifQuota(
  world: ApiWorld,
  port: EntityId,
  more: readonly VirtualInterfaceType[],
): ApiError | undefined {
  const there = vifsOn(world.topology, port).map((vif) => world.topology.as('virtualInterface', vif).type);
  const types = [...there, ...more];
  const transit = types.filter((type) => type === 'transit').length;
  const counts = [
    [types.length, quotas.virtualInterfaces, 'virtual interfaces'],
    [
      types.length - transit,
      quotas.privateOrPublicVirtualInterfaces,
      'private and public virtual interfaces',
    ],
    [transit, quotas.transitVirtualInterfaces, 'transit virtual interfaces'],
  ] as const;
  const over = counts.find(([count, limit]) => count > limit);
  return over === undefined ? undefined : messages.quota(label(world, port), over[1], over[2]);
}

/** A VLAN is free when no virtual interface has it; one that is being deleted has it until it is gone. */
export function vlanConflict(world: ApiWorld, port: EntityId, vlan: number): ApiError | undefined {
  const holder = vifsOn(world.topology, port).find(
    (vif) => world.topology.as('virtualInterface', vif).vlan === vlan,
  );
  return holder === undefined
    ? undefined
    : messages.vlanConflict(vlan, label(world, port), label(world, holder));
}

/** One end of a BGP session as a subnet, with what errors call it. */
export interface Subnet {
  readonly prefix: Prefix;
  readonly text: string;
}

export const subnet = (amazonAddress: string): Subnet => {
  const { prefix } = parseInterfaceAddress(amazonAddress);
  return { prefix, text: formatPrefix(prefix) };
};

export const subnetsOfVif = ({ topology }: ApiWorld, vif: EntityId): Subnet[] =>
  peersOf(topology, vif).map((peer) => subnet(topology.as('bgpPeer', peer).amazonAddress));

/** Peer subnets of one family must not overlap on a connection or LAG; `except` is the virtual interface itself. */
export function addressConflict(
  world: ApiWorld,
  port: EntityId,
  subnets: readonly Subnet[],
  except?: EntityId,
): ApiError | undefined {
  for (const vif of vifsOn(world.topology, port)) {
    if (vif === except) continue;
    for (const theirs of subnetsOfVif(world, vif)) {
      const mine = subnets.find(({ prefix }) => overlaps(prefix, theirs.prefix));
      if (mine !== undefined)
        return messages.addressConflict(mine.text, label(world, port), theirs.text, label(world, vif));
    }
  }
  return undefined;
}
