import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import { network } from '../bgp/one-vif.ts';

describe('advance', () => {
  it('refuses a time that is past, and one that is none; to stay is to wait for nothing', () => {
    const sim = Simulation.build(network('generic'));
    sim.advance({ to: '10m' });
    expect(() => sim.advance({ to: '5m' })).toThrow(/^it is 10m already: only seek goes back, to 5m$/);
    expect(() => sim.advance({ to: Number.NaN })).toThrow(RangeError);
    expect(sim.now).toBe(600_000_000);
    expect(sim.advance({ to: '10m' })).toBe(false);
    sim.seek('5m');
    expect(sim.now).toBe(300_000_000);
  });
});
