import type { ChartNode, ChartTransition } from './chart-model.ts';

/** An effect with its names still spelled out. */
export type NamedEffect =
  | { readonly kind: 'action'; readonly name: string }
  | { readonly kind: 'startDelay'; readonly delay: string; readonly event: string }
  | { readonly kind: 'cancelDelay'; readonly event: string };

/**
 * The rules by which a chart is read, one question each, so that the compiler only asks and a proof can show what
 * a wrong answer to any one of them would do.
 */
export interface ChartSemantics {
  /** What may answer `event` in `leaf`, in the order in which guards are read. */
  candidates(leaf: ChartNode, event: string): readonly ChartTransition[];
  /** The node that a transition happens inside of; undefined when it leaves and enters the root itself. */
  domain(transition: ChartTransition, target: ChartNode): ChartNode | undefined;
  /** The active nodes that are left, in order. */
  exited(leaf: ChartNode, domain: ChartNode | undefined): readonly ChartNode[];
  /** The nodes that are entered, in order; the last is the new leaf, unless none is entered. */
  entered(
    transition: ChartTransition,
    target: ChartNode,
    domain: ChartNode | undefined,
  ): readonly ChartNode[];
  /** The leaf in which a chart rests that was sent to `node`. */
  rest(node: ChartNode): ChartNode;
  entering(node: ChartNode): readonly NamedEffect[];
  leaving(node: ChartNode): readonly NamedEffect[];
  inOrder(
    exits: readonly NamedEffect[],
    actions: readonly NamedEffect[],
    entries: readonly NamedEffect[],
  ): readonly NamedEffect[];
  /** What happens when the machine has come to rest in `leaf`. */
  settled(leaf: ChartNode): readonly NamedEffect[];
}

/** The rules of XState v5, which are those of SCXML with transitions internal by default. */
export const xstateSemantics: ChartSemantics = {
  candidates: (leaf, event) => leaf.lineage.flatMap((node) => node.on.get(event) ?? []),

  domain({ source, reenter }, target) {
    if (!reenter && (target === source || isInside(target, source))) return source;
    const common = target.lineage.find((node) => isInside(target, node) && isInside(source, node));
    if (common !== undefined || reenter) return common;
    return source.lineage.at(-1);
  },

  exited: (leaf, domain) => leaf.lineage.filter((node) => domain === undefined || isInside(node, domain)),

  entered({ source, reenter }, target, domain) {
    const within = (node: ChartNode) => domain === undefined || isInside(node, domain);
    const above = target.lineage.slice(1).filter(within).reverse();
    // The target itself stays when it is the source of an internal transition.
    const entersTarget = target !== source || source !== domain || reenter;
    return [...above, ...(entersTarget ? [target] : []), ...downwards(target).slice(1)];
  },

  rest: (node) => downwards(node).at(-1) ?? node,

  entering: (node) => [
    ...node.entry.map(action),
    ...node.delays.map(({ delay, event }) => ({ kind: 'startDelay', delay, event }) as const),
  ],

  leaving: (node) => [
    ...node.exit.map(action),
    ...node.delays.map(({ event }) => ({ kind: 'cancelDelay', event }) as const),
  ],

  inOrder: (exits, actions, entries) => [...exits, ...actions, ...entries],

  // A final state at the top ends the machine, and ending leaves every active node.
  settled(leaf) {
    const done = leaf.final && leaf.parent?.parent === undefined;
    return done ? leaf.lineage.flatMap((node) => this.leaving(node)) : [];
  },
};

/** An action as an effect. */
export function action(name: string): NamedEffect {
  return { kind: 'action', name };
}

/** `node`, its initial child, and so on to a leaf. */
function downwards(node: ChartNode): ChartNode[] {
  return node.initial === undefined ? [node] : [node, ...downwards(node.initial)];
}

function isInside(node: ChartNode, ancestor: ChartNode): boolean {
  return node !== ancestor && node.lineage.includes(ancestor);
}
