import type { Chart } from '../../machines/chart.ts';
import { type CompiledTransition, columnsOf } from './chart-columns.ts';
import { type ChartNode, type ChartTransition, nodesOf, readChart } from './chart-model.ts';
import { action, type ChartSemantics, type NamedEffect, xstateSemantics } from './chart-semantics.ts';
import type { ChartTable, Effect } from './chart-table.ts';

/** Names in order of first appearance. */
interface Names {
  readonly list: readonly string[];
  readonly index: ReadonlyMap<string, number>;
}

interface Vocabulary {
  readonly leaves: readonly ChartNode[];
  readonly leafNames: Names;
  readonly events: Names;
  /** Events that a caller may send: all but the expiries of `after`. */
  readonly sendable: Names;
  readonly guards: Names;
  readonly actions: Names;
  readonly delays: Names;
}

/** A table before its names have their literal types. */
interface UntypedTable
  extends ReturnType<typeof columnsOf>,
    Pick<ChartTable<Chart>, 'initial' | 'initialEffects'> {
  readonly id: string;
  readonly leaves: readonly string[];
  readonly leaf: Readonly<Record<string, number>>;
  readonly events: readonly string[];
  readonly event: Readonly<Record<string, number>>;
  readonly guards: readonly string[];
  readonly actions: readonly string[];
  readonly delays: readonly string[];
}

/**
 * Compiles a chart into a transition table that steps exactly as XState v5 does. Throws an Error that names chart,
 * state and key when the chart leaves the subset of DESIGN §2. `semantics` is there for proofs.
 */
export function compileChart<C extends Chart>(
  chart: C,
  semantics: ChartSemantics = xstateSemantics,
): ChartTable<C> {
  const table = tableOf(chart, semantics);
  if (!speaksOf(table, chart)) throw new Error(`chart "${chart.id}" holds a config of another name`);
  return table;
}

// The names in the table are those of the config, and from the same config the literal types were inferred.
function speaksOf<C extends Chart>(table: UntypedTable, chart: C): table is UntypedTable & ChartTable<C> {
  return table.id === chart.id;
}

function tableOf(chart: Chart, semantics: ChartSemantics): UntypedTable {
  const root = readChart(chart.config);
  const words = vocabularyOf(root);
  const initialLeaf = semantics.rest(root);
  return {
    id: root.id,
    leaves: words.leafNames.list,
    leaf: Object.fromEntries(words.leafNames.index),
    events: words.events.list,
    event: Object.fromEntries(words.sendable.index),
    guards: words.guards.list,
    actions: words.actions.list,
    delays: words.delays.list,
    initial: indexOf(words.leafNames, initialLeaf.path),
    initialEffects: initialEffects(root, initialLeaf, semantics).map((effect) => numbered(effect, words)),
    ...columnsOf(cellsOf(words, semantics), words.events.list.length),
  };
}

function cellsOf(words: Vocabulary, semantics: ChartSemantics): CompiledTransition[][] {
  return words.leaves.flatMap((leaf) =>
    words.events.list.map((event) =>
      semantics.candidates(leaf, event).map((each) => compileTransition(leaf, each, words, semantics)),
    ),
  );
}

function compileTransition(
  leaf: ChartNode,
  transition: ChartTransition,
  words: Vocabulary,
  semantics: ChartSemantics,
): CompiledTransition {
  const { target } = transition;
  const guard = transition.guard === undefined ? -1 : indexOf(words.guards, transition.guard);
  const actions = transition.actions.map(action);
  const number = (effects: readonly NamedEffect[]) => effects.map((effect) => numbered(effect, words));
  if (target === undefined) {
    return { guard, target: indexOf(words.leafNames, leaf.path), effects: number(actions) };
  }
  const domain = semantics.domain(transition, target);
  const exits = semantics.exited(leaf, domain).flatMap((node) => semantics.leaving(node));
  const entries = semantics.entered(transition, target, domain).flatMap((node) => semantics.entering(node));
  const rest = semantics.rest(target);
  return {
    guard,
    target: indexOf(words.leafNames, rest.path),
    effects: number([...semantics.inOrder(exits, actions, entries), ...semantics.settled(rest)]),
  };
}

function initialEffects(root: ChartNode, leaf: ChartNode, semantics: ChartSemantics): NamedEffect[] {
  const start: ChartTransition = { source: root, target: root, actions: [], reenter: true };
  const entries = semantics.entered(start, root, undefined).flatMap((node) => semantics.entering(node));
  return [...entries, ...semantics.settled(leaf)];
}

function vocabularyOf(root: ChartNode): Vocabulary {
  const nodes = [...nodesOf(root)];
  const transitions = nodes.flatMap((node) => [...node.on.values()].flat());
  const delays = nodes.flatMap((node) => node.delays);
  const expiries = delays.map(({ event }) => event);
  const sendable = nodes.flatMap((node) => [...node.on.keys()]).filter((event) => !expiries.includes(event));
  const leaves = nodes.filter((node) => node.children.size === 0);
  const actions = nodes.flatMap((node) => [
    ...node.entry,
    ...[...node.on.values()].flat().flatMap((transition) => transition.actions),
    ...node.exit,
  ]);
  return {
    leaves,
    leafNames: namesOf(leaves.map((leaf) => leaf.path)),
    sendable: namesOf(sendable),
    events: namesOf([...sendable, ...expiries]),
    guards: namesOf(transitions.flatMap(({ guard }) => (guard === undefined ? [] : [guard]))),
    actions: namesOf(actions),
    delays: namesOf(delays.map(({ delay }) => delay)),
  };
}

function namesOf(words: readonly string[]): Names {
  const list = [...new Set(words)];
  return { list, index: new Map(list.map((word, index) => [word, index])) };
}

function indexOf(names: Names, name: string): number {
  const index = names.index.get(name);
  if (index === undefined) throw new Error(`"${name}" is not a name of this chart`);
  return index;
}

function numbered(effect: NamedEffect, words: Vocabulary): Effect {
  if (effect.kind === 'action') return { kind: 'action', action: indexOf(words.actions, effect.name) };
  const event = indexOf(words.events, effect.event);
  if (effect.kind === 'cancelDelay') return { kind: 'cancelDelay', event };
  return { kind: 'startDelay', delay: indexOf(words.delays, effect.delay), event };
}
