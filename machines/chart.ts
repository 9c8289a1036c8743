/** One action name, or several in the order in which they run. */
export type Names = string | readonly string[];

/** One way to answer an event: without a target the state stays and only the actions run. */
export interface TransitionConfig {
  /** A sibling (`idle`), a descendant (`.child`) or an absolute path (`#chart-id.parent.child`). */
  readonly target?: string;
  /** One named boolean; conjunctions get a name of their own. */
  readonly guard?: string;
  readonly actions?: Names;
  /** Leave and enter the source even when the target lies inside it (XState v5 `reenter`). */
  readonly reenter?: boolean;
}

/** A target alone, one transition, or several of which the first whose guard holds is taken. */
export type TransitionsConfig = string | TransitionConfig | readonly TransitionConfig[];

/** One state of a chart: the whole of the XState subset that DESIGN §2 allows. */
export interface StateConfig {
  readonly type?: 'final';
  readonly initial?: string;
  readonly states?: { readonly [name: string]: StateConfig };
  readonly on?: { readonly [event: string]: TransitionsConfig };
  /** Keys are names of delays, never numbers. */
  readonly after?: { readonly [delay: string]: TransitionsConfig };
  readonly entry?: Names;
  readonly exit?: Names;
}

/** A whole chart: the root state, its name and at least one state inside. */
export interface ChartConfig extends StateConfig {
  readonly id: string;
  readonly initial: string;
  readonly states: { readonly [name: string]: StateConfig };
}

/** A chart as the rest of the program holds it. `machineOf` makes the XState machine of the same config. */
export interface Chart<C extends ChartConfig = ChartConfig> {
  readonly id: C['id'];
  readonly config: C;
}

// What the type refuses maps to `never`, so that the message points at the offending key.
type ForbiddenEvent = '' | '*' | `${string}.*` | `xstate.${string}`;
type StrictTransitions<T> = T extends string
  ? T
  : T extends readonly unknown[]
    ? { readonly [I in keyof T]: StrictTransitions<T[I]> }
    : { readonly [K in keyof T]: K extends keyof TransitionConfig ? T[K] : never };
type StrictOn<T> = { readonly [E in keyof T]: E extends ForbiddenEvent ? never : StrictTransitions<T[E]> };
type StrictAfter<T> = {
  readonly [D in keyof T]: D extends number | `${number}` ? never : StrictTransitions<T[D]>;
};
type StrictState<N, Shape> = {
  readonly [K in keyof N]: K extends 'states'
    ? { readonly [S in keyof N[K]]: StrictState<N[K][S], StateConfig> }
    : K extends 'on'
      ? StrictOn<N[K]>
      : K extends 'after'
        ? StrictAfter<N[K]>
        : K extends 'initial'
          ? N extends { readonly states: infer S }
            ? keyof S
            : never
          : K extends keyof Shape
            ? N[K]
            : never;
};

/** `C` with everything outside the subset turned into `never`: the parameter type of {@link defineChart}. */
export type StrictChart<C> = StrictState<C, ChartConfig>;

/**
 * Defines a chart: a finite automaton without memory (DESIGN §2). Every name in the config is kept as a
 * literal type. The type refuses what is outside the subset; `compileChart` refuses it again, with a message.
 */
export function defineChart<const C extends ChartConfig>(config: C & StrictChart<C>): Chart<C> {
  return { id: config.id, config };
}

type NodesIn<N> = N | (N extends { readonly states: infer S } ? NodesIn<S[keyof S]> : never);
type NodeOf<C extends Chart> = NodesIn<C['config']>;
type Each<T> = T extends readonly (infer I)[] ? I : T;
type KeysOf<N, P extends string> = N extends { readonly [K in P]: infer V } ? keyof V & string : never;
type ValuesOf<N, P extends string> = N extends { readonly [K in P]: infer V } ? V[keyof V] : never;
type TransitionOf<C extends Chart> = Each<ValuesOf<NodeOf<C>, 'on'> | ValuesOf<NodeOf<C>, 'after'>>;
type StringsAt<T, P extends string> = T extends { readonly [K in P]: infer V } ? Each<V> & string : never;
type LeavesIn<S, Prefix extends string> = {
  [K in keyof S & string]: S[K] extends { readonly states: infer Inner }
    ? LeavesIn<Inner, `${Prefix}${K}.`>
    : `${Prefix}${K}`;
}[keyof S & string];

/** The events that a chart answers somewhere; the expiry of an `after` is not one of them. */
export type EventOf<C extends Chart> = KeysOf<NodeOf<C>, 'on'>;
/** The guards that a chart reads. */
export type GuardOf<C extends Chart> = StringsAt<TransitionOf<C>, 'guard'>;
/** The actions that a chart runs, wherever they stand. */
export type ActionOf<C extends Chart> =
  | StringsAt<TransitionOf<C>, 'actions'>
  | StringsAt<NodeOf<C>, 'entry'>
  | StringsAt<NodeOf<C>, 'exit'>;
/** The delays that a chart waits for with `after`. */
export type DelayOf<C extends Chart> = KeysOf<NodeOf<C>, 'after'>;
/** The states without states inside, as dotted paths: `enabled.current.waiting`. */
export type LeafOf<C extends Chart> = LeavesIn<C['config']['states'], ''>;
