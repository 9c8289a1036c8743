import { describe, expect, it } from 'vitest';
import { explainRoute } from '../../sim/scenario/explain-route.ts';
import { awsNetwork } from './aws-network.ts';
import { choices, hops, simulate } from './drill.ts';

const flow = 'prod: { from: lon, to: vpc, rate: 1Gbps }';

/** VPC user guide: for equal propagated prefixes Direct Connect, then static VPN, then BGP VPN. */
describe('a virtual gateway', () => {
  const both = (vpns: string) => simulate({ traffic: flow, network: awsNetwork({ vgw: ['vpc'], vpns }) });

  it('prefers Direct Connect to a static VPN of the same prefix', () => {
    const sim = both('backup: { router: par, gateway: vgw, routing: static, routes: [172.16.0.0/16] }');
    expect(choices(sim, 'vgw', '172.16.0.0/16')).toEqual(['v-lon', 'backup lost on Direct Connect first']);
    expect(hops(sim, 'prod', 'toCustomer')).toContain('v-lon');
  });

  it('prefers a static VPN to a BGP VPN of the same prefix', () => {
    const sim = both(`
  static: { router: lon, gateway: vgw, routing: static, routes: [172.16.0.0/16] }
  dynamic: { router: lon, gateway: vgw }`);
    sim.inject({ fault: 'fibre-cut', target: 'c-lon' });
    sim.advance({ to: '3m' });
    expect(choices(sim, 'vgw', '172.16.0.0/16')).toEqual(['static', 'dynamic lost on static VPN first']);
  });

  it('keeps the others back from its VPC, which says so when it is asked', () => {
    const sim = both(`
  static: { router: lon, gateway: vgw, routing: static, routes: [172.16.0.0/16] }
  dynamic: { router: lon, gateway: vgw }`);
    expect(choices(sim, 'vpc', '172.16.0.0/16')).toEqual([
      'v-lon',
      'static lost on Direct Connect first',
      'dynamic lost on Direct Connect first',
    ]);
  });

  it('prefers the longer prefix of a VPN to Direct Connect, which is how a VPN steals traffic', () => {
    const sim = both('thief: { router: lon, gateway: vgw, routing: static, routes: [172.16.0.0/17] }');
    expect(hops(sim, 'prod', 'toCustomer')).toEqual(['vpc', 'vgw', 'thief', 'lon']);
    expect(hops(sim, 'prod', 'toAws')).toContain('v-lon');
  });
});

/** Transit gateway guide, route evaluation order: static, then VPC, Direct Connect gateway, VPN. */
describe('a transit gateway', () => {
  it('prefers a Direct Connect gateway to a VPN of the same prefix', () => {
    const sim = simulate({
      traffic: flow,
      network: awsNetwork({ tgw: {}, vpns: 'dynamic: { router: lon, gateway: tgw }' }),
    });
    expect(choices(sim, 'tgw', '172.16.0.0/16')).toEqual([
      'v-lon',
      'dynamic lost on Direct Connect gateway first',
    ]);
  });

  it('prefers a static route to a Direct Connect gateway, even into a hole', () => {
    const sim = simulate({
      traffic: flow,
      network: awsNetwork({ tgw: { routes: '[{ to: 172.16.0.0/16, via: blackhole }]' } }),
    });
    expect(sim.flow('prod').reason).toContain('a blackhole route');
    expect(explainRoute(sim, 'tgw', '172.16.0.0/16')[1]).toBe(
      'tgw sends to 172.16.0.0/16 via blackhole: static route',
    );
  });

  it('says of a static route to an attachment where it leads, though that one has another prefix', () => {
    const sim = simulate({ network: awsNetwork({ tgw: { routes: '[{ to: 172.16.9.0/24, via: dxgw }]' } }) });
    expect(explainRoute(sim, 'tgw', '172.16.9.0/24')[1]).toBe('tgw sends to 172.16.9.0/24 via dxgw');
  });

  it('goes by a static route to a Direct Connect gateway where a VPN has the longer prefix', () => {
    const vpns = 'thief: { router: lon, gateway: tgw, routing: static, routes: [172.16.0.0/17] }';
    const stolen = simulate({ traffic: flow, network: awsNetwork({ tgw: {}, vpns }) });
    expect(hops(stolen, 'prod', 'toCustomer')).toContain('thief');
    const routes = '[{ to: 172.16.0.0/18, via: dxgw }]';
    const kept = simulate({ traffic: flow, network: awsNetwork({ tgw: { routes }, vpns }) });
    expect(hops(kept, 'prod', 'toCustomer')).toEqual(['vpc', 'tgw', 'dxgw', 'v-lon', 'lon eth1.101', 'lon']);
  });

  it('has the VPC send to it only what a route of the VPC leads there', () => {
    const with1 = (routes: string) =>
      simulate({ traffic: flow, network: awsNetwork({ tgw: {}, vpcRoutes: routes }) });
    expect(with1('[{ to: 0.0.0.0/0, via: tgw }]').flow('prod').state).toBe('up');
    expect(with1('[{ to: 172.20.0.0/16, via: tgw }]').flow('prod').state).toBe('down');
  });

  it('gets from the Direct Connect gateway what its allowed prefixes cover, and drops what is in no VPC', () => {
    const sim = simulate({ traffic: flow, network: awsNetwork({ tgw: { allowed: '[10.9.0.0/16]' } }) });
    expect(sim.flow('prod')).toMatchObject({ state: 'down' });
    expect(sim.flow('prod').reason).toContain('advertises no route to 10.0.0.1');
  });
});

