/** All reporters, and the reading of `--reporter list,json=out.json`. */

import { didYouMean, listed } from '../../sim/kernel/near.ts';
import { WrongInput } from '../context.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { list } from './list.ts';
import type { Reporter } from './reporter.ts';
import { tap } from './tap.ts';

export const reporters: readonly Reporter[] = [list, json, junit, github, tap];

export interface Destination {
  readonly reporter: Reporter;
  /** Absent: stdout. */
  readonly file?: string;
}

/**
 * What was asked for, plus `list` on stdout unless a document (json, junit, tap) takes stdout, plus `github` where
 * GitHub Actions is. `list` comes last, since its count must be the last line. Throws WrongInput.
 */
export function destinations(
  asked: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly Destination[] {
  const chosen = asked.map(destination);
  const onStdout = chosen.filter(({ file }) => file === undefined);
  const documents = onStdout.filter(({ reporter }) => reporter.document);
  if (documents.length > 1 || (documents.length === 1 && onStdout.length > 1)) {
    const names = onStdout.map(({ reporter }) => reporter.name).join(' and ');
    throw new WrongInput(
      `${names} cannot share stdout; give one a file: --reporter ${documents[0]?.reporter.name}=FILE`,
    );
  }
  const files = chosen.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new WrongInput(`two reporters cannot both write ${twice}`);
  const has = (reporter: Reporter) => onStdout.some((one) => one.reporter === reporter);
  if (env.GITHUB_ACTIONS === 'true' && documents.length === 0 && !has(github))
    chosen.push({ reporter: github });
  if (documents.length === 0 && !has(list)) chosen.push({ reporter: list });
  const isLast = ({ reporter, file }: Destination) => reporter === list && file === undefined;
  return [...chosen.filter((one) => !isLast(one)), ...chosen.filter(isLast).slice(0, 1)];
}

function destination(text: string): Destination {
  const [name = '', ...rest] = text.split('=');
  const file = rest.join('=');
  const reporter = reporters.find((one) => one.name === name);
  if (!reporter) {
    const names = reporters.map((one) => one.name);
    const hint = didYouMean(name, names) || `; there are ${listed(names)}`;
    throw new WrongInput(`no reporter ${JSON.stringify(name)}${hint}`);
  }
  if (text.includes('=') && file === '') throw new WrongInput(`--reporter ${name}= names no file`);
  return file === '' || file === '-' ? { reporter } : { reporter, file };
}
