/** A scenario file once loaded: every name checked, every unit resolved. Positions stay with it for code frames. */
import type { RouterChange } from '../topology/router-change.ts';
import type { FlowSpec, Named, NetworkSpec } from '../topology/spec.ts';

export type Profile = 'compat' | 'seed' | 'current';

/** Where a value stands in its file; lines and columns from 1, offset and length in characters. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** One thing wrong with a file: what, where, and what would be right. `frame` shows the line. */
export interface Problem {
  readonly message: string;
  readonly position: Position;
  readonly frame: string;
}

export interface Scenario {
  readonly file: string;
  readonly name: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly seed: number;
  readonly durationMicros: number;
  /** Whether sessions are up at time 0 (default) or start then. */
  readonly start: 'converged' | 'cold';
  readonly profile: Profile;
  readonly network: NetworkSpec;
  readonly traffic: Named<FlowSpec>;
  /** Overrides of `sim/timing.ts`, µs or the word that the entry takes. */
  readonly timing: Readonly<Record<string, number | string>>;
  readonly timeline: readonly Step[];
  readonly expect: readonly Expectation[];
}

/** `start`, `end` or a step's id, plus an offset; a plain time counts from `start`. */
export interface Anchor {
  readonly base: string;
  readonly offsetMicros: number;
}

export type Trigger =
  | { readonly on: 'at' | 'after'; readonly anchor: Anchor }
  | { readonly on: 'when'; readonly condition: Condition };

export type Step = {
  readonly id: string;
  readonly trigger: Trigger;
  readonly position: Position;
  readonly note?: string;
} & Verb;

export type Verb =
  | {
      readonly verb: 'api';
      readonly operation: string;
      /** Account name; default: the first account. */
      readonly as?: string;
      /** Region the call is sent to; default: the network's. */
      readonly in?: string;
      readonly request: Readonly<Record<string, unknown>>;
      readonly expect: CallExpectation;
      /** Sent as it stands: names were not looked up in advance, `$` means nothing. */
      readonly verbatim?: true;
      /** Answer member (dotted) → name to keep its value under, for later requests as `$name`. */
      readonly save: Named<string>;
    }
  | {
      readonly verb: 'fault';
      readonly fault: string;
      readonly target: string;
      readonly forMicros?: number;
      readonly options: Readonly<Record<string, unknown>>;
    }
  | {
      readonly verb: 'router';
      readonly router: string;
      readonly set: readonly RouterChange[];
      /** Names were not looked up in advance. */
      readonly verbatim?: true;
      readonly expect: 'ok' | { readonly error: string };
    }
  | { readonly verb: 'clear'; readonly step: string };

export type {
  InterfaceChange,
  NeighborChange,
  RemoveChange,
  RouterChange,
} from '../topology/router-change.ts';

/** `ok`, an error (message by substring), or members that the answer must have. */
export type CallExpectation =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly error: string; readonly message?: string }
  | { readonly kind: 'answer'; readonly members: Readonly<Record<string, unknown>> };

export interface Range {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Routes that lost, by what they lead through, with the step on which each did. */
export interface Losers {
  readonly losers: Readonly<Record<string, string>>;
}

/** What a check compares with. */
export type Checked = string | number | boolean | Range | Losers;

/** `subject` names the kind of thing (vif, lag, flow …), `name` which one, `checks` what must be so of it. */
export interface Condition {
  readonly subject: string;
  readonly name: string;
  readonly checks: Readonly<Record<string, Checked>>;
}

export interface Expectation {
  readonly name: string;
  /** Who says that it will be so: a section of an RFC, a page of a guide, a measurement. */
  readonly source?: string;
  readonly that: Condition;
  readonly hold: Hold;
  /** A warning is reported and does not fail the scenario. */
  readonly warn: boolean;
  readonly position: Position;
}

export type Hold =
  | { readonly when: 'at'; readonly anchor: Anchor }
  | { readonly when: 'within'; readonly micros: number; readonly of: Anchor }
  | { readonly when: 'always' | 'never'; readonly from: Anchor; readonly to: Anchor };
