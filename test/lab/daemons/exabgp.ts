/** ExaBGP: speaks and announces; it chooses nothing and passes nothing on. */
import { join } from 'node:path';
import type { LabSet, LabTerm } from '../network.ts';
import type { ResolvedNeighbor, ResolvedRouter } from '../resolve.ts';
import { run } from '../shell.ts';
import { type Daemon, insideCommand, when, writeConfiguration } from './daemon.ts';
import { signal } from './signal.ts';

const BINARY = '/usr/sbin/exabgp';

/** What the terms set on a prefix that none of them rejects. */
const attributes = (router: ResolvedRouter, neighbor: ResolvedNeighbor, set: LabSet): string =>
  [
    'next-hop self',
    `as-path [ ${[...(set.prepend ?? []), ...(neighbor.internal ? [] : [router.asn])].join(' ')} ]`,
    ...when(set.med, `med ${set.med}`),
    ...when(neighbor.internal, `local-preference ${set.localPreference ?? 100}`),
    ...(set.origin === undefined ? [] : [`origin ${set.origin.toLowerCase()}`]),
    ...when(set.addCommunities, `community [ ${set.addCommunities?.join(' ')} ]`),
  ].join(' ');

const setsOf = (terms: readonly LabTerm[]): LabSet => Object.assign({}, ...terms.map(({ set }) => set ?? {}));

const neighborBlock = (router: ResolvedRouter, neighbor: ResolvedNeighbor): readonly string[] => [
  `neighbor ${neighbor.remoteAddress} {`,
  `  router-id ${router.routerId};`,
  `  local-address ${neighbor.localAddress};`,
  `  local-as ${router.asn};`,
  `  peer-as ${neighbor.remoteAsn};`,
  ...when(neighbor.holdSeconds, `  hold-time ${neighbor.holdSeconds};`),
  ...when(neighbor.password, `  md5-password "${neighbor.password}";`),
  ...(typeof neighbor.gracefulRestart === 'object'
    ? [`  capability { graceful-restart ${neighbor.gracefulRestart.restartSeconds}; }`]
    : []),
  '  family { ipv4 unicast; }',
  '  static {',
  ...(router.networks ?? []).map(
    (prefix) => `    route ${prefix} ${attributes(router, neighbor, setsOf(neighbor.export ?? []))};`,
  ),
  '  }',
  '}',
];

const settings = [
  'exabgp.daemon.user=root',
  'exabgp.daemon.drop=false',
  'exabgp.api.cli=false',
  'exabgp.log.destination=stdout',
  'exabgp.log.level=INFO',
];

function unsupported({ neighbors, decision, interior }: ResolvedRouter): readonly string[] {
  const terms = neighbors.flatMap((neighbor) => neighbor.export ?? []);
  return [
    ...when(
      neighbors.some((neighbor) => neighbor.import !== undefined),
      'import policy',
    ),
    ...when(
      terms.some(({ match, action }) => match !== undefined || action !== 'accept'),
      'policy with conditions',
    ),
    ...when(decision, 'a choice of routes'),
    ...when(interior.length > 0, 'interior routing'),
    ...when(neighbors.length > 1, 'passing routes on'),
    ...when(
      neighbors.some(({ bfd }) => bfd !== undefined),
      'BFD',
    ),
  ];
}

export const exabgp: Daemon = {
  name: 'exabgp',
  binary: BINARY,
  version: async () => /ExaBGP : (\S+)/.exec(await run([BINARY, '--version']))?.[1] ?? '?',
  unsupported,
  write(router, place) {
    const text = router.neighbors.flatMap((neighbor) => neighborBlock(router, neighbor)).join('\n');
    writeConfiguration(place, 'exabgp.conf', `${text}\n`);
  },
  programs: (_router, place) => [
    {
      name: 'exabgp',
      command: insideCommand(place, ['env', ...settings, BINARY, join(place.folder, 'exabgp.conf')]),
      speaksBgp: true,
    },
  ],
  paths: () => Promise.reject(new Error('ExaBGP keeps no table')),
  async reconfigure(_before, after, place) {
    this.write(after, place);
    await signal(place, 'exabgp', 'SIGUSR1');
  },
  clear: () => Promise.reject(new Error('ExaBGP resets no session by command')),
};
