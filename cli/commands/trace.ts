import { type Command, exitCode, NothingMatched } from '../context.ts';
import { pattern, seed } from '../options.ts';
import { type OneFlags, oneOf, writeLines } from '../scenarios.ts';

interface TraceFlags extends OneFlags {
  readonly match?: RegExp;
}

/** All that happened in a scenario, a numbered line a record; the numbers are for `explain --event`. */
export const trace: Command = {
  name: 'trace',
  summary: 'list all that happened, with the numbers that explain --event takes',
  examples: [['trace scenarios/first.yaml --match v101', 'number, time and words of records about v101']],
  define: (program) => {
    program
      .argument('<scenario>', 'a scenario file')
      .option('-m, --match <pattern>', 'only records whose words match', pattern)
      .option('-g, --grep <pattern>', 'which scenario of the file', pattern)
      .option(...seed)
      .option('--ascii', 'no glyphs beyond ASCII');
  },
  execute: async (program, context) => {
    const flags = program.opts<TraceFlags>();
    const engine = await context.engine();
    const scenario = oneOf(engine, program.args, flags, context);
    if (scenario === undefined) return exitCode.wrongInput;
    const all = engine.trace(scenario);
    const lines = all.filter((line) => flags.match?.test(line) !== false);
    if (lines.length === 0) throw new NothingMatched(`none of the ${all.length} records matches`);
    writeLines(lines, flags, context);
    return exitCode.held;
  },
};
