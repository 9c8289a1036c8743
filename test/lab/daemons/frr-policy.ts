/** Neutral terms as FRR's route maps with the lists that they match by. */
import type { LabSet, LabTerm } from '../network.ts';
import { when } from './daemon.ts';

const origins = { IGP: 'igp', EGP: 'egp', INCOMPLETE: 'incomplete' } as const;

const setLines = (set: LabSet): readonly string[] => [
  ...when(set.localPreference, ` set local-preference ${set.localPreference}`),
  ...when(set.med, ` set metric ${set.med}`),
  ...(set.origin === undefined ? [] : [` set origin ${origins[set.origin]}`]),
  ...when(set.prepend, ` set as-path prepend ${set.prepend?.join(' ')}`),
  ...when(set.addCommunities, ` set community ${set.addCommunities?.join(' ')} additive`),
];

function listLines(name: string, { match = {} }: LabTerm): readonly string[] {
  const prefixes = (match.prefixes ?? []).map(({ prefix, ge, le }, i) => {
    const range = `${ge === undefined ? '' : ` ge ${ge}`}${le === undefined ? '' : ` le ${le}`}`;
    return `ip prefix-list ${name} seq ${(i + 1) * 10} permit ${prefix}${range}`;
  });
  const communities = (match.communities ?? []).map(
    (community) => `bgp community-list standard ${name} permit ${community}`,
  );
  return [
    ...prefixes,
    ...communities,
    ...when(match.asPathHas, `bgp as-path access-list ${name} permit _${match.asPathHas}_`),
  ];
}

const termLines = (map: string, name: string, number: number, term: LabTerm): readonly string[] => [
  `route-map ${map} ${term.action === 'reject' ? 'deny' : 'permit'} ${number}`,
  ...when(term.match?.prefixes, ` match ip address prefix-list ${name}`),
  ...when(term.match?.communities, ` match community ${name}`),
  ...when(term.match?.asPathHas, ` match as-path ${name}`),
  ...setLines(term.set ?? {}),
  ...(term.action === 'continue' ? [' on-match next'] : []),
  'exit',
];

export function routeMap(name: string, terms: readonly LabTerm[]): readonly string[] {
  return terms.flatMap((term, i) => {
    const list = `${name}-${i + 1}`;
    return [...listLines(list, term), ...termLines(name, list, (i + 1) * 10, term)];
  });
}
