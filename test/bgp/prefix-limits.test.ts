/**
 * Too many prefixes: AWS takes 100 of a family on a private session unless more are allocated, 1,000 on a public one
 * [user guide, quotas and prefix controls], a router what `maximumPrefixes` says; beyond, Cease 6/1 (RFC 4486).
 */
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import type { MaximumPrefixes, NetworkSpec, VirtualInterfaceSpec } from '../../sim/topology/spec.ts';

const ADDRESS = '169.254.101.1';

const many = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `172.${16 + (n >> 8)}.${n & 255}.0/24`);

interface Options {
  readonly prefixes: number;
  readonly vif?: Partial<VirtualInterfaceSpec>;
  readonly maximumPrefixes?: MaximumPrefixes;
  readonly cidrs?: readonly string[];
  readonly timing?: Readonly<Record<string, number | string>>;
}

/** r1 announces so many prefixes over v101; the VPC behind it has so many CIDRs. */
function play({
  prefixes,
  vif = {},
  maximumPrefixes,
  cidrs = ['10.0.0.0/16'],
  timing = {},
}: Options): Simulation {
  const neighbor = maximumPrefixes === undefined ? {} : { neighbor: { maximumPrefixes } };
  const network: NetworkSpec = {
    region: 'eu-west-2',
    accounts: { a: '111122223333' },
    devices: { d1: { location: 'EqLD5' } },
    carriers: {},
    routers: {
      r1: {
        asn: 65_001,
        networks: many(prefixes),
        interfaces: {
          eth1: { kind: 'port' },
          'eth1.101': { kind: 'subInterface', parent: 'eth1', for: 'v101', ...neighbor },
        },
      },
    },
    links: {},
    connections: {
      c1: {
        ...{ kind: 'dedicated', bandwidth: '1Gbps', carriers: [], delayMicros: 100, jumboFrameCapable: true },
        device: 'd1',
        cable: { router: 'r1', port: 'eth1' },
      },
    },
    lags: {},
    vifs: {
      v101: {
        ...{ type: 'private', on: 'c1', vlan: 101, mtu: 1500, gateway: 'g1', customerEnd: 'mirror' },
        peers: [
          { addressFamily: 'ipv4', amazonAddress: `${ADDRESS}/30`, customerAddress: '169.254.101.2/30' },
        ],
        routeFilterPrefixes: [],
        ...vif,
      },
    },
    gateways: { g1: { kind: 'virtualGateway', amazonSideAsn: 64_512, associated: ['vpc'] } },
    vpcs: { vpc: { cidrs } },
  };
  const sim = Simulation.build(network, { timing });
  sim.advance({ to: '1m' });
  expect(sim.brokenInvariants()).toEqual([]);
  return sim;
}

const aws = (sim: Simulation) => sim.session('v101 ipv4').aws;
const told = (sim: Simulation): string[] => Array.from(sim.trace, ({ id }) => sim.describe(id));
const advertise = (sim: Simulation, count: number): void => {
  expect(sim.configure('r1', [{ neighbor: ADDRESS, advertise: many(count) }])).toBeUndefined();
};
const clear = (sim: Simulation): void => {
  expect(sim.configure('r1', [{ neighbor: ADDRESS, clear: true }])).toBeUndefined();
};

describe("AWS's end of a private session", () => {
  it('takes 100 prefixes', () => {
    const sim = play({ prefixes: 100 });
    expect(aws(sim)?.bgp).toBe('Established');
    expect(aws(sim)?.prefixes).toHaveLength(100);
  });

  it('sends Cease 6/1 on the 101st, goes to Idle, is reported down and stays so', () => {
    const sim = play({ prefixes: 100 });
    advertise(sim, 101);
    sim.advance({ to: '2m' });
    expect(told(sim)).toContain('v101 ipv4: 101 prefixes received, at most 100 taken');
    expect(told(sim)).toContain('v101 ipv4 sends NOTIFICATION 6/1 (maximum number of prefixes reached)');
    expect(aws(sim)).toMatchObject({ bgp: 'Idle', prefixes: [] });
    expect(aws(sim)?.waitingFor).toBe(
      'held down after too many prefixes: to be cleared when there are fewer',
    );
    expect(sim.vif('v101').state).toBe('down');
    sim.advance({ to: '1h' });
    expect(sim.vif('v101').state).toBe('down');
    expect(sim.brokenInvariants()).toEqual([]);
  });

  it('comes back when there are fewer and the session is cleared; only then', () => {
    const sim = play({ prefixes: 100 });
    advertise(sim, 101);
    sim.advance({ to: '5m' });
    advertise(sim, 90);
    sim.advance({ to: '15m' });
    expect(aws(sim)?.bgp).toBe('Idle');
    clear(sim);
    sim.advance({ to: '20m' });
    expect(aws(sim)?.bgp).toBe('Established');
    expect(aws(sim)?.prefixes).toHaveLength(90);
    expect(sim.timingUsed).toContain('prefixLimitRecovery');
  });

  it('goes down again when it is cleared while there are still too many', () => {
    const sim = play({ prefixes: 100 });
    advertise(sim, 101);
    sim.advance({ to: '5m' });
    clear(sim);
    sim.advance({ to: '15m' });
    expect(aws(sim)?.bgp).toBe('Idle');
    expect(told(sim).filter((line) => line.includes('sends NOTIFICATION 6/1'))).toHaveLength(2);
  });

  it('comes back by itself where `prefixLimitRecovery` says so', () => {
    const sim = play({
      prefixes: 100,
      timing: { prefixLimitRecovery: 'retried', prefixLimitRetry: 120_000_000 },
    });
    advertise(sim, 101);
    sim.advance({ to: '90s' });
    expect(aws(sim)?.waitingFor).toBe('held down after too many prefixes: until 03:00.000');
    advertise(sim, 90);
    sim.advance({ to: '10m' });
    expect(aws(sim)?.bgp).toBe('Established');
  });

  it('takes as many as are allocated, up to 1,000, and no more', () => {
    const vif = { prefixPoolAllocatedCountIpv4: 150 };
    const sim = play({ prefixes: 150, vif });
    expect(aws(sim)?.bgp).toBe('Established');
    advertise(sim, 151);
    sim.advance({ to: '2m' });
    expect(aws(sim)?.bgp).toBe('Idle');
  });

  it('takes more once the API has allocated them, without a reset', () => {
    const sim = play({ prefixes: 100 });
    const request = { virtualInterfaceId: 'v101', prefixPoolAllocatedCountIpv4: 200 };
    expect(sim.call('UpdateVirtualInterfaceAttributes', request)).toMatchObject({
      ok: true,
      answer: { prefixPoolAllocatedCountIpv4: 200, prefixPoolAllocatedCountIpv6: 100 },
    });
    advertise(sim, 200);
    sim.advance({ to: '2m' });
    expect(aws(sim)?.prefixes).toHaveLength(200);
    expect(told(sim).some((line) => line.includes('NOTIFICATION'))).toBe(false);
  });
});

