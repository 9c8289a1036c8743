/** The last step: two sessions with one router are told apart by its addresses. */
import type { LabNetwork } from '../network.ts';
import type { Expectation, PolicyCase } from './case.ts';
import { P, router, setting } from './topologies.ts';

/** Two cables and sessions between two routers; each marks what it carries. */
function twoCables(asn: number, first: string, second: string): LabNetwork {
  const marking = (community: string) => ({ export: setting({ addCommunities: [community] }) });
  return {
    links: [
      ['twin', 'judge'],
      ['twin', 'judge'],
    ],
    routers: {
      twin: router(asn, 1, { judge: marking(first), 'judge#2': marking(second) }, { networks: [P] }),
      judge: router(65000, 100, { twin: {}, 'twin#2': {} }, { decision: { compareRouterId: true } }),
    },
  };
}

const LOWER: Expectation = { best: 'twin', communities: ['65001:1'] };
const SWAPPED: Expectation = { best: 'twin', communities: ['65001:2'] };

const lower = (name: string, asn: number): PolicyCase => ({
  name,
  decides: 'peer address',
  prefix: P,
  tested: 'judge',
  asked: 'judge',
  with: { network: twoCables(asn, '65001:1', '65001:2'), expected: LOWER },
  without: { network: twoCables(asn, '65001:2', '65001:1'), expected: SWAPPED },
});

export const addressCases: readonly PolicyCase[] = [
  lower('the lower address of an external neighbour', 65001),
  lower('the lower address of an internal neighbour', 65000),
];
