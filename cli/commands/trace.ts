import { type Command, exitCode } from '../context.ts';
import { pattern } from '../options.ts';
import { oneOf, writeLines } from '../scenarios.ts';

interface TraceFlags {
  readonly match?: RegExp;
  readonly grep?: RegExp;
  readonly ascii?: true;
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
      .option('--ascii', 'no glyphs beyond ASCII');
  },
  execute: async (program, context) => {
    const flags = program.opts<TraceFlags>();
    const engine = await context.engine();
    const scenario = oneOf(engine, program.args, flags, context);
    if (scenario === undefined) return exitCode.wrongInput;
    const lines = engine.trace(scenario).filter((line) => flags.match?.test(line) !== false);
    writeLines(lines, flags, context);
    return lines.length > 0 ? exitCode.held : exitCode.nothingMatched;
  },
};
