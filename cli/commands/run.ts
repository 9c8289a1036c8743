import { type Command, exitCode } from '../context.ts';
import { pattern, seed, whole, words } from '../options.ts';
import { play } from '../play.ts';
import { progressOn } from '../progress.ts';
import { list } from '../reporters/list.ts';
import { openAll } from '../reporters/open.ts';
import { failed, type Listener, type Summary } from '../reporters/reporter.ts';
import { destinations, reporters } from '../reporters/reporters.ts';
import { choose, loadAll, nothingMatched, printProblems } from '../scenarios.ts';

interface RunFlags {
  readonly reporter?: readonly string[];
  readonly grep?: RegExp;
  readonly tag?: readonly string[];
  readonly seed?: number;
  readonly bail?: number | true;
  readonly repeat?: number;
  readonly margins?: true;
  readonly verbose?: true;
  readonly ascii?: true;
}

const reporterHelp = reporters.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`).join('\n');

/** Plays scenarios headless. Input is checked as a whole first: one wrong file and nothing is run. */
export const run: Command = {
  name: 'run',
  summary: 'play scenarios and say whether their expectations held',
  examples: [
    ['run scenarios', 'all scenarios below a folder'],
    ["run 'scenarios/moving/*.yaml' --verbose", 'those that match, each in full'],
    ['run --reporter json=out.json,junit=out.xml', 'the list on stdout, two documents in files'],
    ['run --tag moving --bail', 'those with a tag, stopping at the first failure'],
    ['run scenarios --repeat 2', 'prove that every trace comes out the same twice'],
  ],
  define: (program) => {
    program
      .argument('[files...]', 'files, folders or patterns (default: scenarios)')
      .option('-r, --reporter <names>', 'how to tell it, one or more; NAME=FILE writes to a file', words)
      .option('-g, --grep <pattern>', 'only scenarios whose name or file matches', pattern)
      .option('-t, --tag <tags>', 'only scenarios with one of these tags', words)
      .option(...seed)
      .option('-b, --bail [number]', 'stop after so many failures (1 when no number is given)', whole(1))
      .option(
        '--repeat <number>',
        'play each so many times; a trace that differs is a bug (exit 4)',
        whole(1),
      )
      .option('--margins', 'say how far each assumption could move before a verdict flips (slow)')
      .option('-v, --verbose', 'tell every flow, outage and assumption, not only of failures')
      .option('--ascii', 'no glyphs beyond ASCII')
      .addHelpText('after', `\nReporters:\n${reporterHelp}`);
  },
  execute: async (program, context) => {
    const flags = program.opts<RunFlags>();
    const wanted = destinations(flags.reporter ?? [], context.env);
    const engine = await context.engine();
    const found = loadAll(engine, program.args, context.cwd);
    const style = { verbose: flags.verbose === true || flags.margins === true, ascii: flags.ascii === true };
    if (found.problems.length > 0) {
      printProblems(found.problems, context);
      const documents = wanted.filter(({ reporter }) => reporter.name !== 'list');
      const summary = { results: [], problems: found.problems, notRun: 0, interrupted: false };
      openAll(documents, [], style, context).end(summary);
      return exitCode.wrongInput;
    }
    const chosen = choose(found.scenarios, flags);
    if (chosen.length === 0) return nothingMatched(found, flags);
    const progress = progressOn(context.stderr);
    const listener = openAll(wanted, chosen, style, context);
    const summary = await play(engine, chosen, clearingFirst(listener, progress.clear), {
      ...(flags.seed === undefined ? {} : { seed: flags.seed }),
      ...(flags.bail === undefined ? {} : { bail: flags.bail === true ? 1 : flags.bail }),
      ...(flags.repeat === undefined ? {} : { repeat: flags.repeat }),
      ...(flags.margins === undefined ? {} : { margins: true }),
      // The list names one, if it tells all.
      hashes: style.verbose || wanted.some(({ reporter }) => reporter !== list),
      signal: context.signal,
      progress: (done, of, next) => progress.show(`${done}/${of} ${next.name}`),
    });
    return verdict(summary);
  },
};

/** Ctrl-C outranks all, a bug of ours outranks a failure: it casts doubt on every other answer. */
function verdict({ results, interrupted }: Summary): number {
  if (interrupted) return exitCode.interrupted;
  if (results.some(({ defects }) => defects.length > 0)) return exitCode.defect;
  return results.some(failed) ? exitCode.differed : exitCode.held;
}

const clearingFirst = (listener: Listener, clear: () => void): Listener => ({
  scenario: (result) => {
    clear();
    listener.scenario(result);
  },
  end: (summary) => {
    clear();
    listener.end(summary);
  },
});
