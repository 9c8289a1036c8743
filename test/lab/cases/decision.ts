/** Each step of the choice (RFC 4271 §9.1.2 and the usual vendor order around it) decides some of these. */
import type { LabNetwork } from '../network.ts';
import type { Expectation, PolicyCase, Variant } from './case.ts';
import { type InsideExits, insideExits, P, type TwoExits, twoExits } from './topologies.ts';

const LEFT: Expectation = { best: 'left' };
const RIGHT: Expectation = { best: 'right' };

type Asked = Pick<PolicyCase, 'name' | 'decides'>;

/** The judge chooses; what decides makes it right, and without it is left. */
const judged = (asked: Asked, withIt: Variant, without: Variant): PolicyCase => ({
  ...asked,
  prefix: P,
  tested: 'judge',
  asked: 'judge',
  with: withIt,
  without,
});

const between = (asked: Asked, withIt: TwoExits, without: TwoExits): PolicyCase =>
  judged(
    asked,
    { network: twoExits(withIt), expected: RIGHT },
    { network: twoExits(without), expected: LEFT },
  );

const inside = (asked: Asked, withIt: InsideExits, without: InsideExits): PolicyCase =>
  judged(
    asked,
    { network: insideExits(withIt), expected: RIGHT },
    { network: insideExits(without), expected: LEFT },
  );

const preferred = (value: number) => ({
  import: [{ set: { localPreference: value }, action: 'accept' as const }],
});

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

/** Right is the external router itself, or an internal one beside left. */
function externalAndInternal(rightAsn: 65001 | 65000, prepend: boolean): LabNetwork {
  const { links, routers } = insideExits({ nextHopSelf: true });
  const { outside, left, right, judge } = routers;
  if (!(outside && left && right && judge)) throw new Error('the shape has changed');
  if (rightAsn === 65000) return { links, routers };
  const says = prepend ? { export: [{ set: { med: 50 }, action: 'accept' as const }] } : {};
  return {
    links: links.slice(0, 3),
    routers: {
      outside: { ...outside, neighbors: { left: {} } },
      left,
      right: { ...right, asn: rightAsn, networks: [P], neighbors: { judge: says } },
      judge,
    },
  };
}

const external: readonly PolicyCase[] = [
  judged(
    { name: 'an external route beats an internal one', decides: 'eBGP over iBGP' },
    { network: externalAndInternal(65001, false), expected: RIGHT },
    { network: externalAndInternal(65000, false), expected: LEFT },
  ),
  judged(
    { name: 'a worse MED comes before external over internal', decides: 'MED' },
    { network: externalAndInternal(65001, true), expected: LEFT },
    { network: externalAndInternal(65001, false), expected: RIGHT },
  ),
  judged(
    { name: 'an external route of higher router id and address', decides: 'eBGP over iBGP' },
    {
      network: withRouterId(externalAndInternal(65001, false), 'right', '10.0.0.250'),
      expected: RIGHT,
    },
    {
      network: withRouterId(externalAndInternal(65000, false), 'right', '10.0.0.250'),
      expected: LEFT,
    },
  ),
];

function withRouterId(network: LabNetwork, name: string, routerId: string): LabNetwork {
  const router = network.routers[name];
  if (router === undefined) throw new Error(`no ${name}`);
  return { ...network, routers: { ...network.routers, [name]: { ...router, routerId } } };
}

const interior: readonly PolicyCase[] = [
  inside({ name: 'the nearer exit', decides: 'IGP metric' }, { metrics: [20, 10] }, { metrics: [10, 10] }),
  inside(
    { name: 'the nearer exit beats the lower router id', decides: 'IGP metric' },
    { metrics: [101, 100], rightId: 200 },
    { metrics: [100, 100], rightId: 200 },
  ),
];

const TOGETHER: Expectation = { best: 'left', together: ['left', 'right'] };
const ALONE: Expectation = { best: 'left', together: ['left'] };

/** Said, because FRR as built by Debian uses all equal paths at once unless told how many. */
const oneAtOnce = { maximumPaths: 1, maximumPathsInternal: 1 };

const multipath: readonly PolicyCase[] = [
  judged(
    { name: 'two external paths at once', decides: 'multipath' },
    { network: twoExits({ right: { asn: 65001 }, decision: { maximumPaths: 2 } }), expected: TOGETHER },
    { network: twoExits({ right: { asn: 65001 }, decision: oneAtOnce }), expected: ALONE },
  ),
  judged(
    { name: 'paths of unequal length are not used together', decides: 'multipath' },
    { network: twoExits({ right: { asn: 65001 }, decision: { maximumPaths: 2 } }), expected: TOGETHER },
    {
      network: twoExits({
        right: { asn: 65001, says: { prepend: [65001] } },
        decision: { maximumPaths: 2 },
      }),
      expected: ALONE,
    },
  ),
  judged(
    { name: 'two internal paths at once', decides: 'multipath' },
    { network: insideExits({ decision: { maximumPathsInternal: 2 } }), expected: TOGETHER },
    { network: insideExits({ decision: oneAtOnce }), expected: ALONE },
  ),
];

const ageless = { why: 'the age of a route does not matter here by default; the router id does' };

const oldest: readonly PolicyCase[] = [
  judged(
    { name: 'the older external path', decides: 'oldest path' },
    {
      network: twoExits({ left: { late: true } }),
      expected: RIGHT,
      otherwise: { bird: { ...LEFT, ...ageless }, openbgpd: { ...LEFT, ...ageless } },
    },
    { network: twoExits({}), expected: LEFT },
  ),
  judged(
    { name: 'the older external path of one neighbour AS', decides: 'oldest path' },
    {
      network: twoExits({ left: { late: true }, right: { asn: 65001 } }),
      expected: RIGHT,
      otherwise: { bird: { ...LEFT, ...ageless }, openbgpd: { ...LEFT, ...ageless } },
    },
    { network: twoExits({ right: { asn: 65001 } }), expected: LEFT },
  ),
];

const byRouterId = { compareRouterId: true };
const routerId: readonly PolicyCase[] = [
  between(
    { name: 'the lower router id of external paths', decides: 'router id' },
    { left: { routerId: 9 }, decision: byRouterId },
    { left: { routerId: 1 }, decision: byRouterId },
  ),
  inside(
    { name: 'the lower router id of internal paths', decides: 'router id' },
    { leftId: 9 },
    { leftId: 1 },
  ),
];

export const decisionCases: readonly PolicyCase[] = [
  ...weight,
  ...localPreference,
  ...local,
  ...asPath,
  ...origin,
  ...med,
  ...alwaysCompare,
  ...external,
  ...interior,
  ...multipath,
  ...oldest,
  ...routerId,
];
