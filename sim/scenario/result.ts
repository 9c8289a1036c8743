/** What a run of a scenario says; every reporter reads this and nothing else. Times are µs of virtual time. */
import type { Confidence } from '../timing.ts';
import type { Position } from './types.ts';

export interface ScenarioResult {
  readonly name: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly seed: number;
  readonly passed: boolean;
  readonly durationMicros: number;
  readonly traceHash: string;
  readonly stateHash: string;
  readonly steps: readonly StepResult[];
  readonly flows: readonly FlowResult[];
  readonly expectations: readonly ExpectationResult[];
  readonly assumptions: readonly AssumptionUsed[];
  /** Invariants broken or limits reached: a bug of ours, exit code 4. */
  readonly defects: readonly string[];
}

export interface StepResult {
  readonly id: string;
  /** One line: `api AssociateVirtualInterface {…}`, `fault fibre-cut dxcon-a`. */
  readonly what: string;
  /** Absent: its trigger never came. */
  readonly atMicros?: number;
  readonly ok: boolean;
  readonly expected: string;
  readonly happened: string;
  readonly position: Position;
}

export interface FlowResult {
  readonly name: string;
  /** Time in which at least one direction delivered nothing. */
  readonly downtimeMicros: number;
  /** Of it, time in which the sender still had a route: packets went into a hole. */
  readonly blackholedMicros: number;
  /** Bytes, both directions together; offered = delivered + lost. Decimal text, since they pass 2^53. */
  readonly offered: string;
  readonly delivered: string;
  readonly lost: string;
  readonly outages: readonly Outage[];
}

export interface Outage {
  readonly fromMicros: number;
  /** Absent: still down at the end. */
  readonly toMicros?: number;
  /** They follow one another without a gap and add up to the outage. */
  readonly phases: readonly Phase[];
  /** What ended the flow, root cause last, a line each. */
  readonly cause: readonly string[];
  /** What brought it back, root cause last. */
  readonly restoredBy: readonly string[];
}

export interface Phase {
  /** What the flow waited for, in words: `no ARP reply from 169.254.1.1`, `peer is being provisioned`. */
  readonly waitingFor: string;
  readonly fromMicros: number;
  readonly toMicros: number;
}

export interface ExpectationResult {
  readonly name: string;
  /** Who says that it should be so. */
  readonly source?: string;
  readonly passed: boolean;
  readonly warn: boolean;
  readonly expected: string;
  readonly happened: string;
  /** When the verdict fell. */
  readonly atMicros: number;
  readonly position: Position;
  /** For a failure: why the thing is as it is, root cause last, a line each. */
  readonly cause: readonly string[];
}

export interface AssumptionUsed {
  readonly name: string;
  /** µs, or the chosen word. */
  readonly value: number | string;
  readonly confidence: Confidence;
  readonly source: string;
  readonly overridden: boolean;
  /** How far it could move, alone, before a verdict flips; only when asked for. */
  readonly margin?: Margin;
}

/** A duration: the verdicts are the same from and to these values, µs; no `toMicros`: as far as was tried. A choice: the words that flip one. */
export type Margin =
  | { readonly fromMicros: number; readonly toMicros?: number }
  | { readonly flipsWith: readonly string[] };
