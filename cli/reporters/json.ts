/** Everything a run says, for machines. No clock time and a fixed order of keys: two runs give the same bytes. */
import type {
  AssumptionUsed,
  ExpectationResult,
  FlowResult,
  Outage,
  ScenarioResult,
  StepResult,
} from '../../sim/scenario/result.ts';
import type { Position, Problem } from '../../sim/scenario/types.ts';
import type { Reporter } from './reporter.ts';

export const json: Reporter = {
  name: 'json',
  summary: 'every result, flow and expectation as one JSON document',
  document: true,
  open: (output) => ({
    scenario: () => {},
    end: ({ results, problems }) => {
      const wrong = problems.length > 0 ? { problems: problems.map(problem) } : {};
      output.write(`${JSON.stringify({ scenarios: results.map(scenario), ...wrong }, null, 2)}\n`);
    },
  }),
};

// Members are copied by name, so that the order of keys does not depend on how the engine builds its records.
const scenario = (result: ScenarioResult) => ({
  name: result.name,
  file: result.file,
  tags: result.tags,
  seed: result.seed,
  passed: result.passed,
  durationMicros: result.durationMicros,
  traceHash: result.traceHash,
  stateHash: result.stateHash,
  flows: result.flows.map(flow),
  expectations: result.expectations.map(expectation),
  steps: result.steps.map(step),
  assumptions: result.assumptions.map(assumption),
  defects: result.defects,
});

const flow = (result: FlowResult) => ({
  name: result.name,
  downtimeMicros: result.downtimeMicros,
  blackholedMicros: result.blackholedMicros,
  offered: result.offered,
  delivered: result.delivered,
  lost: result.lost,
  outages: result.outages.map(outage),
});

const outage = (of: Outage) => ({
  fromMicros: of.fromMicros,
  toMicros: of.toMicros ?? null,
  phases: of.phases.map(({ waitingFor, fromMicros, toMicros }) => ({ waitingFor, fromMicros, toMicros })),
  cause: of.cause,
  restoredBy: of.restoredBy,
});

const expectation = (result: ExpectationResult) => ({
  name: result.name,
  ...(result.source === undefined ? {} : { source: result.source }),
  passed: result.passed,
  warn: result.warn,
  expected: result.expected,
  happened: result.happened,
  atMicros: result.atMicros,
  position: position(result.position),
  cause: result.cause,
});

const step = (result: StepResult) => ({
  id: result.id,
  what: result.what,
  atMicros: result.atMicros ?? null,
  ok: result.ok,
  expected: result.expected,
  happened: result.happened,
  position: position(result.position),
});

const assumption = (used: AssumptionUsed) => ({
  name: used.name,
  value: used.value,
  confidence: used.confidence,
  source: used.source,
  overridden: used.overridden,
  ...(used.margin === undefined ? {} : { margin: used.margin }),
});

const problem = (of: Problem) => ({ message: of.message, position: position(of.position) });

const position = ({ file, line, column, length }: Position) => ({ file, line, column, length });
