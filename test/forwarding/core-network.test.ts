import { describe, expect, it } from 'vitest';
import { awsNetwork } from './aws-network.ts';
import { choices, hops, simulate } from './drill.ts';

/** London and Paris with one prefix; Cloud WAN with an edge in each Region, and a VPC behind each. */
const network = (lonNeighbor = '{}') =>
  awsNetwork({ tgw: {}, parNetworks: ['172.16.0.0/16'], lonNeighbor })
    .replace(/dxgw: .*/, 'dxgw: { type: directConnect, asn: 64512, associated: [core] }')
    .replace(
      /tgw: .*/,
      'core: { type: coreNetwork, edges: { eu-west-2: 64601, eu-west-3: 64602 }, associated: [vpc, vpc-par] }',
    )
    .replace('  vpc: {', '  vpc-par: { cidrs: [10.3.0.0/16], region: eu-west-3 }\n  vpc: {');

/** User guide, Cloud WAN core network associations. */
describe('a core network', () => {
  it('announces each VPC with the ASN of the edge in its Region', () => {
    const sim = simulate({ network: network() });
    expect(sim.routeCandidates('lon', '10.0.0.0/16')[0]?.asPath).toEqual([64512, 64601]);
    expect(sim.routeCandidates('lon', '10.3.0.0/16')[0]?.asPath).toEqual([64512, 64602]);
  });

  it('sends from each edge by the location of its Region', () => {
    const sim = simulate({ network: network() });
    expect(choices(sim, 'vpc', '172.16.0.0/16')[0]).toBe('v-lon');
    expect(choices(sim, 'vpc-par', '172.16.0.0/16')[0]).toBe('v-par');
  });

  it('carries a flow both ways', () => {
    const sim = simulate({ traffic: 'prod: { from: lon, to: vpc, rate: 1Gbps }', network: network() });
    expect(hops(sim, 'prod', 'toAws')).toEqual(['lon', 'lon eth1.101', 'v-lon', 'dxgw', 'core', 'vpc']);
    expect(hops(sim, 'prod', 'toCustomer')).toEqual([...hops(sim, 'prod', 'toAws')].reverse());
  });
});
