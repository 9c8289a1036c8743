/** Two customer routers, each with Direct Connect of its own: what one hears from the other, and what becomes of it. */
import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../sim/scenario/run.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { scenariosOf } from './fixtures.ts';

const VPC = '172.16.0.0/16';

const network = (seed: number, maps: string, [first, second]: readonly [string, string], asn = 65002) => `
dxdrill: 1
name: Two routers
seed: ${seed}
duration: 10m
start: cold
topology:
  region: eu-west-2
  devices: { d: { location: EqLD5 } }
  routeMaps: { ${maps} }
  routers:
    r1: { asn: 65001, networks: [10.0.0.0/16], neighbors: { r2: {} }, interfaces: { eth1: {}, eth1.101: { for: v1, neighbor: { ${first} } } } }
    r2: { asn: ${asn}, networks: [10.1.0.0/16], neighbors: { r1: {} }, interfaces: { eth1: {}, eth1.101: { for: v2, neighbor: { ${second} } } } }
  links: { core: { between: [r1, r2], delay: 5ms } }
  connections:
    c1: { device: d, bandwidth: 10Gbps, port: r1 eth1 }
    c2: { device: d, bandwidth: 10Gbps, port: r2 eth1 }
  vifs:
    v1: { on: c1, vlan: 101, gateway: g, amazonAddress: 169.254.1.1/30, customerAddress: 169.254.1.2/30 }
    v2: { on: c2, vlan: 101, gateway: g, amazonAddress: 169.254.2.1/30, customerAddress: 169.254.2.2/30 }
  gateways: { g: { type: virtual, asn: 64513, associated: [vpc] } }
  vpcs: { vpc: { cidrs: [${VPC}] } }
traffic: { out: { from: r1, to: vpc, rate: 1Mbps } }
`;

function played(text: string): Simulation {
  const [scenario] = scenariosOf(text);
  if (scenario === undefined) throw new Error('no scenario');
  const sim = buildScenario(scenario);
  sim.advance({ to: '3m' });
  return sim;
}

const used = (sim: Simulation, router: string) =>
  sim.routeCandidates(router, VPC).find(({ lostOn }) => lostOn === undefined);

describe('two routers that each prefer what the other says', () => {
  // The gadget DISAGREE (Griffin, Shepherd, Wilfong 2002): two stable answers, and a race to one of them.
  it('end with one of them using its own way, whatever the seed', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const low = 'low: [{ set: { localPreference: 50 } }]';
      const sim = played(network(seed, low, ['import: low', 'import: low']));
      const own = ['r1', 'r2'].filter((router) => used(sim, router)?.virtualInterface !== '');
      expect(own).toHaveLength(1);
      expect(sim.brokenInvariants()).toEqual([]);
    }
  });
});

describe('a next hop that a route map sets', () => {
  it('is of no use where nothing leads to it', () => {
    const sim = played(
      network(1, 'nowhere: [{ set: { nextHop: 1.2.3.4 } }]', ['import: nowhere', ''], 65001),
    );
    expect(sim.routeCandidates('r1', VPC).map(({ session, lostOn }) => [session, lostOn])).toEqual([
      ['r1 r2', undefined],
      ['r1 169.254.1.1', 'next hop unreachable'],
    ]);
    expect(sim.flow('out')).toMatchObject({ state: 'up' });
  });

  it('leads to whoever has that address', () => {
    const sim = played(
      network(1, 'other: [{ set: { nextHop: 169.254.2.1 } }]', ['import: other', ''], 65001),
    );
    expect(used(sim, 'r1')).toMatchObject({ session: 'r1 169.254.1.1' });
    const { toAws } = sim.flow('out').path;
    expect(toAws.map((hop) => sim.nameOf(hop))).toEqual(['r1', 'r2', 'r2 eth1.101', 'v2', 'g', 'vpc']);
  });

  it('that AWS cannot send to is of no use to it: the prefix is reached through the other router', () => {
    const sim = played(network(1, 'away: [{ set: { nextHop: 10.9.9.9 } }]', ['export: away', ''], 65001));
    const ways = sim.routeCandidates('vpc', '10.0.0.0/16').map(({ virtualInterface }) => virtualInterface);
    expect(ways).toEqual(['v2']);
  });
});
