import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aggregateOf,
  type Contributor,
  defaultRoute,
  isSuppressed,
  ownAttributes,
} from '../../../sim/bgp/policy/origination.ts';
import type { Origin } from '../../../sim/bgp/rib/attributes.ts';
import { nlri } from '../../../sim/bgp/rib/nlri.ts';
import { attributes } from './routes.ts';

const router = { asn: 65_001, routerId: '10.0.0.1' };
const from = (prefix: string, origin: Origin = 'IGP'): Contributor => ({
  nlri: nlri(prefix),
  attributes: attributes({ origin, asPath: [64_512, 7224], communities: ['7224:7100'], med: 5 }),
});
const summary = (...routes: readonly Contributor[]) => aggregateOf(nlri('10.0.0.0/8'), routes, router);

describe('an aggregate', () => {
  it('is there once a more specific route is', () => {
    expect(summary()).toBeUndefined();
    expect(summary(from('10.1.0.0/16'))).toBeDefined();
  });

  it('is not made by itself, by what covers it, or by what lies beside it', () => {
    expect(summary(from('10.0.0.0/8'), from('0.0.0.0/0'), from('11.1.0.0/16'))).toBeUndefined();
  });

  it('loses path, communities and MED, and says so and by whom (RFC 4271 §5.1.6, §5.1.7)', () => {
    expect(summary(from('10.1.0.0/16'))).toBe(
      attributes({ asPath: [], nextHop: '', atomicAggregate: true, aggregator: '65001 10.0.0.1' }),
    );
  });

  it.each<[readonly Origin[], Origin]>([
    [['IGP', 'INCOMPLETE', 'EGP'], 'INCOMPLETE'],
    [['IGP', 'EGP'], 'EGP'],
    [['IGP', 'IGP'], 'IGP'],
  ])('of origins %j has %s (RFC 4271 §9.2.2.2)', (origins, expected) => {
    const routes = origins.map((origin, index) => from(`10.${index}.0.0/16`, origin));
    expect(summary(...routes)?.origin).toBe(expected);
  });

  it('does not depend on the order of the routes', () => {
    const routes = [from('10.1.0.0/16'), from('10.2.0.0/16', 'EGP'), from('11.0.0.0/8', 'INCOMPLETE')];
    const all = fc.shuffledSubarray(routes, { minLength: routes.length });
    fc.assert(
      fc.property(all, (order) => {
        expect(summary(...order)).toBe(summary(...routes));
      }),
    );
  });
});

describe('summaryOnly', () => {
  const aggregates = [
    { nlri: nlri('10.0.0.0/8'), summaryOnly: true },
    { nlri: nlri('172.16.0.0/12'), summaryOnly: false },
  ];

  it('keeps more specific routes from being advertised, and the aggregate in', () => {
    expect(isSuppressed(nlri('10.1.0.0/16'), aggregates)).toBe(true);
    expect(isSuppressed(nlri('10.0.0.0/8'), aggregates)).toBe(false);
    expect(isSuppressed(nlri('0.0.0.0/0'), aggregates)).toBe(false);
  });

  it('left out, both are advertised', () => {
    expect(isSuppressed(nlri('172.16.1.0/24'), aggregates)).toBe(false);
  });
});

it('a default route is that of its family, originated here', () => {
  expect([defaultRoute('ipv4').text, defaultRoute('ipv6').text]).toEqual(['0.0.0.0/0', '::/0']);
  expect(ownAttributes).toBe(attributes({ asPath: [], nextHop: '' }));
});
