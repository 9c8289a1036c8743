/** The Loc-RIB of a speaker with all paths to choose from, as a pure function of what it learns. */
import { type DecisionRules, decide } from './decision.ts';
import type { Nlri } from './nlri.ts';
import type { Path } from './path.ts';
import { emptyTrie, get, put, type Trie } from './trie.ts';

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

/** The RIB after some changes, and what that changed of the paths in use. */
export function learn(
  rib: Rib,
  changes: readonly PathChange[],
  rules: DecisionRules,
): { readonly rib: Rib; readonly deltas: readonly Delta[] } {
  let next = rib;
  const deltas: Delta[] = [];
  for (const { nlri, source, path } of changes) {
    const before = get(next, nlri) ?? nothing;
    const paths = withPath(before.paths, source, path);
    if (paths.length === 0) {
      if (before === nothing) continue;
      next = put(next, nlri, undefined);
    }
    const best = decide(paths, rules);
    if (paths.length > 0) next = put(next, nlri, { paths, best });
    if (!samePaths(before.best, best)) deltas.push({ nlri, before: before.best, after: best });
  }
  return { rib: next, deltas };
}
