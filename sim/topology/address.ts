/** IPv4 and IPv6 addresses and prefixes as values: read, compared, counted and written in their canonical text. */
import type { AddressFamily } from './spec.ts';

/** `bits` is the whole address: 32 bits of IPv4, 128 of IPv6. */
export interface Address {
  readonly family: AddressFamily;
  readonly bits: bigint;
}

/** `bits` has no host bits set. */
export interface Prefix extends Address {
  readonly length: number;
}

/** What an interface is configured with: `169.254.1.1/30`. */
export interface InterfaceAddress {
  readonly address: Address;
  readonly prefix: Prefix;
}

/** The text is no address or prefix; the message says why. */
export class AddressError extends RangeError {
  override readonly name = 'AddressError';
}

const WIDTH: Readonly<Record<AddressFamily, number>> = { ipv4: 32, ipv6: 128 };

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let bits = 0;
  for (const part of parts) {
    // No leading zeros: some software reads them as octal.
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    bits = bits * 256 + Number(part);
  }
  return BigInt(bits);
}

/** The groups of one side of `::`; an embedded IPv4 tail counts as two. */
function parseGroups(text: string): string[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const last = groups.at(-1) ?? '';
  if (last.includes('.')) {
    const tail = parseIpv4(last);
    if (tail === undefined) return undefined;
    groups.splice(-1, 1, (tail >> 16n).toString(16), (tail & 0xffffn).toString(16));
  }
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group)) ? groups : undefined;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? '');
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '') : [];
  if (head === undefined || tail === undefined) return undefined;
  // An embedded IPv4 address may only stand at the very end.
  if (halves.length === 2 && halves[0]?.includes('.')) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<string>(missing).fill('0'), ...tail];
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

/** Texts of some ten thousand virtual interfaces. */
const MOST_KEPT = 200_000;

/** Keeps what was read lately: the addresses of a network are read with every look at it, thousands of times. */
function remembered<T>(readText: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = readText(text);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(text, made);
    return made;
  };
}

function readAddress(text: string): Address {
  const family = text.includes(':') ? 'ipv6' : 'ipv4';
  const bits = text.length > 45 ? undefined : family === 'ipv6' ? parseIpv6(text) : parseIpv4(text);
  if (bits === undefined) throw new AddressError(`"${text.slice(0, 45)}" is not an IP address`);
  return { family, bits };
}

/** @throws AddressError when the text is neither an IPv4 nor an IPv6 address (zones are not taken). */
export const parseAddress: (text: string) => Address = remembered(readAddress);

const lastBits = (count: number): bigint => (1n << BigInt(count)) - 1n;
/** Made once: every look at a subnet needs one. */
const hostMasks: readonly bigint[] = Array.from({ length: 129 }, (_, count) => lastBits(count));

const hostMask = ({ family, length }: { readonly family: AddressFamily; readonly length: number }): bigint =>
  hostMasks[WIDTH[family] - length] ?? lastBits(WIDTH[family] - length);

/** The subnet of this length that the address is in. */
export const prefixOf = (address: Address, length: number): Prefix => ({
  family: address.family,
  bits: address.bits & ~hostMask({ family: address.family, length }),
  length,
});

function readInterfaceAddress(text: string): InterfaceAddress {
  const [, host = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  if (digits === '')
    throw new AddressError(`"${text.slice(0, 45)}" needs a prefix length, like 169.254.1.1/30`);
  const address = parseAddress(host);
  const length = Number(digits);
  if (length > WIDTH[address.family])
    throw new AddressError(`/${length} is too long: at most /${WIDTH[address.family]}`);
  return { address, prefix: prefixOf(address, length) };
}

/** `169.254.1.1/30`: an address with the subnet it is in. @throws AddressError */
export const parseInterfaceAddress: (text: string) => InterfaceAddress = remembered(readInterfaceAddress);

/** `10.0.0.0/16`. @throws AddressError, also when bits are set to the right of the length. */
export function parsePrefix(text: string): Prefix {
  const { address, prefix } = parseInterfaceAddress(text);
  if (address.bits !== prefix.bits)
    throw new AddressError(`${text} has host bits set: the prefix is ${formatPrefix(prefix)}`);
  return prefix;
}

function formatIpv6(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  if (bits >> 32n === 0xffffn) return `::ffff:${formatIpv4(bits & 0xffffffffn)}`;
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length === 1) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}

/** A number below 2^32 as an IPv4 address, or a BGP identifier. */
export const dottedQuad = (bits: number): string =>
  `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;

const formatIpv4 = (bits: bigint): string => dottedQuad(Number(bits));

/** Dotted quad, or the canonical text of RFC 5952. */
export const formatAddress = (address: Address): string =>
  address.family === 'ipv4' ? formatIpv4(address.bits) : formatIpv6(address.bits);

export const formatPrefix = (prefix: Prefix): string => `${formatAddress(prefix)}/${prefix.length}`;

export const formatInterfaceAddress = ({ address, prefix }: InterfaceAddress): string =>
  `${formatAddress(address)}/${prefix.length}`;

/** The address of a family as a number below 2^32; only for IPv4. */
export const u32Of = (address: Address): number => Number(BigInt.asUintN(32, address.bits));

export const sameAddress = (a: Address, b: Address): boolean => a.family === b.family && a.bits === b.bits;

/** Whether every address of `inner` (an address, or a prefix) is in `outer`. */
export const contains = (outer: Prefix, inner: Address | Prefix): boolean =>
  outer.family === inner.family &&
  ('length' in inner ? inner.length : WIDTH[inner.family]) >= outer.length &&
  (inner.bits & ~hostMask(outer)) === outer.bits;

export const overlaps = (a: Prefix, b: Prefix): boolean => contains(a, b) || contains(b, a);

/** The last address: the broadcast address of an IPv4 subnet. */
export const lastAddress = (prefix: Prefix): Address => ({
  family: prefix.family,
  bits: prefix.bits | hostMask(prefix),
});

/**
 * Whether a host may have this address: not the subnet's own (nor, with IPv4, its broadcast address). The two
 * addresses of a point-to-point /31 (RFC 3021) and /127 (RFC 6164) may both be used.
 */
export function isHostAddress({ address, prefix }: InterfaceAddress): boolean {
  if (prefix.length >= WIDTH[prefix.family] - 1) return true;
  if (address.bits === prefix.bits) return false;
  return address.family === 'ipv6' || address.bits !== lastAddress(prefix).bits;
}

/** The nth address of a prefix, counted from 0 (the network's own). @throws AddressError beyond its end. */
export function nthAddress(prefix: Prefix, n: number | bigint): Address {
  const offset = BigInt(n);
  if (offset < 0n || offset > hostMask(prefix))
    throw new AddressError(`${formatPrefix(prefix)} has no address number ${n}`);
  return { family: prefix.family, bits: prefix.bits + offset };
}
