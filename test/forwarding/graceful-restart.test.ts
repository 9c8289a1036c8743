import { describe, expect, it } from 'vitest';
import { awsNetwork } from './aws-network.ts';
import { simulate } from './drill.ts';

/** `prod` starts at lon, whose BGP process dies for half a minute. */
function processOfLonDies(lonNeighbor: string) {
  const network = awsNetwork({ vgw: ['vpc'], lonNeighbor });
  const sim = simulate({ traffic: 'prod: { from: lon, to: vpc, rate: 1Mbps }', network });
  sim.inject({ fault: 'bgp-process-down', target: 'lon', for: '30s' });
  sim.advance({ to: '10s' });
  return sim;
}

describe('a router whose BGP process is away', () => {
  it('forwards by what it knew when it restarts gracefully (RFC 4724 §4.1)', () => {
    const sim = processOfLonDies('{ gracefulRestart: restarting }');
    expect(sim.neighbor('lon 169.254.255.1').bgp).not.toBe('Established');
    expect(sim.flow('prod').state).toBe('up');
    sim.advance({ to: '5m' });
    expect(sim.flow('prod').downtimeMicros).toBe(0);
  });

  it.each(['helper', 'off'])('has no routes left when its mode is %s', (mode) => {
    const sim = processOfLonDies(`{ gracefulRestart: ${mode} }`);
    expect(sim.flow('prod').state).toBe('down');
    expect(sim.routeCandidates('lon', '10.0.0.0/16')).toEqual([]);
    sim.advance({ to: '5m' });
    expect(sim.flow('prod').state).toBe('up');
  });

  it('forwards for no longer than its restart time', () => {
    const sim = processOfLonDies('{ gracefulRestart: { mode: restarting, restartTime: 5s } }');
    expect(sim.flow('prod').state).toBe('down');
  });

  it('goes on for its neighbours inside the AS, too', () => {
    const network = awsNetwork({ vgw: ['vpc'], lonNeighbor: '{ gracefulRestart: restarting }' })
      .replace(
        /( {2}lon:\n)/,
        '  inner: { asn: 65001, networks: [172.18.0.0/16], neighbors: { lon: { gracefulRestart: helper } } }\n$1    neighbors: { inner: { gracefulRestart: restarting } }\n',
      )
      .replace('connections:', 'links: { cable: { between: [lon, inner] } }\nconnections:');
    const sim = simulate({ traffic: 'prod: { from: inner, to: vpc, rate: 1Mbps }', network });
    sim.inject({ fault: 'bgp-process-down', target: 'lon', for: '30s' });
    sim.advance({ to: '5m' });
    expect(sim.flow('prod').downtimeMicros).toBe(0);
  });
});
