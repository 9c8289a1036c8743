/** The choice by what the routes say (RFC 4271 §9.1.2 up to MED, and the usual vendor order around it). */
import type { PolicyCase } from './case.ts';
import { between, inside, judged, LEFT, preferred, RIGHT } from './judging.ts';
import { P, twoExits } from './topologies.ts';

const weight: readonly PolicyCase[] = [
  between(
    { name: 'weight beats local preference', decides: 'weight' },
    { left: { session: preferred(300) }, right: { session: { weight: 200 } } },
    { left: { session: preferred(300) } },
  ),
  between(
    { name: 'weight beats a shorter path', decides: 'weight' },
    { right: { session: { weight: 1 }, says: { prepend: [65002, 65002] } } },
    { right: { says: { prepend: [65002, 65002] } } },
  ),
];

const localPreference: readonly PolicyCase[] = [
  between(
    { name: 'a higher local preference beats a shorter path', decides: 'local preference' },
    { right: { session: preferred(200), says: { prepend: [65002, 65002] } } },
    { right: { says: { prepend: [65002, 65002] } } },
  ),
  between(
    { name: 'a lower local preference loses', decides: 'local preference' },
    { left: { session: preferred(50) } },
    {},
  ),
  inside(
    { name: 'local preference travels inside the AS', decides: 'local preference' },
    { rightSays: { localPreference: 150 } },
    {},
  ),
];

const local: readonly PolicyCase[] = [
  judged(
    { name: 'own network beats an equal external route', decides: 'locally originated' },
    { network: twoExits({ judgeNetworks: [P] }), expected: { best: 'local' } },
    { network: twoExits({}), expected: LEFT },
  ),
  judged(
    { name: 'own network beats a route of higher local preference', decides: 'locally originated' },
    {
      network: twoExits({ judgeNetworks: [P], right: { session: preferred(200) } }),
      expected: { best: 'local' },
      otherwise: {
        gobgp: { best: 'right', why: 'it has no weight: local preference comes before local origin' },
        openbgpd: { best: 'right', why: 'it has no weight: local preference comes first' },
      },
    },
    { network: twoExits({ right: { session: preferred(200) } }), expected: RIGHT },
  ),
];

const asPath: readonly PolicyCase[] = [
  between(
    { name: 'left prepends once', decides: 'AS_PATH length' },
    { left: { says: { prepend: [65001] } } },
    {},
  ),
  between(
    { name: 'left prepends thrice, right once', decides: 'AS_PATH length' },
    { left: { says: { prepend: [65001, 65001, 65001] } }, right: { says: { prepend: [65002] } } },
    { left: { says: { prepend: [65001] } }, right: { says: { prepend: [65002] } } },
  ),
  between(
    { name: 'a longer path of better origin loses', decides: 'AS_PATH length' },
    { left: { says: { prepend: [65001] } }, right: { says: { origin: 'INCOMPLETE' } } },
    { right: { says: { origin: 'INCOMPLETE' } } },
  ),
];

const origin: readonly PolicyCase[] = [
  between(
    { name: 'IGP beats INCOMPLETE', decides: 'origin' },
    { left: { says: { origin: 'INCOMPLETE' } } },
    {},
  ),
  between(
    { name: 'EGP beats INCOMPLETE', decides: 'origin' },
    { left: { says: { origin: 'INCOMPLETE' } }, right: { says: { origin: 'EGP' } } },
    { left: { says: { origin: 'EGP' } }, right: { says: { origin: 'EGP' } } },
  ),
  between(
    { name: 'IGP beats EGP of lower MED', decides: 'origin' },
    {
      left: { says: { origin: 'EGP', med: 1 } },
      right: { asn: 65001, says: { origin: 'IGP', med: 9 } },
    },
    {
      left: { says: { origin: 'IGP', med: 1 } },
      right: { asn: 65001, says: { origin: 'IGP', med: 9 } },
    },
  ),
];

const med: readonly PolicyCase[] = [
  between(
    { name: 'the lower MED of one neighbour AS', decides: 'MED' },
    { left: { says: { med: 200 } }, right: { asn: 65001, says: { med: 100 } } },
    { left: { says: { med: 100 } }, right: { asn: 65001, says: { med: 100 } } },
  ),
  between(
    { name: 'no MED is a MED of 0', decides: 'MED' },
    { left: { says: { med: 10 } }, right: { asn: 65001 } },
    { left: {}, right: { asn: 65001 } },
  ),
  between(
    { name: 'MED is not compared between neighbour ASs', decides: 'MED' },
    { left: { says: { med: 200 } }, right: { asn: 65001, says: { med: 100 } } },
    { left: { says: { med: 200 } }, right: { asn: 65002, says: { med: 100 } } },
  ),
];

const compared = { alwaysCompareMed: true };
const alwaysCompare: readonly PolicyCase[] = [
  between(
    { name: 'MED compared between neighbour ASs', decides: 'always-compare-med' },
    { left: { says: { med: 200 } }, right: { says: { med: 100 } }, decision: compared },
    { left: { says: { med: 200 } }, right: { says: { med: 100 } } },
  ),
  between(
    { name: 'no MED, compared between neighbour ASs', decides: 'always-compare-med' },
    { left: { says: { med: 10 } }, decision: compared },
    { left: { says: { med: 10 } } },
  ),
  between(
    { name: 'no MED is the worst', decides: 'always-compare-med' },
    { right: { says: { med: 100 } }, decision: { ...compared, missingMedAsWorst: true } },
    { right: { says: { med: 100 } }, decision: compared },
  ),
];

export const attributeCases: readonly PolicyCase[] = [
  ...weight,
  ...localPreference,
  ...local,
  ...asPath,
  ...origin,
  ...med,
  ...alwaysCompare,
];
