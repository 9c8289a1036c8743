/** Prefix pools and ListVirtualInterfaceRoutes: user guide, inbound prefix controls and BGP route visibility. */
import { describe, expect, it } from 'vitest';
import type { Route } from '../../sim/bgp/contract.ts';
import { intern } from '../../sim/bgp/rib/attributes.ts';
import { nlri } from '../../sim/bgp/rib/nlri.ts';
import { type Lab, standardLab } from './lab.ts';

function begun(): Lab {
  const lab = standardLab();
  lab.begin();
  return lab;
}

const MINUTE = 60_000_000;
const update = 'UpdateVirtualInterfaceAttributes';

const routes = (count: number, communities: readonly string[] = []): Route[] =>
  Array.from({ length: count }, (_, n) => ({
    nlri: nlri(`172.16.${n}.0/24`),
    attributes: intern({ origin: 'IGP', asPath: [65_001, 64_500], nextHop: '', communities }),
    learnedMicros: n * MINUTE,
  }));

const connection = (lab: Lab, connectionId: string) =>
  Reflect.get(Object(lab.ok('DescribeConnections', { connectionId }).connections), 0);
const lag = (lab: Lab, lagId: string) => Reflect.get(Object(lab.ok('DescribeLags', { lagId }).lags), 0);

describe('the pool of a port', () => {
  it('is 5,000 at 1 and 10 Gbps, less what is allocated to its virtual interfaces, 100 each', () => {
    const lab = begun();
    const before = connection(lab, 'a1');
    expect(before).toMatchObject({ prefixPoolSizeIpv4: 5000, prefixPoolSizeIpv6: 5000 });
    lab.ok(update, { virtualInterfaceId: 'v101', prefixPoolAllocatedCountIpv4: 600 });
    const after = connection(lab, 'a1');
    expect(after.prefixPoolUnallocatedCountIpv4).toBe(before.prefixPoolUnallocatedCountIpv4 - 500);
    expect(after.prefixPoolUnallocatedCountIpv6).toBe(before.prefixPoolUnallocatedCountIpv6);
  });

  it('of a LAG is that of a connection for each member', () => {
    const lab = begun();
    const { numberOfConnections, prefixPoolSizeIpv4 } = lag(lab, 'lag-b');
    expect(prefixPoolSizeIpv4).toBe(5000 * numberOfConnections);
  });
});

describe('what is allocated to a virtual interface', () => {
  it.each([
    [0, '1 to 1000'],
    [1001, '1 to 1000'],
  ])('%d is refused: it is %s', (count, words) => {
    const lab = begun();
    expect(
      lab.error(update, { virtualInterfaceId: 'v101', prefixPoolAllocatedCountIpv4: count }).message,
    ).toContain(words);
  });

  it('is not less than what is in use', () => {
    const lab = begun();
    lab.bgp.taken.set(lab.id('v101 ipv4'), routes(50));
    const request = (count: number) => ({ virtualInterfaceId: 'v101', prefixPoolAllocatedCountIpv4: count });
    expect(lab.error(update, request(49)).message).toContain('50 prefixes are in use');
    expect(lab.ok(update, request(50)).prefixPoolAllocatedCountIpv4).toBe(50);
  });
});

describe('ListVirtualInterfaceRoutes', () => {
  const operation = 'ListVirtualInterfaceRoutes';

  function withRoutes(): Lab {
    const lab = begun();
    const peer = lab.id('v101 ipv4');
    lab.bgp.taken.set(peer, routes(3, ['7224:7300', '65001:7', '7224:42']));
    const attributes = intern({ origin: 'IGP', asPath: [64_512], nextHop: '169.254.1.1', communities: [] });
    lab.bgp.told.set(peer, [{ nlri: nlri('10.50.0.0/16'), attributes }]);
    return lab;
  }
  const cidrs = (lab: Lab, filters: object) =>
    Array.from(Object(lab.ok(operation, { virtualInterfaceId: 'v101', filters }).routes), (route) =>
      Reflect.get(Object(route), 'cidr'),
    );

  it('answers what AWS accepted and what it advertises, with the members of the model', () => {
    const lab = withRoutes();
    const { virtualInterfaceId, routes: listed } = lab.ok(operation, { virtualInterfaceId: 'v101' });
    expect(virtualInterfaceId).toMatch(/^dxvif-/);
    const device = connection(lab, 'a1').awsLogicalDeviceId;
    expect(listed).toHaveLength(4);
    // Communities without a meaning to AWS are left out.
    expect(Reflect.get(Object(listed), 1)).toEqual({
      cidr: '172.16.1.0/24',
      routeDirection: 'accepted',
      addressFamily: 'ipv4',
      asPath: [{ pathType: 'seq', path: [65_001, 64_500] }],
      communities: ['7224:7300'],
      awsLogicalDeviceId: device,
      routeInstalledAt: 1_767_225_660,
    });
    expect(Reflect.get(Object(listed), 3)).toEqual({
      cidr: '10.50.0.0/16',
      routeDirection: 'advertised',
      addressFamily: 'ipv4',
      asPath: [{ pathType: 'seq', path: [64_512] }],
      communities: [],
      awsLogicalDeviceId: device,
    });
  });

  it.each<[object, readonly string[]]>([
    [{ routeDirection: 'advertised' }, ['10.50.0.0/16']],
    [{ addressFamily: 'ipv6' }, []],
    [{ cidrs: ['172.16.2.0/24', '10.50.0.0/16'] }, ['172.16.2.0/24', '10.50.0.0/16']],
    [{ asPath: [64_512] }, ['10.50.0.0/16']],
    [{ asPath: [65_001, 64_500], cidrs: ['172.16.0.0/24'] }, ['172.16.0.0/24']],
    [{ asPath: [500] }, []],
    [{ communities: ['7224:7300'], cidrs: ['172.16.0.0/24'] }, ['172.16.0.0/24']],
    [{ communities: ['7224:9100'] }, []],
  ])('filters by %j', (filters, expected) => {
    expect(cidrs(withRoutes(), filters)).toEqual(expected);
  });

  it('comes in pages', () => {
    const lab = withRoutes();
    const first = lab.ok(operation, { virtualInterfaceId: 'v101', maxResults: 3 });
    expect(first.routes).toHaveLength(3);
    const { nextToken } = first;
    const rest = lab.ok(operation, { virtualInterfaceId: 'v101', maxResults: 3, nextToken });
    expect(rest.routes).toHaveLength(1);
    expect(rest).not.toHaveProperty('nextToken');
  });

  it('refuses what it cannot know or read', () => {
    const lab = withRoutes();
    expect(lab.error(operation, { virtualInterfaceId: 'dxvif-none' }).message).toContain('does not exist');
    expect(lab.error(operation, {}).message).toContain('virtualInterfaceId');
    const ask = (filters: object) => lab.error(operation, { virtualInterfaceId: 'v101', filters }).message;
    expect(ask({ routeDirection: 'received' })).toContain('accepted or advertised');
    expect(ask({ addressFamily: 'ip' })).toContain('ipv4 or ipv6');
    expect(ask({ cidrs: ['10.0.0.0'] })).toContain('a prefix');
    const eleven = Array.from({ length: 11 }, (_, n) => `10.${n}.0.0/16`);
    expect(ask({ cidrs: eleven })).toContain('at most 10');
  });
});
