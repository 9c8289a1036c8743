/** FRR: zebra (links and next hops), bgpd, and bfdd where BFD is asked for. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ResolvedNeighbor, ResolvedRouter } from '../resolve.ts';
import { run } from '../shell.ts';
import {
  type Daemon,
  inside,
  insideCommand,
  neighborOf,
  type Owner,
  type Place,
  when,
  writeConfiguration,
} from './daemon.ts';
import { readPaths } from './frr-paths.ts';
import { routeMap } from './frr-policy.ts';

const PROGRAMS = '/usr/lib/frr';

/** As root it fails: its sockets belong to the group frrvty. */
let frrUser: Owner | undefined;
function owner(): Owner {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'frr'], { encoding: 'utf8' }));
  frrUser ??= { uid: id('-u'), gid: id('-g') };
  return frrUser;
}

const session = (neighbor: ResolvedNeighbor): readonly string[] => {
  const say = (text: string) => ` neighbor ${neighbor.remoteAddress} ${text}`;
  const { holdSeconds, keepaliveSeconds, bfd, gracefulRestart } = neighbor;
  return [
    say(`remote-as ${neighbor.remoteAsn}`),
    ...when(holdSeconds, say(`timers ${keepaliveSeconds} ${holdSeconds}`)),
    ...when(bfd, say(`bfd ${bfd?.multiplier} ${bfd?.intervalMillis} ${bfd?.intervalMillis}`)),
    ...when(neighbor.password, say(`password ${neighbor.password}`)),
    ...when(neighbor.shutdown, say('shutdown')),
    ...when(gracefulRestart === 'off', say('graceful-restart-disable')),
    ...when(gracefulRestart === 'helper', say('graceful-restart-helper')),
    ...when(typeof gracefulRestart === 'object', say('graceful-restart')),
  ];
};

const family = (neighbor: ResolvedNeighbor): readonly string[] => {
  const say = (text: string) => `  neighbor ${neighbor.remoteAddress} ${text}`;
  return [
    ...when(neighbor.import, say(`route-map in-${neighbor.id} in`)),
    ...when(neighbor.export, say(`route-map out-${neighbor.id} out`)),
    ...when(neighbor.weight, say(`weight ${neighbor.weight}`)),
    ...when(neighbor.allowasIn, say(`allowas-in ${neighbor.allowasIn}`)),
    ...when(neighbor.removePrivateAs, say('remove-private-AS')),
    ...when(neighbor.defaultOriginate, say('default-originate')),
    ...when(neighbor.nextHopSelf, say('next-hop-self')),
    ...when(neighbor.client, say('route-reflector-client')),
    ...when(neighbor.maximumPrefixes, say(`maximum-prefix ${neighbor.maximumPrefixes}`)),
  ];
};

const restartSeconds = (router: ResolvedRouter) =>
  router.neighbors.flatMap(({ gracefulRestart: gr }) =>
    typeof gr === 'object' ? [gr.restartSeconds] : [],
  )[0];

export function configuration(router: ResolvedRouter): readonly string[] {
  const { decision = {}, networks = [], neighbors } = router;
  return [
    `hostname ${router.name}`,
    ...neighbors.flatMap(({ id, import: terms }) => routeMap(`in-${id}`, terms ?? [])),
    ...neighbors.flatMap(({ id, export: terms }) => routeMap(`out-${id}`, terms ?? [])),
    `router bgp ${router.asn}`,
    ` bgp router-id ${router.routerId}`,
    ' no bgp ebgp-requires-policy',
    ' no bgp network import-check',
    ...when(router.clusterId, ` bgp cluster-id ${router.clusterId}`),
    ...when(restartSeconds(router), ` bgp graceful-restart restart-time ${restartSeconds(router)}`),
    ...when(decision.alwaysCompareMed, ' bgp always-compare-med'),
    ...when(decision.missingMedAsWorst, ' bgp bestpath med missing-as-worst'),
    ...when(decision.compareRouterId, ' bgp bestpath compare-routerid'),
    ...neighbors.flatMap(session),
    ' address-family ipv4 unicast',
    ...networks.map((prefix) => `  network ${prefix}`),
    ...when(decision.maximumPaths, `  maximum-paths ${decision.maximumPaths}`),
    ...when(decision.maximumPathsInternal, `  maximum-paths ibgp ${decision.maximumPathsInternal}`),
    ...neighbors.flatMap(family),
    ' exit-address-family',
    'exit',
  ];
}

const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;

const vtysh = (place: Place, ...commands: readonly string[]) =>
  inside(place, ['vtysh', '--vty_socket', place.folder, ...commands.flatMap((command) => ['-c', command])]);

export const frr: Daemon = {
  name: 'frr',
  binary: `${PROGRAMS}/bgpd`,
  version: async () =>
    /FRRouting \S+|version (\S+)/.exec(await run([`${PROGRAMS}/bgpd`, '--version']))?.[1] ?? '?',
  unsupported: () => [],
  write(router, place) {
    for (const helper of ['zebra', 'bfdd']) writeConfiguration(place, `${helper}.conf`, text([]), owner());
    writeConfiguration(place, 'bgpd.conf', text(configuration(router)), owner());
  },
  programs(router, place) {
    const program = (name: string, ...more: readonly string[]) => {
      const file = (end: string) => join(place.folder, `${name}.${end}`);
      const common = ['-u', 'frr', '-g', 'frr', '-f', file('conf'), '-i', file('pid'), '-P', '0'];
      const sockets = ['-z', join(place.folder, 'zserv.sock'), '--vty_socket', place.folder];
      return {
        name,
        command: insideCommand(place, [join(PROGRAMS, name), ...common, ...sockets, ...more]),
        ready: file('vty'),
        speaksBgp: name === 'bgpd',
      };
    };
    const withBfd = router.neighbors.some(({ bfd }) => bfd !== undefined);
    return [
      program('zebra'),
      ...(withBfd ? [program('bfdd', '--bfdctl', join(place.folder, 'bfdd.sock'))] : []),
      program('bgpd'),
    ];
  },
  paths: async (place, prefix) => readPaths(await vtysh(place, `show bgp ipv4 unicast ${prefix} json`)),
  /** Lines that are gone are taken back and new ones said, under their own heading. */
  async reconfigure(before, after, place) {
    const { gone, added } = difference(sections(configuration(before)), sections(configuration(after)));
    await vtysh(place, 'configure terminal', ...gone, ...added);
  },
  async clear(neighbor, router, place) {
    await vtysh(place, `clear bgp ${neighborOf(router, neighbor).remoteAddress}`);
  },
};

/** Each line with the headings that it stands under, as it is typed. */
function sections(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  let headings: string[] = [];
  const typed = new Map<string, readonly string[]>();
  for (const line of lines) {
    const depth = line.length - line.trimStart().length;
    const command = line.trim();
    if (command === 'exit' || command === 'exit-address-family') continue;
    headings = [...headings.slice(0, depth), command];
    typed.set(headings.join('\n'), headings);
  }
  return typed;
}

function difference(
  before: ReadonlyMap<string, readonly string[]>,
  after: ReadonlyMap<string, readonly string[]>,
) {
  const type = (headings: readonly string[], no: string) => [
    ...headings.slice(0, -1),
    `${no}${headings.at(-1)}`,
    'end',
    'configure terminal',
  ];
  const only = (a: typeof before, b: typeof before) =>
    [...a].flatMap(([key, value]) => (b.has(key) ? [] : [value]));
  return {
    gone: only(before, after).flatMap((headings) => type(headings, 'no ')),
    added: only(after, before).flatMap((headings) => type(headings, '')),
  };
}
