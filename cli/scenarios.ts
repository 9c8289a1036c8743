/** Loading and choosing scenarios: the same for run, check, list and what is about one scenario. */
import type { Problem, Scenario } from '../sim/scenario/types.ts';
import { type Context, NothingMatched, WrongInput } from './context.ts';
import type { Engine } from './engine.ts';
import { findFiles } from './files.ts';
import { count, place } from './format.ts';
import { harmless, paintOf, toAscii, wantsAscii, wantsColour } from './paint.ts';

export interface Found {
  readonly files: readonly string[];
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly Problem[];
}

/** Loads every file, whatever is wrong with the others. No arguments mean the folder `scenarios`. */
export function loadAll(
  engine: Pick<Engine, 'load'>,
  paths: readonly string[],
  cwd: string,
  networksToo = false,
): Found {
  const files = findFiles(paths.length > 0 ? paths : ['scenarios'], cwd);
  const scenarios: Scenario[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const loaded = engine.load(file, networksToo);
    if ('problems' in loaded) problems.push(...loaded.problems);
    else scenarios.push(...loaded.scenarios);
  }
  return { files, scenarios, problems };
}

export interface Choice {
  readonly grep?: RegExp;
  readonly tag?: readonly string[];
}

/** Those whose name or file matches, and which have one of the tags. */
export function choose(scenarios: readonly Scenario[], choice: Choice): readonly Scenario[] {
  return scenarios.filter(
    ({ name, file, tags }) =>
      (choice.grep === undefined || choice.grep.test(name) || choice.grep.test(file)) &&
      (choice.tag === undefined || choice.tag.some((tag) => tags.includes(tag))),
  );
}

/** Why none of the scenarios is to be played, naming what there would have been. @throws NothingMatched */
export function nothingMatched({ scenarios }: Found, { grep, tag }: Choice): never {
  if (scenarios.length === 0)
    throw new NothingMatched('no scenario file found there; `npx dxdrill init` writes a first one');
  const tags = [...new Set(scenarios.flatMap((scenario) => scenario.tags))].sort();
  const names = scenarios.map(({ name }) => name);
  const hints = [
    ...(grep !== undefined ? [`; ${hint(names, 'their names are', 'dxdrill list names them')}`] : []),
    ...(tag !== undefined && tags.length > 0 ? [`; their tags are ${tags.join(', ')}`] : []),
  ];
  throw new NothingMatched(`none of ${count(scenarios.length, 'scenario')} matches${hints.join('')}`);
}

const FEW = 5;
const hint = (names: readonly string[], few: string, many: string): string =>
  names.length > FEW ? many : `${few} ${names.join(', ')}`;

/** All problems of all files, each with its code frame, and a count at the end. */
export function printProblems(problems: readonly Problem[], context: Context, to = context.stderr): void {
  const paint = paintOf(wantsColour(to, context.env));
  const clean = (text: string) => (wantsAscii(context.env) ? toAscii(harmless(text)) : harmless(text));
  for (const problem of problems) {
    const head = `${paint.bold(`${place(problem.position)}:`)} ${paint.red(problem.message)}`;
    to.write(clean(`${head}\n${problem.frame === '' ? '' : `${problem.frame.replace(/\n+$/, '')}\n`}\n`));
  }
  const files = new Set(problems.map((problem) => problem.position.file)).size;
  to.write(`${count(problems.length, 'problem')} in ${count(files, 'file')}, nothing was run\n`);
}

/** The one scenario of a file, for commands about one; throws when there are several and none is named. */
export function oneScenario(found: Found, choice: Choice, file: string): Scenario {
  const [first, ...others] = choose(found.scenarios, choice);
  if (first === undefined) return nothingMatched(found, choice);
  if (others.length > 0) {
    const names = [first, ...others].map(({ name }) => `  ${name}\n`).join('');
    throw new WrongInput(
      `${file} holds ${others.length + 1} scenarios:\n${names}choose one with --grep, like --grep '${first.name}'`,
    );
  }
  return first;
}

export interface OneFlags extends Choice {
  readonly ascii?: true;
  readonly seed?: number;
}

/** The one scenario that a command is about; undefined when its file is wrong, which has then been said. */
export function oneOf(
  engine: Engine,
  files: readonly string[],
  flags: OneFlags,
  context: Context,
): Scenario | undefined {
  const found = loadAll(engine, files, context.cwd);
  if (found.problems.length > 0) {
    printProblems(found.problems, context);
    return undefined;
  }
  const scenario = oneScenario(found, flags, files[0] ?? '');
  return flags.seed === undefined ? scenario : { ...scenario, seed: flags.seed };
}

/** Writes lines of ours to stdout, in ASCII where that is wanted. */
export function writeLines(lines: readonly string[], { ascii }: OneFlags, context: Context): void {
  const isAscii = ascii === true || wantsAscii(context.env);
  for (const line of lines) context.stdout.write(`${isAscii ? toAscii(harmless(line)) : harmless(line)}\n`);
}
