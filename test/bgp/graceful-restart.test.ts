/** Graceful restart (RFC 4724) between two routers: what is kept, how long, and what ends it. */
import { describe, expect, it } from 'vitest';
import type { GracefulRestart } from '../../sim/topology/spec.ts';
import { Lab } from './customer-network.ts';

const NET = '10.1.0.0/16';
const restarting: GracefulRestart = { mode: 'restarting', restartMicros: 60_000_000 };
const helper: GracefulRestart = { mode: 'helper', restartMicros: 60_000_000 };
const off: GracefulRestart = { mode: 'off' };

/** r1, whose process will die, and r2, which hears its network. */
const lab = (one: GracefulRestart, two: GracefulRestart) =>
  new Lab({
    routers: {
      r1: { asn: 65001, networks: [NET], neighbors: { r2: { gracefulRestart: one } } },
      r2: { asn: 65002, neighbors: { r1: { gracefulRestart: two } } },
    },
    links: ['r1-r2'],
  });

const killed = (made: Lab, length: string) => {
  made.sim.inject({ fault: 'bgp-process-down', target: 'r1', for: length });
  made.sim.advance({ to: '5s' });
  return made;
};

describe('a router whose BGP process dies', () => {
  it('has its routes kept by a helper until it is back', () => {
    const made = killed(lab(restarting, helper), '20s');
    expect(made.sim.neighbor('r2 r1').bgp).not.toBe('Established');
    expect(made.paths('r2', NET)).toEqual(['r1 [65001]']);
    made.sim.advance({ to: '40s' });
    expect(made.sim.neighbor('r2 r1').bgp).toBe('Established');
    expect(made.paths('r2', NET)).toEqual(['r1 [65001]']);
  });

  it('is waited for no longer than it asked', () => {
    const made = killed(lab(restarting, helper), '10m');
    made.sim.advance({ to: '59s' });
    expect(made.paths('r2', NET)).toEqual(['r1 [65001]']);
    made.sim.advance({ to: '61s' });
    expect(made.paths('r2', NET)).toEqual([]);
  });

  it.each([
    ['the other end does not help', restarting, off],
    ['it did not say that it goes on forwarding', helper, helper],
    ['it knows nothing of it', off, helper],
  ])('loses its routes at once when %s', (_, one, two) => {
    expect(killed(lab(one, two), '20s').paths('r2', NET)).toEqual([]);
  });

  it('loses what it does not announce again, at the End-of-RIB', () => {
    const made = killed(lab(restarting, helper), '20s');
    made.sim.configure('r1', [{ neighbor: 'r2', advertise: ['10.2.0.0/16'] }]);
    expect(made.paths('r2', NET)).toEqual(['r1 [65001]']);
    made.sim.advance({ to: '40s' });
    expect(made.paths('r2', NET)).toEqual([]);
    expect(made.paths('r2', '10.2.0.0/16')).toEqual(['r1 [65001]']);
  });

  it('loses them at once when it shuts the session down instead', () => {
    const made = lab(restarting, helper);
    made.sim.configure('r1', [{ neighbor: 'r2', shutdown: true }]);
    made.sim.advance({ to: '5s' });
    expect(made.paths('r2', NET)).toEqual([]);
  });
});
