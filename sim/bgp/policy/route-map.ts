/** Route maps: ordered terms that match, set, and accept, reject or go on. Compiled once, applied to every route. */
import type { RouteMapTerm, RouteMatch, RouteSet } from '../../topology/policy.ts';
import { intern, type PathAttributes } from '../rib/attributes.ts';
import { DEFAULT_LOCAL_PREFERENCE } from '../rib/decision.ts';
import type { Nlri } from '../rib/nlri.ts';
import { compileAsPathList } from './as-path-list.ts';
import { compileCommunityList, compileCommunityPatterns, parseCommunity } from './communities.ts';
import { compilePrefixList } from './prefix-list.ts';

/** A route on its way into or out of a RIB. */
export interface PolicyRoute {
  readonly nlri: Nlri;
  readonly attributes: PathAttributes;
  /** Of this router alone, never sent. */
  readonly weight: number;
}

export interface PolicyContext {
  /** All that the sender of the route is called: its address, its router's name. */
  readonly neighborNames: readonly string[];
}

type Test = (route: PolicyRoute, context: PolicyContext) => boolean;
type Change = (route: PolicyRoute) => PolicyRoute;

interface CompiledTerm {
  readonly tests: readonly Test[];
  readonly set: Change;
  readonly action: RouteMapTerm['action'];
}

export type CompiledRouteMap = readonly CompiledTerm[];

/** The test that a member of a match makes, where it is given. */
const given = <T>(wanted: T | undefined, test: (wanted: T) => Test): readonly Test[] =>
  wanted === undefined ? [] : [test(wanted)];

/** What a route came without counts as the default. */
const testsOf = (match: RouteMatch): readonly Test[] => [
  ...given(
    match.neighbor,
    (names) =>
      (_route, { neighborNames }) =>
        names.some((name) => neighborNames.includes(name)),
  ),
  ...given(
    match.med,
    (med) =>
      ({ attributes }) =>
        (attributes.med ?? 0) === med,
  ),
  ...given(
    match.localPreference,
    (preference) =>
      ({ attributes }) =>
        (attributes.localPref ?? DEFAULT_LOCAL_PREFERENCE) === preference,
  ),
  ...given(
    match.origin,
    (origin) =>
      ({ attributes }) =>
        attributes.origin === origin,
  ),
  ...given(match.prefixList, (list) => {
    const permits = compilePrefixList(list);
    return ({ nlri }) => permits(nlri);
  }),
  ...given(match.asPathList, (list) => {
    const permits = compileAsPathList(list);
    return ({ attributes }) => permits(attributes.asPath);
  }),
  ...given(match.communityList, (list) => {
    const permits = compileCommunityList(list);
    return ({ attributes }) => permits(attributes.communities);
  }),
];

function communitiesAfter(set: RouteSet): (before: readonly string[]) => readonly string[] {
  const { communities, addCommunities = [], deleteCommunities = [] } = set;
  const replaced = communities?.map(parseCommunity);
  const added = addCommunities.map(parseCommunity);
  const isDeleted = compileCommunityPatterns(deleteCommunities);
  return (before) => [...(replaced ?? before), ...added].filter((community) => !isDeleted(community));
}

function compileSet(set: RouteSet): Change {
  if (Object.keys(set).length === 0) return (route) => route;
  const { weight, localPreference, med, origin, nextHop, prepend = [] } = set;
  const communities = communitiesAfter(set);
  return ({ nlri, attributes, weight: before }) => ({
    nlri,
    weight: weight ?? before,
    attributes: intern({
      ...attributes,
      origin: origin ?? attributes.origin,
      asPath: [...prepend, ...attributes.asPath],
      nextHop: nextHop ?? attributes.nextHop,
      med: med ?? attributes.med,
      localPref: localPreference ?? attributes.localPref,
      communities: communities(attributes.communities),
    }),
  });
}

/** @throws RangeError on a pattern that cannot be read; the scenario's loader has refused those. */
export const compileRouteMap = (terms: readonly RouteMapTerm[]): CompiledRouteMap =>
  terms.map(({ match, set, action }) => ({ tests: testsOf(match), set: compileSet(set), action }));

/** The route as it leaves the map; undefined: rejected. After `continue`, terms see what was set so far. */
export function applyRouteMap(
  map: CompiledRouteMap,
  route: PolicyRoute,
  context: PolicyContext,
): PolicyRoute | undefined {
  let current = route;
  for (const { tests, set, action } of map) {
    if (!tests.every((test) => test(current, context))) continue;
    if (action === 'reject') return undefined;
    current = set(current);
    if (action === 'accept') return current;
  }
  return undefined;
}
