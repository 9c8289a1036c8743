import { Simulation } from '../sim/simulation.ts';
import { Stage } from '../sim/stage.ts';
import type { Figure } from './main.ts';
import { medianNanos } from './measure.ts';
import { networkOf } from './networks.ts';

const VIFS = 100;
const WARM_UP_MICROS = 600_000_000;

/**
 * A converged network of 100 VIFs: `Simulation.fork` makes an independent simulation, `World.load` puts an existing
 * one back to a snapshot, which is what a sweep does between two failure sets.
 */
export async function forkRestore(): Promise<readonly Figure[]> {
  const network = networkOf(VIFS);
  const sim = Simulation.build(network);
  const { accounts, region } = network;
  const stage = new Stage({
    seed: 1,
    timing: {},
    profile: 'compat',
    accounts,
    region,
    startMicros: -WARM_UP_MICROS,
  });
  stage.build(network, {});
  stage.advance(-1);
  stage.begin();
  const snapshot = stage.save();
  const rounds = 301;
  return [
    {
      name: 'fork-restore-100-vifs',
      value:
        medianNanos(
          rounds,
          () => snapshot,
          (saved) => stage.load(saved),
        ) / 1e3,
      unit: 'µs',
    },
    {
      name: 'fork-100-vifs',
      value:
        medianNanos(
          rounds,
          () => sim,
          (one) => void one.fork(),
        ) / 1e3,
      unit: 'µs',
    },
    {
      name: 'save-100-vifs',
      value:
        medianNanos(
          rounds,
          () => stage,
          (one) => void one.save(),
        ) / 1e3,
      unit: 'µs',
    },
  ];
}
