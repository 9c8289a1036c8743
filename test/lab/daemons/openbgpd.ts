/** OpenBGPD, portable: one file, `bgpctl`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LabSet, LabTerm } from '../network.ts';
import type { ResolvedNeighbor, ResolvedRouter } from '../resolve.ts';
import { run } from '../shell.ts';
import {
  type Daemon,
  inside,
  insideCommand,
  metricsDiffer,
  neighborOf,
  type Place,
  when,
  writeConfiguration,
} from './daemon.ts';
import { readPaths } from './openbgpd-paths.ts';

const BINARY = '/usr/sbin/bgpd';
/** Compiled in: it locks itself in there. */
const CHROOT = '/run/openbgpd';

const socket = (place: Place) => join(place.folder, 'control.sock');

const neighborBlock = (router: ResolvedRouter, neighbor: ResolvedNeighbor): readonly string[] => [
  `neighbor ${neighbor.remoteAddress} {`,
  `  remote-as ${neighbor.remoteAsn}`,
  `  local-address ${neighbor.localAddress}`,
  ...when(neighbor.holdSeconds, `  holdtime ${neighbor.holdSeconds}`),
  ...when(neighbor.password, `  tcp md5sig password ${neighbor.password}`),
  ...when(neighbor.shutdown, '  down'),
  ...when(neighbor.client, `  route-reflector ${router.clusterId ?? router.routerId}`),
  ...when(neighbor.allowasIn, '  enforce local-as no'),
  ...when(neighbor.defaultOriginate, '  export default-route'),
  ...when(neighbor.nextHopSelf, '  set nexthop self'),
  ...when(neighbor.maximumPrefixes, `  max-prefix ${neighbor.maximumPrefixes}`),
  ...when(neighbor.gracefulRestart === 'off', '  announce restart no'),
  ...when(neighbor.gracefulRestart === 'helper', '  announce restart yes'),
  '}',
];

const origins = { IGP: 'igp', EGP: 'egp', INCOMPLETE: 'incomplete' } as const;

/** Well-known communities are words in capitals. */
const written = (community: string) => community.toUpperCase().replaceAll('-', '_');

function settings(set: LabSet): string {
  const parts = [
    ...when(set.localPreference, `localpref ${set.localPreference}`),
    ...when(set.med, `med ${set.med}`),
    ...(set.origin === undefined ? [] : [`origin ${origins[set.origin]}`]),
    ...when(set.prepend, `prepend-self ${set.prepend?.length}`),
    ...(set.addCommunities ?? []).map((community) => `community ${written(community)}`),
  ];
  return parts.length === 0 ? '' : ` set { ${parts.join(' ')} }`;
}

/** One rule for each way to match; the last that matches wins unless it is quick, so all of ours are. */
function rules(side: string, { match = {}, set = {}, action }: LabTerm): readonly string[] {
  const verb = { accept: 'allow quick', reject: 'deny quick', continue: 'match' }[action];
  const prefixes = match.prefixes?.map(({ prefix, ge, le }) => {
    const length = Number(prefix.split('/')[1]);
    const range = ge === undefined && le === undefined ? '' : ` prefixlen ${ge ?? length} - ${le ?? 32}`;
    return ` prefix ${prefix}${range}`;
  }) ?? [''];
  const communities = match.communities?.map((c) => ` community ${written(c)}`) ?? [''];
  const path = match.asPathHas === undefined ? '' : ` AS ${match.asPathHas}`;
  return prefixes.flatMap((prefix) =>
    communities.map((community) => `${verb} ${side}${prefix}${path}${community}${settings(set)}`),
  );
}

const filters = (neighbor: ResolvedNeighbor): readonly string[] =>
  (['import', 'export'] as const).flatMap((direction) => {
    const terms = neighbor[direction];
    const side = `${direction === 'import' ? 'from' : 'to'} ${neighbor.remoteAddress}`;
    return terms === undefined
      ? []
      : [...terms, { action: 'reject' } as const].flatMap((term) => rules(side, term));
  });

export const configuration = (router: ResolvedRouter, place: Place): string =>
  [
    `AS ${router.asn}`,
    `router-id ${router.routerId}`,
    `socket "${socket(place)}"`,
    'fib-update no',
    ...router.neighbors.map(({ localAddress }) => `listen on ${localAddress}`),
    ...when(router.decision?.alwaysCompareMed, 'rde med compare always'),
    ...(router.networks ?? []).map((prefix) => `network ${prefix}`),
    ...router.neighbors.flatMap((neighbor) => neighborBlock(router, neighbor)),
    ...router.neighbors.flatMap(filters),
    'allow from any',
    'allow to any',
    '',
  ].join('\n');

const bgpctl = (place: Place, ...command: readonly string[]) =>
  inside(place, ['bgpctl', '-s', socket(place), ...command]);

function unsupported({ neighbors, decision = {}, interior }: ResolvedRouter): readonly string[] {
  const any = (member: keyof ResolvedNeighbor) =>
    neighbors.some((neighbor) => neighbor[member] !== undefined);
  const prepends = neighbors
    .flatMap((n) => [...(n.import ?? []), ...(n.export ?? [])])
    .map(({ set }) => set?.prepend);
  return [
    ...when(any('bfd'), 'BFD'),
    ...when(any('weight'), "weight of Cisco's meaning"),
    ...when(any('removePrivateAs'), 'removal of private ASNs'),
    ...when(Math.max(decision.maximumPaths ?? 1, decision.maximumPathsInternal ?? 1) > 1, 'multipath'),
    ...when(decision.missingMedAsWorst, 'a missing MED as the worst'),
    ...when(metricsDiffer(interior), 'metrics of interior routes'),
    ...when(
      neighbors.some(({ gracefulRestart }) => typeof gracefulRestart === 'object'),
      'graceful restart as the restarting router',
    ),
    ...when(
      prepends.some((asns) => asns?.some((asn) => asn !== asns[0])),
      'prepending of several ASNs',
    ),
  ];
}

export const openbgpd: Daemon = {
  name: 'openbgpd',
  binary: BINARY,
  version: async () => /(\d+\.\d+)/.exec(await run(['sh', '-c', `${BINARY} -V 2>&1`]))?.[1] ?? '?',
  unsupported,
  write(router, place) {
    mkdirSync(CHROOT, { recursive: true });
    writeConfiguration(place, 'bgpd.conf', configuration(router, place));
  },
  programs: (_router, place) => [
    {
      name: 'bgpd',
      command: insideCommand(place, [BINARY, '-d', '-f', join(place.folder, 'bgpd.conf')]),
      ready: socket(place),
      speaksBgp: true,
    },
  ],
  paths: async (place, prefix) => readPaths(await bgpctl(place, '-j', 'show', 'rib', 'detail', prefix)),
  async reconfigure(_before, after, place) {
    writeConfiguration(place, 'bgpd.conf', configuration(after, place));
    await bgpctl(place, 'reload');
  },
  async clear(neighbor, router, place) {
    await bgpctl(place, 'neighbor', neighborOf(router, neighbor).remoteAddress, 'clear');
  },
};
