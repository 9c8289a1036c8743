/** How AWS chooses among a customer's routes on private and transit virtual interfaces [user guide, routing and BGP]. */
import type { DecisionRules } from '../rib/decision.ts';

export const awsRules: DecisionRules = {
  // Of more than 16 equal routes some rule has to leave some out; nothing is published, so the lowest addresses stay.
  steps: ['localPreference', 'asPath', 'med', 'peerAddress'],
  alwaysCompareMed: true,
  missingMed: 'best',
  // FAQ: up to 16 next hops; the ASNs of the paths need not be equal.
  maximumPaths: 16,
  maximumPathsInternal: 16,
  multipathRelax: true,
  unresolved: 'excluded',
};

/** Local preference that a community asks for; they exclude one another, so of several the highest is taken. */
const asked: readonly (readonly [community: string, preference: number])[] = [
  ['7224:7300', 300],
  ['7224:7200', 200],
  ['7224:7100', 100],
];

/** What an untagged route has from a location of the sending Region: that of 7224:7200. */
const HOME_PREFERENCE = 200;

/** What an untagged route has from a location of another Region: less than at home; how much less is not published. */
const remotePreferences: Readonly<Record<string, number>> = { belowLow: 50, asLow: 100, aboveLow: 150 };

/** Whether a route is from a location of the sending Region, and the choice `untaggedRemoteRoute` where that matters. */
export interface Origination {
  readonly isHome: boolean;
  readonly remoteChoice: () => string;
  /** Cloud WAN takes no notice of them [user guide]. */
  readonly ignoresCommunities: boolean;
}

/** One step: what a community says, or else where the route is from. */
export function localPreference(communities: readonly string[], from: Origination): number {
  const tag = from.ignoresCommunities
    ? undefined
    : asked.find(([community]) => communities.includes(community));
  if (tag !== undefined) return tag[1];
  return from.isHome ? HOME_PREFERENCE : (remotePreferences[from.remoteChoice()] ?? HOME_PREFERENCE);
}

/** Communities that mean something to AWS, and go no further: 7224:1–65535 is reserved. */
export const isReserved = (community: string): boolean => community.startsWith('7224:');
