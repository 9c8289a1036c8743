/** One question about the choice or the passing on of a route, its answer, and the same without what decides it. */
import type { DaemonName, LabNetwork } from '../network.ts';

export const decisionSteps = [
  'weight',
  'local preference',
  'locally originated',
  'AS_PATH length',
  'origin',
  'MED',
  'always-compare-med',
  'eBGP over iBGP',
  'IGP metric',
  'multipath',
  'oldest path',
  'router id',
  'cluster list length',
  'peer address',
] as const;
export type DecisionStep = (typeof decisionSteps)[number];

export const policies = [
  'communities',
  'route reflection',
  'private AS removal',
  'allowas-in',
  'default-originate',
  'prepending',
  'no-export',
  'prefix lists',
  'loop prevention',
  'next hop',
  'graceful shutdown',
] as const;
export type Policy = (typeof policies)[number];

/** What the asked router knows of the prefix. Absent members are not looked at. */
export interface Expectation {
  /** Key of the neighbour that the best path is from, or `local`, or `none`. */
  readonly best: string;
  /** Neighbours whose paths are used together, in order of name. */
  readonly together?: readonly string[];
  readonly asPath?: readonly number[];
  /** All of them, in order. */
  readonly communities?: readonly string[];
  readonly localPreference?: number;
  readonly med?: number;
}

export interface Variant {
  readonly network: LabNetwork;
  readonly expected: Expectation;
  /** Implementations that answer otherwise, and why they may. */
  readonly otherwise?: Partial<Record<DaemonName, Expectation & { readonly why: string }>>;
}

export interface PolicyCase {
  readonly name: string;
  readonly decides: DecisionStep | Policy;
  readonly prefix: string;
  /** Router whose implementation is under test; every daemon that has the configuration for it takes its place. */
  readonly tested: string;
  /** Router whose table is read: the tested one, or one that hears from it. */
  readonly asked: string;
  readonly with: Variant;
  readonly without: Variant;
}
