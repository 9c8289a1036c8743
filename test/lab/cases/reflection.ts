/** Route reflection (RFC 4456): who hears of what, how loops end, and what the cluster list decides. */
import type { LabNetwork } from '../network.ts';
import type { PolicyCase } from './case.ts';
import { P, router } from './topologies.ts';

const AS = 65000;

interface Reflection {
  readonly sourceIsClient: boolean;
  readonly sinkIsClient: boolean;
}

/** The tested router in the middle of an AS whose other two do not talk to one another. */
const middle = ({ sourceIsClient, sinkIsClient }: Reflection): LabNetwork => ({
  links: [
    ['source', 'middle'],
    ['middle', 'sink'],
  ],
  routers: {
    source: router(AS, 1, { middle: {} }, { networks: [P] }),
    middle: router(AS, 100, {
      source: sourceIsClient ? { client: true } : {},
      sink: sinkIsClient ? { client: true } : {},
    }),
    sink: router(AS, 2, { middle: {} }, { interior: [{ link: 0, via: 'middle', metric: 10 }] }),
  },
});

const reflected = (name: string, withIt: Reflection, without: Reflection): PolicyCase => ({
  name,
  decides: 'route reflection',
  prefix: P,
  tested: 'middle',
  asked: 'sink',
  with: { network: middle(withIt), expected: { best: 'middle' } },
  without: { network: middle(without), expected: { best: 'none' } },
});

/** Source - first reflector - second reflector - sink: the same cluster id at both looks like a loop. */
const chain = (secondCluster: string): LabNetwork => ({
  links: [
    ['source', 'first'],
    ['first', 'second'],
  ],
  routers: {
    source: router(AS, 1, { first: {} }, { networks: [P] }),
    first: router(AS, 11, { source: { client: true }, second: {} }, { clusterId: '10.0.0.11' }),
    second: router(
      AS,
      12,
      { first: { client: true } },
      {
        clusterId: secondCluster,
        interior: [{ link: 0, via: 'first', metric: 10 }],
      },
    ),
  },
});

/** Left passes on what a reflector before it reflected, or hears from the source itself as right does. */
function unequalClusters(longer: boolean): LabNetwork {
  const interior = (via: string) => [
    { link: 2, via: 'left', metric: 10 },
    { link: 3, via, metric: 10 },
  ];
  return {
    links: [
      ['left', 'judge'],
      ['right', 'judge'],
      longer ? ['before', 'left'] : ['source', 'left'],
      ['source', 'right'],
      ...(longer ? [['source', 'before'] as const] : []),
    ],
    routers: {
      source: router(AS, 50, longer ? { before: {}, right: {} } : { left: {}, right: {} }, { networks: [P] }),
      ...(longer && { before: router(AS, 13, { source: { client: true }, left: { client: true } }) }),
      left: router(
        AS,
        11,
        { [longer ? 'before' : 'source']: { client: true }, judge: { client: true } },
        longer ? { interior: [{ link: 4, via: 'before', metric: 10 }] } : {},
      ),
      right: router(AS, 12, { source: { client: true }, judge: { client: true } }),
      judge: router(
        AS,
        100,
        { left: {}, right: {} },
        {
          interior: longer ? [...interior('right'), { link: 4, via: 'left', metric: 10 }] : interior('right'),
        },
      ),
    },
  };
}

const clusterLength = (name: string, lateRight: boolean): PolicyCase => ({
  name,
  decides: 'cluster list length',
  prefix: P,
  tested: 'judge',
  asked: 'judge',
  with: {
    network: late(unequalClusters(true), lateRight),
    expected: { best: 'right' },
    otherwise: { gobgp: { best: 'left', why: 'GoBGP 3.10 does not compare cluster lists' } },
  },
  without: { network: late(unequalClusters(false), lateRight), expected: { best: 'left' } },
});

function late(network: LabNetwork, really: boolean): LabNetwork {
  const { right } = network.routers;
  if (right === undefined || !really) return network;
  return { ...network, routers: { ...network.routers, right: { ...right, late: true } } };
}

export const reflectionCases: readonly PolicyCase[] = [
  reflected(
    'from a client to a client',
    { sourceIsClient: true, sinkIsClient: true },
    { sourceIsClient: false, sinkIsClient: false },
  ),
  reflected(
    'from a client to one that is none',
    { sourceIsClient: true, sinkIsClient: false },
    { sourceIsClient: false, sinkIsClient: false },
  ),
  reflected(
    'to a client from one that is none',
    { sourceIsClient: false, sinkIsClient: true },
    { sourceIsClient: false, sinkIsClient: false },
  ),
  {
    name: 'the own cluster id in the list ends a loop',
    decides: 'route reflection',
    prefix: P,
    tested: 'second',
    asked: 'second',
    with: {
      network: chain('10.0.0.11'),
      expected: { best: 'none' },
      otherwise: { gobgp: { best: 'first', why: 'GoBGP 3.10 takes the route in' } },
    },
    without: { network: chain('10.0.0.12'), expected: { best: 'first' } },
  },
  clusterLength('the shorter cluster list', false),
  clusterLength('the shorter cluster list, heard later', true),
];
