/** GoBGP: one process and its command-line client; it watches no interfaces. */
import { join } from 'node:path';
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
import { readPaths } from './gobgp-paths.ts';
import { policies } from './gobgp-policy.ts';
import { signal } from './signal.ts';
import { type Toml, toml } from './toml.ts';

const BINARY = '/usr/bin/gobgpd';

function restart({ gracefulRestart: gr }: ResolvedNeighbor): Toml | undefined {
  if (gr === undefined || gr === 'off') return undefined;
  const restartTime = gr === 'helper' ? 120 : gr.restartSeconds;
  return { config: { enabled: true, 'restart-time': restartTime, 'helper-only': gr === 'helper' } };
}

const neighborOfConfiguration = (router: ResolvedRouter, neighbor: ResolvedNeighbor): Toml => ({
  config: {
    'neighbor-address': neighbor.remoteAddress,
    'peer-as': neighbor.remoteAsn,
    'auth-password': neighbor.password,
    'admin-down': neighbor.shutdown,
    'remove-private-as': neighbor.removePrivateAs ? 'all' : undefined,
  },
  timers:
    neighbor.holdSeconds === undefined
      ? undefined
      : { config: { 'hold-time': neighbor.holdSeconds, 'keepalive-interval': neighbor.keepaliveSeconds } },
  transport: { config: { 'local-address': neighbor.localAddress } },
  'as-path-options':
    neighbor.allowasIn === undefined ? undefined : { config: { 'allow-own-as': neighbor.allowasIn } },
  'graceful-restart': restart(neighbor),
  'route-reflector': neighbor.client
    ? {
        config: {
          'route-reflector-client': true,
          'route-reflector-cluster-id': router.clusterId ?? router.routerId,
        },
      }
    : undefined,
  'afi-safis': [
    {
      config: { 'afi-safi-name': 'ipv4-unicast' },
      'mp-graceful-restart': restart(neighbor) === undefined ? undefined : { config: { enabled: true } },
      'prefix-limit':
        neighbor.maximumPrefixes === undefined
          ? undefined
          : { config: { 'max-prefixes': neighbor.maximumPrefixes, 'restart-timer': 0 } },
    },
  ],
});

export function configuration(router: ResolvedRouter): string {
  const { decision = {} } = router;
  const { applyPolicy, definedSets, definitions } = policies(router);
  return toml({
    global: {
      config: { as: router.asn, 'router-id': router.routerId },
      'route-selection-options': {
        config: {
          'always-compare-med': decision.alwaysCompareMed,
          'external-compare-router-id': decision.compareRouterId,
        },
      },
      'use-multiple-paths': {
        config: { enabled: Math.max(decision.maximumPaths ?? 1, decision.maximumPathsInternal ?? 1) > 1 },
      },
      'apply-policy': applyPolicy,
    },
    'defined-sets': definedSets,
    'policy-definitions': definitions,
    neighbors: router.neighbors.map((neighbor) => neighborOfConfiguration(router, neighbor)),
  });
}

const gobgp = (place: Place, ...command: readonly string[]) => inside(place, ['gobgp', ...command]);

const unsupported = ({
  neighbors,
  decision = {},
  interior,
  networks = [],
}: ResolvedRouter): readonly string[] => [
  ...when(
    neighbors.some(({ bfd }) => bfd !== undefined),
    'BFD',
  ),
  ...when(
    neighbors.some(({ weight }) => weight !== undefined),
    'weight',
  ),
  ...when(
    neighbors.some(({ defaultOriginate }) => defaultOriginate),
    'default-originate',
  ),
  ...when(
    neighbors.some(({ nextHopSelf }) => nextHopSelf),
    'next-hop-self but by policy',
  ),
  ...when(metricsDiffer(interior), 'metrics of interior routes without zebra'),
  ...when(
    Math.max(decision.maximumPaths ?? 1, decision.maximumPathsInternal ?? 1) > 1,
    'showing which paths it uses together',
  ),
  ...when(decision.missingMedAsWorst, 'a missing MED as the worst'),
  ...when(networks.length > 1000, 'many networks'),
];

export const gobgpd: Daemon = {
  name: 'gobgp',
  binary: BINARY,
  version: async () => /version (\S+)/.exec(await run([BINARY, '--version']))?.[1] ?? '?',
  unsupported,
  write(router, place) {
    writeConfiguration(place, 'gobgp.toml', configuration(router));
  },
  programs: (_router, place) => [
    {
      name: 'gobgpd',
      command: insideCommand(place, [BINARY, '-f', join(place.folder, 'gobgp.toml'), '--pprof-disable']),
      speaksBgp: true,
    },
  ],
  async prepare(router, place) {
    for (const prefix of router.networks ?? []) await gobgp(place, 'global', 'rib', 'add', prefix);
  },
  paths: async (place, prefix) => readPaths(await gobgp(place, 'global', 'rib', prefix, '-j')),
  async reconfigure(_before, after, place) {
    writeConfiguration(place, 'gobgp.toml', configuration(after));
    await signal(place, 'gobgpd', 'SIGHUP');
  },
  async clear(neighbor, router, place) {
    await gobgp(place, 'neighbor', neighborOf(router, neighbor).remoteAddress, 'reset');
  },
};
