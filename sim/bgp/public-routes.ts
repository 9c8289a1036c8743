/**
 * The routes of public virtual interfaces (user guide, routing and BGP): what AWS announces, what it takes from the
 * customer, and how far that goes inside AWS.
 */
import { continentOf, partitionOf } from '../topology/public-prefixes.ts';
import type { AddressFamily } from '../topology/spec.ts';
import { changed, intern, isPrivateAsn, type PathAttributes, wellKnown } from './rib/attributes.ts';
import { covers, type Nlri, nlri } from './rib/nlri.ts';
import { emptyTable, merge, type Table } from './rib/table.ts';

const AMAZON_ASN = 16_509;
/** On a route of AWS's: how near its Region is to the connection's. Elsewhere it carries none. */
const SAME_REGION = '7224:8100';
const SAME_CONTINENT = '7224:8200';
/** On a route of the customer's: how far it may go; without one everywhere. */
const scopes = { region: '7224:9100', continent: '7224:9200', global: '7224:9300' } as const;
export type Scope = keyof typeof scopes;

interface RegionPrefixes {
  readonly region: string;
  readonly prefixes: readonly string[];
}

function nearness(home: string, region: string): readonly string[] {
  if (home === region) return [SAME_REGION];
  return continentOf(home) === continentOf(region) ? [SAME_CONTINENT] : [];
}

/** Before AWS's end puts its own 7224 in front: with it, AS_PATH is three long, the documented minimum. */
const announced = (home: string, region: string): PathAttributes =>
  intern({
    origin: 'IGP',
    asPath: [AMAZON_ASN, AMAZON_ASN],
    nextHop: '',
    communities: [...nearness(home, region), wellKnown.noExport],
  });

/** What AWS announces on a public virtual interface whose connection is in the Region `home`. */
export const publicTable = (
  regions: readonly RegionPrefixes[],
  home: string,
  family: AddressFamily,
): Table<PathAttributes> => {
  const near = regions.filter(({ region }) => partitionOf(region) === partitionOf(home));
  const routes = near.flatMap(({ region, prefixes }) =>
    prefixes.map((prefix) => ({ prefix: nlri(prefix), attributes: announced(home, region) })),
  );
  const ofFamily = routes.filter(({ prefix }) => prefix.family === family);
  return merge(emptyTable<PathAttributes>(), {
    prefixes: ofFamily.map(({ prefix }) => prefix),
    values: ofFamily.map(({ attributes }) => attributes),
  });
};

/** Whether AWS takes a prefix: one that was listed, or a part of it (that parts are taken is assumed). */
export const isListed = (routeFilter: readonly Nlri[], prefix: Nlri): boolean =>
  routeFilter.some((listed) => covers(listed, prefix));

const isReserved = (community: string): boolean => {
  const [asn, value, ...rest] = community.split(':');
  return rest.length === 0 && asn === '7224' && Number(value) >= 1;
};

const supported: readonly string[] = Object.values(scopes);

/** A customer's route without the reserved communities that mean nothing here: 7224:1 to 65535 are AWS's. */
export function withoutUnsupported(attributes: PathAttributes): PathAttributes {
  const { communities } = attributes;
  const kept = communities.filter((one) => !isReserved(one) || supported.includes(one));
  return kept.length === communities.length ? attributes : changed(attributes, { communities: kept });
}

/** How far a customer's route goes; of several communities the narrowest counts (assumed). */
export const scopeOf = ({ communities }: PathAttributes): Scope =>
  (['region', 'continent'] as const).find((scope) => communities.includes(scopes[scope])) ?? 'global';

/** Whether a Region hears a route that the customer announces in the Region `home`. */
export function isHeardIn(region: string, home: string, attributes: PathAttributes): boolean {
  if (partitionOf(region) !== partitionOf(home)) return false;
  switch (scopeOf(attributes)) {
    case 'region':
      return region === home;
    case 'continent':
      return continentOf(region) === continentOf(home);
    case 'global':
      return true;
  }
}

/** The route as others see it: private ASNs, prepended ones too, are one 7224. */
export function seenByOthers(attributes: PathAttributes, amazonAsn: number): PathAttributes {
  const { asPath } = attributes;
  if (!asPath.some(isPrivateAsn)) return attributes;
  const shown = asPath.map((asn) => (isPrivateAsn(asn) ? amazonAsn : asn));
  return changed(attributes, {
    asPath: shown.filter((asn, index) => asn !== amazonAsn || shown[index - 1] !== amazonAsn),
  });
}
