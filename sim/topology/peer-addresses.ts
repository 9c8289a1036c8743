/** Peer addresses that AWS assigns when a virtual interface or BGP peer brings none. */
import { bits, entityKey } from '../kernel/random.ts';
import {
  formatInterfaceAddress,
  type InterfaceAddress,
  nthAddress,
  type Prefix,
  parseInterfaceAddress,
  parsePrefix,
  prefixOf,
} from './address.ts';
import type { EntityId } from './entities.ts';
import { TakenSubnets } from './taken-subnets.ts';
import type { Topology } from './topology.ts';

export interface PeerAddresses {
  /** With prefix length. */
  readonly amazonAddress: string;
  readonly customerAddress: string;
}

const LINK_LOCAL = parsePrefix('169.254.0.0/16');
const SUBNET_LENGTH_V4 = 30;
const SUBNET_SIZE_V4 = 4n;
const SUBNETS_V4 = 1 << (SUBNET_LENGTH_V4 - LINK_LOCAL.length);
/** The first subnet handed out, as in AWS's samples: 169.254.255.0/30. */
const FIRST_SUBNET_V4 = SUBNETS_V4 - 64;

/** Samples show …4211/125 for Amazon and …4216/125 for the customer. The block is reserved for documentation. */
const IPV6_BLOCK = parsePrefix('2001:db8:1100:2f0:0:1::/96');
const SUBNET_LENGTH_V6 = 125;
const AMAZON_OFFSET_V6 = 1;
const CUSTOMER_OFFSET_V6 = 6;

const pair = (subnet: Prefix, amazon: number, customer: number): PeerAddresses => {
  const text = (n: number) => {
    const address: InterfaceAddress = { address: nthAddress(subnet, n), prefix: subnet };
    return formatInterfaceAddress(address);
  };
  return { amazonAddress: text(amazon), customerAddress: text(customer) };
};

type Taken = TakenSubnets | readonly Prefix[];

const poolOf = (taken: Taken): TakenSubnets =>
  taken instanceof TakenSubnets ? taken : new TakenSubnets(taken);

/** The first /30 of each pool that may be free: subnets of a pool are taken, never given back. */
const firstFree = new WeakMap<TakenSubnets, number>();

/**
 * A /30 out of 169.254.0.0/16 that is free of `taken`, Amazon .1 and customer .2. Assumed: AWS counts from the same
 * subnet on every connection, so that two automatically assigned subnets meet when their interfaces do.
 */
export function assignIpv4(taken: Taken): PeerAddresses {
  const pool = poolOf(taken);
  for (let n = firstFree.get(pool) ?? 0; n < SUBNETS_V4; n++) {
    const index = BigInt((FIRST_SUBNET_V4 + n) % SUBNETS_V4);
    const subnet = prefixOf(nthAddress(LINK_LOCAL, index * SUBNET_SIZE_V4), SUBNET_LENGTH_V4);
    firstFree.set(pool, n);
    if (!pool.overlaps(subnet)) return pair(subnet, 1, 2);
  }
  throw new RangeError('169.254.0.0/16 is used up');
}

/** A /125 that is free of `taken`, drawn from the seed and a name, since AWS never assigns one twice. */
export function assignIpv6(seed: number, name: string, taken: Taken): PeerAddresses {
  const pool = poolOf(taken);
  const key = entityKey(`ipv6 ${name}`);
  for (let n = 0; ; n++) {
    const host = BigInt(bits(seed, key, 'resourceId', n));
    const subnet = prefixOf(nthAddress(IPV6_BLOCK, host), SUBNET_LENGTH_V6);
    if (!pool.overlaps(subnet)) return pair(subnet, AMAZON_OFFSET_V6, CUSTOMER_OFFSET_V6);
  }
}

/** The subnet of one peer. @throws AddressError */
export const subnetOf = (amazonAddress: string): Prefix => parseInterfaceAddress(amazonAddress).prefix;

/** Peer subnets of every virtual interface that rides a connection or LAG. */
export function subnetsOn(topology: Topology, connectionOrLag: EntityId): Prefix[] {
  return topology
    .sources(connectionOrLag, 'rides', 'virtualInterface')
    .flatMap((vif) => topology.sources(vif, 'partOf', 'bgpPeer'))
    .map((peer) => subnetOf(topology.as('bgpPeer', peer).amazonAddress));
}

/** Peer subnets of the whole network. */
export const allSubnets = (topology: Topology): Prefix[] =>
  topology.all('bgpPeer').map((peer) => subnetOf(topology.as('bgpPeer', peer).amazonAddress));
