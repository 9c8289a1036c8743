/** dxdrill as a library: load a scenario, build a simulation, call, break, advance, ask. */

export type { CallResult } from './directconnect/call.ts';
export { apiModel } from './directconnect/model.ts';
export { faults } from './faults/catalogue.ts';
export { loadScenario } from './scenario/load.ts';
export type { ScenarioResult } from './scenario/result.ts';
export { buildScenario, ScenarioRun } from './scenario/run.ts';
export { playScenario, runScenario } from './scenario/runner.ts';
export type { Problem, Scenario } from './scenario/types.ts';
export {
  type CallOptions,
  catalogue,
  type Injection,
  Simulation,
  type SimulationOptions,
} from './simulation.ts';
export type { RouterChange } from './topology/router-change.ts';
export type { FlowSpec, NetworkSpec } from './topology/spec.ts';
