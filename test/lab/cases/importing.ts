/** What a router takes in, and as what. */
import type { LabNeighbor, LabSet, LabTerm } from '../network.ts';
import type { Expectation, PolicyCase } from './case.ts';
import { insideExits, line, P, twoExits } from './topologies.ts';

const accept: LabTerm = { action: 'accept' };
const NONE: Expectation = { best: 'none' };
const SOURCE: Expectation = { best: 'source' };

type Asked = Pick<PolicyCase, 'name' | 'decides'>;

/** The tested router takes the prefix from the source with the one, not with the other. */
const taken = (
  asked: Asked,
  withIt: { readonly says?: LabSet; readonly session?: LabNeighbor },
  without: { readonly says?: LabSet; readonly session?: LabNeighbor },
  more: Partial<PolicyCase['without']> = {},
): PolicyCase => {
  const network = ({ says, session }: typeof withIt) =>
    line({ ...(says && { says }), ...(session && { fromSource: session }) });
  return {
    ...asked,
    prefix: P,
    tested: 'middle',
    asked: 'middle',
    with: { network: network(withIt), expected: SOURCE },
    without: { network: network(without), expected: NONE, ...more },
  };
};

const ranged = (ge: number, le: number): LabNeighbor => ({
  import: [{ match: { prefixes: [{ prefix: '10.9.0.0/16', ge, le }] }, action: 'accept' }],
});

const prefixLists: readonly PolicyCase[] = [
  taken(
    { name: 'a /24 within le 24', decides: 'prefix lists' },
    { session: ranged(16, 24) },
    { session: ranged(16, 23) },
  ),
  taken(
    { name: 'a /24 within ge 24', decides: 'prefix lists' },
    { session: ranged(24, 32) },
    { session: ranged(25, 32) },
  ),
  taken(
    { name: 'without ge and le a list means the prefix itself', decides: 'prefix lists' },
    { session: { import: [{ match: { prefixes: [{ prefix: P }] }, action: 'accept' }] } },
    { session: { import: [{ match: { prefixes: [{ prefix: '10.9.0.0/16' }] }, action: 'accept' }] } },
  ),
  taken(
    { name: 'the first term that matches decides', decides: 'prefix lists' },
    { session: { import: [accept, { match: { prefixes: [{ prefix: P }] }, action: 'reject' }] } },
    { session: { import: [{ match: { prefixes: [{ prefix: P }] }, action: 'reject' }, accept] } },
  ),
];

const AGAIN: LabSet = { prepend: [65001, 65000] };
const TWICE: LabSet = { prepend: [65001, 65000, 65000] };
const uncounted = { openbgpd: { ...SOURCE, why: 'it can only look away from its own ASN, not count it' } };

const ownAsn: readonly PolicyCase[] = [
  taken(
    { name: 'the own ASN in a path is a loop, unless allowed', decides: 'allowas-in' },
    { says: AGAIN, session: { allowasIn: 1 } },
    { says: AGAIN },
  ),
  taken(
    { name: 'the own ASN more often than allowed', decides: 'allowas-in' },
    { says: TWICE, session: { allowasIn: 2 } },
    { says: TWICE, session: { allowasIn: 1 } },
    { otherwise: uncounted },
  ),
  taken({ name: 'the own ASN in a path is a loop', decides: 'loop prevention' }, {}, { says: AGAIN }),
];

const byCommunity = (community: string, set: LabSet): LabNeighbor => ({
  import: [{ match: { communities: [community] }, set, action: 'accept' }, accept],
});
const preferring = byCommunity('65000:200', { localPreference: 200 });
const shunning: LabNeighbor = {
  import: [{ match: { communities: ['65000:666'] }, action: 'reject' }, accept],
};
const shutting = byCommunity('graceful-shutdown', { localPreference: 0 });

/** The judge reads communities of both, and what left or right says decides. */
const told = (asked: Asked, session: LabNeighbor, left: LabSet, right: LabSet): PolicyCase => ({
  ...asked,
  prefix: P,
  tested: 'judge',
  asked: 'judge',
  with: {
    network: twoExits({ left: { session, says: left }, right: { session, says: right } }),
    expected: { best: 'right' },
  },
  without: { network: twoExits({ left: { session }, right: { session } }), expected: { best: 'left' } },
});

const communities: readonly PolicyCase[] = [
  told(
    { name: 'a community raises local preference', decides: 'communities' },
    preferring,
    {},
    {
      addCommunities: ['65000:200'],
    },
  ),
  told(
    { name: 'a community has a route rejected', decides: 'communities' },
    shunning,
    { addCommunities: ['65000:666'] },
    {},
  ),
  told(
    { name: 'a community among others', decides: 'communities' },
    preferring,
    {},
    { addCommunities: ['65002:1', '65000:200', '65002:3'] },
  ),
  told(
    { name: 'a router that is being shut is the last choice', decides: 'graceful shutdown' },
    shutting,
    { addCommunities: ['graceful-shutdown'] },
    {},
  ),
];

const nextHops: readonly PolicyCase[] = [
  {
    name: 'a next hop that nobody knows',
    decides: 'next hop',
    prefix: P,
    tested: 'judge',
    asked: 'judge',
    with: { network: insideExits({ nextHopSelf: true }), expected: { best: 'left' } },
    without: {
      network: withoutInterior(),
      expected: NONE,
      otherwise: {
        gobgp: { best: 'left', why: 'without zebra it takes every next hop for reachable' },
        bird: { best: 'left', why: 'a route that cannot be resolved is the last choice, but is one' },
        openbgpd: { best: 'left', why: 'seen with its forwarding table off (fib-update no)' },
      },
    },
  },
];

function withoutInterior() {
  const network = insideExits();
  const { judge } = network.routers;
  if (judge === undefined) throw new Error('no judge');
  return { ...network, routers: { ...network.routers, judge: { ...judge, interior: [] } } };
}

export const importCases: readonly PolicyCase[] = [...prefixLists, ...ownAsn, ...communities, ...nextHops];
