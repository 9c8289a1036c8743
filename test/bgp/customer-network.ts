/** Small networks of customer routers alone, for tests of what they tell one another. */
import { Simulation, type SimulationOptions } from '../../sim/simulation.ts';
import type { NetworkSpec, RouterSpec } from '../../sim/topology/spec.ts';

export type Routers = Readonly<Record<string, Partial<RouterSpec> & { readonly asn: number }>>;

export interface CustomerNetwork extends SimulationOptions {
  readonly routers: Routers;
  /** `r1-r2`, with a metric after a colon: `r1-r2:5`. */
  readonly links: readonly string[];
  readonly routeMaps?: NetworkSpec['routeMaps'];
}

export function networkOf({ routers, links, routeMaps = {} }: CustomerNetwork): NetworkSpec {
  const named = Object.entries(routers).map(([name, router], index) => [
    name,
    { networks: [], interfaces: {}, routerId: `10.255.0.${index + 1}`, ...router },
  ]);
  const joined = links.map((text) => {
    const [ends = '', metric = '10'] = text.split(':');
    const [a = '', b = ''] = ends.split('-');
    return [ends, { between: [a, b] as const, metric: Number(metric), delayMicros: 100 }] as const;
  });
  return {
    region: 'eu-west-2',
    accounts: { network: '111122223333' },
    devices: {},
    carriers: {},
    routers: Object.fromEntries(named),
    links: Object.fromEntries(joined),
    routeMaps,
    connections: {},
    lags: {},
    vifs: {},
    gateways: {},
    vpcs: {},
  };
}

export class Lab {
  readonly sim: Simulation;

  constructor(network: CustomerNetwork) {
    this.sim = Simulation.build(networkOf(network), network);
  }

  /** Paths of a router to a prefix, the best first: `r2 [65002] lost on AS_PATH`; the router itself for its own. */
  paths(router: string, prefix: string): string[] {
    return this.sim.routeCandidates(router, prefix).map(({ holder, asPath, lostOn }) => {
      const why = lostOn === undefined ? '' : ` lost on ${lostOn}`;
      return `${holder} [${asPath.join(' ')}]${why}`;
    });
  }

  /** The attributes of the path in use, as another test than that of order wants them. */
  best(router: string, prefix: string) {
    return this.sim.routeCandidates(router, prefix)[0];
  }
}
