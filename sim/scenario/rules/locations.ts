/** Where AWS's devices stand. */
import type { Issue } from '../issues.ts';
import type { NetworkDraft } from '../network.ts';

type Rule = (draft: NetworkDraft) => Issue[];

/** A location has one Region [user guide, routing and BGP]. Which one is for the file to say: there is no list here. */
const oneRegion: Rule = ({ region: home, devices }) => {
  if (home === undefined) return [];
  const seen = new Map<string, { readonly name: string; readonly region: string }>();
  return Object.entries(devices).flatMap(([name, { location, region }]): Issue[] => {
    const first = seen.get(location) ?? { name, region: region ?? home };
    seen.set(location, first);
    if (first.region === (region ?? home)) return [];
    const message = `${location} is in ${first.region}, as ${first.name} has it: a location has one Region`;
    const path = ['devices', name];
    return [region === undefined ? { path, part: 'key', message } : { path: [...path, 'region'], message }];
  });
};

export const locationRules: readonly Rule[] = [oneRegion];
