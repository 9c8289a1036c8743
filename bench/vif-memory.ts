import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Simulation } from '../sim/simulation.ts';
import type { Figure } from './main.ts';
import { networkOf } from './networks.ts';

const SMALL = 1_000;
const LARGE = 2_000;

/**
 * What one more VIF costs in a converged network, its session, its BFD and its share of routers and gateways
 * included: heap and array buffers of 2,000 VIFs less those of 1,000, after full collections.
 */
export async function vifMemory(): Promise<readonly Figure[]> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const used = (): number => {
    for (let turn = 0; turn < 3; turn++) collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const costOf = (vifs: number): number => {
    const before = used();
    const sim = Simulation.build(networkOf(vifs));
    const cost = used() - before;
    if (sim.trace.length < 0) throw new Error('kept alive until it was weighed');
    return cost;
  };
  costOf(1); // Code and tables that every simulation shares.
  const small = costOf(SMALL);
  const large = costOf(LARGE);
  return [{ name: 'vif-memory', value: (large - small) / (LARGE - SMALL), unit: 'bytes' }];
}
