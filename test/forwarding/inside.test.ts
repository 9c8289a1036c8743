import { describe, expect, it } from 'vitest';
import { explainRoute } from '../../sim/scenario/explain-route.ts';
import { awsNetwork } from './aws-network.ts';
import { hops, simulate } from './drill.ts';

/** `inner` has no session of its own to AWS: it stands behind lon, whose name it gives or keeps. */
const behindLon = (inner: string, lon: string, lonNeighbor = '{}') =>
  awsNetwork({ vgw: ['vpc'], lonNetworks: ['172.20.0.0/16'], lonNeighbor })
    .replace(/( {2}lon:\n)/, `  inner: { networks: [172.16.0.0/16], ${inner} }\n$1    ${lon}\n`)
    .replace(
      'connections:',
      'links: { cable: { between: [lon, inner] } }\nrouteMaps: { nothing: [{ action: reject }] }\nconnections:',
    );
const fromInner = 'prod: { from: inner, to: vpc, rate: 1Mbps }';

describe('packets that AWS sends to the customer', () => {
  it('go on as each router inside has it in its table', () => {
    const network = behindLon('asn: 65001', 'vendor: frr');
    const sim = simulate({ traffic: fromInner, network });
    expect(hops(sim, 'prod', 'toCustomer').slice(-2)).toEqual(['lon', 'inner']);
    expect(sim.flow('prod').state).toBe('up');
  });

  it('end where the border router has no route, whatever it told AWS', () => {
    const network = behindLon(
      'asn: 65001, neighbors: { lon: { export: nothing } }',
      'neighbors: { inner: {} }',
      '{ defaultOriginate: true }',
    );
    const sim = simulate({ traffic: fromInner, network });
    expect(sim.routeCandidates('lon', '172.16.0.0/16')).toEqual([]);
    expect(hops(sim, 'prod', 'toCustomer').at(-1)).toBe('lon');
    expect(sim.flow('prod').reason).toBe(
      'black hole: lon has no route to 172.16.0.1; dxgw still has the route (nothing takes it away)',
    );
  });

  it('follow the IGP where the border router only announces the prefix', () => {
    const network = behindLon(
      'asn: 65001, neighbors: { lon: { export: nothing } }',
      'neighbors: { inner: {} }',
      '{ advertise: [172.16.0.0/16] }',
    );
    const sim = simulate({ traffic: fromInner, network });
    expect(hops(sim, 'prod', 'toCustomer').slice(-2)).toEqual(['lon', 'inner']);
    expect(sim.flow('prod').state).toBe('up');
  });

  it('circle for good between two routers that each take the other for the way out', () => {
    const network = behindLon(
      'asn: 65009, neighbors: { lon: { defaultOriginate: true } }',
      'neighbors: { inner: { defaultOriginate: true } }',
      '{ defaultOriginate: true }',
    ).replace('networks: [172.16.0.0/16]', 'networks: [172.21.0.0/16]');
    const sim = simulate({
      traffic: 'lost: { from: par, to: inner, rate: 1Mbps }',
      network: network.replace(/siteLink: false/g, 'siteLink: true'),
    });
    expect(sim.flow('lost').state).toBe('down');
    sim.advance({ to: '5m' });
  });
});

describe('an aggregate', () => {
  const withAggregate = (prefix: string) =>
    behindLon(
      'asn: 65009, neighbors: { lon: {} }',
      `neighbors: { inner: {} }\n    aggregates: [{ prefix: ${prefix}, summaryOnly: true }]`,
    );
  const network = withAggregate('172.16.0.0/12');

  it('stands for what is behind it', () => {
    const sim = simulate({ traffic: fromInner, network });
    expect(hops(sim, 'prod', 'toCustomer').slice(-2)).toEqual(['lon', 'inner']);
  });

  it('discards what no more specific route takes', () => {
    const sim = simulate({ traffic: fromInner, network });
    sim.inject({ fault: 'router-link-down', target: 'cable' });
    sim.advance({ to: '5m' });
    expect(sim.flow('prod').reason).toBe('black hole: lon discards what is for its aggregate 172.16.0.0/12');
    expect(hops(sim, 'prod', 'toCustomer').at(-1)).toBe('lon');
  });

  it('says so where its router is asked, and is news when it comes and goes', () => {
    const sim = simulate({ network: withAggregate('172.16.0.0/14') });
    const words = () => explainRoute(sim, 'lon', '172.16.0.0/14')[1];
    const news = () =>
      [...sim.trace].map(({ detail = '' }) => detail).filter((detail) => detail.includes('172.16.0.0/14'));
    expect(words()).toBe('lon sends to 172.16.0.0/14 via its own aggregate, which discards');
    const cut = sim.inject({ fault: 'router-link-down', target: 'cable' });
    sim.advance({ to: '1m' });
    expect(words()).toBe('lon knows no route to 172.16.0.0/14');
    expect(news()).toContainEqual(expect.stringContaining('172.16.0.0/14: its own aggregate → none'));
    sim.clear(cut);
    sim.advance({ to: '5m' });
    expect(news()).toContainEqual(expect.stringContaining('172.16.0.0/14: none → its own aggregate'));
    expect(words()).toContain('aggregate');
  });
});

describe.each([
  ['static routes', 'north: { router: lon, gateway: tgw, routing: static, routes: [172.16.0.0/16] }'],
  ['BGP', 'north: { router: lon, gateway: tgw }'],
])('a flow between routers over a VPN with %s', (_, vpns) => {
  it('ends in the VPC that has the address of the other router', () => {
    const network = awsNetwork({ tgw: {}, vpns, parNetworks: ['10.0.0.0/16'] });
    const sim = simulate({ traffic: 'across: { from: lon, to: par, rate: 1Mbps }', network });
    sim.inject({ fault: 'fibre-cut', target: 'c-lon' });
    sim.advance({ to: '1m' });
    expect(hops(sim, 'across', 'toAws')).toEqual(['lon', 'north', 'tgw', 'vpc']);
    expect(sim.flow('across').reason).toBe(
      'black hole: the address of par is in vpc too; lon still has the route (nothing takes it away)',
    );
  });
});
