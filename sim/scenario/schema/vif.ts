/** A virtual interface in a network file. */
import { z } from 'zod';
import { parseInterfaceAddress } from '../../topology/address.ts';
import type { PeerSpec, VirtualInterfaceSpec } from '../../topology/spec.ts';
import { maybe, strict } from './build.ts';
import { asn, authKey, family, interfaceAddress, name, prefix, vlan } from './quantities.ts';

/** The VLAN of a virtual interface on a hosted connection is the connection's: the loader fills it in. */
export type VifEntry = Omit<VirtualInterfaceSpec, 'vlan'> & { readonly vlan?: number };

const addresses = {
  amazonAddress: maybe(interfaceAddress, "AWS's address, with prefix length"),
  customerAddress: maybe(interfaceAddress, 'Your address, with prefix length'),
};

const peer = strict(() => ({ family: maybe(family), ...addresses }));
type PeerEntry = z.output<typeof peer>;

const familyOf = (text: string): 'ipv4' | 'ipv6' => parseInterfaceAddress(text).address.family;

/** Both addresses or none, of one family; the family may be left to them. */
function readPeer(entry: PeerEntry, path: readonly (string | number)[], context: z.RefinementCtx): PeerSpec {
  const refuse = (message: string, ...at: string[]): PeerSpec => {
    context.issues.push({ code: 'custom', message, path: [...path, ...at], input: entry });
    return z.NEVER;
  };
  const { amazonAddress, customerAddress } = entry;
  if (amazonAddress === undefined && customerAddress === undefined)
    return { addressFamily: entry.family ?? 'ipv4' };
  if (amazonAddress === undefined) return refuse('"amazonAddress" is missing beside it', 'customerAddress');
  if (customerAddress === undefined) return refuse('"customerAddress" is missing beside it', 'amazonAddress');
  const addressFamily = familyOf(amazonAddress);
  if (familyOf(customerAddress) !== addressFamily)
    return refuse('one address is IPv4 and the other IPv6', 'customerAddress');
  if (entry.family !== undefined && entry.family !== addressFamily)
    return refuse(`the addresses are ${addressFamily}`, 'family');
  return { addressFamily, amazonAddress, customerAddress };
}

interface PeerMembers {
  readonly families?: readonly ('ipv4' | 'ipv6')[];
  readonly amazonAddress?: string;
  readonly customerAddress?: string;
  readonly peers?: readonly PeerEntry[];
}

/** Peers from the long form (`peers`) or the short one (`families`, one pair of addresses). */
function readPeers(entry: PeerMembers, context: z.RefinementCtx): PeerSpec[] {
  const { peers, families, ...pair } = entry;
  const refuse = (message: string, ...path: (string | number)[]): void => {
    context.issues.push({ code: 'custom', message, path, input: entry });
  };
  const hasPair = pair.amazonAddress !== undefined || pair.customerAddress !== undefined;
  if (peers !== undefined && (families !== undefined || hasPair)) {
    refuse('write either "peers", or "families" and one pair of addresses', 'peers');
    return z.NEVER;
  }
  const list = peers?.map((one, i) => readPeer(one, ['peers', i], context)) ?? [];
  if (peers === undefined && hasPair) list.push(readPeer(pair, [], context));
  if (peers === undefined && families === undefined && !hasPair) list.push({ addressFamily: 'ipv4' });
  for (const addressFamily of families ?? []) {
    if (!hasPair || list[0]?.addressFamily !== addressFamily) list.push({ addressFamily });
  }
  if (hasPair && families !== undefined && !families.some((one) => one === list[0]?.addressFamily))
    refuse(`the addresses are ${list[0]?.addressFamily}, which "families" does not list`, 'families');
  list.forEach((one, i) => {
    const twice = list.findIndex((other) => other.addressFamily === one.addressFamily) < i;
    if (twice)
      refuse(`a second ${one.addressFamily} peer: one a family`, ...(peers ? ['peers', i] : ['families']));
  });
  return list;
}

const allocation = z
  .int()
  .min(1)
  .max(1000)
  .describe('IPv4 or IPv6 prefixes that AWS takes from you; default: 100');

export const vif: z.ZodType<VifEntry> = strict(() => ({
  type: z.enum(['private', 'public', 'transit']).default('private'),
  on: name.describe('The connection or LAG it rides'),
  vlan: maybe(vlan, 'Left out on a hosted connection, which has one of its own'),
  owner: maybe(name, 'Account; default: the first'),
  asn: maybe(asn, "The customer's ASN as AWS has it; default: that of the router at the other end"),
  mtu: z.literal([1500, 8500, 9001]).default(1500),
  gateway: maybe(name),
  authKey: maybe(authKey, 'BGP MD5 key; default: none'),
  families: maybe(z.array(family).min(1), 'Peers by family; default: ipv4, addresses assigned'),
  ...addresses,
  peers: maybe(z.array(peer), 'One a family, where each has addresses of its own'),
  routeFilterPrefixes: z
    .array(prefix)
    .default([])
    .describe('Public virtual interfaces: what you may advertise'),
  prefixPoolAllocatedCountIpv4: maybe(allocation),
  prefixPoolAllocatedCountIpv6: maybe(allocation),
  siteLink: maybe(z.boolean(), 'Its routes go on to the others of the gateway that have it too'),
  state: maybe(z.enum(['confirming', 'verifying', 'pending', 'available'])),
  customerEnd: z
    .enum(['mirror', 'none'])
    .default('mirror')
    .describe('Whether your router is configured to match where no interface names this one by "for"'),
  imported: maybe(z.boolean(), 'Came from outside: its subnets may overlap those of others'),
})).transform(({ families, amazonAddress, customerAddress, peers, ...rest }, context): VifEntry => {
  const members: PeerMembers = {
    ...(families && { families }),
    ...(amazonAddress !== undefined && { amazonAddress }),
    ...(customerAddress !== undefined && { customerAddress }),
    ...(peers && { peers }),
  };
  return { ...rest, peers: readPeers(members, context) };
});
