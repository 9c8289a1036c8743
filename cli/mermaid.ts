/** Charts and graphs as Mermaid text. */
import type {
  ChartConfig,
  Names,
  StateConfig,
  TransitionConfig,
  TransitionsConfig,
} from '../machines/chart.ts';
import type { Graph } from './engine.ts';

/**
 * A chart as a Mermaid state diagram: events of one source and target on one arrow, guards in brackets, entry and
 * exit actions in the state. Transitions that stay are listed as comments: drawn, they would hide the rest.
 */
export function chartDiagram(chart: ChartConfig): string {
  const inside = stateLines(chart, [], chart.id);
  return ['stateDiagram-v2', `  %% ${chart.id}`, ...inside.map((line) => `  ${line}`), ''].join('\n');
}

const idOf = (path: readonly string[]) => path.join('__').replace(/\W/g, '_');
const namesOf = (names: Names | undefined): readonly string[] =>
  names === undefined ? [] : typeof names === 'string' ? [names] : names;

/** Lines of the states inside one state: their declarations, then their arrows. */
function stateLines(state: StateConfig, path: readonly string[], chartId: string): readonly string[] {
  const children = Object.entries(state.states ?? {});
  const start = state.initial === undefined ? [] : [`[*] --> ${idOf([...path, state.initial])}`];
  const declared = children.flatMap(([name, child]) => declaration(name, child, [...path, name], chartId));
  const arrows = children.flatMap(([name, child]) => arrowsOf(child, [...path, name], chartId));
  return [...start, ...declared, ...arrows];
}

function declaration(
  name: string,
  state: StateConfig,
  path: readonly string[],
  chartId: string,
): readonly string[] {
  const id = idOf(path);
  const actions = (['entry', 'exit'] as const)
    .filter((when) => state[when] !== undefined)
    .map((when) => `${id} : ${when} / ${namesOf(state[when]).join(', ')}`);
  const named = `state "${name}" as ${id}`;
  if (state.states === undefined) return [named, ...actions];
  const inside = stateLines(state, path, chartId).map((line) => `  ${line}`);
  return [`${named} {`, ...inside, '}', ...actions];
}

function arrowsOf(state: StateConfig, path: readonly string[], chartId: string): readonly string[] {
  const labels = new Map<string, string[]>();
  const staying: string[] = [];
  const add = (event: string, transitions: TransitionsConfig) => {
    for (const { target, guard } of listOf(transitions)) {
      const label = guard === undefined ? event : `${event} [${guard}]`;
      const to = target === undefined ? undefined : idOf(resolve(target, path, chartId));
      if (to === undefined) staying.push(label);
      else labels.set(to, [...(labels.get(to) ?? []), label]);
    }
  };
  for (const [event, transitions] of Object.entries(state.on ?? {})) add(event, transitions);
  for (const [delay, transitions] of Object.entries(state.after ?? {})) add(`after ${delay}`, transitions);
  const id = idOf(path);
  return [
    ...[...labels].map(([to, events]) => `${id} --> ${to} : ${events.join('<br/>')}`),
    ...(staying.length > 0 ? [`%% ${id} stays on ${staying.join(', ')}`] : []),
    ...(state.type === 'final' ? [`${id} --> [*]`] : []),
  ];
}

function listOf(transitions: TransitionsConfig): readonly TransitionConfig[] {
  if (typeof transitions === 'string') return [{ target: transitions }];
  return isList(transitions) ? transitions : [transitions];
}

const isList = (
  value: TransitionConfig | readonly TransitionConfig[],
): value is readonly TransitionConfig[] => Array.isArray(value);

/** `sibling`, `.child` or `#chart.parent.child`, as XState reads them. */
function resolve(target: string, from: readonly string[], chartId: string): readonly string[] {
  if (target.startsWith('#')) return target.slice(chartId.length + 2).split('.');
  if (target.startsWith('.')) return [...from, ...target.slice(1).split('.')];
  return [...from.slice(0, -1), ...target.split('.')];
}

/** An entity graph as a Mermaid flowchart. Node ids are numbered: names may hold anything. */
export function graphDiagram({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const quoted = (text: string) =>
    `"${text.replaceAll('&', '#amp;').replaceAll('"', '#quot;').replaceAll('<', '#lt;')}"`;
  const boxes = nodes.map(({ id, kind, label }) => `  ${ids.get(id)}[${quoted(`${label} (${kind})`)}]`);
  const arrows = edges.map(({ from, to, relation }) => `  ${ids.get(from)} -->|${relation}| ${ids.get(to)}`);
  return ['flowchart LR', ...boxes, ...arrows, ''].join('\n');
}
