/** The one place that imports the simulator: commands and reporters see it only through this interface. */
import type { ScenarioResult } from '../sim/scenario/result.ts';
import type { Problem, Scenario } from '../sim/scenario/types.ts';

export type Loaded = { readonly scenarios: readonly Scenario[] } | { readonly problems: readonly Problem[] };

export interface RunOptions {
  /** Replaces the seed of the file. */
  readonly seed?: number;
  /** When aborted, the run rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface GraphNode {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: string;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface Engine {
  /** Reads, checks and resolves one file; `file` is relative to the working folder and stays in every position. */
  load(file: string): Loaded;
  run(scenario: Scenario, options: RunOptions): Promise<ScenarioResult>;
  /** Why a flow was down, outage by outage: a line each, root cause last; indentation is the depth. */
  explainFlow(scenario: Scenario, flow: string): readonly string[];
  /** The cause chain of trace record `n`; empty when the trace has no such record. */
  explainEvent(scenario: Scenario, n: number): readonly string[];
  /** The entity graph at time 0. */
  graph(scenario: Scenario): Graph;
  /** The JSON Schema of the scenario format. */
  schema(): string;
}

/** The simulator, loaded on first use: `--help`, `init` and `machine` must not pay for it. */
export async function loadEngine(): Promise<Engine> {
  throw new Error('the engine is not built in yet');
}
