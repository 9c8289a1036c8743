/**
 * AWS's public network: a sample of the prefixes of some Regions. A network file may replace those of a Region and add
 * Regions of its own.
 */
import type { Named } from './spec.ts';

/** One IPv4 and one IPv6 block of EC2 a Region, as ip-ranges.json lists them; far from all of them. */
export const samplePrefixes: Named<readonly string[]> = {
  'af-south-1': ['13.244.0.0/15', '2406:da11::/36'],
  'ap-northeast-1': ['3.112.0.0/14', '2406:da14::/36'],
  'ap-southeast-2': ['3.24.0.0/14', '2406:da1c::/36'],
  'ca-central-1': ['3.96.0.0/15', '2600:1f11::/36'],
  'eu-central-1': ['3.120.0.0/14', '2a05:d014::/36'],
  'eu-west-1': ['3.248.0.0/13', '2a05:d018::/36'],
  'eu-west-2': ['3.8.0.0/14', '2a05:d01c::/36'],
  'sa-east-1': ['18.228.0.0/16', '2600:1f1e::/36'],
  'us-east-1': ['3.80.0.0/12', '2600:1f18::/33'],
  'us-west-2': ['52.88.0.0/15', '2600:1f14::/35'],
};

/** Of all Regions that are known. */
export const publicPrefixesOf = (own: Named<readonly string[]> | undefined): Named<readonly string[]> => ({
  ...samplePrefixes,
  ...own,
});

/**
 * The continents of the scope communities: North America; Europe, the Middle East and Africa; Asia Pacific. That South
 * America is one of its own is assumed.
 */
const continents: Readonly<Record<string, string>> = {
  us: 'NA',
  ca: 'NA',
  mx: 'NA',
  sa: 'SA',
  eu: 'EMEA',
  me: 'EMEA',
  il: 'EMEA',
  af: 'EMEA',
  ap: 'APAC',
};

const areaOf = (region: string): string => region.split('-')[0] ?? '';

/** The continent that a Region is on; one of its own for an area that is not known. */
export const continentOf = (region: string): string => continents[areaOf(region)] ?? areaOf(region);

/** Prefixes of one partition are not known in another: China and GovCloud stand apart [user guide, routing and BGP]. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The name of a Region's public network, where flows may end. */
export const publicRegionName = (region: string): string => `aws ${region}`;

/** The Region in such a name; undefined: it is another thing's. */
export const regionOfName = (name: string): string | undefined => /^aws (\S+)$/.exec(name)?.[1];
