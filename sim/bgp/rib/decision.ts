/**
 * The decision process (RFC 4271 §9.1.2): each step leaves those of the paths that are best by it, so the answer does
 * not depend on the order in which they came. Which steps there are, and in which order, is data of the vendor.
 */
import type { Unresolved } from '../../topology/spec.ts';
import { neighborAs, type Origin } from './attributes.ts';
import { isOwn, type Path } from './path.ts';

export const decisionSteps = [
  'weight',
  'localPreference',
  'locallyOriginated',
  'asPath',
  'origin',
  'med',
  'external',
  'igpMetric',
  'age',
  'routerId',
  'clusterList',
  'peerAddress',
] as const;
export type DecisionStep = (typeof decisionSteps)[number];

/** The steps as an operator reads them. */
export const stepWords: Readonly<Record<DecisionStep | 'unreachable', string>> = {
  weight: 'weight',
  localPreference: 'local preference',
  locallyOriginated: 'locally originated',
  asPath: 'AS_PATH',
  origin: 'origin',
  med: 'MED',
  external: 'internal',
  igpMetric: 'IGP metric',
  age: 'age',
  routerId: 'router id',
  clusterList: 'cluster list',
  peerAddress: 'peer address',
  unreachable: 'next hop unreachable',
};

export interface DecisionRules {
  readonly steps: readonly DecisionStep[];
  /** MED is compared between routes of different neighbour ASs too. */
  readonly alwaysCompareMed: boolean;
  readonly missingMed: 'best' | 'worst';
  /** Routes used at once that were equal up to the IGP metric, learned over external and internal sessions. */
  readonly maximumPaths: number;
  readonly maximumPathsInternal: number;
  /** Equal length is enough for multipath, the ASNs of the path may differ. */
  readonly multipathRelax: boolean;
  readonly unresolved: Unresolved;
}

/** RFC 4271 §5.1.5: what came from another AS, without a local preference, has this within the own one. */
export const DEFAULT_LOCAL_PREFERENCE = 100;
const WORST_MED = 4_294_967_295;
const origins: Readonly<Record<Origin, number>> = { IGP: 0, EGP: 1, INCOMPLETE: 2 };

const medOf = ({ attributes }: Path, { missingMed }: DecisionRules): number =>
  attributes.med ?? (missingMed === 'best' ? 0 : WORST_MED);

/** What is compared on a step: less is better. MED is apart, as it is not always comparable. */
const merits: Readonly<
  Record<Exclude<DecisionStep, 'med' | 'peerAddress'>, (path: Path, rules: DecisionRules) => number>
> = {
  weight: ({ weight }) => -weight,
  localPreference: ({ attributes }) => -(attributes.localPref ?? DEFAULT_LOCAL_PREFERENCE),
  locallyOriginated: (path) => (isOwn(path) ? 0 : 1),
  asPath: ({ attributes }) => attributes.asPath.length,
  origin: ({ attributes }) => origins[attributes.origin],
  external: ({ external }) => (external ? 0 : 1),
  igpMetric: ({ metric }) => metric ?? Number.POSITIVE_INFINITY,
  // Only between external routes (RFC 5004): what is there already stays.
  age: ({ external, learnedMicros }) => (external ? learnedMicros : 0),
  routerId: ({ routerId }) => routerId,
  clusterList: ({ attributes }) => attributes.clusterList?.length ?? 0,
};

function leastBy<Merit extends number | bigint>(
  paths: readonly Path[],
  merit: (path: Path) => Merit,
): readonly Path[] {
  let least: Path[] = [];
  let best: Merit | undefined;
  for (const path of paths) {
    const own = merit(path);
    if (best !== undefined && own > best) continue;
    if (own === best) least.push(path);
    else least = [path];
    best = own;
  }
  return least;
}

/** Of each neighbour AS the paths of the lowest MED (RFC 4271 §9.1.2.2 c). */
function leastMed(paths: readonly Path[], rules: DecisionRules): readonly Path[] {
  if (rules.alwaysCompareMed) return leastBy(paths, (path) => medOf(path, rules));
  const least = new Map<number | undefined, number>();
  for (const path of paths) {
    const from = neighborAs(path.attributes);
    least.set(from, Math.min(least.get(from) ?? Number.POSITIVE_INFINITY, medOf(path, rules)));
  }
  return paths.filter((path) => medOf(path, rules) === least.get(neighborAs(path.attributes)));
}

