/** One cold start of 10,000 VIFs, as a process: `node dist/bench/routing-cold.js SHAPE`, see `routing.ts`. */
import { Simulation } from '../sim/simulation.ts';
import { nanosOf } from './measure.ts';
import { routedNetwork, type Shape } from './routed-networks.ts';
import type { ColdStart } from './routing.ts';

const VIFS = 10_000;
const MEGABYTE = 1_000_000;
/** Sessions, gateways and tables of a cold start have settled by then. */
const SETTLED = '5m';

/**
 * From cold: building the world and playing until every session is up and every table is settled; the memory of the
 * process then; and the work of the instants in which one VIF that carried best paths is lost. Throws when a session
 * is not up, or when losing one changes nothing.
 */
function coldStart(shape: Shape): ColdStart {
  const network = routedNetwork(VIFS, shape);
  let sim: Simulation | undefined;
  const nanos = nanosOf(() => {
    sim = Simulation.build(network, { start: 'cold', keepsSnapshots: false });
    sim.advance({ to: SETTLED });
  });
  if (sim === undefined) throw new Error('nothing was built');
  const rssMegabytes = process.memoryUsage().rss / MEGABYTE;
  for (const vif of Object.keys(network.vifs))
    if (sim.vif(vif).peers.some(({ bgp }) => bgp !== 'Established')) throw new Error(`${vif} is not up`);
  const before = sim.trace.length;
  const lost = nanosOf(() => {
    sim?.inject({ fault: 'bgp-reset', target: 'vif-0', options: { end: 'customer' } });
    sim?.advance({ to: sim.now + 500_000 });
  });
  if (sim.trace.length - before < 3) throw new Error('losing a VIF left no trace');
  return { seconds: nanos / 1e9, rssMegabytes, loseOneMillis: lost / 1e6 };
}

process.stdout.write(JSON.stringify(coldStart(process.argv[2] === 'shared' ? 'shared' : 'distinct')));
