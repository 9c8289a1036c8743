/**
 * A path-compressed binary trie of prefixes that is never changed: an update copies the path to what it touches and
 * shares the rest, so a RIB of before is still there to compare with, and a fork costs nothing. Its shape depends on
 * what is in it, never on the order in which it came.
 */
import { type Change, inOrder } from './changes.ts';
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
export const put = <Value>(trie: Trie<Value>, nlri: Nlri, value: Value | undefined): Trie<Value> =>
  putAll(trie, [[nlri, value]]);

/** The trie after several such changes: what they have above them in common is copied once. */
export function putAll<Value>(trie: Trie<Value>, changes: readonly Change<Value>[]): Trie<Value> {
  const ordered = inOrder(changes);
  // IPv4 comes first.
  const border = placeOf(ordered, 0, ({ family }) => family === 'ipv6');
  const ipv4 = merged(trie.ipv4, ordered, 0, border);
  const ipv6 = merged(trie.ipv6, ordered, border, ordered.length);
  return ipv4 === trie.ipv4 && ipv6 === trie.ipv6 ? trie : { ipv4, ipv6 };
}

const nlriAt = (changes: readonly Change<unknown>[], place: number): Nlri => {
  const change = changes[place];
  if (change === undefined) throw new RangeError(`change ${place} of ${changes.length}`);
  return change[0];
};

/** The first place from `from` on whose prefix is beyond, where all after it are, too. */
function placeOf(
  changes: readonly Change<unknown>[],
  from: number,
  isBeyond: (nlri: Nlri) => boolean,
  to = changes.length,
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBeyond(nlriAt(changes, middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A node after the changes in the places from `from` to before `to`. */
function merged<Value>(
  node: Node<Value> | undefined,
  changes: readonly Change<Value>[],
  from: number,
  to: number,
): Node<Value> | undefined {
  if (from === to) return node;
  const first = nlriAt(changes, from);
  // In order, so all between the two have in common what they have; and of those the first is the shortest.
  let common = commonBits(first.words, nlriAt(changes, to - 1).words, first.length);
  if (node === undefined && to - from === 1) return leaf(first, changes[from]?.[1]);
  if (node !== undefined) {
    common = commonBits(node.words, first.words, Math.min(common, node.length));
    if (common === node.length) return mergedBelow(node, changes, from, to);
  }
  const joint = jointAbove(node, first, common);
  const after = mergedBelow(joint, changes, from, to);
  return after === joint ? node : after;
}

function leaf<Value>(nlri: Nlri, value: Value | undefined): Node<Value> | undefined {
  if (value === undefined) return undefined;
  const { words, length } = nlri;
  return { words, length, entry: { nlri, value }, zero: undefined, one: undefined };
}

/** A node of the bits that another and a prefix have in common; without the bits beyond, or it would tell which came last. */
function jointAbove<Value>(
  node: Node<Value> | undefined,
  { words, length }: Nlri,
  common: number,
): Node<Value> {
  const isOne = node !== undefined && bitAt(node.words, common) === 1;
  return {
    words: common === length ? words : firstBits(words, common),
    length: common,
    entry: undefined,
    zero: isOne ? undefined : node,
    one: isOne ? node : undefined,
  };
}

/** All of the changes belong to the node or below it. */
function mergedBelow<Value>(
  node: Node<Value>,
  changes: readonly Change<Value>[],
  from: number,
  to: number,
): Node<Value> | undefined {
  const { length } = node;
  let { entry } = node;
  let start = from;
  const change = changes[from];
  if (change !== undefined && change[0].length === length) {
    const [nlri, value] = change;
    if (entry?.value !== value) entry = value === undefined ? undefined : { nlri, value };
    start++;
  }
  const middle = placeOf(changes, start, ({ words }) => bitAt(words, length) === 1, to);
  return joined(
    node,
    entry,
    merged(node.zero, changes, start, middle),
    merged(node.one, changes, middle, to),
  );
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
