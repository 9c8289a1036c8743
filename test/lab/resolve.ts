/** What one router must be told: the neutral description with addresses and interfaces filled in. */
import type { LabNeighbor, LabNetwork, LabRouter } from './network.ts';

export interface ResolvedNeighbor extends LabNeighbor {
  /** Of the description: `left`, `left#2`. */
  readonly key: string;
  /** The same, fit for the identifiers of every daemon. */
  readonly id: string;
  readonly interfaceName: string;
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly remoteAsn: number;
  readonly internal: boolean;
}

export interface ResolvedInterface {
  readonly name: string;
  readonly address: string;
}

export interface ResolvedInteriorRoute {
  readonly prefix: string;
  readonly nextHop: string;
  readonly metric: number;
}

export interface ResolvedRouter extends Omit<LabRouter, 'neighbors' | 'interior'> {
  readonly name: string;
  readonly neighbors: readonly ResolvedNeighbor[];
  readonly interfaces: readonly ResolvedInterface[];
  readonly interior: readonly ResolvedInteriorRoute[];
}

export const interfaceOf = (link: number) => `eth${link}`;
export const subnetOf = (link: number) => `10.254.${link}.0/30`;
const addressOf = (link: number, end: 0 | 1) => `10.254.${link}.${end + 1}`;

function entry<T>(table: Readonly<Record<string, T>>, key: string): T {
  const found = table[key];
  if (found === undefined) throw new Error(`nothing is called ${key}`);
  return found;
}

/** The links that one router is on, in order. */
export function linksOf(network: LabNetwork, name: string) {
  return network.links.flatMap(([a, b], link) => {
    if (a !== name && b !== name) return [];
    const end = a === name ? 0 : 1;
    return [{ link, end, other: a === name ? b : a } as const];
  });
}

function linkTo(network: LabNetwork, name: string, key: string) {
  const [other, nth = '1'] = key.split('#');
  const found = linksOf(network, name).filter((link) => link.other === other)[Number(nth) - 1];
  if (found === undefined) throw new Error(`no link leads from ${name} to ${key}`);
  return found;
}

function resolveNeighbor(
  network: LabNetwork,
  name: string,
  key: string,
  spec: LabNeighbor,
): ResolvedNeighbor {
  const { link, end, other } = linkTo(network, name, key);
  const remoteAsn = entry(network.routers, other).asn;
  return {
    ...spec,
    key,
    id: key.replace('#', '_'),
    interfaceName: interfaceOf(link),
    localAddress: addressOf(link, end),
    remoteAddress: addressOf(link, end === 0 ? 1 : 0),
    remoteAsn,
    internal: remoteAsn === entry(network.routers, name).asn,
  };
}

export function resolveRouter(network: LabNetwork, name: string): ResolvedRouter {
  const router = entry(network.routers, name);
  return {
    ...router,
    name,
    neighbors: Object.entries(router.neighbors).map(([key, spec]) =>
      resolveNeighbor(network, name, key, spec),
    ),
    interfaces: linksOf(network, name).map(({ link, end }) => ({
      name: interfaceOf(link),
      address: `${addressOf(link, end)}/30`,
    })),
    interior: (router.interior ?? []).map(({ link, via, metric }) => ({
      prefix: subnetOf(link),
      nextHop: resolveNeighbor(network, name, via, {}).remoteAddress,
      metric,
    })),
  };
}
