/** BIRD 2: one process, one file, a control socket. */
import { join } from 'node:path';
import type { ResolvedNeighbor, ResolvedRouter } from '../resolve.ts';
import { run } from '../shell.ts';
import { readPaths } from './bird-paths.ts';
import { termLines } from './bird-policy.ts';
import {
  type Daemon,
  inside,
  insideCommand,
  neighborOf,
  type Place,
  when,
  writeConfiguration,
} from './daemon.ts';

/** Many a good name for a router is a word of its language. */
const nameOf = ({ id }: ResolvedNeighbor) => `bgp_${id}`;

const graceful = ({ gracefulRestart }: ResolvedNeighbor): readonly string[] => {
  if (gracefulRestart === undefined) return [];
  if (gracefulRestart === 'off') return ['  graceful restart off;', '  long lived graceful restart off;'];
  if (gracefulRestart === 'helper')
    return ['  graceful restart aware;', '  long lived graceful restart off;'];
  return [
    '  graceful restart on;',
    `  graceful restart time ${gracefulRestart.restartSeconds};`,
    '  long lived graceful restart off;',
  ];
};

const importFilter = ({ import: terms }: ResolvedNeighbor): readonly string[] =>
  terms === undefined ? ['    import all;'] : ['    import filter {', ...termLines(terms), '    };'];

/** `remove-private-AS` elsewhere; BIRD deletes them from the path in a filter (RFC 6996). */
const PRIVATE = 'bgp_path.delete([64512..65534, 4200000000..4294967294]);';

/** The default route that is originated to one neighbour alone stays from the others. */
const exportFilter = (neighbor: ResolvedNeighbor): readonly string[] => [
  '    export filter {',
  '    if (source = RTS_DEVICE || proto = "interior") then reject;',
  ...when(!neighbor.defaultOriginate, '    if (net = 0.0.0.0/0 && proto = "originated") then reject;'),
  ...when(neighbor.removePrivateAs, `    ${PRIVATE}`),
  ...(neighbor.export === undefined ? ['    accept;'] : termLines(neighbor.export)),
  '    };',
];

const channel = (neighbor: ResolvedNeighbor): readonly string[] => [
  '  ipv4 {',
  ...importFilter(neighbor),
  ...exportFilter(neighbor),
  ...when(neighbor.nextHopSelf, '    next hop self;'),
  ...when(neighbor.internal, '    gateway recursive;'),
  ...when(neighbor.maximumPrefixes, `    import limit ${neighbor.maximumPrefixes} action disable;`),
  '  };',
];

const protocol = (router: ResolvedRouter, neighbor: ResolvedNeighbor): readonly string[] => [
  `protocol bgp ${nameOf(neighbor)} {`,
  `  local ${neighbor.localAddress} as ${router.asn};`,
  `  neighbor ${neighbor.remoteAddress} as ${neighbor.remoteAsn};`,
  ...when(neighbor.internal, '  direct;'),
  ...when(router.hurried, '  connect delay time 1;', '  error wait time 1, 2;'),
  ...when(neighbor.holdSeconds, `  hold time ${neighbor.holdSeconds};`),
  ...when(neighbor.keepaliveSeconds, `  keepalive time ${neighbor.keepaliveSeconds};`),
  ...when(neighbor.bfd, '  bfd on;'),
  ...when(neighbor.password, `  password "${neighbor.password}";`),
  ...when(neighbor.shutdown, '  disabled;'),
  ...when(neighbor.client, '  rr client;'),
  ...when(neighbor.client && router.clusterId, `  rr cluster id ${router.clusterId};`),
  ...when(neighbor.allowasIn, `  allow local as ${neighbor.allowasIn};`),
  ...when(router.decision?.alwaysCompareMed, '  med metric on;'),
  ...graceful(neighbor),
  ...channel(neighbor),
  '}',
];

/** Routes towards interior subnets carry their metric, which is what next hops are compared by. */
const interior = ({ interior: routes }: ResolvedRouter): readonly string[] => [
  'protocol static interior {',
  '  ipv4;',
  ...routes.map(
    ({ prefix, nextHop, metric }) => `  route ${prefix} via ${nextHop} { igp_metric = ${metric}; };`,
  ),
  '}',
];

const originated = ({ networks = [], neighbors }: ResolvedRouter): readonly string[] => [
  'protocol static originated {',
  '  ipv4;',
  ...networks.map((prefix) => `  route ${prefix} blackhole;`),
  ...when(
    neighbors.some(({ defaultOriginate }) => defaultOriginate),
    '  route 0.0.0.0/0 blackhole;',
  ),
  '}',
];

const bfd = ({ neighbors }: ResolvedRouter): readonly string[] =>
  neighbors.flatMap((neighbor) =>
    neighbor.bfd === undefined
      ? []
      : [
          `protocol bfd bfd_${neighbor.id} {`,
          `  interface "${neighbor.interfaceName}" { interval ${neighbor.bfd.intervalMillis} ms; multiplier ${neighbor.bfd.multiplier}; };`,
          '}',
        ],
  );

export const configuration = (router: ResolvedRouter): string =>
  [
    `router id ${router.routerId};`,
    'log stderr all;',
    // Each scan wakes it; otherwise what a timer leaves to be done can wait 3 s.
    `protocol device { ${router.hurried === true ? 'scan time 1; ' : ''}}`,
    'protocol direct { ipv4; }',
    ...bfd(router),
    ...interior(router),
    ...originated(router),
    ...router.neighbors.flatMap((neighbor) => protocol(router, neighbor)),
    '',
  ].join('\n');

const control = (place: Place) => join(place.folder, 'bird.ctl');
const birdc = (place: Place, ...command: readonly string[]) =>
  inside(place, ['birdc', '-r', '-s', control(place), ...command]);
const birdcWrite = (place: Place, ...command: readonly string[]) =>
  inside(place, ['birdc', '-s', control(place), ...command]);

const BINARY = '/usr/sbin/bird';

function unsupported(router: ResolvedRouter): readonly string[] {
  const { decision = {}, neighbors } = router;
  return [
    ...when(
      neighbors.some(({ weight }) => weight !== undefined),
      'weight',
    ),
    ...when(
      Math.max(decision.maximumPaths ?? 1, decision.maximumPathsInternal ?? 1) > 1,
      'multipath of BGP routes',
    ),
    ...when(decision.missingMedAsWorst, 'a missing MED as the worst'),
  ];
}

export const bird: Daemon = {
  name: 'bird',
  binary: BINARY,
  version: async () => /version (\S+)/.exec(await run(['sh', '-c', `${BINARY} --version 2>&1`]))?.[1] ?? '?',
  unsupported,
  write(router, place) {
    writeConfiguration(place, 'bird.conf', configuration(router));
  },
  programs(_router, place, restarted) {
    const file = join(place.folder, 'bird.conf');
    const recover = restarted ? ['-R'] : [];
    return [
      {
        name: 'bird',
        command: insideCommand(place, [BINARY, '-f', '-c', file, '-s', control(place), ...recover]),
        ready: control(place),
        speaksBgp: true,
      },
    ];
  },
  paths: async (place, prefix) => readPaths(await birdc(place, 'show', 'route', prefix, 'all')),
  async reconfigure(_before, after, place) {
    writeConfiguration(place, 'bird.conf', configuration(after));
    await birdcWrite(place, 'configure');
  },
  async clear(neighbor, router, place) {
    await birdcWrite(place, 'restart', nameOf(neighborOf(router, neighbor)));
  },
};
