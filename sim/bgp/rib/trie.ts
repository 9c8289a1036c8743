/**
 * A path-compressed binary trie of prefixes that is never changed: an update copies the path to what it touches and
 * shares the rest, so a RIB of before is still there to compare with, and a fork costs nothing. Its shape depends on
 * what is in it, never on the order in which it came.
 */
import { bitAt, commonBits, firstBits, type Nlri } from './nlri.ts';

export interface Node<Value> {
  /** The bits that all below have in common: `length` of the words of any prefix below. */
  readonly words: readonly number[];
  readonly length: number;
  /** What is stored here; a node without one joins two others. */
  readonly entry: Entry<Value> | undefined;
  readonly zero: Node<Value> | undefined;
  readonly one: Node<Value> | undefined;
}

export interface Entry<Value> {
  readonly nlri: Nlri;
  readonly value: Value;
}

/** A prefix gets this value, or none. */
export type Change<Value> = readonly [nlri: Nlri, value: Value | undefined];

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
  return node?.entry?.nlri === nlri ? node.entry.value : undefined;
}

/** The trie with this value, or without one (`undefined`). The same trie when that changes nothing. */
export function put<Value>(trie: Trie<Value>, nlri: Nlri, value: Value | undefined): Trie<Value> {
  const before = trie[nlri.family];
  const after = value === undefined ? without(before, nlri) : within(before, { nlri, value });
  return before === after ? trie : { ...trie, [nlri.family]: after };
}

/** The trie after several such changes, of different prefixes: what they have above them in common is copied once. */
export function putAll<Value>(trie: Trie<Value>, changes: readonly Change<Value>[]): Trie<Value> {
  const of = (family: Nlri['family']) => {
    const own = changes.filter(([nlri]) => nlri.family === family);
    return own.length === 0 ? trie[family] : merged(trie[family], own);
  };
  const [ipv4, ipv6] = [of('ipv4'), of('ipv6')];
  return ipv4 === trie.ipv4 && ipv6 === trie.ipv6 ? trie : { ipv4, ipv6 };
}

function one<Value>(node: Node<Value> | undefined, [nlri, value]: Change<Value>): Node<Value> | undefined {
  return value === undefined ? without(node, nlri) : within(node, { nlri, value });
}

function merged<Value>(
  node: Node<Value> | undefined,
  changes: readonly Change<Value>[],
): Node<Value> | undefined {
  const [first, ...rest] = changes;
  if (first === undefined) return node;
  if (rest.length === 0 || node === undefined) return merged(one(node, first), rest);
  let common = node.length;
  for (const [{ words, length }] of changes) common = commonBits(node.words, words, Math.min(common, length));
  return common < node.length ? mergedAbove(node, changes, common) : mergedBelow(node, changes);
}

/** Not all of them belong below the node: it gets one above it, of what they all have in common. */
function mergedAbove<Value>(
  node: Node<Value>,
  changes: readonly Change<Value>[],
  common: number,
): Node<Value> | undefined {
  const isOne = bitAt(node.words, common) === 1;
  const joint: Node<Value> = {
    words: firstBits(node.words, common),
    length: common,
    entry: undefined,
    zero: isOne ? undefined : node,
    one: isOne ? node : undefined,
  };
  const after = mergedBelow(joint, changes);
  return after === joint ? node : after;
}

/** All of them belong to the node or below it. */
function mergedBelow<Value>(node: Node<Value>, changes: readonly Change<Value>[]): Node<Value> | undefined {
  let { entry } = node;
  const sides: [Change<Value>[], Change<Value>[]] = [[], []];
  for (const change of changes) {
    const [nlri, value] = change;
    if (nlri.length > node.length) sides[bitAt(nlri.words, node.length)].push(change);
    else if (value === undefined) entry = undefined;
    else if (entry?.value !== value) entry = { nlri, value };
  }
  return joined(node, entry, merged(node.zero, sides[0]), merged(node.one, sides[1]));
}

