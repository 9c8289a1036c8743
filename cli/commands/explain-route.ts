import { didYouMean, listed } from '../../sim/kernel/near.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { type Command, exitCode, WrongInput } from '../context.ts';
import type { Engine } from '../engine.ts';
import { moment, pattern, seed } from '../options.ts';
import { type OneFlags, oneOf, writeLines } from '../scenarios.ts';

interface RouteFlags extends OneFlags {
  readonly table?: string;
  readonly prefix?: string;
  readonly flow?: string;
  readonly at?: number;
}

/** Which route won, which lost and on which step; or the two ways of a flow. */
export const explainRoute: Command = {
  name: 'route',
  summary: 'say which route a table uses and why, or which ways a flow takes',
  examples: [
    [
      'explain route scenarios/first.yaml --table lon-r1 --prefix 10.0.0.0/16 --at 2m',
      'which route won, which lost and on which step',
    ],
    [
      'explain route scenarios/first.yaml --flow prod --at 2m',
      'forward and return path, and whether they are the same',
    ],
  ],
  define: (program) => {
    program
      .argument('<scenario>', 'a scenario file')
      .option('-t, --table <name>', 'a router, VPC or gateway')
      .option('-p, --prefix <prefix>', 'the prefix, like 10.0.0.0/16')
      .option('-f, --flow <name>', 'a flow of the scenario')
      .option('-a, --at <time>', 'when; default: the end of the scenario', moment)
      .option('-g, --grep <pattern>', 'which scenario of the file', pattern)
      .option(...seed)
      .option('--ascii', 'no glyphs beyond ASCII');
  },
  execute: async (program, context) => {
    const flags = program.opts<RouteFlags>();
    const { table, prefix, flow } = flags;
    if ((table === undefined) !== (prefix === undefined) || (table === undefined) === (flow === undefined))
      throw new WrongInput('explain route takes either --table NAME and --prefix PREFIX, or --flow NAME');
    const engine = await context.engine();
    const scenario = oneOf(engine, program.args, flags, context);
    if (scenario === undefined) return exitCode.wrongInput;
    writeLines(explanation(engine, scenario, flags), flags, context);
    return exitCode.held;
  },
};

function explanation(engine: Engine, scenario: Scenario, flags: RouteFlags): readonly string[] {
  const { table, prefix, flow, at = scenario.durationMicros } = flags;
  if (at > scenario.durationMicros) throw new WrongInput('--at is after the end of the scenario');
  if (flow !== undefined) {
    const names = Object.keys(scenario.traffic);
    if (!names.includes(flow)) throw new WrongInput(`no flow ${flow}${hint(flow, names, 'flows')}`);
    return engine.explainPaths(scenario, flow, at);
  }
  const answer = engine.explainRoute(scenario, table ?? '', prefix ?? '', at);
  if ('tables' in answer)
    throw new WrongInput(`no table ${table}${hint(table ?? '', answer.tables, 'tables')}`);
  if ('notPrefix' in answer) throw new WrongInput(answer.notPrefix);
  return answer.lines;
}

const hint = (wanted: string, names: readonly string[], what: string): string =>
  didYouMean(wanted, names) ||
  (names.length > 0 ? `; its ${what} are ${listed(names)}` : `; it has no ${what}`);
