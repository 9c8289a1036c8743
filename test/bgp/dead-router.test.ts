import { expect, test } from 'vitest';
import { Simulation } from '../../sim/simulation.ts';
import { network } from './one-vif.ts';

/** Behind a carrier AWS does not see that the router is gone; behind the router is another, whose network it passes on. */
function joined() {
  const one = network('generic');
  const { c1 } = one.connections;
  if (c1 === undefined) throw new Error('no connection');
  return {
    ...one,
    carriers: { metro: { delayMicros: 0, faultPropagation: false } },
    connections: { c1: { ...c1, carriers: ['metro'] } },
    routers: { ...one.routers, r2: { asn: 65001, networks: ['172.20.0.0/16'], interfaces: {} } },
    links: { core: { between: ['r1', 'r2'] as const, metric: 10, delayMicros: 20 } },
  };
}

test.each(['device-down', 'bgp-process-down'])(
  'a router says nothing of what its own death takes from it: %s',
  (fault) => {
    const sim = Simulation.build(joined(), { seed: 1 });
    expect(sim.vif('v1').peers[0]?.prefixes).toEqual(['172.16.0.0/16', '172.20.0.0/16']);
    const before = sim.trace.length;
    sim.inject({ fault, target: 'r1', for: '20s' });
    sim.advance({ to: sim.now + 19_000_000 });
    const said = Array.from({ length: sim.trace.length - before }, (_, n) => sim.describe(before + n));
    expect(said.filter((words) => /^r1 \S+: BGP Established → Idle/.test(words))).toHaveLength(2);
    expect(said.filter((words) => /^r1 \S+ sends/.test(words))).toEqual([]);
  },
);
