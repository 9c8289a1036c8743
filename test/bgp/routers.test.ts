/** What customer routers tell one another: mesh, reflection, several ASs, aggregates, defaults, policy edits. */
import { describe, expect, it } from 'vitest';
import { type CustomerNetwork, Lab } from './customer-network.ts';

const lab = (network: CustomerNetwork) => new Lab(network);
const NET = '10.1.0.0/16';

/** r1 to r3 in a row, in one AS. */
const row = (change: Partial<CustomerNetwork['routers']> = {}): CustomerNetwork => ({
  routers: {
    r1: { asn: 65001, networks: [NET] },
    r2: { asn: 65001 },
    r3: { asn: 65001 },
    ...change,
  },
  links: ['r1-r2', 'r2-r3'],
});

/** Between two ASs both ends name each other. */
const joined = (a: string, b: string) => ({
  [a]: { neighbors: { [b]: {} } },
  [b]: { neighbors: { [a]: {} } },
});

describe('routers of one AS', () => {
  it('tell one another of their networks in a full mesh, as far as links reach', () => {
    const { sim } = lab(row());
    expect(lab(row()).paths('r3', NET)).toEqual(['r1 []']);
    expect(sim.routeCandidates('r3', NET)[0]).toMatchObject({
      internal: true,
      metric: 20,
      localPreference: 100,
    });
  });

  it('do not pass on what another of them said (RFC 4271 §9.2)', () => {
    // Without the session between r1 and r3, r2 alone could tell r3.
    const network = row({
      r1: { asn: 65001, networks: [NET], ibgp: 'none', neighbors: { r2: {} } },
      r2: { asn: 65001, neighbors: { r1: {} } },
    });
    expect(lab(network).paths('r2', NET)).toEqual(['r1 []']);
    expect(lab(network).paths('r3', NET)).toEqual([]);
  });

  it('hear through a route reflector what its clients know (RFC 4456)', () => {
    const network = row({ r2: { asn: 65001, routeReflector: { clients: ['r1', 'r3'] } } });
    expect(lab(network).paths('r3', NET)).toEqual(['r1 []']);
  });

  it('see that the way to a next hop is longer, though the one to the neighbour that told of it is not', () => {
    const { sim } = lab({
      routers: {
        r1: { asn: 65001, networks: [NET] },
        r2: { asn: 65001, routeReflector: { clients: ['r1', 'r3'] } },
        r3: { asn: 65001 },
      },
      links: ['r1-r2', 'r2-r3', 'r1-r3'],
    });
    const metric = () => sim.routeCandidates('r3', NET)[0]?.metric;
    expect(metric()).toBe(10);
    sim.inject({ fault: 'router-link-down', target: 'r1-r3', for: '1m' });
    sim.advance({ to: sim.now + 1_000_000 });
    expect([metric(), sim.brokenInvariants()]).toEqual([20, []]);
    sim.advance({ to: sim.now + 120_000_000 });
    expect([metric(), sim.brokenInvariants()]).toEqual([10, []]);
  });

  it('use nothing whose next hop they cannot reach, and take it up again', () => {
    const { sim, paths } = ((made) => ({ sim: made.sim, paths: () => made.paths('r3', NET) }))(lab(row()));
    sim.inject({ fault: 'router-link-down', target: 'r1-r2', for: '1m' });
    sim.advance({ to: '1s' });
    expect(paths()).toEqual(['r3 [] lost on next hop unreachable']);
    sim.advance({ to: '2m' });
    expect(paths()).toEqual(['r1 []']);
  });

  it('lose what a router said when its sessions time out', () => {
    const { sim, paths } = ((made) => ({ sim: made.sim, paths: () => made.paths('r3', NET) }))(lab(row()));
    sim.inject({ fault: 'router-link-down', target: 'r1-r2' });
    sim.advance({ to: '3m' });
    expect(paths()).toEqual([]);
  });
});