const leaf = <Value>(entry: Entry<Value>): Node<Value> => ({
  words: entry.nlri.words,
  length: entry.nlri.length,
  entry,
  zero: undefined,
  one: undefined,
});

function within<Value>(node: Node<Value> | undefined, entry: Entry<Value>): Node<Value> {
  const { words, length } = entry.nlri;
  if (node === undefined) return leaf(entry);
  const common = commonBits(node.words, words, Math.min(node.length, length));
  if (common < node.length) return split(node, entry, common);
  if (length === node.length) return node.entry?.value === entry.value ? node : holding(node, entry);
  return bitAt(words, common) === 1
    ? replaced(node, node.zero, within(node.one, entry))
    : replaced(node, within(node.zero, entry), node.one);
}

// Member by member: spreading a node takes several times as long.
const holding = <Value>(node: Node<Value>, entry: Entry<Value>): Node<Value> => ({
  words: node.words,
  length: node.length,
  entry,
  zero: node.zero,
  one: node.one,
});

const replaced = <Value>(
  node: Node<Value>,
  zero: Node<Value> | undefined,
  one: Node<Value> | undefined,
): Node<Value> =>
  zero === node.zero && one === node.one
    ? node
    : { words: node.words, length: node.length, entry: node.entry, zero, one };

/** A node above one that shares only its first `common` bits with what comes in. */
function split<Value>(node: Node<Value>, entry: Entry<Value>, common: number): Node<Value> {
  const { words, length } = entry.nlri;
  if (length === common) {
    const isOne = bitAt(node.words, common) === 1;
    return { words, length, entry, zero: isOne ? undefined : node, one: isOne ? node : undefined };
  }
  // Without the bits beyond, or the joint would tell which of the two came last.
  const isOne = bitAt(words, common) === 1;
  return {
    words: firstBits(words, common),
    length: common,
    entry: undefined,
    zero: isOne ? node : leaf(entry),
    one: isOne ? leaf(entry) : node,
  };
}

function without<Value>(node: Node<Value> | undefined, nlri: Nlri): Node<Value> | undefined {
  if (node === undefined || node.length > nlri.length) return node;
  if (node.length === nlri.length)
    return node.entry?.nlri === nlri ? joined(node, undefined, node.zero, node.one) : node;
  return bitAt(nlri.words, node.length) === 1
    ? joined(node, node.entry, node.zero, without(node.one, nlri))
    : joined(node, node.entry, without(node.zero, nlri), node.one);
}

/** A node that holds nothing and joins nothing is not there. */
function joined<Value>(
  node: Node<Value>,
  entry: Entry<Value> | undefined,
  zero: Node<Value> | undefined,
  one: Node<Value> | undefined,
): Node<Value> | undefined {
  if (entry === node.entry && zero === node.zero && one === node.one) return node;
  if (entry !== undefined || (zero !== undefined && one !== undefined))
    return { words: node.words, length: node.length, entry, zero, one };
  return zero ?? one;
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
    if (node.entry !== undefined && wanted(node.entry.value)) best = node.entry;
    if (node.length === words.length * 32) break;
    node = bitAt(words, node.length) === 1 ? node.one : node.zero;
  }
  return best;
}

/** All of it, in the order of prefixes. */
export function* entries<Value>(trie: Trie<Value>): Generator<Entry<Value>> {
  yield* below(trie.ipv4);
  yield* below(trie.ipv6);
}

function* below<Value>(node: Node<Value> | undefined): Generator<Entry<Value>> {
  if (node === undefined) return;
  if (node.entry !== undefined) yield node.entry;
  yield* below(node.zero);
  yield* below(node.one);
}

/** Entries inside a prefix, itself included. */
export function* inside<Value>(trie: Trie<Value>, nlri: Nlri): Generator<Entry<Value>> {
  let node = trie[nlri.family];
  while (node !== undefined && node.length < nlri.length)
    node = bitAt(nlri.words, node.length) === 1 ? node.one : node.zero;
  if (node !== undefined && commonBits(node.words, nlri.words, nlri.length) === nlri.length)
    yield* below(node);
}
