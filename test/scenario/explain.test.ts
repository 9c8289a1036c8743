import { describe, expect, it } from 'vitest';
import { explainFlow } from '../../sim/scenario/explain.ts';
import { playScenario } from '../../sim/scenario/runner.ts';
import { scenariosOf } from './fixtures.ts';

function explained(rate: string): readonly string[] {
  const [scenario] = scenariosOf(`
dxdrill: 1
name: A port and what is sent through it
duration: 10m
topology:
  region: eu-west-2
  devices: { d: { location: EqLD5 } }
  routers: { r1: { asn: 65001, networks: [10.10.0.0/16], interfaces: { eth1: {} } } }
  connections: { c: { device: d, bandwidth: 10Gbps, port: r1 eth1 } }
  vifs: { v: { on: c, vlan: 101, gateway: vgw } }
  gateways: { vgw: { type: virtual, associated: [vpc] } }
  vpcs: { vpc: { cidrs: [10.0.0.0/16] } }
traffic: { much: { from: r1, to: vpc, rate: ${rate} } }
`);
  if (scenario === undefined) throw new Error('no scenario');
  return explainFlow(playScenario(scenario).simulation, 'much');
}

describe('a flow that was never down', () => {
  it('may have lost four fifths for load: 50 Gbps each way for ten minutes are 7.5 TB, and 10 Gbps fit', () => {
    expect(explained('50Gbps')).toEqual(['flow much was never down, but lost 6.0 TB of 7.5 TB']);
  });

  it('says nothing of loss where there is none', () => {
    expect(explained('5Gbps')).toEqual(['flow much was never down']);
  });
});
