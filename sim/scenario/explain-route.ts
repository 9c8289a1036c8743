/** Which route to a prefix a table uses, and which ways a flow takes, at a moment of a run; a line each. */
import { formatClock } from '../kernel/quantity.ts';
import type { Direction } from '../link/contract.ts';
import type { Simulation } from '../simulation.ts';
import { orderWords, routeLines } from '../views/route-words.ts';

/** Of each of its tables, where a gateway has several. */
function routeWords(sim: Simulation, table: string, prefix: string): string[] {
  const within = sim.tablesWithin(table);
  const asked =
    within.length < 2
      ? [{ name: table, one: undefined }]
      : within.map((one) => ({ name: `${table} (${one})`, one }));
  return asked
    .flatMap(({ name, one }) => routeLines(name, prefix, sim.routeCandidates(table, prefix, one)))
    .map(({ text }) => text);
}

/** The route to a prefix that a table uses now, and on which step the others lost. */
export const explainRoute = (sim: Simulation, table: string, prefix: string): string[] => [
  `at ${formatClock(sim.now)}`,
  ...routeWords(sim, table, prefix),
  orderWords(sim.routeSteps(table)),
];

/** Tables that can be asked, by name. */
export const tableNames = (sim: Simulation): string[] => [
  ...new Set([
    ...sim.routeTables().map(({ name }) => name),
    ...sim.names('awsRegion'),
    ...sim.names('gateway'),
  ]),
];

const directions = [
  ['toAws', 'to AWS'],
  ['toCustomer', 'back'],
] as const satisfies readonly (readonly [Direction, string])[];

/** The forward and the return path of a flow now, the routes behind them, and whether the two are the same. */
export function explainPaths(sim: Simulation, flow: string): string[] {
  const { state, reason, path, connections } = sim.flow(flow);
  const routes = sim.flowRoutes(flow);
  const ways = directions.flatMap(([direction, words]) => {
    const names = path[direction].map((hop) => sim.nameOf(hop)).join(' → ');
    const over = connections[direction].map((id) => sim.nameOf(id)).join(', ');
    const { table, prefix } = routes[direction];
    const why = prefix === undefined ? [`${table} has no route`] : routeWords(sim, table, prefix);
    return [
      `${words}: ${names || 'nowhere'}${over === '' ? '' : ` (over ${over})`}`,
      ...why.map((line) => `  ${line}`),
    ];
  });
  return [
    `at ${formatClock(sim.now)}, flow ${flow} is ${state}${reason === '' ? '' : `: ${reason}`}`,
    ...ways,
    symmetryWords(sim, flow),
  ];
}

function symmetryWords(sim: Simulation, flow: string): string {
  const { state, virtualInterface } = sim.flow(flow);
  const [out, back] = [virtualInterface.toAws, virtualInterface.toCustomer].map((vif) =>
    // What arrives without one never left.
    vif === undefined ? 'your own network' : sim.nameOf(vif),
  );
  if (state === 'down') return 'not both directions deliver';
  const there = virtualInterface.toAws === undefined ? 'there' : 'to AWS';
  return out === back ? `symmetric: ${out} both ways` : `ASYMMETRIC: ${out} ${there}, ${back} back`;
}
