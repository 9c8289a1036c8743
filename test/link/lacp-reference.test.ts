/** The analytic LACP streams against the per-packet model: the same expiry times, clean; the same distribution, lossy. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entityKey, uniform } from '../../sim/kernel/random.ts';
import { durations } from '../../sim/timing.ts';
import { bundled, DAY, MINUTE, SECOND } from './fixture.ts';
import {
  type Change,
  kolmogorovSmirnov,
  type ReferenceRun,
  referenceTransitions,
  type Transition,
} from './lacp-reference.ts';

const DELAY = 700;
const enabledAt = durations.linkUpReaction.micros;

interface Setting {
  readonly seed: number;
  readonly awsRate: 'fast' | 'slow';
  readonly routerRate: 'fast' | 'slow';
  readonly lacp: 'active' | 'passive';
}

const words: Readonly<Record<string, Transition['state']>> = {
  'hears its partner no more, no longer distributes': 'expired attached',
  'waits for a partner': 'expired detached',
  'without a partner': 'defaulted detached',
  'hears a partner, waits to aggregate': 'current waiting',
  'in sync, waits for its partner': 'current attached',
  distributes: 'current distributing',
};

/** By time, then end. Of several states of one end in one µs the last counts: ties have no order of their own. */
function inOrder(transitions: readonly Transition[]): Transition[] {
  const last = new Map(transitions.map((transition) => [`${transition.at} ${transition.end}`, transition]));
  return [...last.values()].sort((a, b) => a.at - b.at || (a.end < b.end ? -1 : 1));
}

function network({ seed, awsRate, routerRate, lacp }: Setting) {
  return bundled({
    seed,
    members: 1,
    lag: { lacpRate: awsRate },
    portChannel: { lacp, lacpRate: routerRate },
    connection: { delayMicros: DELAY },
  });
}

function simulated(setting: Setting, changes: readonly Change[], until: number): Transition[] {
  const net = network(setting).start(0);
  for (const { at, open } of changes) net.at(at, (link) => link.blockLacp(net.id('c1'), open ? -1 : 1));
  net.run(until);
  const transitions = net.records('lacp.state').flatMap(({ at, entity, detail }) => {
    const state = words[detail.replace(' at AWS', '')];
    return state === undefined ? [] : [{ at, end: entity, state }];
  });
  // The model begins when both ports are up, waiting for a partner.
  return inOrder(transitions.slice(2));
}

function reference(
  { seed, awsRate, routerRate, lacp }: Setting,
  rest: Pick<ReferenceRun, 'changes' | 'until' | 'lose'> & Partial<ReferenceRun>,
): Transition[] {
  const phase = (name: string) => uniform(seed, entityKey(name), 'lacpPhase', 0);
  const aws = { name: 'c1', active: true, fast: awsRate === 'fast', phase: phase('c1') };
  const router = {
    ...{ name: 'r1 eth1', active: lacp === 'active' },
    ...{ fast: routerRate === 'fast', phase: phase('r1 eth1') },
  };
  return inOrder(referenceTransitions({ ends: [aws, router], enabledAt, delay: DELAY, ...rest }));
}

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  awsRate: fc.constantFrom('fast', 'slow'),
  routerRate: fc.constantFrom('fast', 'slow'),
  lacp: fc.constantFrom('active', 'passive'),
});

test('clean: every change of state of both ends at the same µs, whatever is blocked and healed', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 150 * SECOND }), { maxLength: 8 });
  fc.assert(
    fc.property(settings, gaps, (setting, lengths) => {
      let at = 1.5 * SECOND;
      const changes = lengths.map((length, index) => {
        at += length;
        return { at, open: index % 2 === 1 };
      });
      const until = at + 5 * MINUTE;
      const expected = reference(setting, { changes, until, lose: () => false });
      expect(simulated(setting, changes, until)).toEqual(expected);
    }),
    { numRuns: 300, seed: 20_261 },
  );
});

test('a quiet month with an outage in week 3: the same expiry, from a handful of events', () => {
  const setting = { seed: 3, awsRate: 'fast', routerRate: 'slow', lacp: 'active' } as const;
  const outage = 16 * DAY + 12_345_678;
  const changes = [
    { at: outage, open: false },
    { at: outage + 10 * MINUTE, open: true },
  ];
  // The model is entered shortly before the outage: phases do not depend on when a port came up.
  const late = reference(setting, {
    enabledAt: outage - 5 * MINUTE,
    changes,
    until: outage + 20 * MINUTE,
    lose: () => false,
  }).filter(({ at }) => at > outage);
  const net = network(setting).start(0);
  net.at(outage, (link) => link.blockLacp(net.id('c1'), 1));
  const quiet = net.events;
  expect(quiet).toBeLessThan(20);
  net.at(outage + 10 * MINUTE, (link) => link.blockLacp(net.id('c1'), -1));
  net.run(30 * DAY);
  expect(net.events).toBeLessThan(50);
  const month = simulated(setting, changes, 30 * DAY).filter(({ at }) => at > outage);
  expect(month).toEqual(late);
});

describe('lossy: time to the first expiry at AWS', () => {
  const seeds = Array.from({ length: 600 }, (_, i) => i);
  const setting = { awsRate: 'fast', routerRate: 'fast', lacp: 'active' } as const;
  const LOSS = 300_000;
  const begin = 20 * SECOND;
  const horizon = begin + DAY;
  // 99.9 % of samples of 600 from one distribution are closer than this.
  const critical = 1.95 * Math.sqrt(2 / seeds.length);

  const expected = seeds.map((seed) => {
    let n = 0;
    const lose = (towards: string, at: number) =>
      towards === 'c1' && at >= begin && uniform(seed, entityKey('reference'), 'pduLoss', n++) < LOSS / 1e6;
    const transitions = reference(
      { ...setting, seed },
      {
        ...{ changes: [], until: horizon, lose },
        done: ({ end, state }) => end === 'c1' && state === 'expired attached',
      },
    );
    return (transitions.find(({ state }) => state === 'expired attached')?.at ?? horizon) - begin;
  });

  /** `touch` runs every ten seconds: what it does must not show. */
  const drawn = (touch: (net: ReturnType<typeof network>, turn: number) => void) =>
    seeds.map((seed) => {
      const net = network({ ...setting, seed }).start(0);
      net.at(begin, (link) => link.addLoss(net.id('c1'), 'toAws', LOSS));
      for (let turn = 0; turn < 200; turn++) {
        const lost = net
          .records('lacp.state')
          .find(({ detail }) => detail.startsWith('hears its partner no more'));
        if (lost !== undefined) return lost.at - begin;
        net.at(begin + (turn + 1) * 10 * SECOND, () => touch(net, turn));
      }
      return horizon - begin;
    });

  test('drawn once', () => {
    expect(
      kolmogorovSmirnov(
        drawn(() => {}),
        expected,
      ),
    ).toBeLessThan(critical);
  });

  test('drawn again whenever the loss is set anew', () => {
    const again = drawn((net, turn) => net.link.addLoss(net.id('c1'), 'toAws', turn % 2 === 0 ? 1 : -1));
    expect(kolmogorovSmirnov(again, expected)).toBeLessThan(critical);
  });
});
