/** Who ends a session without a word has sent no NOTIFICATION, and nobody says that he has. */
import { describe, expect, it } from 'vitest';
import { awsNetwork } from '../forwarding/aws-network.ts';
import { simulate } from '../forwarding/drill.ts';
import { MINUTE, Pair } from './pair.ts';

const LON = 'lon 169.254.255.1';

/** `prod` starts at lon and has one way. */
const drill = () =>
  simulate({
    traffic: 'prod: { from: lon, to: vpc, rate: 1Mbps }',
    network: awsNetwork({ vgw: ['vpc'] }),
  });

const reported = (sim: ReturnType<typeof drill>): string =>
  JSON.stringify([sim.neighbor(LON), sim.outages('prod'), sim.waitingFor(LON)]);

describe('a neighbour that is stopped without a word', () => {
  it('is not shut down while its process is dead, and says then that it died', () => {
    const sim = drill();
    sim.inject({ fault: 'bgp-process-down', target: 'lon', for: '30s' });
    sim.advance({ to: '10s' });
    expect(sim.neighbor(LON).lastError).toBe('the BGP process died');
    expect(sim.waitingFor(LON)).toBe('the BGP process of lon does not run');
    expect(reported(sim)).not.toMatch(/shut ?down|NOTIFICATION/);
    sim.advance({ to: '30s' });
    expect(sim.waitingFor(LON)).toMatch(/^BGP \w+ after the BGP process died$/);
    sim.advance({ to: '5m' });
    expect(sim.outages('prod')[0]?.phases.length).toBeGreaterThan(0);
    expect(reported(sim)).not.toMatch(/shut ?down|NOTIFICATION/);
  });

  it('is not shut down while its router is dead', () => {
    const sim = drill();
    sim.inject({ fault: 'device-down', target: 'lon', for: '30s' });
    sim.advance({ to: '10s' });
    expect(sim.neighbor(LON).lastError).toBe('the router went down');
    expect(sim.waitingFor(LON)).toBe('lon is down');
    expect(JSON.stringify([sim.neighbor(LON), sim.outages('prod')])).not.toMatch(/shut ?down|NOTIFICATION/);
  });

  it('waits for what keeps it from running now, not for what did first', () => {
    const sim = drill();
    const dead = sim.inject({ fault: 'device-down', target: 'lon' });
    sim.inject({ fault: 'bgp-process-down', target: 'lon', for: '1m' });
    sim.clear(dead);
    expect(sim.waitingFor(LON)).toBe('the BGP process of lon does not run');
    sim.configure('lon', [{ neighbor: '169.254.255.1', shutdown: true }]);
    sim.advance({ to: '2m' });
    expect(sim.waitingFor(LON)).toBe(`${LON} is shut down`);
  });

  it('is told apart from one that an operator shuts down: that one sends a Cease', () => {
    const sim = drill();
    sim.configure('lon', [{ neighbor: '169.254.255.1', shutdown: true }]);
    expect(sim.neighbor(LON).lastError).toBe('sent NOTIFICATION 6/2 (administrative shutdown)');
    expect(sim.waitingFor(LON)).toBe(`${LON} is shut down`);
  });
});

describe("AWS's end that is torn down in silence", () => {
  it('says so', () => {
    const pair = new Pair();
    pair.at(MINUTE, () => pair.bgp.stop(pair.peer, { notify: false })).run(2 * MINUTE);
    expect(pair.bgp.lastError(pair.peer)).toBe('AWS ended it silently');
  });
});
