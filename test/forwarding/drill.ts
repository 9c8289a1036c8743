/** A whole simulation from the text of a network, for what takes all floors: it starts converged, at 0. */
import { loadScenario } from '../../sim/scenario/load.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { Simulation } from '../../sim/simulation.ts';
import type { NetworkSpec } from '../../sim/topology/spec.ts';
import { options } from '../scenario/fixtures.ts';

export interface Drill {
  /** The members of a network file, as YAML, without the Region. */
  readonly network: string;
  /** Flows: name → members, as YAML. */
  readonly traffic?: string;
  readonly timing?: Readonly<Record<string, number | string>>;
}

const indented = (text: string): string => text.replace(/^/gm, '  ');

function read(network: string, traffic: string) {
  const text = `dxdrill: 1
name: test
duration: 1h
topology:
  region: eu-west-2
${indented(network)}
traffic:
${indented(traffic || '{}')}
`;
  return loadScenario(text, options('test.yaml'));
}

const scenarioOf = ({ network, traffic = '' }: Drill): Scenario => {
  const loaded = read(network, traffic);
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const [scenario] = loaded.value;
  if (scenario === undefined) throw new Error('no scenario');
  return scenario;
};

export const networkOf = (drill: Drill): NetworkSpec => scenarioOf(drill).network;

export function simulate(drill: Drill): Simulation {
  const { network, traffic } = scenarioOf(drill);
  return Simulation.build(network, { seed: 3, timing: drill.timing ?? {}, traffic });
}

/** Names of what the packets of a flow meet in one direction. */
export const hops = (sim: Simulation, flow: string, direction: 'toAws' | 'toCustomer'): readonly string[] =>
  sim.flow(flow).path[direction].map((id) => sim.nameOf(id));

/** `virtual interface or VPN`, and for losers the step. */
export const choices = (sim: Simulation, table: string, prefix: string): readonly string[] =>
  sim
    .routeCandidates(table, prefix)
    .map(({ holder, lostOn }) => (lostOn === undefined ? holder : `${holder} lost on ${lostOn}`));