/** Those of the paths that a step leaves; at least one. */
function leave(paths: readonly Path[], step: DecisionStep, rules: DecisionRules): readonly Path[] {
  if (paths.length < 2) return paths;
  if (step === 'med') return leastMed(paths, rules);
  if (step === 'peerAddress') return leastBy(paths, ({ peerAddress }) => peerAddress);
  return leastBy(paths, (path) => merits[step](path, rules));
}

/** From here on steps only break ties: what is left before them may be used at once. */
const tieBreaks: readonly DecisionStep[] = ['age', 'routerId', 'clusterList', 'peerAddress'];

function usable(paths: readonly Path[], { unresolved }: DecisionRules): readonly Path[] {
  if (unresolved === 'ignored' || paths.every(({ metric }) => metric !== undefined)) return paths;
  const resolved = paths.filter(({ metric }) => metric !== undefined);
  return unresolved === 'last' && resolved.length === 0 ? paths : resolved;
}

const sameAsPath = (a: Path, b: Path): boolean =>
  a.attributes.asPath.length === b.attributes.asPath.length &&
  a.attributes.asPath.every((asn, index) => asn === b.attributes.asPath[index]);

const bySource = (a: Path, b: Path): number => a.source - b.source;

/** The one that all steps leave; of paths that are equal in everything, the one of the first source. */
function singledOut(paths: readonly Path[], rules: DecisionRules): Path | undefined {
  let left = paths;
  for (const step of rules.steps) left = leave(left, step, rules);
  return left.length < 2 ? left[0] : [...left].sort(bySource)[0];
}

/** So many of some paths as the tie-breaks leave one after the other. */
function foremost(paths: readonly Path[], most: number, rules: DecisionRules): readonly Path[] {
  if (paths.length <= most) return paths;
  const left = new Set(paths);
  for (const kept: Path[] = []; ; ) {
    const next = kept.length < most ? singledOut([...left], rules) : undefined;
    if (next === undefined) return kept;
    kept.push(next);
    left.delete(next);
  }
}

/** Paths as good as the best, which comes first; as many as may be used at once. */
function withEquals(best: Path, equals: readonly Path[], rules: DecisionRules): readonly Path[] {
  const most = best.external ? rules.maximumPaths : rules.maximumPathsInternal;
  if (most < 2 || isOwn(best)) return [best];
  const others = equals.filter(
    (path) => path !== best && !path.stale && (rules.multipathRelax || sameAsPath(path, best)),
  );
  return [best, ...[...foremost(others, most - 1, rules)].sort(bySource)];
}

const NONE: readonly Path[] = [];

/** The paths that are used, the best first; none when none can be reached. */
export function decide(paths: readonly Path[], rules: DecisionRules): readonly Path[] {
  let left = usable(paths, rules);
  // Most prefixes have one path, or the same ones as ever.
  if (left.length < 2) return left.length === paths.length ? paths : left.length === 0 ? NONE : left;
  let equals: readonly Path[] | undefined;
  for (const step of rules.steps) {
    if (equals === undefined && tieBreaks.includes(step)) equals = left;
    left = leave(left, step, rules);
    if (left.length === 1 && equals === undefined) return left;
  }
  const best = left.length === 1 ? left[0] : [...left].sort(bySource)[0];
  return best === undefined ? NONE : withEquals(best, equals ?? left, rules);
}

export interface Verdict {
  readonly path: Path;
  /** Where it lost to the best; `unreachable`: it was no candidate; undefined: it is used. */
  readonly lostOn: DecisionStep | 'unreachable' | undefined;
}

/** Every path, those in use first, then the losers, who lost last first. */
export function explainDecision(paths: readonly Path[], rules: DecisionRules): readonly Verdict[] {
  const used = decide(paths, rules);
  const verdicts: Verdict[] = [];
  let left = usable(paths, rules);
  for (const path of paths) if (!left.includes(path)) verdicts.unshift({ path, lostOn: 'unreachable' });
  for (const step of rules.steps) {
    const next = leave(left, step, rules);
    for (const path of left)
      if (!next.includes(path) && !used.includes(path)) verdicts.unshift({ path, lostOn: step });
    left = next;
  }
  // Equal in all of it, and more than may be used at once.
  const last = rules.steps.at(-1);
  for (const path of left) if (!used.includes(path)) verdicts.unshift({ path, lostOn: last });
  return [...used.map((path) => ({ path, lostOn: undefined })), ...verdicts];
}
