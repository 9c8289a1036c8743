/** Network namespaces and the cables between them: made, broken, and always removed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import type { LabNetwork } from './network.ts';
import { interfaceOf, linksOf, resolveRouter } from './resolve.ts';
import { run } from './shell.ts';

const PREFIX = 'dxlab-';
let laboratories = 0;

/** The namespace of each router, by the router's name. */
export type Namespaces = ReadonlyMap<string, string>;

/** Unique on this machine: by the process and a count. */
export function namesFor(network: LabNetwork): Namespaces {
  laboratories += 1;
  const stem = `${PREFIX}${process.pid}-${laboratories}`;
  return new Map(Object.keys(network.routers).map((name) => [name, `${stem}-${name}`]));
}

export function namespaceOf(namespaces: Namespaces, router: string): string {
  const found = namespaces.get(router);
  if (found === undefined) throw new Error(`no namespace for ${router}`);
  return found;
}

const batch = (lines: readonly string[], namespace?: string) =>
  run(
    ['ip', ...(namespace === undefined ? [] : ['-n', namespace]), '-batch', '-'],
    lines.map((l) => `${l}\n`).join(''),
  );

/**
 * The ends of a cable have indexes of their own: the kernel holds news of a lost carrier back for up to a second where
 * it takes a port for one without a peer of another index (linkwatch_urgent_event), and other laboratories make news.
 */
export async function buildNetwork(network: LabNetwork, namespaces: Namespaces): Promise<void> {
  await batch([...namespaces.values()].map((name) => `netns add ${name}`));
  await batch(
    network.links.map(([a, b], link) => {
      const port = interfaceOf(link);
      const [here, there] = [namespaceOf(namespaces, a), namespaceOf(namespaces, b)];
      return `link add name ${port} index ${100 + link} netns ${here} type veth peer name ${port} index ${200 + link} netns ${there}`;
    }),
  );
  for (const name of Object.keys(network.routers)) {
    const { interfaces, interior } = resolveRouter(network, name);
    await batch(
      [
        'link set lo up',
        ...interfaces.map((port) => `address add ${port.address} dev ${port.name}`),
        ...interfaces.map((port) => `link set ${port.name} up`),
        ...interior.map(
          ({ prefix, nextHop, metric }) => `route add ${prefix} via ${nextHop} metric ${metric}`,
        ),
      ],
      namespaceOf(namespaces, name),
    );
  }
}

export async function removeNetwork(namespaces: Namespaces): Promise<void> {
  for (const name of namespaces.values()) {
    if (existsSync(`/run/netns/${name}`)) await run(['ip', 'netns', 'delete', name]);
  }
}

/** Namespaces of laboratories whose process has died, and what still runs in them. */
export async function removeLeftovers(): Promise<void> {
  const names = existsSync('/run/netns') ? readdirSync('/run/netns') : [];
  for (const name of names) {
    const owner = /^dxlab-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue;
    const pids = (await run(['ip', 'netns', 'pids', name])).split('\n').filter((pid) => pid !== '');
    for (const pid of pids) process.kill(Number(pid), 'SIGKILL');
    await run(['ip', 'netns', 'delete', name]);
  }
}

/** An `ip` that waits for its next line, so that a cable is cut when we say so and not a process start later. */
export function cutter(namespaces: Namespaces, router: string): ChildProcess {
  return spawn('ip', ['-n', namespaceOf(namespaces, router), '-batch', '-'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

/** From now on both ends of the link drop in silence all that arrives; the light stays on. */
export async function dropAll(network: LabNetwork, namespaces: Namespaces, link: number): Promise<void> {
  const port = interfaceOf(link);
  const hook = `type filter hook ingress device ${port} priority 0; policy drop;`;
  const rules = `table netdev silent {\n chain ${port} {\n ${hook}\n }\n}\n`;
  await Promise.all(
    endsOf(network, namespaces, link).map((ns) => run(['ip', 'netns', 'exec', ns, 'nft', '-f', '-'], rules)),
  );
}

export async function passAll(network: LabNetwork, namespaces: Namespaces, link: number): Promise<void> {
  const rules = `delete chain netdev silent ${interfaceOf(link)}\n`;
  await Promise.all(
    endsOf(network, namespaces, link).map((ns) => run(['ip', 'netns', 'exec', ns, 'nft', '-f', '-'], rules)),
  );
}

const endsOf = (network: LabNetwork, namespaces: Namespaces, link: number) =>
  [...namespaces.keys()]
    .filter((name) => linksOf(network, name).some((end) => end.link === link))
    .map((name) => namespaceOf(namespaces, name));
