import { describe, expect, it } from 'vitest';
import { awsNetwork } from './aws-network.ts';
import { choices, hops, simulate } from './drill.ts';

const SHARED = ['172.16.0.0/16'];
const flow = 'prod: { from: lon, to: vpc, rate: 1Gbps }';

/** London's location is of eu-west-2, Paris's of eu-west-3; both say the same prefix. User guide, routing and BGP. */
describe('the sending Region', () => {
  const network = (options: Partial<Parameters<typeof awsNetwork>[0]> = {}) =>
    awsNetwork({ vgw: ['vpc'], parNetworks: SHARED, ...options });

  it('prefers the location of its own Region', () => {
    const sim = simulate({ traffic: flow, network: network() });
    expect(choices(sim, 'vpc', '172.16.0.0/16')).toEqual(['v-lon', 'v-par lost on local preference']);
    expect(hops(sim, 'prod', 'toCustomer')).toContain('v-lon');
  });

  it('prefers it although the route there is prepended: AS_PATH comes after', () => {
    const sim = simulate({ traffic: flow, network: network({ lonNeighbor: '{ prepend: 5 }' }) });
    expect(choices(sim, 'vpc', '172.16.0.0/16')).toEqual(['v-lon', 'v-par lost on local preference']);
  });

  it('obeys a community before all that: low at home loses to high elsewhere', () => {
    const maps = `routeMaps:
  low: [{ set: { communities: 7224:7100 } }]
  high: [{ set: { communities: 7224:7300 } }]
`;
    const tagged = network({ lonNeighbor: '{ export: low }', parNeighbor: '{ export: high }' });
    const sim = simulate({ traffic: flow, network: `${tagged}${maps}` });
    expect(choices(sim, 'vpc', '172.16.0.0/16')).toEqual(['v-par', 'v-lon lost on local preference']);
  });

  it('compares an untagged route from elsewhere with 7224:7100 as the choice says', () => {
    const maps = 'routeMaps:\n  low: [{ set: { communities: 7224:7100 } }]\n';
    const used = (untaggedRemoteRoute: string) => {
      const text = `${network({ lonNeighbor: '{ export: low }' })}${maps}`;
      const sim = simulate({ network: text, timing: { untaggedRemoteRoute } });
      return choices(sim, 'vpc', '172.16.0.0/16').filter((one) => !one.includes('lost'));
    };
    expect(used('belowLow')).toEqual(['v-lon']);
    expect(used('asLow')).toEqual(['v-lon', 'v-par']);
    expect(used('aboveLow')).toEqual(['v-par']);
  });

  it('has two locations of its own tell routes apart by AS_PATH', () => {
    const sim = simulate({
      network: network({ parNetworks: [], oddNetworks: SHARED, lonNeighbor: '{ prepend: 2 }' }),
    });
    expect(choices(sim, 'vpc', '172.16.0.0/16')).toEqual(['v-odd', 'v-lon lost on AS_PATH']);
  });

  it('shares flows over equal routes, each flow on one', () => {
    const flows = Array.from({ length: 12 }, (_, n) => `f${n}: { from: lon, to: vpc, rate: 1Mbps }`);
    const sim = simulate({
      traffic: flows.join('\n'),
      network: network({ parNetworks: [], oddNetworks: SHARED }),
    });
    expect(choices(sim, 'vpc', '172.16.0.0/16')).toEqual(['v-lon', 'v-odd']);
    const taken = flows.map((_, n) => sim.flow(`f${n}`).virtualInterface.toCustomer);
    expect(new Set(taken.map((id) => (id === undefined ? '' : sim.nameOf(id))))).toEqual(
      new Set(['v-lon', 'v-odd']),
    );
  });

  it('of another gateway decides for itself, on the same sessions', () => {
    const text = network()
      .replace('associated: [vgw]', 'associated: [vgw, vgw-par]')
      .replace(
        'vpcs:',
        '  vgw-par: { type: virtual, asn: 64520, region: eu-west-3, associated: [vpc-par] }\nvpcs:',
      )
      .replace('  vpc: {', '  vpc-par: { cidrs: [10.3.0.0/16], region: eu-west-3 }\n  vpc: {');
    const sim = simulate({ network: text });
    expect(choices(sim, 'vpc', '172.16.0.0/16')[0]).toBe('v-lon');
    expect(choices(sim, 'vpc-par', '172.16.0.0/16')[0]).toBe('v-par');
  });

  it('moves on when its own location is gone, and says so in the trace', () => {
    const sim = simulate({ traffic: flow, network: network() });
    sim.inject({ fault: 'fibre-cut', target: 'c-lon' });
    sim.advance({ to: '10s' });
    expect(choices(sim, 'vpc', '172.16.0.0/16')).toEqual(['v-par']);
    const said = [...sim.trace].map(({ id }) => sim.describe(id));
    expect(said).toContain('dxgw changes its way to 172.16.0.0/16: v-lon → v-par');
  });
});
