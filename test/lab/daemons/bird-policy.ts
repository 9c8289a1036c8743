/** Neutral terms as a filter of BIRD. */
import type { LabSet, LabTerm } from '../network.ts';
import { when } from './daemon.ts';

/** Well-known communities (RFC 1997, RFC 8326) as numbers. */
export const communityPair = (text: string) => {
  const known: Readonly<Record<string, string>> = {
    'no-export': '65535:65281',
    'no-advertise': '65535:65282',
    'graceful-shutdown': '65535:0',
  };
  return (known[text] ?? text).replace(':', ',');
};

function conditionOf({ prefixes, communities, asPathHas }: NonNullable<LabTerm['match']>): string {
  const ranges = (prefixes ?? []).map(({ prefix, ge, le }) => {
    const length = Number(prefix.split('/')[1]);
    return ge === undefined && le === undefined ? prefix : `${prefix}{${ge ?? length},${le ?? 32}}`;
  });
  const parts = [
    ...when(prefixes, `net ~ [ ${ranges.join(', ')} ]`),
    ...when(
      communities,
      `bgp_community ~ [ ${communities?.map((c) => `(${communityPair(c)})`).join(', ')} ]`,
    ),
    ...when(asPathHas, `bgp_path ~ [= * ${asPathHas} * =]`),
  ];
  return parts.length === 0 ? 'true' : parts.join(' && ');
}

const setLines = (set: LabSet): readonly string[] => [
  ...when(set.localPreference, `bgp_local_pref = ${set.localPreference};`),
  ...when(set.med, `bgp_med = ${set.med};`),
  ...when(set.origin, `bgp_origin = ORIGIN_${set.origin};`),
  ...[...(set.prepend ?? [])].reverse().map((asn) => `bgp_path.prepend(${asn});`),
  ...(set.addCommunities ?? []).map((c) => `bgp_community.add((${communityPair(c)}));`),
];

const actions = { accept: 'accept;', reject: 'reject;', continue: '' } as const;

export const termLines = (terms: readonly LabTerm[]): readonly string[] => [
  ...terms.map(
    ({ match = {}, set = {}, action }) =>
      `    if (${conditionOf(match)}) then { ${[...setLines(set), actions[action]].join(' ')} }`,
  ),
  '    reject;',
];
