import { Simulation } from '../sim/simulation.ts';
import type { Figure } from './main.ts';
import { medianNanos } from './measure.ts';
import { networkOf } from './networks.ts';

const SESSIONS = 100;
const MONTH = '720h';
const WEEK_3 = '400h';
const OUTAGE = '30m';
const WARM_UP = 20;

/**
 * 100 BGP sessions with BFD on two connections, 30 days, one connection cut for half an hour in week 3. Measured is
 * playing the month from a converged start, in a warm process: `advance`, the fault and its end. Building and
 * convergence are printed beside it. Throws when the outage did not take its sessions down and let them come back.
 */
export async function quietMonth(): Promise<readonly Figure[]> {
  const network = networkOf(SESSIONS);
  const build = medianNanos(
    5,
    () => network,
    (spec) => void Simulation.build(spec),
  );
  const start = Simulation.build(network);
  const play = (sim: Simulation): void => {
    sim.advance({ to: WEEK_3 });
    const before = sim.trace.length;
    sim.inject({ fault: 'fibre-cut', target: 'connection-0', for: OUTAGE });
    sim.advance({ to: MONTH });
    if (sim.trace.length - before < SESSIONS) throw new Error('the outage left no trace');
  };
  for (let warm = 0; warm < WARM_UP; warm++) play(start.fork());
  const month = medianNanos(31, () => start.fork(), play);
  return [
    { name: 'quiet-month-100-sessions', value: month / 1e6, unit: 'ms' },
    { name: 'build-and-converge-100-sessions', value: build / 1e6, unit: 'ms' },
  ];
}
