/** The one place that imports the simulator: commands and reporters see it only through this interface. */
import { explainEvent, explainFlow, traceInWords } from '../sim/scenario/explain.ts';
import { explainPaths, explainRoute, tableNames } from '../sim/scenario/explain-route.ts';
import { withMargins } from '../sim/scenario/margins.ts';
import type { ScenarioResult } from '../sim/scenario/result.ts';
import { buildScenario, ScenarioRun } from '../sim/scenario/run.ts';
import { playScenario, runScenario } from '../sim/scenario/runner.ts';
import type { Problem, Scenario } from '../sim/scenario/types.ts';
import type { Simulation } from '../sim/simulation.ts';
import { AddressError, formatPrefix, parsePrefix } from '../sim/topology/address.ts';
import { loadFile, schemaJson } from './load.ts';

export type Loaded = { readonly scenarios: readonly Scenario[] } | { readonly problems: readonly Problem[] };

export interface RunOptions {
  /** Replaces the seed of the file. */
  readonly seed?: number;
  /** Also say how far each assumption could move before a verdict flips: plays the scenario some dozens of times. */
  readonly margins?: boolean;
  /** Take the hashes of trace and state (default). */
  readonly hashes?: boolean;
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

export type RouteAnswer =
  | { readonly lines: readonly string[] }
  | { readonly tables: readonly string[] }
  | { readonly notPrefix: string };

export interface Engine {
  /**
   * Reads, checks and resolves one file; `file` is relative to the working folder and stays in every position. A
   * network file is a problem, unless `networksToo`: then a sound one is a file without scenarios.
   */
  load(file: string, networksToo?: boolean): Loaded;
  run(scenario: Scenario, options: RunOptions): Promise<ScenarioResult>;
  /** Why a flow was down, outage by outage: a line each, root cause last; indentation is the depth. */
  explainFlow(scenario: Scenario, flow: string): readonly string[];
  /** The cause chain of trace record `n`; empty when the trace has no such record. */
  explainEvent(scenario: Scenario, n: number): readonly string[];
  /** What a table does with a prefix at a moment, and why; or the tables that there are. */
  explainRoute(scenario: Scenario, table: string, prefix: string, atMicros: number): RouteAnswer;
  /** Forward and return path of a flow at a moment. */
  explainPaths(scenario: Scenario, flow: string, atMicros: number): readonly string[];
  /** Every trace record of a run, a line each: number, time, words. */
  trace(scenario: Scenario): readonly string[];
  /** The entity graph at time 0. */
  graph(scenario: Scenario): Graph;
  /** The JSON Schema of the scenario format. */
  schema(): Promise<string>;
}

/** The simulator, loaded on first use: `--help`, `init` and `machine` must not pay for it. */
export async function loadEngine(): Promise<Engine> {
  return {
    load: (file, networksToo = false) => loadFile(file, networksToo),
    schema: schemaJson,
    run: async (scenario, { seed, signal, margins, hashes = true }) => {
      signal?.throwIfAborted();
      const options = seed === undefined ? {} : { seed };
      const result = runScenario(scenario, { ...options, hashes });
      return margins === true ? withMargins(scenario, result, options) : result;
    },
    explainFlow: (scenario, flow) => explainFlow(playScenario(scenario).simulation, flow),
    explainEvent: (scenario, n) => explainEvent(playScenario(scenario).simulation, n),
    explainRoute: (scenario, table, prefix, atMicros) => {
      const sim = simulationAt(scenario, atMicros);
      const tables = tableNames(sim);
      return tables.includes(table) ? routeAnswer(sim, table, prefix) : { tables };
    },
    explainPaths: (scenario, flow, atMicros) => explainPaths(simulationAt(scenario, atMicros), flow),
    trace: (scenario) => traceInWords(playScenario(scenario).simulation),
    graph: (scenario) => {
      const { nodes, edges } = buildScenario(scenario).graph();
      return { nodes: nodes.map(({ id, kind }) => ({ id, kind, label: id })), edges };
    },
  };
}

function simulationAt(scenario: Scenario, atMicros: number): Simulation {
  const run = ScenarioRun.start(scenario);
  run.advance(atMicros);
  return run.simulation;
}

function routeAnswer(sim: Simulation, table: string, prefix: string): RouteAnswer {
  try {
    return { lines: explainRoute(sim, table, formatPrefix(parsePrefix(prefix))) };
  } catch (error) {
    if (error instanceof AddressError) return { notPrefix: error.message };
    throw error;
  }
}
