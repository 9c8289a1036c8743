/** Names in conditions: the subject's, and those that its checks compare with. */

import { AddressError, parseAddress } from '../../topology/address.ts';
import { publicPrefixesOf, publicRegionName, regionOfName } from '../../topology/public-prefixes.ts';
import type { Issue } from '../issues.ts';
import { missingName, noSuch, type Section, sections } from '../names.ts';
import { isRouterName } from '../schema/policy.ts';
import { conditionSubjects, type NameKind } from '../subjects.ts';
import type { Condition } from '../types.ts';
import { noNeighbor } from './neighbors.ts';
import { knowsInterface } from './routers.ts';
import { missingReference, type Scope } from './script.ts';

const isSection = (kind: NameKind): kind is NameKind & Section =>
  sections.some((section) => section === kind);

const regionsFor = ({ draft }: Scope): readonly string[] =>
  Object.keys(publicPrefixesOf(draft.publicPrefixes)).map(publicRegionName);

/** The kinds that are not in a network file: a problem, or undefined. */
const others: Readonly<
  Record<Exclude<NameKind, Section>, (scope: Scope, name: string) => string | undefined>
> = {
  flows: ({ script }, name) =>
    script.flowNames.includes(name) ? undefined : noSuch(['flow'], name, script.flowNames, 'the traffic'),
  steps: ({ script }, name) => {
    const calls = script.steps
      .filter(({ entry }) => entry === undefined || entry.verb === 'api')
      .map(({ id }) => id);
    return calls.includes(name) ? undefined : noSuch(['api step'], name, calls, 'the timeline');
  },
  interfaces: (scope, name) => {
    const [router = '', label = ''] = name.split(' ');
    const noRouter = missingName(scope.names, router, ['routers']);
    const labels = scope.interfaces.get(router);
    if (noRouter !== undefined || labels === undefined || knowsInterface(scope, router, label))
      return noRouter;
    return noSuch(['interface'], label, labels, router);
  },
  regions: (scope, name) => {
    const regions = regionsFor(scope);
    return regions.includes(name) ? undefined : noSuch(['Region'], name, regions, 'the public network');
  },
  neighbors: (scope, name) => {
    const [router = '', text = ''] = name.split(' ');
    const noRouter = missingName(scope.names, router, ['routers']);
    if (isRouterName(text)) return noRouter ?? noNeighbor(scope, router, text);
    try {
      parseAddress(text);
    } catch (error) {
      if (error instanceof AddressError) return error.message;
      throw error;
    }
    return noRouter;
  },
};

function missing(scope: Scope, name: string, of: readonly NameKind[]): string | undefined {
  if (of.includes('regions') && regionOfName(name) !== undefined) return others.regions(scope, name);
  const [kind] = of;
  if (kind !== undefined && !isSection(kind)) return others[kind](scope, name);
  return missingReference(scope, name, of.filter(isSection));
}

/** Issues have paths inside the condition. */
export function conditionRules(scope: Scope, { subject, name, checks }: Condition): Issue[] {
  const definition = conditionSubjects.find((candidate) => candidate.name === subject);
  if (definition === undefined) return [];
  const issues: Issue[] = [];
  const look = (member: string, wanted: string, of: readonly NameKind[]): void => {
    const message = missing(scope, wanted, of);
    if (message !== undefined) issues.push({ path: [member], message });
  };
  look(subject, name, definition.of);
  for (const { name: member, value } of definition.checks) {
    const wanted = checks[member];
    if (value.kind === 'losers' && typeof wanted === 'object' && 'losers' in wanted)
      issues.push(...loserIssues(scope, member, Object.keys(wanted.losers), value.of));
    if (value.kind !== 'name' || typeof wanted !== 'string' || value.words.includes(wanted)) continue;
    look(member, wanted, value.of);
  }
  return issues;
}

const loserIssues = (
  scope: Scope,
  member: string,
  names: readonly string[],
  of: readonly NameKind[],
): Issue[] =>
  names.flatMap((name): Issue[] => {
    const message = missing(scope, name, of);
    return message === undefined ? [] : [{ path: [member, name], part: 'key', message }];
  });
