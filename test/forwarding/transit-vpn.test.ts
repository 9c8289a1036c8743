import { describe, expect, it } from 'vitest';
import { awsNetwork } from './aws-network.ts';
import { hops, simulate } from './drill.ts';

/** odd has a port of its own to AWS in this network; without it there is only its VPN. */
const cutOdd = (sim: ReturnType<typeof simulate>) => {
  sim.inject({ fault: 'fibre-cut', target: 'c-odd' });
  sim.advance({ to: '3m' });
};
const toOdd = 'across: { from: lon, to: odd, rate: 1Mbps }';
const oddNetwork = '172.19.0.0/16';

/** Transit gateway guide: the routes of its table are advertised to its VPNs. */
describe('a transit gateway', () => {
  it('tells a VPN what another brought, and carries flows between the two', () => {
    const vpns = `
  north: { router: lon, gateway: tgw }
  south: { router: odd, gateway: tgw }`;
    const sim = simulate({ traffic: toOdd, network: awsNetwork({ tgw: {}, vpns, oddNetwork }) });
    cutOdd(sim);
    expect(sim.routeCandidates('lon', oddNetwork)).toMatchObject([
      { virtualInterface: 'north', asPath: [64514, 65003], med: 100 },
    ]);
    expect(hops(sim, 'across', 'toAws')).toEqual(['lon', 'north', 'tgw', 'south', 'odd']);
    expect(sim.flow('across').state).toBe('up');
  });

  it('tells a VPN what Direct Connect brought, but Direct Connect its allowed prefixes only', () => {
    const vpns = 'south: { router: odd, gateway: tgw }';
    const told = (allowed: string) => {
      const sim = simulate({ traffic: toOdd, network: awsNetwork({ tgw: { allowed }, vpns, oddNetwork }) });
      cutOdd(sim);
      return sim;
    };
    const closed = told('[10.0.0.0/16]');
    expect(closed.routeCandidates('odd', '172.16.0.0/16')[0]?.asPath).toEqual([64514, 65001]);
    expect(closed.routeCandidates('lon', oddNetwork)).toEqual([]);
    expect(closed.flow('across').reason).toBe('lon has no route to 172.19.0.1');
    const open = told('[10.0.0.0/16, 172.19.0.0/16]');
    expect(hops(open, 'across', 'toAws').slice(1)).toEqual([
      ...['lon eth1.101', 'v-lon', 'dxgw', 'tgw'],
      ...['south', 'odd'],
    ]);
    expect(hops(open, 'across', 'toCustomer')).toEqual([...hops(open, 'across', 'toAws')].reverse());
    expect(open.flow('across').state).toBe('up');
  });

  it('tells a VPN its static routes, those into a hole left out', () => {
    const routes = '[{ to: 10.7.0.0/16, via: vpc }, { to: 10.8.0.0/16, via: blackhole }]';
    const vpns = 'south: { router: odd, gateway: tgw }';
    const sim = simulate({ network: awsNetwork({ tgw: { routes }, vpns }) });
    expect(sim.routeCandidates('odd', '10.7.0.0/16')[0]?.asPath).toEqual([64514]);
    expect(sim.routeCandidates('odd', '10.8.0.0/16')).toEqual([]);
  });

  it('takes back from a VPN what is gone elsewhere', () => {
    const vpns = 'south: { router: odd, gateway: tgw }';
    const sim = simulate({ network: awsNetwork({ tgw: {}, vpns, oddNetwork }) });
    expect(sim.routeCandidates('odd', '172.17.0.0/16')).toHaveLength(1);
    sim.inject({ fault: 'fibre-cut', target: 'c-par' });
    sim.advance({ to: '3m' });
    expect(sim.routeCandidates('odd', '172.17.0.0/16')).toEqual([]);
  });
});
