import { getAdjacencyMap } from '@xstate/graph';
import { describe, expect, test } from 'vitest';
import { getNextTransitions } from 'xstate';
import { charts } from '../../machines/all.ts';
import type { Chart } from '../../machines/chart.ts';
import { machineOf } from '../../machines/machine.ts';
import { compileChart } from '../../sim/kernel/chart-compiler.ts';
import type { ChartTable } from '../../sim/kernel/chart-table.ts';
import { leafOf, subsets } from '../kernel/chart-proof.ts';

/** Leaves, besides the initial one, in which the engine lets a row be born. */
const births: Readonly<Record<string, readonly string[]>> = {
  connection: ['ordering'],
  lag: ['requested'],
  'virtual-interface': ['verifying', 'confirming'],
  peering: ['verifying'],
};

/** The events of these walks say themselves which guards hold. */
interface WalkEvent {
  readonly type: string;
  readonly holds: readonly string[];
}

/** All edges between leaves that `@xstate/graph` finds from the places of birth. */
function edgesOf(chart: Chart): Map<string, Set<string>> {
  const table: ChartTable<Chart> = compileChart(chart);
  const names: readonly string[] = table.guards;
  const guard =
    (name: string) =>
    ({ event }: { event: WalkEvent }) =>
      event.holds.includes(name);
  const machine = machineOf(chart).provide({
    guards: Object.fromEntries(names.map((name) => [name, guard(name)])),
    delays: Object.fromEntries(table.delays.map((name) => [name, 1])),
  });
  const edges = new Map<string, Set<string>>();
  for (const birth of [`${table.leaves[table.initial]}`, ...(births[chart.id] ?? [])]) {
    const map = getAdjacencyMap(machine, {
      fromState: machine.resolveState({ value: stateValue(birth), context: {} }),
      serializeState: (state) => leafOf(state.value),
      serializeEvent: (event) => JSON.stringify(event),
      events: (state) => {
        const next = getNextTransitions(state);
        const guards = next.flatMap((each) => (typeof each.guard === 'string' ? [each.guard] : []));
        const types = new Set(next.map(({ eventType }) => eventType));
        // Single guards and pairs take every candidate once; all subsets would be thousands of events a state.
        const valuations = subsets([...new Set(guards)]).filter(({ length }) => length <= 2);
        return [...types].flatMap((type) => valuations.map((holds) => ({ type, holds })));
      },
    });
    for (const [from, { transitions }] of Object.entries(map)) {
      const to = edges.get(from) ?? new Set();
      for (const { state } of Object.values<{ readonly state: { readonly value: unknown } }>(transitions))
        to.add(leafOf(state.value));
      edges.set(from, to);
    }
  }
  return edges;
}

function stateValue(leaf: string): { [key: string]: string } | string {
  const [head = '', tail] = leaf.split('.');
  return tail === undefined ? head : { [head]: tail };
}

function reachable(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string): Set<string> {
  const seen = new Set([from]);
  for (const leaf of seen) for (const next of edges.get(leaf) ?? []) seen.add(next);
  return seen;
}

const finals: Readonly<Record<string, readonly string[]>> = {
  connection: ['deleted', 'rejected'],
  lag: ['deleted'],
  'virtual-interface': ['deleted', 'rejected'],
  peering: ['deleted'],
  'gateway-attachment': ['detached'],
  'failover-test': ['completed', 'cancelled', 'failed'],
};

describe.for(charts.map((chart) => [chart.id, chart] as const))('%s', ([id, chart]) => {
  const edges = edgesOf(chart);
  const leaves: readonly string[] = compileChart<Chart>(chart).leaves;
  const ends = finals[id] ?? [];

  test('reaches every state', () => {
    expect([...edges.keys()].sort()).toEqual([...leaves].sort());
  });

  test('has no dead ends but final states', () => {
    const dead = leaves.filter((leaf) => [...(edges.get(leaf) ?? [])].every((next) => next === leaf));
    expect(dead.sort()).toEqual([...ends].sort());
  });

  test(ends.length > 0 ? 'can always come to an end' : 'can always come back', () => {
    for (const leaf of leaves) {
      const there = reachable(edges, leaf);
      if (ends.length > 0)
        expect(
          ends.some((end) => there.has(end)),
          leaf,
        ).toBe(true);
      else expect(there.size, leaf).toBe(leaves.length);
    }
  });
});
