import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue, Simulation } from '../../sim/simulation.ts';
import { networks } from './arbitrary-network.ts';
import { carryOut, scripts } from './arbitrary-script.ts';

const RUNS = Number(process.env.RUNS ?? 1000);
/** In so many runs each operation is accepted and each fault begun at least once, or they prove nothing of it. */
const RUNS_FOR_ONE = 500;
/** A thousand take two to five minutes. */
const AT_MOST_MILLIS = 600 * Math.max(RUNS, 1000);
/** Long enough for hold timers, provisioning and the end of what was begun last. */
const AFTERMATH_MICROS = 6 * 60_000_000;

describe('invariants', () => {
  test(
    'hold after every instant of random networks under random calls, faults and router changes',
    () => {
      const counts = new Map<string, number>();
      const tally = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
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
            carryOut(sim, input, tally);
            check();
          }
          sim.advance({ to: sim.now + AFTERMATH_MICROS, until: check });
        }),
        { numRuns: RUNS },
      );
      const wanted = [
        ...catalogue.simulated.map((operation) => `accepted ${operation}`),
        ...catalogue.faults.map(({ name }) => `begun ${name}`),
      ];
      const least = Math.floor(RUNS / RUNS_FOR_ONE);
      expect(wanted.filter((what) => (counts.get(what) ?? 0) < least)).toEqual([]);
    },
    AT_MOST_MILLIS,
  );
});
