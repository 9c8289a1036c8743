/** Random inputs for a random network: API calls, faults, router changes, at random times. */
import fc from 'fast-check';
import { recordKind } from '../../sim/records.ts';
import type { Injection, Simulation } from '../../sim/simulation.ts';
import type { EntityKind } from '../../sim/topology/entities.ts';
import type { RouterChange } from '../../sim/topology/router-change.ts';
import { calls, type RandomCall } from './arbitrary-calls.ts';
import { faults, type RandomFault } from './arbitrary-faults.ts';
import { SECOND, some, vif } from './arbitrary-names.ts';
import { stories } from './arbitrary-stories.ts';

type Act =
  | RandomCall
  | RandomFault
  | { readonly do: 'clear'; readonly fault: number }
  | { readonly do: 'configure'; readonly router: string; readonly changes: readonly RouterChange[] };
export type RandomInput = { readonly afterMicros: number } & Act;

const router = fc.constantFrom('r1', 'r2');
const shutdown = fc.boolean();
const itf = some('interface');
const change: fc.Arbitrary<RouterChange> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ interface: itf, shutdown }) },
  fc.record({
    interface: fc.tuple(itf, fc.integer({ min: 101, max: 104 })).map(([parent, tag]) => `${parent}.${tag}`),
    for: vif,
    shutdown,
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      neighbor: some('neighbor'),
      shutdown,
      bfd: fc.constantFrom('off' as const, { intervalMicros: 300_000, multiplier: 3 }),
      passive: fc.boolean(),
    }),
  },
  fc.record({ neighbor: some('neighbor'), holdMicros: fc.constantFrom(0, SECOND, 9 * SECOND) }),
  fc.record({ remove: itf }),
  fc.record({ interface: fc.constant('po1'), members: fc.constantFrom(['eth1'], ['eth1', 'eth2'], []) }),
);

/** What is done, in order: mostly one thing, sometimes several that belong together. */
const acts: fc.Arbitrary<readonly Act[]> = fc.oneof(
  { weight: 4, arbitrary: calls.map((each) => [each]) },
  { weight: 2, arbitrary: stories },
  { weight: 4, arbitrary: faults.map((each) => [each]) },
  { weight: 1, arbitrary: fc.nat(4).map((fault) => [{ do: 'clear', fault } as const]) },
  {
    weight: 2,
    arbitrary: fc
      .record({ router, changes: fc.array(change, { minLength: 1, maxLength: 2 }) })
      .map((each) => [{ do: 'configure', ...each } as const]),
  },
);

/** Gaps from the same instant to some minutes. */
const gap = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 3 * SECOND }),
  fc.integer({ min: 1, max: 100 * SECOND }),
);

export const scripts: fc.Arbitrary<readonly RandomInput[]> = fc
  .array(fc.tuple(acts, fc.infiniteStream(gap)), { minLength: 1, maxLength: 7 })
  .map((script) =>
    script.flatMap(([together, gaps]) =>
      together.map((act): RandomInput => ({ afterMicros: gaps.next().value ?? 0, ...act })),
    ),
  );

/** What the network took of what it was given: `accepted`, `refused` or `begun`, and of what. */
export type Tally = (what: string) => void;

/** Carries out one input; what the network does not have is left out. */
export function carryOut(sim: Simulation, given: RandomInput, tally: Tally = () => {}): void {
  const named = resolve(sim, given);
  if (named === undefined) return;
  switch (named.do) {
    case 'call':
      tally(
        `${sim.call(named.operation, named.request, { as: named.as }).ok ? 'accepted' : 'refused'} ${named.operation}`,
      );
      return;
    case 'inject':
      tally(inject(sim, named.injection));
      return;
    case 'clear':
      if (named.fault < faultsOf(sim)) sim.clear(named.fault);
      return;
    case 'configure':
      sim.configure(named.router, named.changes);
  }
}

/** Some values are none for what a fault is aimed at: an address of a family that is not there. */
function inject(sim: Simulation, injection: Injection): string {
  try {
    sim.inject(injection);
    return `begun ${injection.fault}`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `refused ${injection.fault}`;
  }
}

/** With names for `$kind:n`; undefined when there is none of a kind. */
function resolve(sim: Simulation, given: RandomInput): RandomInput | undefined {
  let missing = false;
  const router = given.do === 'configure' ? given.router : '';
  const text = JSON.stringify(given).replace(/\$(\w+):(\d)/g, (_, kind: string, n: string) => {
    const names = namesOf(sim, kind, router);
    missing ||= names.length === 0;
    return names[Number(n) % Math.max(1, names.length)] ?? '';
  });
  // The same value with other names.
  return missing ? undefined : (JSON.parse(text) as RandomInput);
}

function namesOf(sim: Simulation, kind: string, router: string): readonly string[] {
  const labels = (of: EntityKind) =>
    sim
      .names(of)
      .filter((name) => name.startsWith(`${router} `))
      .map((name) => name.slice(router.length + 1));
  if (kind === 'interface') return [...labels('subInterface'), ...labels('portChannel'), ...labels('port')];
  // One of the kinds above, all of which the graph has.
  return kind === 'neighbor' ? labels('neighbor') : sim.names(kind as EntityKind);
}

/** How many faults were begun: their numbers count from 0. */
const faultsOf = (sim: Simulation): number =>
  [...sim.trace].filter(({ kind }) => recordKind(kind) === 'fault.begins').length;
