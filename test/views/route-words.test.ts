/** Why a route lost, in words. */
import { describe, expect, it } from 'vitest';
import type { RouteCandidateView } from '../../sim/view-types.ts';
import { routeLines } from '../../sim/views/route-words.ts';

const used: RouteCandidateView = {
  own: '',
  session: 'lon-r1 169.254.101.1',
  holder: 'lon-r1',
  virtualInterface: 'v101',
  asPath: [64512],
  origin: 'IGP',
  localPreference: 100,
  med: undefined,
  communities: [],
  weight: 0,
  learnedMicros: 5_000_000,
  internal: false,
  metric: 0,
  lostOn: undefined,
};
const loser = (lostOn: string, change: Partial<RouteCandidateView>): RouteCandidateView => ({
  ...used,
  session: 'lon-r1 169.254.102.1',
  virtualInterface: 'v102',
  ...change,
  lostOn,
});

const lines = (...candidates: readonly RouteCandidateView[]) =>
  routeLines('lon-r1', '10.0.0.0/16', candidates).map(({ text }) => text);

describe('the words for a table and a prefix', () => {
  it('name the route in use with its attributes, leaving out what is as ever', () => {
    expect(lines(used)[0]).toBe(
      'lon-r1 sends to 10.0.0.0/16 via v101 (lon-r1 169.254.101.1): AS_PATH 64512, learned at 00:05.000',
    );
    const tagged = { ...used, localPreference: 200, med: 5, communities: ['7224:8100'] };
    expect(lines(tagged)[0]).toContain('local preference 200, MED 5, communities 7224:8100');
  });

  it.each<[string, Partial<RouteCandidateView>, string]>([
    ['weight', { weight: -5 }, 'its weight is -5, not 0'],
    ['local preference', { localPreference: 50 }, 'its local preference is 50, not 100'],
    ['AS_PATH', { asPath: [64513, 64513] }, 'its AS_PATH has 2 hops, not 1'],
    ['origin', { origin: 'INCOMPLETE' }, 'its origin is INCOMPLETE, not IGP'],
    ['MED', { med: 10 }, 'its MED is 10, not none'],
    [
      'IGP metric',
      { internal: true, holder: 'lon-r2', virtualInterface: '', metric: 20 },
      'lon-r2 is 20 away, not 0',
    ],
    ['age', { learnedMicros: 7_000_000 }, 'learned 2s later'],
    ['AS loop', { asPath: [64513, 65001] }, "the router's own AS is in its AS_PATH 64513 65001"],
  ])('say by how much a route lost on %s', (step, change, words) => {
    expect(lines(used, loser(step, change))[1]).toBe(
      `  not ${change.internal ? 'lon-r2' : 'v102'} (lon-r1 169.254.102.1), lost on ${step}: ${words}`,
    );
  });

  it('show every one of several routes in use, and none as a loser', () => {
    const equal = { ...used, virtualInterface: 'v102', session: 'lon-r1 169.254.102.1' };
    expect(lines(used, equal)[1]).toMatch(/^ {2}and via v102 /);
    expect(lines(used, equal)).toHaveLength(2);
  });

  it('call nothing a winner that cannot be used', () => {
    const [first, second] = lines(loser('next hop unreachable', { metric: 0 }));
    expect(first).toBe('lon-r1 knows routes to 10.0.0.0/16, but none that it can use now');
    expect(second).toContain('lost on next hop unreachable: nothing leads to its next hop');
    expect(lines()).toEqual(['lon-r1 knows no route to 10.0.0.0/16']);
  });

  it("let a router's own network win over what it hears of it", () => {
    const own = { ...used, own: 'its own network', session: '', virtualInterface: '', asPath: [] };
    expect(lines(own, loser('locally originated', {}))[0]).toBe(
      'lon-r1 sends to 10.0.0.0/16 via its own network',
    );
  });
});
