import type { ActionOf, Chart, DelayOf, EventOf, GuardOf, LeafOf } from '../../machines/chart.ts';

/** Something to do on a transition. Names are indices into the lists of the table. */
export type Effect =
  | { readonly kind: 'action'; readonly action: number }
  | { readonly kind: 'startDelay'; readonly delay: number; readonly event: number }
  | { readonly kind: 'cancelDelay'; readonly event: number };

/** The event by which the expiry of an `after` comes back; named as XState names it. */
export type ExpiryEvent = `xstate.after.${string}`;

/**
 * A chart as a transition table. States, events and transitions are small dense integers, and stepping allocates
 * nothing.
 */
export interface ChartTable<C extends Chart> {
  readonly id: string;
  /** Dotted paths of the states without states inside, in document order. */
  readonly leaves: readonly LeafOf<C>[];
  readonly leaf: Readonly<Record<LeafOf<C>, number>>;
  /** Named events in order of first appearance, then the expiry of each `after`. */
  readonly events: readonly (EventOf<C> | ExpiryEvent)[];
  readonly event: Readonly<Record<EventOf<C>, number>>;
  readonly guards: readonly GuardOf<C>[];
  readonly actions: readonly ActionOf<C>[];
  readonly delays: readonly DelayOf<C>[];
  readonly initial: number;
  /** What entering the initial leaf does. */
  readonly initialEffects: readonly Effect[];
  /** Number of transitions, all leaves and events together. */
  readonly size: number;
  /**
   * The transition that `event` takes in leaf `state`, or -1 when the event is ignored there. Guards are asked in
   * order, a state's own before its parent's. Throws a RangeError on an index outside the table.
   */
  find(state: number, event: number, guard: (guardIndex: number) => boolean): number;
  /** The transitions that may answer `event` in leaf `state`, in the order in which {@link find} tries them. */
  candidates(state: number, event: number): readonly number[];
  /** The guard of `transition`, or -1 when it has none. */
  guard(transition: number): number;
  /** The leaf after `transition`. */
  target(transition: number): number;
  /** Exit actions, transition actions, entry actions, in XState's order, delays included. */
  effects(transition: number): readonly Effect[];
}

/** The element at `index` of a typed array or list; a RangeError outside, where plain indexing gives undefined. */
export function elementAt<T>(list: { readonly [index: number]: T }, index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside the table`);
  return value;
}
