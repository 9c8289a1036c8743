import { InvalidArgumentError } from 'commander';
import { type Command, type Context, exitCode, WrongInput } from '../context.ts';
import { pattern, seed } from '../options.ts';
import { harmless, wantsAscii, wantsColour } from '../paint.ts';
import { loadAll, oneScenario, printProblems } from '../scenarios.ts';

interface PlayFlags {
  readonly seed?: number;
  readonly grep?: RegExp;
  readonly ascii?: true;
  readonly color: boolean;
  readonly speed: number;
}

/** `10`, `0.5`, `max`. */
function speed(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0)
    throw new InvalidArgumentError('It must be a number above 0, or max.');
  return value;
}

/** Plays a scenario in the terminal. Everything heavy is loaded once something is on the screen. */
export const play: Command = {
  name: 'play',
  summary: 'play a scenario in the terminal: watch, act, break, rewind',
  examples: [
    ['play scenarios/first.yaml', 'paused at its start; ? tells the keys'],
    ['play scenarios/first.yaml --speed 10 --ascii', 'ten times as fast, for a terminal without glyphs'],
  ],
  define: (program) => {
    program
      .argument('<scenario>', 'a scenario file')
      .option(...seed)
      .option('-g, --grep <pattern>', 'which scenario of the file', pattern)
      .option('--speed <factor>', 'virtual seconds a second, or max', speed, 1)
      .option('--ascii', 'no glyphs beyond ASCII')
      .option('--no-color', 'no colours; NO_COLOR says the same');
  },
  execute: async (program, context) => {
    const flags = program.opts<PlayFlags>();
    const { isTerminal, prepareEnvironment, takeTerminal } = await import('../../tui/terminal.ts');
    const { keepMemorySmall: seen } = await import('../../tui/memory.ts');
    if (!context.stdout.isTTY || !isTerminal())
      throw new WrongInput('play needs a terminal; `npx dxdrill run` plays without one');
    const file = program.args[0] ?? '';
    prepareEnvironment(process.env, flags.color && wantsColour(context.stdout, context.env));
    const terminal = takeTerminal('dxdrill', harmless(`loading ${file} ...`));
    try {
      const application = await (await import('../terminal.ts')).loadTerminal();
      const found = loadAll(application, [file], context.cwd);
      const scenario = found.problems.length > 0 ? undefined : oneScenario(found, flags, file);
      if (scenario === undefined) {
        terminal.release();
        printProblems(found.problems, context);
        return exitCode.wrongInput;
      }
      await application.start(scenario, terminal.screen, { ...optionsOf(flags, context), seen });
      return exitCode.held;
    } finally {
      terminal.release();
    }
  },
};

const optionsOf = ({ seed, ascii, speed: factor }: PlayFlags, { env }: Context) => ({
  ...(seed === undefined ? {} : { seed }),
  ascii: ascii === true || wantsAscii(env),
  speed: factor,
});
