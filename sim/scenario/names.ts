/** Who is called what: the names of a network by kind, and the words for a name that is not there. */
import { didYouMean, listed } from '../kernel/near.ts';
import { isMap } from './schema/build.ts';

/** The maps of a network file. */
export const sections = [
  'accounts',
  'devices',
  'carriers',
  'routers',
  'links',
  'connections',
  'lags',
  'vifs',
  'gateways',
  'vpcs',
  'vpns',
] as const;
export type Section = (typeof sections)[number];

/** Routing policy: each kind has names of its own, as only route maps and neighbours refer to them. */
export const policySections = ['prefixLists', 'asPathLists', 'communityLists', 'routeMaps'] as const;
export type PolicySection = (typeof policySections)[number];

const NOUNS: Readonly<Record<Section | PolicySection, string>> = {
  accounts: 'account',
  devices: 'AWS device',
  carriers: 'carrier',
  routers: 'router',
  links: 'link',
  connections: 'connection',
  lags: 'LAG',
  vifs: 'virtual interface',
  gateways: 'gateway',
  vpcs: 'VPC',
  prefixLists: 'prefix list',
  asPathLists: 'AS path list',
  communityLists: 'community list',
  routeMaps: 'route map',
  vpns: 'VPN',
};

export type NameTable = Readonly<Record<Section | PolicySection, readonly string[]>>;

const keysOf = (value: unknown): readonly string[] => (isMap(value) ? Object.keys(value) : []);

/** All names of a raw network file, of things with mistakes too: a reference to those is not a second mistake. */
export const namesOf = (raw: Readonly<Record<string, unknown>>): NameTable => ({
  accounts: keysOf(raw.accounts),
  devices: keysOf(raw.devices),
  carriers: keysOf(raw.carriers),
  routers: keysOf(raw.routers),
  links: keysOf(raw.links),
  connections: keysOf(raw.connections),
  lags: keysOf(raw.lags),
  vifs: keysOf(raw.vifs),
  gateways: keysOf(raw.gateways),
  vpcs: keysOf(raw.vpcs),
  prefixLists: keysOf(raw.prefixLists),
  asPathLists: keysOf(raw.asPathLists),
  communityLists: keysOf(raw.communityLists),
  routeMaps: keysOf(raw.routeMaps),
  vpns: keysOf(raw.vpns),
});

/** A network of thousands asks of each of its names. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

export function hasName(names: NameTable, section: Section | PolicySection, wanted: string): boolean {
  const list = names[section];
  const set = sets.get(list) ?? new Set(list);
  sets.set(list, set);
  return set.has(wanted);
}

/** The noun of the thing that has a name, accounts aside. */
export function nameTakenBy(names: NameTable, name: string): string | undefined {
  const section = sections.find((one) => one !== 'accounts' && hasName(names, one, name));
  return section === undefined ? undefined : NOUNS[section];
}

/** `no virtual interface "v10l"; the network has v101, v102`; undefined when there is one of that name. */
export function missingName(
  names: NameTable,
  wanted: string,
  of: readonly (Section | PolicySection)[],
): string | undefined {
  if (of.some((section) => hasName(names, section, wanted))) return undefined;
  return noSuch(
    of.map((section) => NOUNS[section]),
    wanted,
    of.flatMap((section) => names[section]),
  );
}

/** The same for things that are not in a network file. */
export function noSuch(
  nouns: readonly string[],
  wanted: string,
  all: readonly string[],
  owner = 'the network',
): string {
  const head = `no ${nouns.join(' or ')} "${wanted}"`;
  if (all.length === 0) return `${head}; there is none`;
  return `${head}; ${owner} has ${listed(all)}${didYouMean(wanted, all)}`;
}

export const nounOf = (section: Section): string => NOUNS[section];
