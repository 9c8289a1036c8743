import { readState } from './chart-syntax.ts';

/** A delay that runs while a state is active, and the event by which its expiry comes back. */
export interface ChartDelay {
  readonly delay: string;
  readonly event: string;
}

export interface ChartTransition {
  readonly source: ChartNode;
  /** Absent: the state stays, and only the actions run. */
  readonly target?: ChartNode;
  readonly guard?: string;
  readonly actions: readonly string[];
  readonly reenter: boolean;
}

/** A state of a chart with its names resolved. The root is a node too, with an empty path. */
export interface ChartNode {
  readonly id: string;
  readonly path: string;
  readonly parent: ChartNode | undefined;
  /** The node, its parent, and so on to the root. */
  readonly lineage: readonly ChartNode[];
  readonly children: ReadonlyMap<string, ChartNode>;
  readonly initial: ChartNode | undefined;
  readonly final: boolean;
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly delays: readonly ChartDelay[];
  readonly on: ReadonlyMap<string, readonly ChartTransition[]>;
}

interface OpenNode extends ChartNode {
  readonly lineage: ChartNode[];
  readonly children: Map<string, ChartNode>;
  initial: ChartNode | undefined;
  readonly on: Map<string, readonly ChartTransition[]>;
}

/**
 * Resolves a chart's config into nodes and checks it: throws an Error that names chart, state and key when the
 * config leaves the subset of DESIGN §2 or names a state that does not exist.
 */
export function readChart(config: { readonly id: string }): ChartNode {
  // XState joins ids and keys with dots, so a dot inside one would name two states at once.
  if (/[.#]/.test(config.id)) throw new Error(`chart "${config.id}", the root state: "id" is not a name`);
  const finish: (() => void)[] = [];
  const root = openNode(config, config.id, '', undefined, finish);
  for (const step of finish) step();
  refuseRootHandlersBesideFinals(root);
  return root;
}

/** All nodes below and including `node`, in document order. */
export function* nodesOf(node: ChartNode): Generator<ChartNode> {
  yield node;
  for (const child of node.children.values()) yield* nodesOf(child);
}

/** A state as messages name it. */
export function describe(node: ChartNode): string {
  return node.path === '' ? 'the root state' : `state "${node.path}"`;
}

function openNode(
  config: unknown,
  id: string,
  path: string,
  parent: ChartNode | undefined,
  finish: (() => void)[],
): ChartNode {
  const chart = id.split('.', 1)[0] ?? id;
  const state = readState(config, chart, path);
  const node: OpenNode = {
    id,
    path,
    parent,
    lineage: [],
    children: new Map(),
    initial: undefined,
    final: state.final,
    entry: state.entry,
    exit: state.exit,
    delays: state.after.map(([delay]) => ({ delay, event: `xstate.after.${delay}.${id}` })),
    on: new Map(),
  };
  node.lineage.push(node, ...(parent?.lineage ?? []));
  for (const [key, child] of state.states) {
    const inner = path === '' ? key : `${path}.${key}`;
    node.children.set(key, openNode(child, `${id}.${key}`, inner, node, finish));
  }
  // Targets may lie anywhere in the chart, so they are resolved when all nodes stand.
  finish.push(() => {
    if (state.initial !== undefined) node.initial = childOf(node, state.initial, `initial`);
    for (const [event, candidates] of state.on) node.on.set(event, resolve(node, event, candidates));
    for (const [delay, candidates] of state.after) {
      node.on.set(`xstate.after.${delay}.${id}`, resolve(node, delay, candidates));
    }
  });
  return node;
}

type Candidates = ReturnType<typeof readState>['on'][number][1];

function resolve(source: ChartNode, event: string, candidates: Candidates): ChartTransition[] {
  return candidates.map(({ target, guard, actions, reenter }) => ({
    source,
    actions,
    reenter,
    ...(guard === undefined ? {} : { guard }),
    ...(target === undefined ? {} : { target: targetOf(source, target, event) }),
  }));
}

// The three forms of XState: `#chart.path` from the root, `.path` inside the source, `path` beside the source.
function targetOf(source: ChartNode, target: string, event: string): ChartNode {
  const root = rootOf(source);
  const where = `the target of "${event}"`;
  if (target === `#${root.id}`) return root;
  if (target.startsWith(`#${root.id}.`)) {
    return descend(root, target.slice(root.id.length + 2), source, where);
  }
  if (target.startsWith('.')) return descend(source, target.slice(1), source, where);
  if (target.startsWith('#') || source.parent === undefined) refuseName(source, where, target);
  return descend(source.parent, target, source, where);
}

function descend(from: ChartNode, path: string, source: ChartNode, where: string): ChartNode {
  let node = from;
  for (const key of path.split('.')) {
    node = node.children.get(key) ?? refuseName(source, where, path);
  }
  return node;
}

function childOf(node: ChartNode, key: string, where: string): ChartNode {
  return node.children.get(key) ?? refuseName(node, where, key);
}

function rootOf(node: ChartNode): ChartNode {
  return node.parent === undefined ? node : rootOf(node.parent);
}

function refuseName(node: ChartNode, where: string, name: string): never {
  throw new Error(`chart "${rootOf(node).id}", ${describe(node)}: ${where} names no state: "${name}"`);
}

// XState's pure `transition` lets the root answer events after the machine is done, its actor does not.
function refuseRootHandlersBesideFinals(root: ChartNode): void {
  const final = [...root.children.values()].find((node) => node.final);
  if (final === undefined || root.on.size === 0) return;
  throw new Error(
    `chart "${root.id}", the root state: "on" and "after" are refused beside the final state "${final.path}": a done machine takes no events`,
  );
}
