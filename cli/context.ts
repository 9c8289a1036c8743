/** What a command may touch. `process.ts` makes it from the process, tests make it from strings. */
import type { Command as Program } from 'commander';
import type { Engine } from './engine.ts';

/** What the process says when it ends (DESIGN §4). */
export const exitCode = {
  held: 0,
  differed: 1,
  wrongInput: 2,
  nothingMatched: 3,
  defect: 4,
  interrupted: 130,
} as const;

export interface Stream {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
}

export interface Context {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that paths on the command line are relative to. */
  readonly cwd: string;
  /** Aborted by the first Ctrl-C; a command then finishes what it has and answers `interrupted`. */
  readonly signal: AbortSignal;
  /** Loads the simulator; nothing else in cli/ does. */
  engine(): Promise<Engine>;
}

/** One command of `dxdrill`. Help, suggestions and the manual are made from these. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Command lines without the leading `dxdrill`, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Commands under this one: `explain route`. */
  readonly parts?: readonly Command[];
  /** Declares arguments and options. */
  define(program: Program): void;
  /** Answers the exit code; throws {@link WrongInput} for what the caller got wrong. */
  execute(program: Program, context: Context): Promise<number>;
}

/** Nothing is what the caller named: printed as one line, exit code 3. */
export class NothingMatched extends Error {
  override readonly name = 'NothingMatched';
}

/** The caller's mistake: printed as one line without a stack, exit code 2, nothing was run. */
export class WrongInput extends Error {
  override readonly name = 'WrongInput';
}
