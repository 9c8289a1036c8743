/** Routes of public virtual interfaces: user guide, routing policies and BGP communities, section on public interfaces. */
import { describe, expect, it } from 'vitest';
import {
  isHeardIn,
  isListed,
  publicTable,
  scopeOf,
  seenByOthers,
  withoutUnsupported,
} from '../../sim/bgp/public-routes.ts';
import { intern, wellKnown } from '../../sim/bgp/rib/attributes.ts';
import { nlri } from '../../sim/bgp/rib/nlri.ts';
import { lookUp } from '../../sim/bgp/rib/table.ts';

const route = (communities: readonly string[], asPath: readonly number[] = [65_001]) =>
  intern({ origin: 'IGP', asPath, nextHop: '', communities });

const regions = [
  { region: 'eu-west-2', prefixes: ['3.8.0.0/14', '2a05:d01c::/36'] },
  { region: 'eu-central-1', prefixes: ['3.120.0.0/14'] },
  { region: 'us-east-1', prefixes: ['3.80.0.0/12'] },
  { region: 'cn-north-1', prefixes: ['52.80.0.0/16'] },
];

describe('what AWS announces', () => {
  const table = publicTable(regions, 'eu-west-2', 'ipv4');
  const communitiesOf = (prefix: string) => lookUp(table, nlri(prefix))?.communities;

  it('says how near a Region is: 7224:8100 the same, 7224:8200 the continent, nothing beyond; NO_EXPORT on all', () => {
    expect(communitiesOf('3.8.0.0/14')).toEqual(['7224:8100', wellKnown.noExport]);
    expect(communitiesOf('3.120.0.0/14')).toEqual(['7224:8200', wellKnown.noExport]);
    expect(communitiesOf('3.80.0.0/12')).toEqual([wellKnown.noExport]);
  });

  it("has an AS_PATH of three with AWS's own AS, which its end puts in front", () => {
    for (const attributes of table.values) expect([7224, ...attributes.asPath]).toHaveLength(3);
  });

  it('is of one family, and leaves out other partitions', () => {
    expect(table.prefixes.map(({ text }) => text)).toEqual(['3.8.0.0/14', '3.80.0.0/12', '3.120.0.0/14']);
    expect(publicTable(regions, 'cn-north-1', 'ipv4').prefixes.map(({ text }) => text)).toEqual([
      '52.80.0.0/16',
    ]);
    expect(publicTable(regions, 'eu-west-2', 'ipv6').prefixes).toHaveLength(1);
  });
});

describe('what AWS takes', () => {
  it('is within the route filter prefixes', () => {
    const filter = [nlri('203.0.113.0/24')];
    expect(isListed(filter, nlri('203.0.113.0/24'))).toBe(true);
    expect(isListed(filter, nlri('203.0.113.128/25'))).toBe(true);
    expect(isListed(filter, nlri('203.0.112.0/23'))).toBe(false);
    expect(isListed(filter, nlri('198.51.100.0/24'))).toBe(false);
    expect(isListed([], nlri('203.0.113.0/24'))).toBe(false);
  });

  it("keeps the three scopes and the customer's own communities, strips what else is reserved", () => {
    const before = route(['7224:9100', '7224:7300', '7224:8100', '7224:42', '65001:7', '7224:1:2']);
    expect(withoutUnsupported(before).communities).toEqual(['7224:1:2', '7224:9100', '65001:7']);
    expect(withoutUnsupported(route(['65001:7']))).toBe(route(['65001:7']));
  });
});

describe("how far a customer's route goes", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nowhere said: everywhere', [], ['eu-west-2', 'eu-central-1', 'us-east-1']],
    ['7224:9300: everywhere', ['7224:9300'], ['eu-west-2', 'eu-central-1', 'us-east-1']],
    ['7224:9200: the continent', ['7224:9200'], ['eu-west-2', 'eu-central-1']],
    ['7224:9100: the Region', ['7224:9100'], ['eu-west-2']],
  ])('%s', (_words, communities, heard) => {
    const all = ['eu-west-2', 'eu-central-1', 'us-east-1', 'cn-north-1'];
    expect(all.filter((region) => isHeardIn(region, 'eu-west-2', route(communities)))).toEqual(heard);
  });

  it('counts the Middle East and Africa to Europe', () => {
    for (const region of ['me-south-1', 'af-south-1', 'il-central-1'])
      expect(isHeardIn(region, 'eu-west-2', route(['7224:9200']))).toBe(true);
    expect(isHeardIn('sa-east-1', 'us-east-1', route(['7224:9200']))).toBe(false);
  });

  it('is the narrowest of several', () => {
    expect(scopeOf(route(['7224:9300', '7224:9100']))).toBe('region');
  });
});

describe('what others see of a path', () => {
  it.each<[readonly number[], readonly number[]]>([
    [[65_001], [7224]],
    // Prepending a private ASN does not lengthen the path.
    [[65_001, 65_001, 65_001], [7224]],
    [[4_200_000_001, 65_001], [7224]],
    // RFC 5398 keeps 64496 to 64511 for documentation: they are not private.
    [
      [64_496, 64_496],
      [64_496, 64_496],
    ],
    [
      [64_496, 65_001, 65_001],
      [64_496, 7224],
    ],
  ])('of %j: %j', (asPath, seen) => {
    expect(seenByOthers(route([], asPath), 7224).asPath).toEqual(seen);
  });
});