/** VPC user guide, route priority. */
describe('a VPC', () => {
  it('without propagation has no way back', () => {
    const sim = simulate({ traffic: flow, network: awsNetwork({ vgw: ['vpc'], propagation: false }) });
    expect(sim.flow('prod').state).toBe('down');
    expect(hops(sim, 'prod', 'toAws')).toContain('vpc');
  });

  it('keeps its own CIDR whatever is propagated inside it', () => {
    const sim = simulate({
      traffic: 'inner: { from: odd, to: vpc, rate: 1Mbps }',
      network: awsNetwork({ vgw: ['vpc'], oddNetwork: '10.0.7.0/24' }),
    });
    expect(choices(sim, 'vpc', '10.0.7.0/24')).toEqual([]);
    expect(sim.flow('inner').state).toBe('down');
  });

  it('takes in 100 propagated routes, and the next when one of them goes', () => {
    const networks = Array.from({ length: 60 }, (_, n) => `172.20.${n}.0/24`);
    const more = Array.from({ length: 60 }, (_, n) => `172.21.${n}.0/24`);
    const sim = simulate({
      network: awsNetwork({ vgw: ['vpc'], lonNetworks: networks, oddNetworks: more, parNetworks: [] }),
    });
    const installed = () =>
      [...networks, ...more].filter((prefix) => choices(sim, 'vpc', prefix).length > 0).length;
    expect(installed()).toBe(100);
    sim.inject({ fault: 'fibre-cut', target: 'c-lon' });
    sim.advance({ to: '10s' });
    expect(installed()).toBe(60);
    expect(choices(sim, 'vpc', more[59] ?? '')).toEqual(['v-odd']);
  });

  it('counts the static routes of VPNs among the hundred, as the oldest', () => {
    const statics = Array.from({ length: 120 }, (_, n) => `192.168.${n}.0/24`);
    const networks = Array.from({ length: 60 }, (_, n) => `172.20.${n}.0/24`);
    const takenIn = (count: number) => {
      const routes = statics.slice(0, count);
      const vpns = `m: { router: lon, gateway: vgw, routing: static, routes: [${routes.join(', ')}] }`;
      const sim = simulate({
        network: awsNetwork({ vgw: ['vpc'], lonNetworks: networks, parNetworks: [], vpns }),
      });
      const isIn = (prefix: string) => choices(sim, 'vpc', prefix).length > 0;
      return [routes.filter(isIn).length, networks.filter(isIn).length];
    };
    expect(takenIn(70)).toEqual([70, 30]);
    expect(takenIn(120)).toEqual([100, 0]);
  });
});
