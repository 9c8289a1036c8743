/** Routing policy of a network file: read list by list, then with the lists in the route maps that name them. */
import type { z } from 'zod';
import type { PatternEntry, PrefixListEntry, RouteMapSpec, RouteMatch } from '../topology/policy.ts';
import type { Named } from '../topology/spec.ts';
import type { Issue } from './issues.ts';
import { readNamed } from './named.ts';
import type { PolicySection } from './names.ts';
import { own } from './rules/own.ts';
import { pick } from './schema/build.ts';
import * as policy from './schema/policy.ts';
import { name } from './schema/quantities.ts';

/** What could be read; lists with mistakes are absent. */
export interface PolicyDraft {
  readonly prefixLists: Named<readonly PrefixListEntry[]>;
  readonly asPathLists: Named<readonly PatternEntry[]>;
  readonly communityLists: Named<readonly PatternEntry[]>;
  readonly routeMaps: Named<readonly policy.TermEntry[]>;
}

const prefixList = policy.prefixList(pick);
const asPathList = policy.asPathList(pick);
const communityList = policy.communityList(pick);
const routeMap = policy.routeMap(pick);

/** Where a neighbour names a route map, this stands for no route map. */
const routeMapName = name.refine((text) => text !== 'none', { error: '"none" means no route map' });

export function readPolicies(raw: Readonly<Record<string, unknown>>, issues: Issue[]): PolicyDraft {
  const read = <T>(section: PolicySection, schema: z.ZodType<T>, key = name): Named<T> =>
    readNamed(raw[section], [section], issues, key, () => schema);
  return {
    prefixLists: read('prefixLists', prefixList),
    asPathLists: read('asPathLists', asPathList),
    communityLists: read('communityLists', communityList),
    routeMaps: read('routeMaps', routeMap, routeMapName),
  };
}

function inlinedMatch(policies: PolicyDraft, match: policy.MatchEntry): RouteMatch {
  const { prefixList: prefixes, asPathList: paths, communityList: communities, ...rest } = match;
  const prefixEntries = own(policies.prefixLists, prefixes ?? '');
  const pathEntries = own(policies.asPathLists, paths ?? '');
  const communityEntries = own(policies.communityLists, communities ?? '');
  return {
    ...rest,
    ...(prefixEntries && { prefixList: prefixEntries }),
    ...(pathEntries && { asPathList: pathEntries }),
    ...(communityEntries && { communityList: communityEntries }),
  };
}

/** The rules have seen that every list is there. */
export const inlined = (policies: PolicyDraft): Named<RouteMapSpec> =>
  Object.fromEntries(
    Object.entries(policies.routeMaps).map(([label, terms]) => [
      label,
      { terms: terms.map((term) => ({ ...term, match: inlinedMatch(policies, term.match) })) },
    ]),
  );
