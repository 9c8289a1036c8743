import { describe, expect, it } from 'vitest';
import { applyRouteMap, type CompiledRouteMap } from '../../../sim/bgp/policy/route-map.ts';
import type { RouteMatch, RouteSet } from '../../../sim/topology/policy.ts';
import { attributes, mapOf, route } from './routes.ts';

const from = { neighborNames: ['169.254.1.1', 'lon-r2'] };
const apply = (map: CompiledRouteMap, some = {}) => applyRouteMap(map, route('10.1.0.0/16', some), from);

describe('a term matches', () => {
  it.each<[string, RouteMatch, RouteMatch]>([
    [
      'prefix lists',
      { prefixList: [{ action: 'permit', prefix: '10.0.0.0/8', le: 24 }] },
      { prefixList: [{ action: 'permit', prefix: '10.0.0.0/8' }] },
    ],
    [
      'AS path lists',
      { asPathList: [{ action: 'permit', pattern: '^64512_' }] },
      { asPathList: [{ action: 'permit', pattern: '^65001_' }] },
    ],
    [
      'community lists',
      { communityList: [{ action: 'permit', pattern: '7224:*' }] },
      { communityList: [{ action: 'permit', pattern: 'no-export' }] },
    ],
    ['neighbours by address', { neighbor: ['169.254.9.1', '169.254.1.1'] }, { neighbor: ['169.254.9.1'] }],
    ['neighbours by router', { neighbor: ['lon-r2'] }, { neighbor: ['lon-r3'] }],
    ['MED', { med: 50 }, { med: 0 }],
    ['local preference', { localPreference: 200 }, { localPreference: 100 }],
    ['origin', { origin: 'EGP' }, { origin: 'IGP' }],
  ])('%s', (_what, yes, no) => {
    const some = { communities: ['7224:7100'], med: 50, localPref: 200, origin: 'EGP' as const };
    expect(apply(mapOf({ match: yes }), some)).toBeDefined();
    expect(apply(mapOf({ match: no }), some)).toBeUndefined();
  });

  it('no MED as 0 and no local preference as 100', () => {
    expect(apply(mapOf({ match: { med: 0, localPreference: 100 } }))).toBeDefined();
  });

  it('by all of its conditions', () => {
    expect(apply(mapOf({ match: { med: 0, neighbor: ['elsewhere'] } }))).toBeUndefined();
  });
});

describe('a term sets', () => {
  it.each<[string, RouteSet, object]>([
    ['local preference', { localPreference: 300 }, { localPref: 300 }],
    ['MED', { med: 7 }, { med: 7 }],
    ['origin', { origin: 'INCOMPLETE' }, { origin: 'INCOMPLETE' }],
    ['next hop', { nextHop: '192.0.2.9' }, { nextHop: '192.0.2.9' }],
    ['ASNs before the path', { prepend: [65_001, 65_002] }, { asPath: [65_001, 65_002, 64_512] }],
    ['all communities', { communities: ['no-export'] }, { communities: ['65535:65281'] }],
    ['more communities', { addCommunities: ['64512:9'] }, { communities: ['7224:1', '7224:2', '64512:9'] }],
    ['fewer communities', { deleteCommunities: ['7224:*'] }, { communities: [] }],
    [
      'communities: first all, then more, then fewer',
      { communities: ['1:1', '1:2'], addCommunities: ['1:3'], deleteCommunities: ['1:1', '1:3'] },
      { communities: ['1:2'] },
    ],
  ])('%s', (_what, set, expected) => {
    const some = { communities: ['7224:1', '7224:2'] };
    expect(apply(mapOf({ set }), some)?.attributes).toBe(attributes({ ...some, ...expected }));
  });

  it('weight, which is no attribute', () => {
    expect(apply(mapOf({ set: { weight: 500 } }))).toEqual({ ...route('10.1.0.0/16'), weight: 500 });
  });

  it('nothing where nothing is set: the route is the same object', () => {
    const given = route('10.1.0.0/16');
    expect(applyRouteMap(mapOf({}), given, from)).toBe(given);
  });
});

describe('a route map', () => {
  it('stops at the first term that accepts', () => {
    const map = mapOf({ set: { localPreference: 200 } }, { set: { localPreference: 300 } });
    expect(apply(map)?.attributes.localPref).toBe(200);
  });

  it('stops at the first term that rejects', () => {
    expect(apply(mapOf({ match: { origin: 'IGP' }, action: 'reject' }, {}))).toBeUndefined();
    expect(apply(mapOf({ match: { origin: 'EGP' }, action: 'reject' }, {}))).toBeDefined();
  });

  it('rejects what no term accepts, and everything when it is empty', () => {
    expect(apply(mapOf({ match: { med: 1 } }))).toBeUndefined();
    expect(apply(mapOf())).toBeUndefined();
  });

  it('goes on after continue, with what was set so far', () => {
    const map = mapOf(
      { set: { med: 5, addCommunities: ['64512:1'] }, action: 'continue' },
      { match: { med: 5 }, set: { localPreference: 50 } },
    );
    expect(apply(map)?.attributes).toBe(attributes({ med: 5, communities: ['64512:1'], localPref: 50 }));
  });

  it('rejects what only continued', () => {
    expect(apply(mapOf({ set: { med: 5 }, action: 'continue' }))).toBeUndefined();
  });

  it('does not apply what a term sets that does not match', () => {
    const map = mapOf({ match: { med: 9 }, set: { weight: 9 }, action: 'continue' }, {});
    expect(apply(map)?.weight).toBe(0);
  });
});
