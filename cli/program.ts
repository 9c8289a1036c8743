/** From a command line to one command and its exit code. */
import { CommanderError, Command as Program } from 'commander';
import { type Command, type Context, exitCode, NothingMatched, WrongInput } from './context.ts';
import { harmless } from './paint.ts';

/** Every command, loaded only when it is asked for (or named in help), in the order of help. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./commands/run.ts')).run,
  play: async () => (await import('./commands/play.ts')).play,
  check: async () => (await import('./commands/check.ts')).check,
  list: async () => (await import('./commands/list.ts')).list,
  init: async () => (await import('./commands/init.ts')).init,
  explain: async () => (await import('./commands/explain.ts')).explain,
  trace: async () => (await import('./commands/trace.ts')).trace,
  graph: async () => (await import('./commands/graph.ts')).graph,
  machine: async () => (await import('./commands/machine.ts')).machine,
  schema: async () => (await import('./commands/schema.ts')).schema,
};

const exitCodes = `
Exit codes:
  0  all held
  1  an expectation or an answer differed
  2  wrong input or flags; nothing was run
  3  no scenario matched
  4  a bug of dxdrill itself; seed and a command to replay it are printed
  130  interrupted`;

/** Runs one command line (without `node` and the script). Never throws: what goes wrong is said on stderr. */
export async function main(argv: readonly string[], version: string, context: Context): Promise<number> {
  let answer: number = exitCode.held;
  try {
    const program = await build(argv, version, context, (code) => {
      answer = code;
    });
    await program.parseAsync([...argv], { from: 'user' });
    return answer;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.held : exitCode.wrongInput;
    if (error instanceof WrongInput) {
      context.stderr.write(`dxdrill: ${error.message}\n`);
      return exitCode.wrongInput;
    }
    if (error instanceof NothingMatched) {
      context.stderr.write(`dxdrill: ${harmless(error.message)}\n`);
      return exitCode.nothingMatched;
    }
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    context.stderr.write(`dxdrill: a bug of ours, please report it:\n${told}\n`);
    return exitCode.defect;
  }
}

async function build(
  argv: readonly string[],
  version: string,
  context: Context,
  settle: (code: number) => void,
): Promise<Program> {
  const program = base(new Program('dxdrill'), context)
    .description('Rehearses outages and migrations of AWS Direct Connect networks in virtual time.')
    .version(version, '-V, --version')
    .usage('<command> [options]')
    .addHelpText('after', exitCodes);
  const asked = argv[0] === undefined ? undefined : commands[argv[0]];
  const wanted = asked ? [await asked()] : await Promise.all(Object.values(commands).map((load) => load()));
  const add = (parent: Program, command: Command, path: readonly string[] = []): void => {
    const part = base(parent.command(command.name), context, [...path, command.name])
      .summary(command.summary)
      .description(command.summary);
    command.define(part);
    part.addHelpText('after', examplesOf(command.examples));
    part.action(async () => settle(await command.execute(part, context)));
    // What both have as an option belongs to the one after whose name it stands.
    if (command.parts !== undefined) for (const each of [parent, part]) each.enablePositionalOptions();
    for (const below of command.parts ?? []) add(part, below, [...path, command.name]);
  };
  for (const command of wanted) add(program, command);
  if (!asked)
    program.addHelpText('after', examplesOf(wanted.flatMap(({ examples }) => examples.slice(0, 1))));
  return program;
}

/** What every (sub)command of ours has in common: no process.exit, our streams, suggestions. */
function base(program: Program, context: Context, path: readonly string[] = []): Program {
  return program
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError(`(${['dxdrill', ...path].join(' ')} --help says more)`)
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      getOutHelpWidth: () => context.stdout.columns,
      getErrHelpWidth: () => context.stderr.columns,
    });
}

function examplesOf(examples: Command['examples']): string {
  const lines = examples.map(([line, does]) => `  dxdrill ${line}\n      ${does}`);
  return `\nExamples:\n${lines.join('\n')}`;
}
