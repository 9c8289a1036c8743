/** The shipped example with one thing wrong, and what is said about it. */
import { expect } from 'vitest';
import { loadScenario } from '../../sim/scenario/load.ts';
import type { Problem } from '../../sim/scenario/types.ts';
import { exampleFile, fixture, networkFile, options } from './fixtures.ts';

const example = fixture(exampleFile);
const network = fixture(networkFile);

/** `file: the text that the carets mark: message` of each problem of the example with a change in it, or in its network. */
export function broken(change: {
  readonly scenario?: [string, string];
  readonly network?: [string, string];
}): string[] {
  const edit = (text: string, [from, to]: [string, string] = ['', '']): string => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  };
  const texts: Record<string, string> = {
    [exampleFile]: edit(example, change.scenario),
    [networkFile]: edit(network, change.network),
  };
  const loaded = loadScenario(texts[exampleFile] ?? '', options(exampleFile, texts));
  return 'problems' in loaded ? loaded.problems.map((one) => marked(one, texts)) : [];
}

function marked({ message, position }: Problem, texts: Readonly<Record<string, string>>): string {
  const line = texts[position.file]?.split('\n')[position.line - 1] ?? '';
  const text = line.slice(position.column - 1, position.column - 1 + position.length);
  return `${position.file.split('/').at(-1)}: ${text}: ${message}`;
}
