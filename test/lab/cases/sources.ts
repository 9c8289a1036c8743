/** The choice by where equal routes come from: external or internal, near or far, old or new, from whom. */
import type { LabNetwork } from '../network.ts';
import type { Expectation, PolicyCase } from './case.ts';
import { between, inside, judged, LEFT, RIGHT } from './judging.ts';
import { insideExits, P, twoExits } from './topologies.ts';

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

export const sourceCases: readonly PolicyCase[] = [
  ...external,
  ...interior,
  ...multipath,
  ...oldest,
  ...routerId,
];
