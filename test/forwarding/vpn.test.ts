import { describe, expect, it } from 'vitest';
import type { Simulation } from '../../sim/simulation.ts';
import { awsNetwork } from './aws-network.ts';
import { choices, hops, simulate } from './drill.ts';

const flow = 'prod: { from: lon, to: vpc, rate: 1Gbps }';
const both = (vpns: string) =>
  simulate({
    traffic: flow,
    network: awsNetwork({ vgw: ['vpc'], withoutDirectConnectGateway: true, vpns }),
  });
const pathOverVpn = (sim: Simulation) =>
  sim.routeCandidates('vgw', '172.16.0.0/16').find((one) => one.virtualInterface === 'backup')?.asPath;
const direct = ['lon', 'lon eth1.101', 'v-lon', 'vgw', 'vpc'];
const overVpn = ['lon', 'backup', 'vgw', 'vpc'];

describe.each([
  ['BGP', 'backup: { router: lon, gateway: vgw }'],
  ['static routes', 'backup: { router: lon, gateway: vgw, routing: static, routes: [172.16.0.0/16] }'],
])('a VPN with %s', (_, vpns) => {
  it('stands by while Direct Connect carries both ways', () => {
    const sim = both(vpns);
    expect(hops(sim, 'prod', 'toAws')).toEqual(direct);
    expect(hops(sim, 'prod', 'toCustomer')).toEqual([...direct].reverse());
  });

  it('takes over both ways when Direct Connect is cut, and gives back when it is mended', () => {
    const sim = both(vpns);
    const cut = sim.inject({ fault: 'fibre-cut', target: 'c-lon' });
    sim.advance({ to: '1m' });
    expect(hops(sim, 'prod', 'toAws')).toEqual(overVpn);
    expect(hops(sim, 'prod', 'toCustomer')).toEqual([...overVpn].reverse());
    sim.clear(cut);
    sim.advance({ to: '5m' });
    expect(hops(sim, 'prod', 'toAws')).toEqual(direct);
    expect(hops(sim, 'prod', 'toCustomer')).toEqual([...direct].reverse());
  });

  it('that goes down is a hole until its silence is noticed, and then no way at all', () => {
    const sim = both(vpns);
    sim.inject({ fault: 'fibre-cut', target: 'c-lon' });
    sim.advance({ to: '1m' });
    sim.inject({ fault: 'vpn-down', target: 'backup' });
    expect(sim.flow('prod').reason).toContain('the tunnels of backup are down');
    expect(sim.flow('prod').blackholed).toBe(true);
    sim.advance({ to: '2m' });
    expect(sim.flow('prod').blackholed).toBe(false);
  });
});

describe('a VPN with BGP', () => {
  it('loses on the router by its MED, when both are of one gateway', () => {
    const sim = both('backup: { router: lon, gateway: vgw }');
    expect(choices(sim, 'lon', '10.0.0.0/16')).toHaveLength(2);
    expect(sim.routeCandidates('lon', '10.0.0.0/16').map(({ lostOn }) => lostOn)).toEqual([undefined, 'MED']);
  });

  it('does not lose by its MED when a Direct Connect gateway announces the other route: the ASNs differ', () => {
    const network = awsNetwork({ vgw: ['vpc'], vpns: 'backup: { router: lon, gateway: vgw }' });
    const [, loser] = simulate({ network }).routeCandidates('lon', '10.0.0.0/16');
    expect(loser?.lostOn).toBeDefined();
    expect(loser?.lostOn).not.toBe('MED');
  });

  it('is a neighbour like any other: what the router says of it decides', () => {
    const sim = both('backup: { router: lon, gateway: vgw, neighbor: { weight: 7, prepend: 2 } }');
    expect(sim.routeCandidates('lon', '10.0.0.0/16')).toMatchObject([
      { virtualInterface: 'backup', weight: 7 },
      { virtualInterface: 'v-lon', lostOn: 'weight' },
    ]);
    expect(pathOverVpn(sim)).toEqual([65001, 65001, 65001]);
    expect(sim.configure('lon', [{ neighbor: 'backup', weight: 0, prepend: 0 }])).toBeUndefined();
    expect(sim.routeCandidates('lon', '10.0.0.0/16')).toMatchObject([
      { virtualInterface: 'v-lon', lostOn: undefined },
      { virtualInterface: 'backup', lostOn: 'MED' },
    ]);
    sim.advance({ to: '5m' });
    expect(pathOverVpn(sim)).toEqual([65001]);
    expect(sim.neighbor('lon backup').bgp).toBe('Established');
  });

  /** A transit gateway's own CIDRs over the VPN are more specific than what is allowed over Direct Connect. */
  it('steals what the allowed prefixes of Direct Connect only summarise', () => {
    const sim = simulate({
      traffic: flow,
      network: awsNetwork({
        tgw: { allowed: '[10.0.0.0/8]' },
        vpns: 'thief: { router: lon, gateway: tgw }',
      }),
    });
    expect(hops(sim, 'prod', 'toAws')).toEqual(['lon', 'thief', 'tgw', 'vpc']);
    expect(hops(sim, 'prod', 'toCustomer')).toContain('v-lon');
  });
});
