/** Daemons that do not watch interfaces keep a session whose interface is removed, until a timer ends it. */

import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import { network } from './one-vif.ts';

describe('a session whose interface is removed', () => {
  it.each(['generic', 'openbgpd', 'gobgp', 'exabgp'] as const)('%s', (vendor) => {
    const sim = Simulation.build(network(vendor), { seed: 1 });
    const state = () => sim.session('r1 169.254.255.1').router?.bgp;
    expect(state()).toBe('Established');
    sim.configure('r1', [{ remove: 'eth1.101' }]);
    expect(sim.brokenInvariants()).toEqual([]);
    // The generic router watches its interfaces.
    expect(state() === 'Established').toBe(vendor !== 'generic');
    sim.advance({ to: '5m', until: () => sim.brokenInvariants().length > 0 });
    expect(sim.brokenInvariants()).toEqual([]);
    expect(state()).not.toBe('Established');
  });
});
