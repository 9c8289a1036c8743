/**
 * A path-compressed binary trie of prefixes that is never changed: an update copies the path to what it touches and
 * shares the rest, so a RIB of before is still there to compare with, and a fork costs nothing. Its shape depends on
 * what is in it, never on the order in which it came.
 */
import { type Changes, inOrder } from './changes.ts';
import { bitAt, commonBits, firstBits, type Nlri } from './nlri.ts';

export interface Entry<Value> {
  readonly nlri: Nlri;
  readonly value: Value;
}

export interface Node<Value> {
  /** The bits that all below have in common: `length` of the words of any prefix below. */
  readonly words: readonly number[];
  readonly length: number;
  /** What is stored here; a node without an entry joins two others. */
  readonly nlri: Nlri | undefined;
  readonly value: Value | undefined;
  readonly zero: Node<Value> | undefined;
  readonly one: Node<Value> | undefined;
}

const isEntry = <Value>(node: Node<Value>): node is Node<Value> & Entry<Value> => node.nlri !== undefined;

/** One root a family. */
export interface Trie<Value> {
  readonly ipv4: Node<Value> | undefined;
  readonly ipv6: Node<Value> | undefined;
}

const empty: Trie<never> = { ipv4: undefined, ipv6: undefined };
export const emptyTrie = <Value>(): Trie<Value> => empty;

export function get<Value>(trie: Trie<Value>, nlri: Nlri): Value | undefined {
  let node = trie[nlri.family];
  while (node !== undefined && node.length < nlri.length)
    node = bitAt(nlri.words, node.length) === 1 ? node.one : node.zero;
  return node?.nlri === nlri ? node.value : undefined;
}

/** The trie with this value, or without one (`undefined`). The same trie when that changes nothing. */
export const put = <Value>(trie: Trie<Value>, nlri: Nlri, value: Value | undefined): Trie<Value> =>
  putAll(trie, { prefixes: [nlri], values: [value] });

/** The trie after several such changes. */
export function putAll<Value>(trie: Trie<Value>, changes: Changes<Value>): Trie<Value> {
  const { prefixes, values } = inOrder(changes);
  return alter(trie, prefixes, (_, place) => values[place]);
}

/** The value that the prefix in this place gets in place of what it had; undefined: none. */
type Next<Value> = (before: Value | undefined, place: number) => Value | undefined;

/** The trie with other values of prefixes that are in order, asked for in this order. Shared paths are copied once. */
export function alter<Value>(trie: Trie<Value>, prefixes: readonly Nlri[], next: Next<Value>): Trie<Value> {
  const changes = { prefixes, next };
  // IPv4 comes first.
  const ipv6From = prefixes.findIndex(({ family }) => family === 'ipv6');
  const border = ipv6From < 0 ? prefixes.length : ipv6From;
  const ipv4 = merged(trie.ipv4, changes, 0, border);
  const ipv6 = merged(trie.ipv6, changes, border, prefixes.length);
  return ipv4 === trie.ipv4 && ipv6 === trie.ipv6 ? trie : { ipv4, ipv6 };
}

interface Alteration<Value> {
  readonly prefixes: readonly Nlri[];
  readonly next: Next<Value>;
}

function nlriAt(prefixes: readonly Nlri[], place: number): Nlri {
  const nlri = prefixes[place];
  if (nlri === undefined) throw new RangeError(`prefix ${place} of ${prefixes.length}`);
  return nlri;
}

/** The first place from `from` on whose prefix has a 1 in this bit, where all after it have, too. */
function firstOne(prefixes: readonly Nlri[], from: number, to: number, bit: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bitAt(nlriAt(prefixes, middle).words, bit) === 1) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Bits that a node and the prefixes in these places have in common: they are in order, so the outer two tell. */
function commonOf(
  node: Node<unknown> | undefined,
  prefixes: readonly Nlri[],
  from: number,
  to: number,
): number {
  const first = nlriAt(prefixes, from);
  const among = commonBits(first.words, nlriAt(prefixes, to - 1).words, first.length);
  return node === undefined ? among : commonBits(node.words, first.words, Math.min(among, node.length));
}

/** A node after the changes in the places from `from` to before `to`. */
function merged<Value>(
  node: Node<Value> | undefined,
  changes: Alteration<Value>,
  from: number,
  to: number,
): Node<Value> | undefined {
  if (from === to) return node;
  const { prefixes } = changes;
  const first = nlriAt(prefixes, from);
  const length = commonOf(node, prefixes, from, to);
  // Where the node is not the one that they have in common, it is on one side below that.
  const here = node?.length === length ? node : undefined;
  const isOne = node !== undefined && bitAt(node.words, length) === 1;
  const zero = here === undefined ? (isOne ? undefined : node) : here.zero;
  const one = here === undefined ? (isOne ? node : undefined) : here.one;
  const isHeld = first.length === length;
  const value = isHeld ? changes.next(here?.value, from) : here?.value;
  const start = isHeld ? from + 1 : from;
  const middle = firstOne(prefixes, start, to, length);
  const left = merged(zero, changes, start, middle);
  const right = merged(one, changes, middle, to);
  if (here !== undefined && value === here.value && left === zero && right === one) return here;
  // A node that holds nothing and joins nothing is not there.
  if (value === undefined && (left === undefined || right === undefined)) return left ?? right;
  // Without the bits beyond, or it would tell which came last.
  const words = here?.words ?? (isHeld ? first.words : firstBits(first.words, length));
  const nlri = value === undefined ? undefined : isHeld ? first : here?.nlri;
  return { words, length, nlri, value, zero: left, one: right };
}

/** The longest prefix that an address is in and whose value is wanted, with its value. */
export function longestMatch<Value>(
  trie: Trie<Value>,
  family: Nlri['family'],
  words: readonly number[],
  wanted: (value: Value) => boolean = () => true,
): Entry<Value> | undefined {
  let best: Entry<Value> | undefined;
  let node = trie[family];
  while (node !== undefined && commonBits(node.words, words, node.length) === node.length) {
    if (isEntry(node) && wanted(node.value)) best = node;
    if (node.length === words.length * 32) break;
    node = bitAt(words, node.length) === 1 ? node.one : node.zero;
  }
  return best;
}

/** All of it, in the order of prefixes. */
export function* entries<Value>(trie: Trie<Value>): Generator<Entry<Value>> {
  yield* entriesBelow(trie.ipv4);
  yield* entriesBelow(trie.ipv6);
}

function* entriesBelow<Value>(node: Node<Value> | undefined): Generator<Entry<Value>> {
  if (node === undefined) return;
  if (isEntry(node)) yield node;
  yield* entriesBelow(node.zero);
  yield* entriesBelow(node.one);
}

/** Entries inside a prefix, itself included. */
export function* inside<Value>(trie: Trie<Value>, nlri: Nlri): Generator<Entry<Value>> {
  let node = trie[nlri.family];
  while (node !== undefined && node.length < nlri.length)
    node = bitAt(nlri.words, node.length) === 1 ? node.one : node.zero;
  if (node !== undefined && commonBits(node.words, nlri.words, nlri.length) === nlri.length)
    yield* entriesBelow(node);
}
