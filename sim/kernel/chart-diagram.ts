import type { Chart } from '../../machines/chart.ts';
import { type ChartNode, type ChartTransition, nodesOf, readChart } from './chart-model.ts';

/** A state as `toJson` prints it. */
export interface StateJson {
  readonly type?: 'final';
  readonly initial?: string;
  readonly entry?: readonly string[];
  readonly exit?: readonly string[];
  readonly on?: Readonly<Record<string, readonly TransitionJson[]>>;
  /** Keyed by the name of the delay. */
  readonly after?: Readonly<Record<string, readonly TransitionJson[]>>;
  readonly states?: Readonly<Record<string, StateJson>>;
}

export interface TransitionJson {
  /** The dotted path from the root; absent when the state stays. */
  readonly target?: string;
  readonly guard?: string;
  readonly actions?: readonly string[];
  readonly reenter?: true;
}

export interface ChartJson extends StateJson {
  readonly id: string;
}

/** A chart as plain data with every target written out in full. Throws as `compileChart` does. */
export function toJson(chart: Chart): ChartJson {
  return { id: chart.id, ...stateJson(readChart(chart.config)) };
}

/** A chart as a Mermaid `stateDiagram-v2`; lines end with a newline. Throws as `compileChart` does. */
export function toMermaid(chart: Chart): string {
  const root = readChart(chart.config);
  return `${['stateDiagram-v2', ...inside(root, '  '), ...arrows(root)].join('\n')}\n`;
}

function stateJson(node: ChartNode): StateJson {
  const expiries = new Map(node.delays.map(({ event, delay }) => [event, delay]));
  const handlers = [...node.on].map(([event, list]) => ({ event, list: list.map(transitionJson) }));
  const on = handlers.filter(({ event }) => !expiries.has(event)).map(({ event, list }) => [event, list]);
  const after = handlers.flatMap(({ event, list }) => {
    const delay = expiries.get(event);
    return delay === undefined ? [] : [[delay, list]];
  });
  const states = [...node.children].map(([key, child]) => [key, stateJson(child)]);
  return {
    ...(node.final ? { type: 'final' } : {}),
    ...(node.initial === undefined ? {} : { initial: keyOf(node.initial) }),
    ...(node.entry.length > 0 ? { entry: node.entry } : {}),
    ...(node.exit.length > 0 ? { exit: node.exit } : {}),
    ...(on.length > 0 ? { on: Object.fromEntries(on) } : {}),
    ...(after.length > 0 ? { after: Object.fromEntries(after) } : {}),
    ...(states.length > 0 ? { states: Object.fromEntries(states) } : {}),
  };
}

function transitionJson({ target, guard, actions, reenter }: ChartTransition): TransitionJson {
  return {
    ...(target === undefined ? {} : { target: target.path }),
    ...(guard === undefined ? {} : { guard }),
    ...(actions.length > 0 ? { actions } : {}),
    ...(reenter ? { reenter } : {}),
  };
}

function inside(node: ChartNode, indent: string): string[] {
  const lines: string[] = [];
  if (node.initial !== undefined) lines.push(`${indent}[*] --> ${mermaidId(node.initial)}`);
  for (const [key, child] of node.children) {
    const id = mermaidId(child);
    const open = child.children.size > 0;
    lines.push(`${indent}state "${key}" as ${id}${open ? ' {' : ''}`);
    if (open) lines.push(...inside(child, `${indent}  `), `${indent}}`);
    if (child.final) lines.push(`${indent}${id} --> [*]`);
  }
  return lines;
}

// Transitions between the same two states share one arrow, one label line each, or a diagram of BGP is a thicket.
function arrows(root: ChartNode): string[] {
  const labels = new Map<string, string[]>();
  for (const node of nodesOf(root)) {
    const expiries = new Map(node.delays.map(({ event, delay }) => [event, `after ${delay}`]));
    // The root has no box of its own: what it answers leaves from each box at the top.
    const sources = node === root ? [...root.children.values()] : [node];
    for (const [event, list] of node.on) {
      for (const { target, guard } of list) {
        const label = `${expiries.get(event) ?? event}${guard === undefined ? '' : ` [${guard}]`}`;
        for (const source of sources) {
          const arrow = `  ${mermaidId(source)} --> ${mermaidId(target ?? source)}`;
          labels.set(arrow, [...(labels.get(arrow) ?? []), label]);
        }
      }
    }
  }
  return [...labels].map(([arrow, list]) => `${arrow}: ${[...new Set(list)].join('<br/>')}`);
}

function mermaidId(node: ChartNode): string {
  return node.path.replaceAll(/[^A-Za-z0-9]/g, '_');
}

function keyOf(node: ChartNode): string {
  return node.path.slice(node.path.lastIndexOf('.') + 1);
}
