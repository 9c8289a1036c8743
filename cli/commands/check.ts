import { type Command, exitCode } from '../context.ts';
import { count } from '../format.ts';
import { loadAll, nothingMatched, printProblems } from '../scenarios.ts';

/** Reads, checks and resolves scenarios, and networks that are named, without running them. */
export const check: Command = {
  name: 'check',
  summary: 'read scenarios and say everything that is wrong with them; runs nothing',
  examples: [
    ['check scenarios', 'all scenarios below a folder'],
    ['check scenarios/networks/*.yaml', 'networks by themselves'],
  ],
  define: (program) => {
    program.argument('[files...]', 'files, folders or patterns (default: scenarios)');
  },
  execute: async (program, context) => {
    const found = loadAll(await context.engine(), program.args, context.cwd, true);
    if (found.problems.length > 0) {
      printProblems(found.problems, context, context.stdout);
      return exitCode.wrongInput;
    }
    if (found.files.length === 0) return nothingMatched(found, {});
    const scenarios = count(found.scenarios.length, 'scenario');
    context.stdout.write(`${scenarios} in ${count(found.files.length, 'file')}, nothing wrong\n`);
    return exitCode.held;
  },
};
