import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { recordKind } from '../sim/records.ts';
import { Simulation } from '../sim/simulation.ts';
import type { Figure } from './main.ts';
import { nanosOf } from './measure.ts';
import { PREFIXES_A_VIF, routedNetwork, type Shape, vifsOfRouter } from './routed-networks.ts';

const shapes: readonly Shape[] = ['distinct', 'shared'];
const child = fileURLToPath(new URL('./routing-cold.js', import.meta.url));

/** Seconds, bytes and milliseconds of one cold start, see `routing-cold.ts`. */
export interface ColdStart {
  readonly seconds: number;
  readonly rssMegabytes: number;
  readonly loseOneMillis: number;
}

/** In a process of its own: memory that one shape leaves behind is not the other's. */
function coldStart(shape: Shape): ColdStart {
  const { status, stdout, stderr } = spawnSync(process.execPath, [child, shape], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the shape ${shape} ends with ${status}:\n${stderr}`);
  const answer: ColdStart = JSON.parse(stdout);
  return answer;
}

/** Figures of both shapes; the first of each name is the worse of the two. */
export async function routing(): Promise<readonly Figure[]> {
  const starts = shapes.map((shape) => ({ shape, ...coldStart(shape) }));
  const figures = (name: string, unit: string, of: (start: ColdStart) => number): readonly Figure[] => [
    { name, value: Math.max(...starts.map(of)), unit },
    ...starts.map((start) => ({ name: `${name}-${start.shape}`, value: of(start), unit })),
  ];
  return [
    ...figures('converge-10k-vifs-100-prefixes', 's', ({ seconds }) => seconds),
    ...figures('converge-10k-vifs-memory', 'MB', ({ rssMegabytes }) => rssMegabytes),
    ...figures('lose-one-vif-of-10k', 'ms', ({ loseOneMillis }) => loseOneMillis),
    ...updatesPerSecond(),
  ];
}

const UPDATING_VIFS = 1_000;
const ROUNDS = 10;

/**
 * Routers with 1,000 sessions change what they prepend, again and again: each session sends one UPDATE of 100 prefixes,
 * AWS's end takes it, and the gateway's tables decide anew.
 */
function updatesPerSecond(): readonly Figure[] {
  const network = routedNetwork(UPDATING_VIFS, 'shared');
  const sim = Simulation.build(network, { keepsSnapshots: false });
  const learned = () => [...sim.trace].filter(({ kind }) => recordKind(kind) === 'route.learned').length;
  const neighborsOf = (vif: string) =>
    sim.vif(vif).peers.map(({ amazonAddress }) => amazonAddress.slice(0, amazonAddress.indexOf('/')));
  const routers = vifsOfRouter(UPDATING_VIFS).map(([router, vifs]) => ({
    router,
    neighbors: vifs.flatMap(neighborsOf),
  }));
  const before = learned();
  const nanos = nanosOf(() => {
    for (let round = 0; round < ROUNDS; round++) {
      const prepend = 2 + (round % 2);
      for (const { router, neighbors } of routers) {
        const said = sim.configure(
          router,
          neighbors.map((neighbor) => ({ neighbor, prepend })),
        );
        if (said !== undefined) throw new Error(`${router}: ${said}`);
      }
      sim.advance({ to: sim.now + 10_000_000 });
    }
  });
  const updates = learned() - before;
  if (updates < UPDATING_VIFS * ROUNDS) throw new Error(`only ${updates} UPDATEs were taken`);
  return [
    { name: 'bgp-updates-per-second', value: updates / (nanos / 1e9), unit: 'UPDATEs/s' },
    {
      name: 'bgp-prefixes-per-second',
      value: (updates * PREFIXES_A_VIF) / (nanos / 1e9),
      unit: 'prefixes/s',
    },
  ];
}
