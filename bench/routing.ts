import { Simulation } from '../sim/simulation.ts';
import type { Figure } from './main.ts';
import { nanosOf } from './measure.ts';
import { routedNetwork, type Shape } from './routed-networks.ts';

const VIFS = 10_000;
const PREFIXES_A_VIF = 100;
const MEGABYTE = 1_000_000;
/** Sessions, gateways and tables of a cold start have settled by then. */
const SETTLED = '5m';
const shapes: readonly Shape[] = ['distinct', 'shared'];

/**
 * 10,000 VIFs with 100 prefixes each, from cold: building the world and playing until every session is up and every
 * table is settled; the memory of the process then; and the work of the instant in which one VIF that carried best
 * paths is lost. Throws when a session is not up, or when losing one changes nothing.
 */
export async function routing(): Promise<readonly Figure[]> {
  return shapes.flatMap((shape) => figuresOf(shape));
}

function figuresOf(shape: Shape): readonly Figure[] {
  const network = routedNetwork(VIFS, shape);
  let sim: Simulation | undefined;
  const nanos = nanosOf(() => {
    sim = Simulation.build(network, { start: 'cold' });
    sim.advance({ to: SETTLED });
  });
  if (sim === undefined) throw new Error('nothing was built');
  const memory = process.memoryUsage().rss / MEGABYTE;
  for (const vif of ['vif-0', `vif-${VIFS - 1}`])
    if (sim.vif(vif).peers.some(({ bgp }) => bgp !== 'Established')) throw new Error(`${vif} is not up`);
  const before = sim.trace.length;
  const lost = nanosOf(() => {
    sim?.inject({ fault: 'bgp-reset', target: 'vif-0', options: { end: 'customer' } });
    sim?.advance({ to: sim.now + 500_000 });
  });
  if (sim.trace.length - before < 3) throw new Error('losing a VIF left no trace');
  const routes = VIFS * PREFIXES_A_VIF;
  return [
    { name: `converge-10k-vifs-100-prefixes-${shape}`, value: nanos / 1e9, unit: 's' },
    { name: `converge-10k-vifs-memory-${shape}`, value: memory, unit: 'MB' },
    { name: `lose-one-vif-of-10k-${shape}`, value: lost / 1e6, unit: 'ms' },
    { name: `bgp-updates-per-second-${shape}`, value: routes / (nanos / 1e9), unit: 'routes/s' },
  ];
}
