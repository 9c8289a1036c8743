/** Sessions between a customer's routers that run over one link: each link its own, with what befalls it. */

import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import type { RouterLinkSpec } from '../../sim/topology/link-spec.ts';
import type { NetworkSpec, RouterNeighborSpec, RouterSpec, Vendor } from '../../sim/topology/spec.ts';
import { networkOf } from './customer-network.ts';

const NET = '10.1.0.0/16';
const SECOND = 1_000_000;
const timers = { holdMicros: 9 * SECOND, keepaliveMicros: 3 * SECOND };

const link = (index: number, change: Partial<RouterLinkSpec> = {}): RouterLinkSpec => ({
  between: ['r1', 'r2'],
  metric: 10,
  delayMicros: 100,
  addresses: [`10.254.${index}.1/30`, `10.254.${index}.2/30`],
  ...change,
});

interface Given {
  readonly vendor?: Vendor;
  readonly neighbor?: Partial<RouterNeighborSpec>;
  readonly more?: Readonly<Record<string, RouterSpec>>;
  readonly links?: NetworkSpec['links'];
}

/** r1 and r2, of two ASs, with two links and a session over each. */
function pair({ vendor = 'generic', neighbor = {}, more = {}, links = {} }: Given = {}): Simulation {
  const over = (router: string) => ({
    [router]: { ...timers, over: 'one', ...neighbor },
    [`${router}-2`]: { ...timers, router, over: 'two', ...neighbor },
  });
  const network = networkOf({
    routers: {
      r1: { asn: 65001, vendor, networks: [NET], neighbors: over('r2') },
      r2: { asn: 65002, vendor, neighbors: over('r1'), decision: { maximumPaths: 2 } },
      ...more,
    },
    links: [],
  });
  return Simulation.build({ ...network, links: { one: link(0), two: link(1), ...links } }, { start: 'cold' });
}

const up = (made: Simulation): Simulation => {
  made.advance({ to: '2m' });
  return made;
};
const used = (sim: Simulation, router = 'r2') =>
  sim
    .routeCandidates(router, NET)
    .filter(({ lostOn }) => lostOn === undefined)
    .map(({ session }) => session);

describe('two links between two routers', () => {
  it('have a session each, and the routes of both are used', () => {
    const sim = up(pair());
    expect(used(sim)).toEqual(['r2 r1', 'r2 r1-2']);
    expect(sim.session('r1 r2').router).toMatchObject({ address: '10.254.0.1', bgp: 'Established' });
    expect(sim.session('r1 r2-2').otherRouter).toMatchObject({ name: 'r2 r1-2', address: '10.254.1.2' });
    expect(sim.brokenInvariants()).toEqual([]);
  });

  it('fail one by one', () => {
    const sim = up(pair());
    sim.inject({ fault: 'router-link-down', target: 'two', for: '1m' });
    expect([sim.bgpState('r2 r1'), sim.bgpState('r2 r1-2')]).toEqual(['Established', 'Idle']);
    expect(used(sim)).toEqual(['r2 r1']);
    sim.advance({ to: '5m' });
    expect(used(sim)).toEqual(['r2 r1', 'r2 r1-2']);
  });

  it('can be cleared one by one', () => {
    const sim = up(pair());
    sim.configure('r1', [{ neighbor: 'r2-2', clear: true }]);
    sim.advance({ to: sim.now + 1000 });
    expect([sim.bgpState('r2 r1'), sim.bgpState('r2 r1-2')]).toEqual(['Established', 'Idle']);
  });
});

