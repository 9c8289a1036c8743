/** The Loc-RIB of a speaker with all paths to choose from, as a pure function of what it learns. */
import type { Change } from './changes.ts';
import { type DecisionRules, decide } from './decision.ts';
import { compareNlri, type Nlri } from './nlri.ts';
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
    last = { before, source, path };
    if (holds(before, source, path)) after = before;
    else {
      const paths = withPath(before.paths, source, path);
      after = paths.length === 0 ? nothing : { paths, best: decide(paths, rules) };
    }
    return after;
  };
}

/** In the order of prefixes; those of one prefix stay in the order in which they came. */
function inOrder(changes: readonly PathChange[]): readonly PathChange[] {
  const isSorted = changes.every(({ nlri }, index) => {
    const before = changes[index - 1]?.nlri;
    return before === undefined || before === nlri || compareNlri(before, nlri) < 0;
  });
  return isSorted ? changes : [...changes].sort((a, b) => compareNlri(a.nlri, b.nlri));
}

/** The RIB after some changes, and what that changed of the paths in use. */
export function learn(
  rib: Rib,
  changes: readonly PathChange[],
  rules: DecisionRules,
): { readonly rib: Rib; readonly deltas: readonly Delta[] } {
  const entryAfter = sharing(rules);
  const news: Change<RibEntry>[] = [];
  const deltas: Delta[] = [];
  const ordered = inOrder(changes);
  for (let place = 0; place < ordered.length; ) {
    const nlri = ordered[place]?.nlri;
    if (nlri === undefined) break;
    const before = get(rib, nlri) ?? nothing;
    let after = before;
    for (let next = ordered[place]; next?.nlri === nlri; next = ordered[++place])
      after = entryAfter(after, next.source, next.path);
    if (after === before) continue;
    news.push([nlri, after === nothing ? undefined : after]);
    if (!samePaths(before.best, after.best)) deltas.push({ nlri, before: before.best, after: after.best });
  }
  return { rib: putAll(rib, news), deltas };
}
