/** The Loc-RIB of a speaker with all paths to choose from, as a pure function of what it learns. */
import { type DecisionRules, decide } from './decision.ts';
import type { Nlri } from './nlri.ts';
import type { Path } from './path.ts';
import { emptyTrie, get, putAll, type Trie } from './trie.ts';

export interface RibEntry {
  /** At most one a source, in the order of sources. */
  readonly paths: readonly Path[];
  /** Those in use, the best first. */
  readonly best: readonly Path[];
}

export type Rib = Trie<RibEntry>;
export const emptyRib: Rib = emptyTrie();

/** A source has this path to a prefix now, or none. */
export interface PathChange {
  readonly nlri: Nlri;
  readonly source: number;
  readonly path: Path | undefined;
}

/** What is used for a prefix became something else: what FIB and Adj-RIB-Out follow. */
export interface Delta {
  readonly nlri: Nlri;
  readonly before: readonly Path[];
  readonly after: readonly Path[];
}

const NONE: readonly Path[] = [];
const nothing: RibEntry = { paths: NONE, best: NONE };

function withPath(paths: readonly Path[], source: number, path: Path | undefined): readonly Path[] {
  if (paths.length === 0) return path === undefined ? paths : [path];
  const next = paths.filter((other) => other.source !== source);
  if (path === undefined) return next;
  const place = next.findIndex((other) => other.source > source);
  next.splice(place < 0 ? next.length : place, 0, path);
  return next;
}

const samePaths = (a: readonly Path[], b: readonly Path[]): boolean =>
  a === b || (a.length === b.length && a.every((path, index) => path === b[index]));

/** Policy that is applied anew makes most paths what they were. */
const samePath = (a: Path, b: Path): boolean =>
  a.attributes === b.attributes &&
  a.learnedMicros === b.learnedMicros &&
  a.metric === b.metric &&
  a.weight === b.weight &&
  a.stale === b.stale &&
  a.external === b.external &&
  a.routerId === b.routerId &&
  a.peerAddress === b.peerAddress;

const holds = ({ paths }: RibEntry, source: number, path: Path | undefined): boolean =>
  path !== undefined && paths.some((held) => held.source === source && samePath(held, path));

/** What becomes of an entry; prefixes that come together mostly have the same before and after, and then share it. */
function sharing(rules: DecisionRules) {
  let last:
    | { readonly before: RibEntry; readonly source: number; readonly path: Path | undefined }
    | undefined;
  let after = nothing;
  return (before: RibEntry, source: number, path: Path | undefined): RibEntry => {
    if (last?.before === before && last.source === source && last.path === path) return after;
    const paths = withPath(before.paths, source, path);
    last = { before, source, path };
    after = paths.length === 0 ? nothing : { paths, best: decide(paths, rules) };
    return after;
  };
}

/** The RIB after some changes, and what that changed of the paths in use. */
export function learn(
  rib: Rib,
  changes: readonly PathChange[],
  rules: DecisionRules,
): { readonly rib: Rib; readonly deltas: readonly Delta[] } {
  const entryAfter = sharing(rules);
  const entries = new Map<Nlri, RibEntry>();
  const deltas: Delta[] = [];
  for (const { nlri, source, path } of changes) {
    const before = entries.get(nlri) ?? get(rib, nlri) ?? nothing;
    const after = holds(before, source, path) ? before : entryAfter(before, source, path);
    if (after === before) continue;
    entries.set(nlri, after);
    if (!samePaths(before.best, after.best)) deltas.push({ nlri, before: before.best, after: after.best });
  }
  const news = Array.from(entries, ([nlri, entry]) => [nlri, entry === nothing ? undefined : entry] as const);
  return { rib: putAll(rib, news), deltas };
}
