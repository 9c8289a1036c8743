/** The Loc-RIB of a speaker with all paths to choose from, as a pure function of what it learns. */
import { type Changes, inOrder } from './changes.ts';
import { type DecisionRules, decide } from './decision.ts';
import type { Nlri } from './nlri.ts';
import type { Path } from './path.ts';
import { alter, emptyTrie, type Trie } from './trie.ts';

export interface RibEntry {
  /** At most one a source, in the order of sources. */
  readonly paths: readonly Path[];
  /** Those in use, the best first. */
  readonly best: readonly Path[];
}

export type Rib = Trie<RibEntry>;
export const emptyRib: Rib = emptyTrie();

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
function sharing(rules: DecisionRules, source: number) {
  let last: { readonly before: RibEntry; readonly path: Path | undefined } | undefined;
  let after = nothing;
  return (before: RibEntry, path: Path | undefined): RibEntry => {
    if (last?.before === before && last.path === path) return after;
    last = { before, path };
    if (holds(before, source, path)) after = before;
    else {
      const paths = withPath(before.paths, source, path);
      after = paths.length === 0 ? nothing : { paths, best: decide(paths, rules) };
    }
    return after;
  };
}

/** The RIB after a source has these paths now, or none to some prefixes; and what that changed of the paths in use. */
export function learn(
  rib: Rib,
  source: number,
  changes: Changes<Path>,
  rules: DecisionRules,
): { readonly rib: Rib; readonly deltas: readonly Delta[] } {
  const entryAfter = sharing(rules, source);
  const deltas: Delta[] = [];
  const { prefixes, values } = inOrder(changes);
  const altered = alter(rib, prefixes, (held, place) => {
    const before = held ?? nothing;
    const after = entryAfter(before, values[place]);
    const nlri = prefixes[place];
    if (nlri !== undefined && !samePaths(before.best, after.best))
      deltas.push({ nlri, before: before.best, after: after.best });
    return after === nothing ? undefined : after;
  });
  return { rib: altered, deltas };
}
