/** Opens reporters on stdout and on files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Scenario } from '../../sim/scenario/types.ts';
import { type Context, WrongInput } from '../context.ts';
import { sourceReader } from '../files.ts';
import { harmless, paintOf, toAscii, wantsAscii, wantsColour } from '../paint.ts';
import type { Listener, Output } from './reporter.ts';
import type { Destination } from './reporters.ts';

export interface Style {
  readonly verbose: boolean;
  readonly ascii: boolean;
}

/** One listener for all. Files are emptied at once, so that a wrong path is found before anything is run. */
export function openAll(
  wanted: readonly Destination[],
  planned: readonly Scenario[],
  style: Style,
  context: Context,
): Listener {
  const source = sourceReader(context.cwd);
  const common = { verbose: style.verbose, env: context.env, cwd: context.cwd, source };
  const opened = wanted.map(({ reporter, file }) => {
    if (file !== undefined)
      return toFile(resolve(context.cwd, file), (write) =>
        reporter.open({ ...common, ...plain, write }, planned),
      );
    const isAscii = style.ascii || wantsAscii(context.env);
    const write = (text: string) =>
      context.stdout.write(reporter.document ? text : isAscii ? toAscii(harmless(text)) : harmless(text));
    const paint = paintOf(!reporter.document && wantsColour(context.stdout, context.env));
    const output: Output = { ...common, write, paint, columns: Math.max(40, context.stdout.columns) };
    return reporter.open(output, planned);
  });
  return {
    scenario: (result) => {
      for (const listener of opened) listener.scenario(result);
    },
    end: (summary) => {
      for (const listener of opened) listener.end(summary);
    },
  };
}

const plain = { columns: 80, paint: paintOf(false) };

/** Collects what a reporter writes and saves it when the run ends. */
function toFile(path: string, open: (write: (text: string) => void) => Listener): Listener {
  save(path, '');
  let text = '';
  const listener = open((part) => {
    text += part;
  });
  return {
    scenario: (result) => listener.scenario(result),
    end: (summary) => {
      listener.end(summary);
      save(path, text);
    },
  };
}

/** A disk may also fill up after the run: that is no bug of ours either. */
function save(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new WrongInput(`cannot write ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
