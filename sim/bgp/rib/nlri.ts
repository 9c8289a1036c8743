/**
 * Prefixes as RIBs hold them (RFC 4271 §4.3: Network Layer Reachability Information): one object a prefix, so that
 * `===` is equality, with the bits in 32-bit words, so that comparing needs no BigInt.
 */
import { type Address, formatPrefix, parsePrefix } from '../../topology/address.ts';
import type { AddressFamily } from '../../topology/spec.ts';

export interface Nlri {
  readonly text: string;
  readonly family: AddressFamily;
  readonly length: number;
  /** The address from its first bit on, as signed 32-bit words: one for IPv4, four for IPv6. */
  readonly words: readonly number[];
}

/** By text: all but canonical IPv4. */
const known = new Map<string, Nlri>();

export const wordsOf = ({ family, bits }: Address): readonly number[] =>
  family === 'ipv4'
    ? [Number(BigInt.asIntN(32, bits))]
    : [96n, 64n, 32n, 0n].map((shift) => Number(BigInt.asIntN(32, bits >> shift)));

const [DOT, SLASH, ZERO, NINE] = [46, 47, 48, 57];

/** By length and address: millions of look-ups are spared the hash of a text. */
const knownIpv4 = Array.from({ length: 33 }, () => new Map<number, Nlri>());

/**
 * An IPv4 prefix in its canonical text, without BigInt: networks have a million of them. Undefined: something else, or
 * something wrong.
 */
function canonicalIpv4(text: string): Nlri | undefined {
  let word = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  let slashed = false;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code >= ZERO && code <= NINE) {
      if (digits > 0 && part === 0) return undefined;
      part = part * 10 + code - ZERO;
      if (++digits > 3 || part > 255) return undefined;
      continue;
    }
    if (digits === 0 || slashed) return undefined;
    if (code === SLASH && dots === 3) slashed = true;
    else if (code !== DOT || ++dots > 3) return undefined;
    word = (word << 8) | part;
    part = 0;
    digits = 0;
  }
  const ofLength = knownIpv4[part];
  if (!slashed || digits === 0 || ofLength === undefined || masked(word, part) !== word) return undefined;
  const before = ofLength.get(word);
  if (before !== undefined) return before;
  const made: Nlri = { text, family: 'ipv4', length: part, words: [word] };
  ofLength.set(word, made);
  return made;
}

/** The one object for a prefix's text. @throws AddressError */
export function nlri(text: string): Nlri {
  const plain = canonicalIpv4(text);
  if (plain !== undefined) return plain;
  const before = known.get(text);
  if (before !== undefined) return before;
  const prefix = parsePrefix(text);
  const canonical = formatPrefix(prefix);
  const made = canonicalIpv4(canonical) ??
    known.get(canonical) ?? {
      text: canonical,
      family: prefix.family,
      length: prefix.length,
      words: wordsOf(prefix),
    };
  known.set(canonical, made);
  if (text !== canonical) known.set(text, made);
  return made;
}

/** Bit `index`, counted from the first. */
export const bitAt = (words: readonly number[], index: number): 0 | 1 =>
  ((words[index >>> 5] ?? 0) >>> (31 - (index & 31))) & 1 ? 1 : 0;

const masked = (word: number, kept: number): number =>
  kept >= 32 ? word : kept <= 0 ? 0 : word & (-1 << (32 - kept));

/** An address with all bits after the first `length` cleared; the same one where they are. */
export function firstBits(words: readonly number[], length: number): readonly number[] {
  const [first = 0] = words;
  // IPv4, without a closure: a trie asks for each of its joints.
  if (words.length === 1) return masked(first, length) === first ? words : [masked(first, length)];
  const isSo = words.every((word, index) => masked(word, length - (index << 5)) === word);
  return isSo ? words : words.map((word, index) => masked(word, length - (index << 5)));
}

/** How many bits two addresses of one family have in common at their start, at most `limit`. */
export function commonBits(a: readonly number[], b: readonly number[], limit: number): number {
  for (let word = 0; word << 5 < limit; word++) {
    const difference = (a[word] ?? 0) ^ (b[word] ?? 0);
    if (difference !== 0) return Math.min(limit, (word << 5) + Math.clz32(difference));
  }
  return limit;
}

/** Whether every address of `inner` is in `outer`. */
export const covers = (outer: Nlri, inner: Nlri): boolean =>
  outer.family === inner.family &&
  outer.length <= inner.length &&
  commonBits(outer.words, inner.words, outer.length) === outer.length;

/** Order of prefixes, whoever met them first: IPv4 first, then by address, the shorter first. */
export function compareNlri(a: Nlri, b: Nlri): number {
  if (a.family !== b.family) return a.family === 'ipv4' ? -1 : 1;
  for (let word = 0; word < a.words.length; word++) {
    const left = (a.words[word] ?? 0) >>> 0;
    const right = (b.words[word] ?? 0) >>> 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
