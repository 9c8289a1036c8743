import { describe, expect, test } from 'vitest';
import { bgpPeer } from '../../machines/bgp-peer.ts';
import type { Chart } from '../../machines/chart.ts';
import { lacpPort } from '../../machines/lacp-port.ts';
import { compileChart } from '../../sim/kernel/chart-compiler.ts';
import type { ChartNode } from '../../sim/kernel/chart-model.ts';
import {
  type ChartSemantics,
  type NamedEffect,
  xstateSemantics as right,
} from '../../sim/kernel/chart-semantics.ts';
import type { ChartTable } from '../../sim/kernel/chart-table.ts';
import { differences } from './chart-proof.ts';
import { endings, torture } from './torture-charts.ts';

/** Compilers with one deliberate bug each. The proof must notice every one of them. */

const wrong = (rules: Partial<ChartSemantics>) => (chart: Chart) =>
  compileChart(chart, { ...right, ...rules });
const rewritten = (rewrite: (table: ChartTable<Chart>) => Partial<ChartTable<Chart>>) => (chart: Chart) => {
  const table = compileChart(chart);
  return { ...table, ...rewrite(table) };
};

const actionsOnly = (effects: readonly NamedEffect[]) => effects.filter(({ kind }) => kind === 'action');
const actionsLast = (effects: readonly NamedEffect[]) => [
  ...effects.filter(({ kind }) => kind !== 'action'),
  ...actionsOnly(effects),
];
const rootOf = (node: ChartNode): ChartNode => (node.parent === undefined ? node : rootOf(node.parent));
const firstLeaf = (node: ChartNode): ChartNode => {
  const [first] = node.children.values();
  return first === undefined ? node : firstLeaf(first);
};

const mutants: Readonly<Record<string, (chart: Chart) => ChartTable<Chart>>> = {
  'entries before exits': wrong({ inOrder: (exits, actions, entries) => [...entries, ...actions, ...exits] }),
  'transition actions after entries': wrong({
    inOrder: (exits, actions, entries) => [...exits, ...entries, ...actions],
  }),
  'transition actions before exits': wrong({
    inOrder: (exits, actions, entries) => [...actions, ...exits, ...entries],
  }),
  'exit actions dropped': wrong({ inOrder: (_, actions, entries) => [...actions, ...entries] }),
  'no fallthrough to the parent': wrong({
    candidates: (leaf, event) => right.candidates(leaf, event).filter(({ source }) => source === leaf),
  }),
  'no fallthrough past the parent': wrong({
    candidates: (leaf, event) =>
      right.candidates(leaf, event).filter(({ source }) => source === leaf || source === leaf.parent),
  }),
  'parent before child': wrong({ candidates: (leaf, event) => [...right.candidates(leaf, event)].reverse() }),
  'first candidate only': wrong({ candidates: (leaf, event) => right.candidates(leaf, event).slice(0, 1) }),
  'first handler only': wrong({
    candidates: (leaf, event) => {
      const all = right.candidates(leaf, event);
      return all.filter(({ source }) => source === all[0]?.source);
    },
  }),
  'everything is left on every transition': wrong({ domain: () => undefined }),
  'the root as domain': wrong({ domain: ({ source }) => rootOf(source) }),
  "the source's parent as domain": wrong({ domain: ({ source }) => source.parent ?? source }),
  'the source as domain of all inward transitions, reenter or not': wrong({
    domain: (transition, target) => right.domain({ ...transition, reenter: false }, target),
  }),
  'internal transitions reenter': wrong({
    domain: (transition, target) => right.domain({ ...transition, reenter: true }, target),
  }),
  'internal self transition enters its own state': wrong({
    entered: (transition, target, domain) => right.entered({ ...transition, reenter: true }, target, domain),
  }),
  'reentered state not entered': wrong({
    entered: (transition, target, domain) =>
      right.entered(transition, target, domain).filter((node) => node !== transition.source),
  }),
  'initial child not entered': wrong({
    entered: (transition, target, domain) => {
      const list = right.entered(transition, target, domain);
      return list.slice(0, list.indexOf(target) + 1);
    },
  }),
  'first child instead of initial child': wrong({ rest: firstLeaf }),
  'parents left before children': wrong({
    exited: (leaf, domain) => [...right.exited(leaf, domain)].reverse(),
  }),
  'only the leaf is left': wrong({ exited: (leaf, domain) => right.exited(leaf, domain).slice(0, 1) }),
  'children entered before parents': wrong({
    entered: (transition, target, domain) => [...right.entered(transition, target, domain)].reverse(),
  }),
  'delay not cancelled': wrong({ leaving: (node) => actionsOnly(right.leaving(node)) }),
  'delay not started': wrong({ entering: (node) => actionsOnly(right.entering(node)) }),
  'delay started before entry actions': wrong({ entering: (node) => actionsLast(right.entering(node)) }),
  'delay cancelled before exit actions': wrong({ leaving: (node) => actionsLast(right.leaving(node)) }),
  'end of the machine leaves nothing': wrong({ settled: () => [] }),
  'inner final state ends the machine': wrong({
    settled: (leaf) => (leaf.final ? right.leaving(leaf) : right.settled(leaf)),
  }),
  'guards not read': rewritten(({ find }) => ({ find: (state, event) => find(state, event, () => true) })),
  'guards lost in the binding': rewritten(() => ({ guard: () => -1 })),
  'one candidate lost in the binding': rewritten(({ candidates }) => ({
    candidates: (state, event) => candidates(state, event).slice(0, 1),
  })),
  'guards negated': rewritten(({ find }) => ({
    find: (state, event, guard) => find(state, event, (index) => !guard(index)),
  })),
  'target not stored': rewritten(({ initial }) => ({ target: () => initial })),
  'last effect lost': rewritten(({ effects }) => ({
    effects: (transition) => effects(transition).slice(0, -1),
  })),
  'initial effects lost': rewritten(() => ({ initialEffects: [] })),
};

describe('the proof catches a compiler with this bug', () => {
  const victims: readonly Chart[] = [torture, endings, lacpPort, bgpPeer];
  test.for(Object.keys(mutants).map((name) => [name] as const))('%s', ([name]) => {
    const compile = mutants[name] ?? expect.fail();
    expect(victims.flatMap((chart) => differences(chart, compile(chart)))).not.toEqual([]);
  });
});
