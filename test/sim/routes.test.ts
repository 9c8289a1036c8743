import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import { networks, type RandomNetwork } from './arbitrary-network.ts';
import { carryOut, scripts } from './arbitrary-script.ts';

const MINUTE = 60_000_000;

const build = ({ network, seed, traffic, timing }: RandomNetwork) =>
  Simulation.build(network, { seed, traffic, timing });

/** Every table with every route to every prefix, in use or not. */
const tables = (sim: Simulation) =>
  sim.routeTables().map(({ name, prefixes }) => ({
    name,
    routes: prefixes.map((prefix) => ({ prefix, candidates: sim.routeCandidates(name, prefix) })),
  }));

/** Routes that came over a session, by the session. */
const learned = (sim: Simulation) =>
  tables(sim).flatMap(({ name, routes }) =>
    routes.flatMap(({ prefix, candidates }) =>
      candidates.flatMap(({ session }) => (session === '' ? [] : [`${name} ${prefix} ${session}`])),
    ),
  );

describe('the routes of a network', () => {
  it('are all gone when the routers are: withdrawing everything leaves nothing', () => {
    let most = 0;
    fc.assert(
      fc.property(networks, (given) => {
        const sim = build(given);
        most = Math.max(most, learned(sim).length);
        for (const router of Object.keys(given.network.routers))
          sim.inject({ fault: 'device-down', target: router });
        // Longer than any hold timer, and than the tables behind take.
        sim.advance({ to: sim.now + 10 * MINUTE });
        expect(learned(sim)).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(most).toBeGreaterThan(0);
  });

  it('are the same when the run is played again, whatever was done in it', () => {
    fc.assert(
      fc.property(networks, scripts, (given, script) => {
        const play = () => {
          const sim = build(given);
          for (const input of script) {
            sim.advance({ to: sim.now + input.afterMicros });
            carryOut(sim, input);
          }
          sim.advance({ to: sim.now + MINUTE });
          return sim;
        };
        const [first, again] = [play(), play()];
        expect(tables(again)).toEqual(tables(first));
        // And when it is sought out again in its own history.
        const to = first.now;
        again.advance({ to: to + MINUTE });
        again.seek(to);
        expect(tables(again)).toEqual(tables(first));
      }),
      { numRuns: 40 },
    );
  });
});
