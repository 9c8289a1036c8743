import { didYouMean, listed } from '../../sim/kernel/near.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { type Command, exitCode, WrongInput } from '../context.ts';
import type { Engine } from '../engine.ts';
import { pattern, seed, whole } from '../options.ts';
import { type OneFlags, oneOf, writeLines } from '../scenarios.ts';
import { explainRoute } from './explain-route.ts';

interface ExplainFlags extends OneFlags {
  readonly event?: number;
  readonly flow?: string;
}

/** Walks back from what a flow or a trace record shows to what set it off. */
export const explain: Command = {
  name: 'explain',
  summary: 'say in words why a flow was down, or what led to an event',
  examples: [
    ['explain scenarios/first.yaml --flow prod', 'every outage of a flow, root cause last'],
    [
      'explain scenarios/first.yaml --event 1',
      'what led to record 1 of the trace, and the numbers of what it led to',
    ],
  ],
  parts: [explainRoute],
  define: (program) => {
    program
      .argument('<scenario>', 'a scenario file')
      .option('-e, --event <number>', 'number of a trace record (trace lists them)', whole(0))
      .option('-f, --flow <name>', 'a flow of the scenario')
      .option('-g, --grep <pattern>', 'which scenario of the file', pattern)
      .option(...seed)
      .option('--ascii', 'no glyphs beyond ASCII');
  },
  execute: async (program, context) => {
    const flags = program.opts<ExplainFlags>();
    const engine = await context.engine();
    const scenario = oneOf(engine, program.args, flags, context);
    if (scenario === undefined) return exitCode.wrongInput;
    if ((flags.event === undefined) === (flags.flow === undefined)) {
      const names = Object.keys(scenario.traffic);
      const flows = names.length > 0 ? `; flows are ${listed(names)}, and trace numbers the events` : '';
      throw new WrongInput(`explain takes either --event NUMBER or --flow NAME${flows}`);
    }
    writeLines(explanation(engine, scenario, flags), flags, context);
    return exitCode.held;
  },
};

function explanation(engine: Engine, scenario: Scenario, { event, flow }: ExplainFlags): readonly string[] {
  if (flow !== undefined) {
    const names = Object.keys(scenario.traffic);
    if (!names.includes(flow)) {
      const hint =
        didYouMean(flow, names) ||
        (names.length > 0 ? `; its flows are ${listed(names)}` : '; it has no flows');
      throw new WrongInput(`no flow ${flow}${hint}`);
    }
    return engine.explainFlow(scenario, flow);
  }
  const lines = engine.explainEvent(scenario, event ?? 0);
  if (lines.length === 0) throw new WrongInput(`the trace has no event ${event}`);
  return lines;
}
