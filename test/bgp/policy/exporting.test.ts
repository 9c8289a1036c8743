import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutPrivateAs } from '../../../sim/bgp/policy/as-path.ts';
import { isPrivateAsn } from '../../../sim/bgp/rib/attributes.ts';
import { attributes, exported, mapOf } from './routes.ts';

const own = { asPath: [], nextHop: '' };
const client = { role: 'client' } as const;
const nonClient = { role: 'nonClient' } as const;

describe('to another AS', () => {
  it('the own AS is prepended, and the own address is the next hop (RFC 4271 §5.1.2, §5.1.3)', () => {
    expect(exported('external', {})).toBe(attributes({ asPath: [65_001, 64_512], nextHop: '192.0.2.1' }));
    expect(exported('own', own)).toBe(attributes({ asPath: [65_001], nextHop: '192.0.2.1' }));
  });

  it('prepending adds to that', () => {
    expect(exported('own', own, { prepend: 2 })?.asPath).toEqual([65_001, 65_001, 65_001]);
  });

  it('a MED of a third AS stays here, one of the own goes (RFC 4271 §5.1.4)', () => {
    expect(exported('external', { med: 30 })?.med).toBeUndefined();
    expect(exported('client', { med: 30 })?.med).toBeUndefined();
    expect(exported('own', { ...own, med: 30 })?.med).toBe(30);
  });

  it('a MED that the route map sets goes', () => {
    expect(exported('external', { med: 30 }, { map: mapOf({ set: { med: 40 } }) })?.med).toBe(40);
  });

  it('local preference stays here (RFC 4271 §5.1.5), and so do marks of route reflection', () => {
    const reflected = { localPref: 200, originatorId: '10.0.0.7', clusterList: ['10.0.0.8'] };
    expect(exported('client', reflected)).toBe(
      attributes({ asPath: [65_001, 64_512], nextHop: '192.0.2.1' }),
    );
    const map = mapOf({ set: { localPreference: 300 } });
    expect(exported('external', {}, { map })?.localPref).toBeUndefined();
  });

  it('what the route map prepends stands behind the own AS', () => {
    const map = mapOf({ set: { prepend: [65_001, 65_009] } });
    expect(exported('external', {}, { map })?.asPath).toEqual([65_001, 65_001, 65_009, 64_512]);
  });

  it('a next hop of the route map stays', () => {
    expect(exported('own', own, { map: mapOf({ set: { nextHop: '192.0.2.7' } }) })?.nextHop).toBe(
      '192.0.2.7',
    );
  });

  it('goes what the route map accepts; it knows who sent the route', () => {
    const map = mapOf({ match: { neighbor: ['lon-r5'] } });
    expect(exported('external', {}, { map })).toBeDefined();
    expect(exported('external', {}, { map: mapOf({ match: { neighbor: ['lon-r6'] } }) })).toBeUndefined();
  });
});

describe('communities of scope (RFC 1997)', () => {
  it('no-export stays within the AS', () => {
    const route = { communities: ['65535:65281'] };
    expect(exported('external', route)).toBeUndefined();
    expect(exported('external', route, nonClient)).toBeDefined();
  });

  it('local-as is no-export where there are no confederations', () => {
    expect(exported('external', { communities: ['65535:65283'] })).toBeUndefined();
  });

  it('no-advertise goes nowhere', () => {
    const route = { communities: ['65535:65282'] };
    expect(exported('external', route)).toBeUndefined();
    expect(exported('external', route, nonClient)).toBeUndefined();
    expect(exported('external', route, client)).toBeUndefined();
  });

  it('set by the export map bind the receiver, not the sender', () => {
    const map = mapOf({ set: { addCommunities: ['no-export'] } });
    expect(exported('external', {}, { map })?.communities).toEqual(['65535:65281']);
  });
});

describe('NO_EXPORT', () => {
  it('is passed over by an implementation that does not obey it, as GoBGP 3.10', () => {
    const route = { communities: ['65535:65281'] };
    expect(exported('external', route, {})).toBeUndefined();
    expect(exported('external', route, { obeysNoExport: false })?.communities).toEqual(['65535:65281']);
  });
});

describe('within the AS', () => {
  it('path, MED and local preference stay, the own AS is not prepended', () => {
    const route = { med: 30, localPref: 200, nextHop: '169.254.1.1' };
    const sent = exported('external', route, { ...nonClient, nextHopSelf: false });
    expect(sent).toBe(attributes(route));
  });

  it('next-hop-self puts the own address in', () => {
    expect(exported('external', {}, nonClient)?.nextHop).toBe('192.0.2.1');
  });

  it('an own route has the own address as next hop either way', () => {
    expect(exported('own', own, { ...nonClient, nextHopSelf: false })?.nextHop).toBe('192.0.2.1');
  });

  it('every route has a local preference, since the receiver may not make one up', () => {
    expect(exported('own', own, nonClient)?.localPref).toBe(100);
  });
});

describe('remove-private-as', () => {
  const removing = { removePrivateAs: 'allPrivate' } as const;

  it('empties a path of private ASNs only (RFC 6996), before the own AS is prepended', () => {
    expect(exported('external', { asPath: [64_512, 4_200_000_000] }, removing)?.asPath).toEqual([65_001]);
  });

  it('leaves a path with a public ASN as it is', () => {
    const asPath = [64_512, 7224, 65_534];
    expect(exported('external', { asPath }, removing)?.asPath).toEqual([65_001, ...asPath]);
  });

  it("keeps the neighbour's own ASN, or its loop check would find nothing", () => {
    expect(exported('external', { asPath: [64_512, 64_513] }, removing)?.asPath).toEqual([65_001, 64_513]);
  });

  it('or takes private ASNs out wherever they are, as BIRD and GoBGP do', () => {
    const asPath = [64_512, 7224, 65_534];
    expect(exported('external', { asPath }, { removePrivateAs: 'every' })?.asPath).toEqual([65_001, 7224]);
  });

  it('does nothing within the AS', () => {
    expect(exported('external', {}, { ...nonClient, ...removing })?.asPath).toEqual([64_512]);
  });

  it('any path: afterwards it is as it was, or has nothing but the neighbour', () => {
    const asn = fc.constantFrom(1, 7224, 64_511, 64_512, 65_534, 65_535, 4_199_999_999, 4_200_000_000);
    fc.assert(
      fc.property(fc.array(asn, { maxLength: 5 }), asn, (path, neighbor) => {
        const after = withoutPrivateAs(path, neighbor, 'allPrivate');
        if (path.some((one) => !isPrivateAsn(one))) expect(after).toEqual(path);
        else expect(after).toEqual(path.filter((one) => one === neighbor));
      }),
    );
  });
});

describe('graceful shutdown at the sender (RFC 8326 §4.1)', () => {
  const leaving = { gracefulShutdown: true };

  it('tells another AS by the community, whatever the route map did', () => {
    const map = mapOf({ set: { communities: ['64512:1'] } });
    expect(exported('own', own, { ...leaving, map })?.communities).toEqual(['64512:1', '65535:0']);
  });

  it('tells the own AS by local preference 0', () => {
    const sent = exported('external', { localPref: 200 }, { ...leaving, ...nonClient });
    expect(sent?.localPref).toBe(0);
    expect(sent?.communities).toEqual([]);
  });
});