describe('silent loss on a link', () => {
  const lossy = (sim: Simulation, loss = 1_000_000) => {
    sim.inject({ fault: 'silent-loss', target: 'two', options: { loss } });
    return sim;
  };
  const ended = (sim: Simulation, within: number) => {
    const from = sim.now;
    const isDown = () => sim.bgpState('r2 r1-2') !== 'Established';
    return sim.advance({ to: from + within, until: isDown }) ? sim.now - from : undefined;
  };

  it('ends the session over it with the hold timer, and no other', () => {
    const sim = lossy(up(pair()));
    const micros = ended(sim, 20 * SECOND) ?? Number.NaN;
    expect(micros).toBeGreaterThan(5 * SECOND);
    expect(micros).toBeLessThanOrEqual(9 * SECOND + 200);
    expect(sim.bgpState('r2 r1')).toBe('Established');
    expect(sim.brokenInvariants()).toEqual([]);
  });

  it('ends it with BFD within a second', () => {
    const bfd = { bfd: { intervalMicros: 300_000, multiplier: 3 } };
    const sim = lossy(up(pair({ neighbor: bfd })));
    expect(ended(sim, 20 * SECOND)).toBeLessThanOrEqual(900_000 + 200);
    expect(sim.session('r2 r1-2').router?.lastError).toMatch(/6\/10/);
  });

  it('costs flows over it their packets, too', () => {
    const network = networkOf({
      routers: {
        r1: { asn: 65001, networks: [NET] },
        r2: { asn: 65001, networks: ['10.2.0.0/16'] },
      },
      links: ['r1-r2'],
    });
    const flow = { from: 'r1', to: 'r2', rateBps: 1000, packetSize: 1400, dontFragment: true } as const;
    const sim = Simulation.build(network, { traffic: { f: { ...flow, addressFamily: 'ipv4' } } });
    sim.advance({ to: '1m' });
    expect(sim.flow('f').lossPpm.toAws).toBe(0);
    const half = sim.inject({ fault: 'silent-loss', target: 'r1-r2', options: { loss: 250_000 } });
    expect(sim.flow('f').lossPpm.toAws).toBe(250_000);
    sim.clear(half);
    expect(sim.flow('f').lossPpm.toAws).toBe(0);
    sim.inject({ fault: 'silent-loss', target: 'r1-r2', options: { loss: 1_000_000 } });
    expect(sim.flow('f')).toMatchObject({ state: 'down', blackholed: true });
    expect(sim.brokenInvariants()).toEqual([]);
  });

  it('is both ways: a direction towards AWS makes no sense, and changes nothing', () => {
    const sim = up(pair());
    const before = sim.stateHash();
    const options = { loss: 500_000, direction: 'to-aws' };
    expect(() => sim.inject({ fault: 'silent-loss', target: 'two', options })).toThrow(/both ways/);
    expect(sim.stateHash()).toBe(before);
  });
});

describe('an end of a link that its operator shuts', () => {
  const flapped = () => {
    const sim = up(pair({ vendor: 'bird', neighbor: { gracefulRestart: { mode: 'off' } } }));
    sim.configure('r1', [{ interface: 'two', shutdown: true }]);
    expect([sim.bgpState('r1 r2-2'), sim.bgpState('r2 r1-2')]).toEqual(['Idle', 'Idle']);
    sim.advance({ to: sim.now + 5 * SECOND });
    sim.configure('r1', [{ interface: 'two', shutdown: false }]);
    return sim;
  };

  it('is down for both, and BIRD punishes only a lost carrier (measured: 47.6–59.1 s)', () => {
    const sim = flapped();
    sim.advance({ to: sim.now + SECOND });
    expect([sim.bgpState('r1 r2-2'), sim.bgpState('r2 r1-2')]).toEqual(['Active', 'Idle']);
    const back = sim.now;
    expect(
      sim.advance({ to: sim.now + 90 * SECOND, until: () => sim.bgpState('r2 r1-2') === 'Established' }),
    ).toBe(true);
    expect(sim.now - back).toBeGreaterThan(44 * SECOND);
  });

  it('is no interface of a third router', () => {
    const sim = up(pair({ more: { r3: { asn: 65003, networks: [], interfaces: {} } } }));
    expect(sim.configure('r3', [{ interface: 'two', shutdown: true }])).toBe('no port or port-channel two');
  });
});

describe('what the IGP knows of a link to another AS', () => {
  /** r3 is of the AS of r2, which leaves the next hop as it is. */
  const behind = (igp: NonNullable<RouterLinkSpec['igp']>) => {
    const more = {
      r3: { asn: 65002, networks: [], interfaces: {} },
      r2: {
        asn: 65002,
        networks: [],
        interfaces: {},
        neighbors: {
          r1: { ...timers, over: 'one' },
          'r1-2': { router: 'r1', over: 'two' },
          r3: { nextHopSelf: false },
        },
      },
    };
    const inside = { between: ['r2', 'r3'], metric: 7, delayMicros: 100 } as const;
    const links = { one: link(0, { igp }), two: link(1, { igp }), inside };
    return up(pair({ more, links })).routeCandidates('r3', NET);
  };

  it('active or passive, the next hop is as far as the border', () => {
    for (const igp of ['active', 'passive'] as const)
      expect(behind(igp)).toMatchObject([{ lostOn: undefined, metric: 7 }]);
  });

  it('off, nobody inside can resolve it: next-hop-self is missing', () => {
    expect(behind('off')).toMatchObject([{ lostOn: 'next hop unreachable' }]);
  });
});
