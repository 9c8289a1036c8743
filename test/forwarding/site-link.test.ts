import { describe, expect, it } from 'vitest';
import { explainRoute } from '../../sim/scenario/explain-route.ts';
import { awsNetwork } from './aws-network.ts';
import { hops, simulate } from './drill.ts';

const sites = 'sites: { from: lon, to: par, rate: 1Gbps }';
const network = (options: Partial<Parameters<typeof awsNetwork>[0]> = {}) =>
  awsNetwork({ vgw: ['vpc'], siteLink: true, ...options });

/** User guide, SiteLink. */
describe('SiteLink', () => {
  it('is what it takes to pass from one virtual interface to another', () => {
    const sim = simulate({ traffic: sites, network: network({ siteLink: false }) });
    expect(sim.flow('sites')).toMatchObject({ state: 'down', reason: 'lon has no route to 172.17.0.1' });
    expect(sim.routeCandidates('lon', '172.17.0.0/16')).toEqual([]);
  });

  it('carries routes with the ASN of the gateway in their path, and flows both ways', () => {
    const sim = simulate({ traffic: sites, network: network() });
    expect(sim.routeCandidates('lon', '172.17.0.0/16')[0]?.asPath).toEqual([64512, 65002]);
    expect(hops(sim, 'sites', 'toAws')).toEqual([
      ...['lon', 'lon eth1.101', 'v-lon', 'dxgw'],
      ...['v-par', 'par eth1.101', 'par'],
    ]);
    expect(hops(sim, 'sites', 'toCustomer')).toEqual([...hops(sim, 'sites', 'toAws')].reverse());
  });

  it('has a table of its own beside those of the Regions, all of which are shown', () => {
    const said = (siteLink: boolean) =>
      explainRoute(
        simulate({ network: network({ siteLink, parNetworks: ['172.16.0.0/16'] }) }),
        'dxgw',
        '172.16.0.0/16',
      );
    expect(said(true).filter((line) => line.startsWith('dxgw'))).toEqual([
      expect.stringMatching(/^dxgw \(eu-west-2\) sends to 172.16.0.0\/16 via v-lon /),
      expect.stringMatching(/^dxgw \(SiteLink\) sends to 172.16.0.0\/16 via v-lon /),
    ]);
    expect(said(false).filter((line) => line.startsWith('dxgw'))).toEqual([
      expect.stringMatching(/^dxgw sends to 172.16.0.0\/16 via v-lon /),
    ]);
  });

  it('loads the connections at both ends, each in its own direction', () => {
    const sim = simulate({ traffic: sites, network: network() });
    const carried = ['c-lon', 'c-par'].map((connection) => sim.loads().get(connection)?.loadBps);
    expect(carried).toEqual([
      { toAws: 1e9, toCustomer: 1e9 },
      { toAws: 1e9, toCustomer: 1e9 },
    ]);
  });

  it('with one ASN at both ends is dropped as a loop', () => {
    const sim = simulate({ traffic: sites, network: network({ parAsn: 65001 }) });
    expect(sim.flow('sites').reason).toBe('lon has no route to 172.17.0.1');
  });

  it('does not change what reaches the VPC', () => {
    const sim = simulate({ traffic: 'prod: { from: lon, to: vpc, rate: 1Gbps }', network: network() });
    expect(sim.flow('prod').state).toBe('up');
  });

  it('flaps the session when it is switched, and comes and goes with it', () => {
    const sim = simulate({ traffic: sites, network: network() });
    const toggle = (enableSiteLink: boolean) =>
      sim.call(
        'UpdateVirtualInterfaceAttributes',
        { virtualInterfaceId: 'v-par', enableSiteLink },
        { in: 'eu-west-3' },
      );
    expect(toggle(false).ok).toBe(true);
    expect(sim.vif('v-par').peers[0]?.bgp).not.toBe('Established');
    sim.advance({ to: '1m' });
    expect(sim.vif('v-par').peers[0]?.bgp).toBe('Established');
    expect(sim.flow('sites').state).toBe('down');
    toggle(true);
    sim.advance({ to: '2m' });
    expect(sim.flow('sites').state).toBe('up');
  });
});
