import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportRoute } from '../../../sim/bgp/policy/exporting.ts';
import { importRoute } from '../../../sim/bgp/policy/importing.ts';
import { passesOn, type Role } from '../../../sim/bgp/policy/reflection.ts';
import type { PolicyRoute } from '../../../sim/bgp/policy/route-map.ts';
import { attributes, exported, mapOf, route } from './routes.ts';

describe('who gets a route from whom (RFC 4456 §6)', () => {
  it.each<[Role, string]>([
    ['own', 'external client nonClient'],
    ['external', 'external client nonClient'],
    ['client', 'external client nonClient'],
    ['nonClient', 'external client'],
  ])('from %s: %s', (from, expected) => {
    const all = ['external', 'client', 'nonClient'] as const;
    expect(all.filter((to) => passesOn(from, to)).join(' ')).toBe(expected);
  });
});

describe('a reflected route (RFC 4456 §8)', () => {
  const internal = { localPref: 200, nextHop: '10.0.0.5' };

  it('says who brought it in and which cluster it passed', () => {
    expect(exported('client', internal, { role: 'nonClient' })).toBe(
      attributes({ ...internal, originatorId: '10.0.0.5', clusterList: ['10.0.0.1'] }),
    );
  });

  it('keeps its originator and collects clusters, the last first', () => {
    const passed = { ...internal, originatorId: '10.0.0.7', clusterList: ['10.0.0.8'] };
    expect(exported('nonClient', passed, { role: 'client' })).toBe(
      attributes({ ...passed, clusterList: ['10.0.0.1', '10.0.0.8'] }),
    );
  });

  it('keeps its next hop in spite of next-hop-self (§10)', () => {
    expect(exported('client', internal, { role: 'client', nextHopSelf: true })?.nextHop).toBe('10.0.0.5');
  });

  it('is not sent to who brought it in', () => {
    expect(exported('client', internal, { role: 'client', remoteId: '10.0.0.5' })).toBeUndefined();
    const passed = { ...internal, originatorId: '10.0.0.9' };
    expect(exported('client', passed, { role: 'client', remoteId: '10.0.0.9' })).toBeUndefined();
  });

  it('can be held back by the export map, but not changed', () => {
    const held = mapOf({ action: 'reject' });
    const changed = mapOf({ set: { localPreference: 1, med: 9 } });
    expect(exported('client', internal, { role: 'client', map: held })).toBeUndefined();
    const sent = exported('client', internal, { role: 'client', map: changed });
    expect([sent?.localPref, sent?.med]).toEqual([200, undefined]);
  });

  it('of another AS is not reflected, but sent', () => {
    const sent = exported('external', internal, { role: 'client' });
    expect(sent?.originatorId).toBeUndefined();
    expect(sent?.clusterList).toBeUndefined();
  });
});

/** Routers of one AS, some reflecting to others, however senselessly; sessions wherever a pair is. */
interface As {
  readonly size: number;
  /** `[reflector, client]` */
  readonly clients: ReadonlySet<string>;
  readonly sessions: ReadonlySet<string>;
}

const idOf = (router: number) => `10.0.0.${router + 1}`;
const pair = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;

/** What `from` sends `to` of a route that it has, as `to` takes it in. */
function passed(as: As, from: number, to: number, held: Held): PolicyRoute | undefined {
  const role = (at: number, other: number) => (as.clients.has(`${at} ${other}`) ? 'client' : 'nonClient');
  const reflects = [...as.clients].some((one) => one.startsWith(`${to} `));
  const common = { localAsn: 65_001, gracefulShutdown: false, map: undefined };
  const context = { neighborNames: [] };
  const sent = exportRoute(
    held.route,
    {
      role: held.from === undefined ? 'external' : role(from, held.from),
      routerId: held.from === undefined ? idOf(from) : idOf(held.from),
      context,
    },
    {
      ...common,
      role: role(from, to),
      remoteAsn: 65_001,
      remoteId: idOf(to),
      localAddress: idOf(from),
      clusterId: idOf(from),
      nextHopSelf: true,
      removePrivateAs: 'none',
      obeysNoExport: true,
      prepend: 0,
    },
  );
  if (sent === undefined) return undefined;
  return importRoute(
    { nlri: held.route.nlri, attributes: sent },
    {
      ...common,
      internal: true,
      routerId: idOf(to),
      clusterId: reflects ? idOf(to) : undefined,
      allowasIn: 0,
      weight: 0,
      context,
    },
  );
}

interface Held {
  readonly at: number;
  readonly from: number | undefined;
  readonly route: PolicyRoute;
}

/** Every copy of a route that goes round, as if every router chose and sent every one of them. */
function flood(as: As): readonly Held[] {
  const copies: Held[] = [{ at: 0, from: undefined, route: route('10.0.0.0/16', { localPref: 100 }) }];
  for (const held of copies) {
    for (let to = 0; to < as.size; to++) {
      if (to === held.at || !as.sessions.has(pair(held.at, to))) continue;
      const arrived = passed(as, held.at, to, held);
      if (arrived !== undefined) copies.push({ at: to, from: held.at, route: arrived });
    }
  }
  return copies;
}

const anyAs = fc.integer({ min: 2, max: 5 }).chain((size) => {
  const pairs = Array.from({ length: size * size }, (_, n) => [Math.floor(n / size), n % size] as const);
  const ordered = pairs.filter(([a, b]) => a !== b);
  return fc
    .record({
      clients: fc.subarray(ordered.map(([a, b]) => `${a} ${b}`)),
      sessions: fc.subarray(ordered.filter(([a, b]) => a < b).map(([a, b]) => pair(a, b))),
    })
    .map(({ clients, sessions }): As => ({ size, clients: new Set(clients), sessions: new Set(sessions) }));
});

describe('any routers reflecting to any others', () => {
  it('never give a route back to who brought it in, nor twice to one cluster, and come to rest', () => {
    fc.assert(
      fc.property(anyAs, (as) => {
        for (const { at, from, route: copy } of flood(as)) {
          if (from !== undefined) expect(at).not.toBe(0);
          const { clusterList = [] } = copy.attributes;
          expect(new Set(clusterList).size).toBe(clusterList.length);
        }
      }),
    );
  });

  it('reach every client and every non-client of one reflector', () => {
    const star: As = {
      size: 4,
      clients: new Set(['1 0', '1 2']),
      sessions: new Set([pair(1, 0), pair(1, 2), pair(1, 3)]),
    };
    expect(new Set(flood(star).map(({ at }) => at))).toEqual(new Set([0, 1, 2, 3]));
  });
});
