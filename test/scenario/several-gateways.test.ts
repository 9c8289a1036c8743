/** Networks with several gateways behind, or before, one router. */
import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../sim/scenario/run.ts';
import type { Simulation } from '../../sim/simulation.ts';
import { scenariosOf } from './fixtures.ts';

function played(topology: string): Simulation {
  const [scenario] = scenariosOf(`
dxdrill: 1
name: Several gateways
duration: 10m
topology:
  region: eu-west-2
  devices: { d: { location: EqLD5 } }
${topology}`);
  if (scenario === undefined) throw new Error('no scenario');
  const sim = buildScenario(scenario);
  sim.advance({ to: '1m' });
  return sim;
}

describe('two transit gateways behind one Direct Connect gateway, the customer with the ASN of the first', () => {
  const sim = played(`
  routers: { r1: { asn: 64515, networks: [10.10.0.0/16], interfaces: { eth1: {} } } }
  connections: { c: { device: d, bandwidth: 1Gbps, port: r1 eth1 } }
  vifs: { v: { type: transit, on: c, vlan: 101, gateway: dxgw } }
  gateways:
    dxgw:
      type: directConnect
      associated: [{ gateway: first, allowedPrefixes: [172.16.0.0/16] }, { gateway: second, allowedPrefixes: [172.17.0.0/16] }]
    first: { type: transit, asn: 64515, associated: [vpc1] }
    second: { type: transit, asn: 64516, associated: [vpc2] }
  vpcs: { vpc1: { cidrs: [172.16.0.0/16] }, vpc2: { cidrs: [172.17.0.0/16] } }
traffic:
  one: { from: r1, to: vpc1, rate: 1Mbps }
  two: { from: r1, to: vpc2, rate: 1Mbps }
`);

  it('have each its own say: the first finds its ASN in the path, the second does not (RFC 4271 §9.1.2)', () => {
    const ways = (table: string) =>
      sim.routeCandidates(table, '10.10.0.0/16').map(({ virtualInterface }) => virtualInterface);
    expect(ways('first')).toEqual([]);
    expect(ways('second')).toEqual(['v']);
    expect(sim.flow('one')).toMatchObject({ state: 'down' });
    expect(sim.flow('two')).toMatchObject({ state: 'up' });
  });
});

describe('equal routes of two Direct Connect gateways with ASNs of their own', () => {
  const used = (decision: string) =>
    played(`
  routers:
    r1: { asn: 65001, networks: [10.10.0.0/16], vendor: cisco-ios-xe, decision: { ${decision} }, interfaces: { eth1: {}, eth2: {} } }
  connections:
    c1: { device: d, bandwidth: 1Gbps, port: r1 eth1 }
    c2: { device: d, bandwidth: 1Gbps, port: r1 eth2 }
  vifs:
    v1: { on: c1, vlan: 101, gateway: left }
    v2: { on: c2, vlan: 102, gateway: right }
  gateways:
    left: { type: directConnect, asn: 64512, associated: [vgw] }
    right: { type: directConnect, asn: 64514, associated: [vgw] }
    vgw: { type: virtual, asn: 64513, associated: [vpc] }
  vpcs: { vpc: { cidrs: [172.16.0.0/16] } }
`)
      .routeCandidates('r1', '172.16.0.0/16')
      .filter(({ lostOn }) => lostOn === undefined)
      .map(({ virtualInterface }) => virtualInterface)
      .sort();

  it('are used at once where the router is told that only the length of the path counts', () => {
    expect(used('maximumPaths: 2, multipathRelax: true')).toEqual(['v1', 'v2']);
    expect(used('maximumPaths: 2')).toHaveLength(1);
  });
});