describe('a public session', () => {
  const vif: Partial<VirtualInterfaceSpec> = { type: 'public', routeFilterPrefixes: ['172.16.0.0/12'] };
  const { gateway: _none, ...rest } = { gateway: 'g1', ...vif };

  it('takes 1,000, listed or not, and ends at the next', () => {
    const sim = play({ prefixes: 1000, vif: rest });
    expect(aws(sim)?.bgp).toBe('Established');
    expect(aws(sim)?.prefixes).toHaveLength(1000);
    advertise(sim, 1001);
    sim.advance({ to: '2m' });
    expect(aws(sim)?.bgp).toBe('Idle');
  });

  it('counts what its route filter refuses (assumed: the limit stands before policy)', () => {
    const sim = play({ prefixes: 1001, vif: { ...rest, routeFilterPrefixes: ['203.0.113.0/24'] } });
    expect(aws(sim)?.bgp).not.toBe('Established');
  });
});

describe("a router's own limit", () => {
  const cidrs = ['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16'];

  it('ends the session with 6/1 and leaves it down until it is cleared', () => {
    const sim = play({ prefixes: 1, maximumPrefixes: { limit: 2 }, cidrs });
    const session = () => sim.session('v101 ipv4').router;
    expect(session()).toMatchObject({
      bgp: 'Idle',
      lastError: expect.stringContaining('sent NOTIFICATION 6/1'),
    });
    sim.advance({ to: '30m' });
    expect(session()?.bgp).toBe('Idle');
    expect(sim.configure('r1', [{ neighbor: ADDRESS, maximumPrefixes: 'off', clear: true }])).toBeUndefined();
    sim.advance({ to: '31m' });
    expect(session()?.bgp).toBe('Established');
  });

  it('lets the session start again after its restart time, which ends it again', () => {
    const sim = play({ prefixes: 1, maximumPrefixes: { limit: 2, restartMicros: 120_000_000 }, cidrs });
    sim.advance({ to: '10m' });
    const ends = Array.from(sim.trace, (record) => [record.timeMicros, sim.describe(record.id)] as const)
      .filter(([, words]) => words.includes('sends NOTIFICATION 6/1'))
      .map(([time]) => time);
    expect(ends.length).toBeGreaterThan(2);
    for (const [index, time] of ends.entries())
      if (index > 0) expect(time - (ends[index - 1] ?? 0)).toBeGreaterThanOrEqual(120_000_000);
  });

  it('takes as many as it says', () => {
    const sim = play({ prefixes: 1, maximumPrefixes: { limit: 3 }, cidrs });
    expect(sim.session('v101 ipv4').router?.bgp).toBe('Established');
  });

  it('acts on what was there already when it is lowered', () => {
    const sim = play({ prefixes: 1, cidrs });
    expect(sim.configure('r1', [{ neighbor: ADDRESS, maximumPrefixes: { limit: 2 } }])).toBeUndefined();
    sim.advance({ to: '2m' });
    expect(sim.session('v101 ipv4').router?.bgp).toBe('Idle');
  });
});

describe('clearing a session that is up', () => {
  it('ends it with 6/4, and it comes back by itself', () => {
    const sim = play({ prefixes: 1 });
    clear(sim);
    expect(told(sim).some((line) => line.includes('NOTIFICATION 6/4'))).toBe(true);
    sim.advance({ to: '2m' });
    expect(aws(sim)?.bgp).toBe('Established');
  });
});
