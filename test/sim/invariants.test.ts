import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import { networks } from './arbitrary-network.ts';
import { carryOut, scripts } from './arbitrary-script.ts';

const RUNS = 1000;
/** Long enough for hold timers, provisioning and the end of what was begun last. */
const AFTERMATH_MICROS = 6 * 60_000_000;

describe('invariants', () => {
  test('hold after every instant of random networks under random calls, faults and router changes', () => {
    fc.assert(
      fc.property(networks, scripts, ({ network, traffic, seed, timing }, script) => {
        const sim = Simulation.build(network, { seed, traffic, timing });
        const check = () => {
          expect(sim.brokenInvariants()).toEqual([]);
          return false;
        };
        check();
        for (const input of script) {
          sim.advance({ to: sim.now + input.afterMicros, until: check });
          carryOut(sim, input);
          check();
        }
        sim.advance({ to: sim.now + AFTERMATH_MICROS, until: check });
      }),
      { numRuns: Number(process.env.RUNS ?? RUNS) },
    );
  });
});
