import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_BOUNDS } from '../../sim/checkpoints.ts';
import { Simulation } from '../../sim/simulation.ts';
import { networks, type RandomNetwork } from './arbitrary-network.ts';
import { carryOut, type RandomInput, scripts } from './arbitrary-script.ts';
import { twoWays } from './two-ways.ts';

const MINUTE = 60_000_000;
const BFD = { intervalMicros: 300_000, multiplier: 3 };
const buildOf = ({ network, seed, traffic, timing }: RandomNetwork) =>
  Simulation.build(network, { seed, traffic, timing });

/** Plays a script up to and with a time, straight from the start. */
const straight = (given: RandomNetwork, script: readonly RandomInput[], toMicros: number): Simulation =>
  playOn(buildOf(given), script, toMicros);

function playOn(sim: Simulation, script: readonly RandomInput[], toMicros: number): Simulation {
  let at = 0;
  for (const input of script) {
    at += input.afterMicros;
    if (at > toMicros) break;
    sim.advance({ to: at });
    carryOut(sim, input);
  }
  sim.advance({ to: toMicros });
  return sim;
}

const fingerprint = (sim: Simulation) => ({
  now: sim.now,
  state: sim.stateHash(),
  network: sim.networkHash(),
  trace: sim.traceHash(),
});

const RUNS = Number(process.env.RUNS ?? 1000);

const moments = fc.array(fc.integer({ min: 0, max: 10 * MINUTE }), { minLength: 1, maxLength: 3 });

describe('a run', () => {
  test('played to the same point twice leads to the same hashes', () => {
    fc.assert(
      fc.property(networks, scripts, fc.integer({ min: 0, max: 10 * MINUTE }), (given, script, to) => {
        expect(fingerprint(straight(given, script, to))).toEqual(fingerprint(straight(given, script, to)));
      }),
      { numRuns: RUNS / 25 },
    );
  });

  test('does not depend on where it was paused', () => {
    fc.assert(
      fc.property(networks, scripts, moments, (given, script, pauses) => {
        const end = 10 * MINUTE;
        const sim = buildOf(given);
        let at = 0;
        const stops = [...pauses].sort((a, b) => a - b);
        const rest = (until: number) => {
          while (stops[0] !== undefined && stops[0] <= until) sim.advance({ to: stops.shift() ?? until });
          sim.advance({ to: until });
        };
        for (const input of script) {
          at += input.afterMicros;
          rest(at);
          carryOut(sim, input);
        }
        rest(Math.max(at, end));
        expect(fingerprint(sim)).toEqual(fingerprint(straight(given, script, Math.max(at, end))));
      }),
      { numRuns: 60 },
    );
  });
});

describe('seek', () => {
  test('to 50 random times, back and forth, is the same as running there', () => {
    // One long history with inputs of every kind, sought through; each time is compared with a straight run.
    const flapping = Array.from(
      { length: 150 },
      (_, index): RandomInput => ({
        afterMicros: 6_000_000 + index,
        do: 'inject',
        injection: { fault: 'bgp-reset', target: 'v1', options: { end: 'customer' } },
      }),
    );
    // Flaps first: what a random script does may end all sessions for good.
    const script = [...flapping, ...fc.sample(scripts, { seed: 21, numRuns: 3 }).flat()];
    const play = (to: number) => playOn(twoWays({ neighbor: { bfd: BFD } }), script, to);
    const whole = play(25 * MINUTE);
    // So long that there are snapshots on the way, not only the one of the start.
    expect(whole.trace.length).toBeGreaterThan(3 * DEFAULT_BOUNDS.strideRecords);
    for (const to of fc.sample(fc.integer({ min: 0, max: 25 * MINUTE }), { seed: 22, numRuns: 50 })) {
      // What was done later than a time sought is forgotten, so each way back is taken from a fork.
      const sought = whole.fork();
      sought.seek(to);
      expect(fingerprint(sought)).toEqual(fingerprint(play(to)));
    }
  });

  test('back to any time of any history, and on from there, is the same as never having been later', () => {
    fc.assert(
      fc.property(networks, scripts, moments, (given, script, times) => {
        const sim = straight(given, script, 10 * MINUTE);
        let latest = sim.now;
        for (const to of times) {
          sim.seek(to);
          latest = Math.min(latest, to);
          const direct = straight(given, script, latest);
          direct.advance({ to });
          expect(fingerprint(sim)).toEqual(fingerprint(direct));
        }
      }),
      { numRuns: RUNS / 10 },
    );
  });
});

describe('a fork', () => {
  test('has the future of the original, and neither disturbs the other', () => {
    fc.assert(
      fc.property(networks, scripts, scripts, (given, before, after) => {
        const sim = straight(given, before, 2 * MINUTE);
        const fork = sim.fork();
        const other = sim.fork();
        const start = fingerprint(sim);
        expect(fingerprint(fork)).toEqual(start);
        const play = (each: Simulation) => {
          for (const input of after) {
            each.advance({ to: each.now + input.afterMicros });
            carryOut(each, input);
          }
          each.advance({ to: each.now + 4 * MINUTE });
        };
        play(fork);
        expect(fingerprint(sim)).toEqual(start);
        play(sim);
        expect(fingerprint(fork)).toEqual(fingerprint(sim));
        expect(fingerprint(other)).toEqual(start);
      }),
      { numRuns: RUNS / 10 },
    );
  });
});

describe('an address that was wrong for a while', () => {
  test('is no next hop any more, not even of a router that first looked at its policy in the meantime', () => {
    const [given] = fc.sample(networks, { seed: 1, numRuns: 1 });
    if (given === undefined) throw new Error('no network');
    const sim = buildOf(given);
    sim.advance({ to: 2 * MINUTE });
    const vif = Object.keys(given.network.vifs)[0] ?? '';
    const accepted = (of: Simulation) => of.vif(vif).peers.map(({ prefixes }) => prefixes);
    const before = accepted(sim);
    // A fork has looked at no policy yet.
    const fork = sim.fork();
    for (const each of [sim, fork]) {
      const options = { end: 'customer', value: '198.18.1.1/30' };
      each.inject({ fault: 'wrong-address', target: vif, options, for: '2m' });
      each.advance({ to: 10 * MINUTE });
    }
    expect(accepted(fork)).toEqual(before);
    expect(fingerprint(fork)).toEqual(fingerprint(sim));
  });
});

describe('hashes', () => {
  test('of the state change with a hidden timer, of the network only with what can be seen', () => {
    const [given] = fc.sample(networks, { seed: 23, numRuns: 1 });
    if (given === undefined) throw new Error('no network');
    const sim = buildOf(given);
    const fork = sim.fork();
    // A fault that is going to end is the same to see, but not the same future.
    sim.inject({ fault: 'status-unavailable', target: 'd1', for: '5m' });
    fork.inject({ fault: 'status-unavailable', target: 'd1', for: '6m' });
    expect(fork.networkHash()).toBe(sim.networkHash());
    expect(fork.stateHash()).not.toBe(sim.stateHash());
  });

  test('of the network do not change while nothing happens, however late it is', () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 1, max: 30 * 24 * 60 }), (given, minutes) => {
        const sim = buildOf(given);
        sim.advance({ to: 20 * MINUTE });
        if (sim.nextEventMicros !== Number.POSITIVE_INFINITY) return;
        const before = sim.networkHash();
        sim.advance({ to: sim.now + minutes * MINUTE });
        expect(sim.networkHash()).toBe(before);
      }),
      { numRuns: 30 },
    );
  });
});
