/** Lists and route maps: names that must exist, and terms that contradict themselves or one another. */
import { compileCommunityPatterns } from '../../bgp/policy/communities.ts';
import { overlaps, parseAddress, parsePrefix } from '../../topology/address.ts';
import type { PrefixListEntry } from '../../topology/policy.ts';
import type { AddressFamily } from '../../topology/spec.ts';
import type { Issue } from '../issues.ts';
import { missingName } from '../names.ts';
import type { NetworkDraft } from '../network.ts';
import { isRouterName, type MatchEntry, type TermEntry } from '../schema/policy.ts';
import { own } from './own.ts';

type Rule = (draft: NetworkDraft) => Issue[];

const BITS = { ipv4: 32, ipv6: 128 } as const;
const FAMILIES: Readonly<Record<AddressFamily, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

/** The family of a prefix list is that of its first entry: routers keep lists of one family. */
function familyOf({ policies }: NetworkDraft, list: string | undefined): AddressFamily | undefined {
  const [first] = own(policies.prefixLists, list ?? '') ?? [];
  return first === undefined ? undefined : parsePrefix(first.prefix).family;
}

const prefixFamilies: Rule = (draft) =>
  Object.entries(draft.policies.prefixLists).flatMap(([name, entries]) =>
    entries.flatMap(({ prefix }, i): Issue[] => {
      const [wanted, family] = [familyOf(draft, name), parsePrefix(prefix).family];
      if (wanted === undefined || family === wanted) return [];
      const message = `${prefix} is ${FAMILIES[family]} in a list of ${FAMILIES[wanted]} prefixes: write a list for each`;
      return [{ path: ['prefixLists', name, i], message }];
    }),
  );

/** The shortest and the longest prefix that an entry matches. */
function lengths({ prefix, ge, le }: PrefixListEntry): readonly [number, number] {
  const { family, length } = parsePrefix(prefix);
  const widest = ge === undefined ? length : BITS[family];
  return [ge ?? length, le ?? widest];
}

/** Whether one entry matches all that another does. */
function matchesAll(wide: PrefixListEntry, narrow: PrefixListEntry): boolean {
  const [[from, to], [first, last]] = [lengths(wide), lengths(narrow)];
  const [outer, inner] = [parsePrefix(wide.prefix), parsePrefix(narrow.prefix)];
  return outer.length <= inner.length && overlaps(outer, inner) && from <= first && last <= to;
}

/** The first entry that matches decides, so that what contradicts it has to stand before it. */
const overruled: Rule = (draft) =>
  Object.entries(draft.policies.prefixLists).flatMap(([name, entries]) =>
    entries.flatMap((entry, i): Issue[] => {
      const place = entries.findIndex((other) => other.action !== entry.action && matchesAll(other, entry));
      if (place < 0 || place >= i) return [];
      const verdict = entry.action === 'permit' ? 'denied' : 'permitted';
      const message = `all of this is ${verdict} by entry ${place + 1} before it: put the longer prefix first`;
      return [{ path: ['prefixLists', name, i], message }];
    }),
  );

function unknownNames({ names }: NetworkDraft, { neighbor = [], ...match }: MatchEntry): Issue[] {
  const lists = [
    ['prefixList', match.prefixList, 'prefixLists'],
    ['asPathList', match.asPathList, 'asPathLists'],
    ['communityList', match.communityList, 'communityLists'],
  ] as const;
  const issues = lists.flatMap(([member, list, section]): Issue[] => {
    const message = list === undefined ? undefined : missingName(names, list, [section]);
    return message === undefined ? [] : [{ path: ['match', member], message }];
  });
  neighbor.forEach((one, i) => {
    const message = isRouterName(one) ? missingName(names, one, ['routers']) : undefined;
    const path = ['match', 'neighbor'];
    if (message !== undefined) issues.push({ path, otherPath: [...path, i], message });
  });
  return issues;
}

