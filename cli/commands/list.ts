import type { Scenario } from '../../sim/scenario/types.ts';
import { type Command, exitCode } from '../context.ts';
import { column, span } from '../format.ts';
import { pattern, words } from '../options.ts';
import { harmless } from '../paint.ts';
import { choose, loadAll, nothingMatched, printProblems } from '../scenarios.ts';

interface ListFlags {
  readonly grep?: RegExp;
  readonly tag?: readonly string[];
  readonly json?: true;
}

/** Names the scenarios that `run` would play. */
export const list: Command = {
  name: 'list',
  summary: 'name the scenarios that run would play',
  examples: [
    ['list scenarios', 'file, duration, name and tags of each'],
    ['list --tag migration --json', 'the same for machines'],
  ],
  define: (program) => {
    program
      .argument('[files...]', 'files, folders or patterns (default: scenarios)')
      .option('-g, --grep <pattern>', 'only scenarios whose name or file matches', pattern)
      .option('-t, --tag <tags>', 'only scenarios with one of these tags', words)
      .option('--json', 'as a JSON array');
  },
  execute: async (program, context) => {
    const flags = program.opts<ListFlags>();
    const found = loadAll(await context.engine(), program.args, context.cwd);
    if (found.problems.length > 0) {
      printProblems(found.problems, context);
      return exitCode.wrongInput;
    }
    const chosen = choose(found.scenarios, flags);
    if (chosen.length === 0) return nothingMatched(found, flags);
    context.stdout.write(flags.json ? asJson(chosen) : asTable(chosen));
    return exitCode.held;
  },
};

function asJson(scenarios: readonly Scenario[]): string {
  const rows = scenarios.map(({ name, file, tags, seed, durationMicros, description }) => ({
    name,
    file,
    tags,
    seed,
    durationMicros,
    description: description ?? null,
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function asTable(scenarios: readonly Scenario[]): string {
  const width = Math.max(...scenarios.map(({ file }) => file.length));
  const rows = scenarios.map(({ file, durationMicros, name, tags }) => {
    const marked = tags.length > 0 ? `  [${tags.join(', ')}]` : '';
    return harmless(`${column(file, width)}  ${span(durationMicros).padStart(6)}  ${name}${marked}\n`);
  });
  return rows.join('');
}