describe('routers of several ASs', () => {
  const chain: CustomerNetwork = {
    routers: {
      r1: { asn: 65001, networks: [NET], ...joined('r1', 'r2').r1 },
      r2: { asn: 65002, neighbors: { r1: {}, r3: {} } },
      r3: { asn: 65003, ...joined('r2', 'r3').r3 },
    },
    links: ['r1-r2', 'r2-r3'],
  };

  it('put their ASN before the path', () => {
    expect(lab(chain).paths('r2', NET)).toEqual(['r1 [65001]']);
    expect(lab(chain).paths('r3', NET)).toEqual(['r2 [65002 65001]']);
  });

  it('end an external session at once when the link between them is down', () => {
    const made = lab(chain);
    made.sim.inject({ fault: 'router-link-down', target: 'r1-r2' });
    made.sim.advance({ to: '1s' });
    expect(made.paths('r2', NET)).toEqual([]);
    expect(made.paths('r3', NET)).toEqual([]);
  });

  it('drop what has been through their own AS, unless allowas-in lets it pass', () => {
    const sites = (allowasIn: number): CustomerNetwork => ({
      ...chain,
      routers: { ...chain.routers, r3: { asn: 65001, neighbors: { r2: { allowasIn } } } },
    });
    expect(lab(sites(0)).paths('r3', NET)).toEqual(['r3 [65002 65001] lost on AS loop']);
    expect(lab(sites(1)).paths('r3', NET)).toEqual(['r2 [65002 65001]']);
  });

  it('pass MED on to the next AS, and no further (RFC 4271 §5.1.4)', () => {
    const routeMaps = { costly: { terms: [{ match: {}, set: { med: 50 }, action: 'accept' }] } } as const;
    const network: CustomerNetwork = {
      ...chain,
      routeMaps,
      routers: {
        ...chain.routers,
        r1: { asn: 65001, networks: [NET], neighbors: { r2: { export: 'costly' } } },
      },
    };
    expect(lab(network).best('r2', NET)?.med).toBe(50);
    expect(lab(network).best('r3', NET)?.med).toBeUndefined();
  });

  it('advertise an aggregate while something more specific is there, and hide that if told to', () => {
    const summary = (summaryOnly: boolean): CustomerNetwork => ({
      ...chain,
      routers: {
        ...chain.routers,
        r2: {
          asn: 65002,
          neighbors: { r1: {}, r3: {} },
          aggregates: [{ prefix: '10.0.0.0/8', summaryOnly }],
        },
      },
    });
    const both = lab(summary(false));
    expect(both.paths('r3', '10.0.0.0/8')).toEqual(['r2 [65002]']);
    expect(both.paths('r3', NET)).toEqual(['r2 [65002 65001]']);
    expect(lab(summary(true)).paths('r3', NET)).toEqual([]);
    both.sim.inject({ fault: 'router-link-down', target: 'r1-r2' });
    both.sim.advance({ to: '1s' });
    expect(both.paths('r3', '10.0.0.0/8')).toEqual([]);
  });

  it('send a default to the neighbour that is to have one', () => {
    const network: CustomerNetwork = {
      ...chain,
      routers: {
        ...chain.routers,
        r2: { asn: 65002, neighbors: { r1: {}, r3: { defaultOriginate: true } } },
      },
    };
    expect(lab(network).paths('r3', '0.0.0.0/0')).toEqual(['r2 [65002]']);
    expect(lab(network).paths('r1', '0.0.0.0/0')).toEqual([]);
  });

  it('follow a policy that is edited without resetting the session', () => {
    const made = lab({
      ...chain,
      routeMaps: { nothing: { terms: [] } },
    });
    const edit = (name: string) => made.sim.configure('r3', [{ neighbor: 'r2', import: name }]);
    edit('nothing');
    expect(made.paths('r3', NET)).toEqual(['r3 [65002 65001] lost on import policy']);
    edit('none');
    made.sim.advance({ to: '1s' });
    expect(made.paths('r3', NET)).toEqual(['r2 [65002 65001]']);
  });

  it('hold announcements back by the vendor, and withdrawals not (RFC 4271 §9.2.1.1)', () => {
    const ios: CustomerNetwork = {
      ...chain,
      routers: {
        ...chain.routers,
        r2: { asn: 65002, vendor: 'cisco-ios-xe', neighbors: { r1: {}, r3: {} } },
      },
    };
    const made = lab(ios);
    const announce = (...networks: string[]) =>
      made.sim.configure('r1', [{ neighbor: 'r2', advertise: networks }]);
    const at = (to: string) => {
      made.sim.advance({ to });
      return ['10.2.0.0/16', '10.3.0.0/16'].filter((prefix) => made.paths('r3', prefix).length > 0);
    };
    announce('10.2.0.0/16');
    expect(at('1s')).toEqual(['10.2.0.0/16']);
    announce('10.2.0.0/16', '10.3.0.0/16');
    // 30 s to an external peer from the UPDATE before.
    expect(at('29s')).toEqual(['10.2.0.0/16']);
    expect(at('31s')).toEqual(['10.2.0.0/16', '10.3.0.0/16']);
    announce();
    expect(at('32s')).toEqual([]);
  });

  it('hand traffic over before a session goes down (RFC 8326)', () => {
    // Two ways from r1 to r4; the one over r2 is to be taken out of service.
    const made = lab({
      routers: {
        r1: { asn: 65001, neighbors: { r2: {}, r3: {} } },
        r2: { asn: 65002, neighbors: { r1: {}, r4: {} } },
        r3: { asn: 65003, neighbors: { r1: {}, r4: {} } },
        r4: { asn: 65004, networks: [NET], neighbors: { r2: {}, r3: {} } },
      },
      links: ['r1-r2', 'r1-r3', 'r2-r4', 'r3-r4'],
    });
    expect(made.best('r1', NET)?.holder).toBe('r2');
    made.sim.configure('r2', [{ neighbor: 'r1', gracefulShutdown: true }]);
    made.sim.advance({ to: '1s' });
    expect(made.best('r1', NET)?.holder).toBe('r3');
    expect(made.paths('r1', NET)[1]).toBe('r2 [65002 65004] lost on local preference');
  });
});