const PREFERENCES = ['7224:7100', '7224:7200', '7224:7300'];

/** AWS's local preference communities exclude one another [user guide, routing and BGP]. */
function severalPreferences(communities: readonly string[] = [], member: string): Issue[] {
  const asked = communities.filter((community) => PREFERENCES.includes(community));
  const message = `${asked.join(' and ')} exclude one another: a route has one local preference at AWS`;
  return asked.length > 1 ? [{ path: ['set', member], message }] : [];
}

/** What a term says and takes back. */
function contradictions(draft: NetworkDraft, { match, set, action }: TermEntry): Issue[] {
  const issues: Issue[] = [];
  if (action === 'reject' && Object.keys(set).length > 0)
    issues.push({ path: ['set'], part: 'key', message: 'nothing can be set on a route that is rejected' });
  const isDeleted = compileCommunityPatterns(set.deleteCommunities ?? []);
  set.addCommunities?.forEach((community, i) => {
    const path = ['set', 'addCommunities'];
    if (isDeleted(community))
      issues.push({ path, otherPath: [...path, i], message: `${community} is deleted again` });
  });
  issues.push(...severalPreferences(set.communities, 'communities'));
  issues.push(...severalPreferences(set.addCommunities, 'addCommunities'));
  const family = familyOf(draft, match.prefixList);
  if (family === undefined || set.nextHop === undefined) return issues;
  const hop = parseAddress(set.nextHop).family;
  const message = `${set.nextHop} is ${FAMILIES[hop]}, and the prefixes of ${match.prefixList} are ${FAMILIES[family]}`;
  return hop === family ? issues : [...issues, { path: ['set', 'nextHop'], message }];
}

/** What a term matches, in one order of members. */
const matchText = ({ match }: TermEntry): string =>
  JSON.stringify(Object.entries(match).sort(([a], [b]) => (a < b ? -1 : 1)));

/** A term whose match is another's before it that lets nothing on. */
const repeated = (terms: readonly TermEntry[]): Issue[] =>
  terms.flatMap((term, i): Issue[] => {
    if (Object.keys(term.match).length === 0) return [];
    const same = (one: TermEntry) => one.action !== 'continue' && matchText(one) === matchText(term);
    const first = terms.findIndex(same);
    if (first < 0 || first >= i) return [];
    const message = `no route comes to this term: term ${first + 1} has the same match and ${terms[first]?.action}s`;
    return [{ path: [i], message }];
  });

/** Terms that no route comes to, and routes that come to no end. */
function order(terms: readonly TermEntry[]): Issue[] {
  const last = terms.findIndex(
    ({ match, action }) => Object.keys(match).length === 0 && action !== 'continue',
  );
  if (last >= 0 && last < terms.length - 1)
    return [
      {
        path: [last + 1],
        message: `no route comes to this term: term ${last + 1} ${terms[last]?.action}s everything`,
      },
    ];
  if (terms.at(-1)?.action !== 'continue') return [];
  const message = 'no term follows, so that a route which goes on is rejected: write accept or reject';
  return [{ path: [terms.length - 1, 'action'], message }];
}

const routeMaps: Rule = (draft) =>
  Object.entries(draft.policies.routeMaps).flatMap(([name, terms]) => {
    const inside = (issue: Issue, ...at: number[]): Issue => ({
      ...issue,
      path: ['routeMaps', name, ...at, ...issue.path],
      ...(issue.otherPath && { otherPath: ['routeMaps', name, ...at, ...issue.otherPath] }),
    });
    const ofTerms = terms.flatMap((term, i) =>
      [...unknownNames(draft, term.match), ...contradictions(draft, term)].map((issue) => inside(issue, i)),
    );
    return [...ofTerms, ...[...repeated(terms), ...order(terms)].map((issue) => inside(issue))];
  });

export const policyRules: readonly Rule[] = [prefixFamilies, overruled, routeMaps];
