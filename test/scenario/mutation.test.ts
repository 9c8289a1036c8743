import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Loaded, loadNetwork, loadScenario } from '../../sim/scenario/load.ts';
import { ScenarioRun } from '../../sim/scenario/run.ts';
import type { Scenario } from '../../sim/scenario/types.ts';
import { catalogue } from '../../sim/simulation.ts';
import { exampleFile, fixture, networkFile, options } from './fixtures.ts';

const example = fixture(exampleFile);
const network = fixture(networkFile);

/** 200 changes of each file, the same ones every time. */
const RUNS = { numRuns: 200, seed: 20_260_101 };

type Mutation = (text: string, place: number, other: number) => string;

const words = (text: string): RegExpExecArray[] => [...text.matchAll(/[\w.$/-]+/g)];
const lines = (text: string): string[] => text.split('\n');
const at = <T>(items: readonly T[], place: number): T | undefined => items[place % items.length];

const replaceWord =
  (by: (word: string, other: string) => string): Mutation =>
  (text, place, other) => {
    const word = at(words(text), place);
    const second = at(words(text), other);
    if (word === undefined || second === undefined) return text;
    return text.slice(0, word.index) + by(word[0], second[0]) + text.slice(word.index + word[0].length);
  };

const changeLine =
  (by: (line: string, other: string) => readonly string[]): Mutation =>
  (text, place, other) => {
    const all = lines(text);
    const second = at(all, other) ?? '';
    return all.flatMap((line, i) => (i === place % all.length ? by(line, second) : [line])).join('\n');
  };

const insert =
  (what: string): Mutation =>
  (text, place) => {
    const index = place % (text.length + 1);
    return text.slice(0, index) + what + text.slice(index);
  };

/** How a file gets broken: by a slip, by an editor, or by someone who wants to. */
const mutations: Readonly<Record<string, Mutation>> = {
  'delete a word': replaceWord(() => ''),
  'repeat a word': replaceWord((word) => `${word} ${word}`),
  'garble a word': replaceWord((word) => `${word.slice(1)}${word.slice(0, 1)}`),
  'another word': replaceWord((_, other) => other),
  'a huge number': replaceWord(() => '99999999999999999999999'),
  'a negative number': replaceWord(() => '-1'),
  'a fraction': replaceWord(() => '0.1'),
  'not a number': replaceWord(() => '.nan'),
  'a list': replaceWord(() => '[1, [2, {a: b}]]'),
  'a map': replaceWord(() => '{x: {y: z}}'),
  nothing: replaceWord(() => 'null'),
  'a truth': replaceWord(() => 'true'),
  'a prototype': replaceWord(() => '__proto__'),
  'what every object has': replaceWord(() => 'constructor'),
  'other alphabets': replaceWord(() => 'Ω≈ç√∫ 🜚 \u202e'),
  'a variable': replaceWord(() => '${'.concat('{ x }}')),
  'an alias': replaceWord(() => '*x'),
  'an anchor': replaceWord((word) => `&x ${word}`),
  'a tag': replaceWord((word) => `!!binary ${word}`),
  'delete a line': changeLine(() => []),
  'repeat a line': changeLine((line) => [line, line]),
  'another line': changeLine((_, other) => [other]),
  'swap a line in': changeLine((line, other) => [other, line]),
  'indent a line': changeLine((line) => [`   ${line}`]),
  'dedent a line': changeLine((line) => [line.trimStart()]),
  'a tab': changeLine((line) => [`\t${line}`]),
  'open a quote': insert('"'),
  'open a bracket': insert('{'),
  'close a bracket': insert(']'),
  'a colon': insert(': '),
  'a null byte': insert('\u0000'),
  'a carriage return': insert('\r'),
  'an end of document': insert('\n...\n---\n'),
  'half of it': (text, place) => text.slice(0, place % text.length),
};

const mutated = (text: string): fc.Arbitrary<string> => {
  const one = fc.tuple(fc.constantFrom(...Object.values(mutations)), fc.nat(), fc.nat());
  return fc
    .array(one, { minLength: 1, maxLength: 3 })
    .map((list) => list.reduce((result, [mutation, place, other]) => mutation(result, place, other), text));
};

/** A value, or problems that all stand inside their file; how many were there is handed on. */
function judge(loaded: Loaded<unknown>, texts: Readonly<Record<string, string>>): 'value' | 'problems' {
  if ('value' in loaded) return 'value';
  expect(loaded.problems.length).toBeGreaterThan(0);
  for (const { message, position, frame } of loaded.problems) {
    const text = lines(texts[position.file] ?? '');
    expect(position.line).toBeGreaterThan(0);
    expect(position.line).toBeLessThanOrEqual(text.length);
    expect(position.column).toBeLessThanOrEqual((text[position.line - 1]?.length ?? 0) + 1);
    expect(message).not.toMatch(/undefined|\[object|^Invalid|is not a function|Cannot read/);
    expect(frame).toContain('^');
  }
  return 'problems';
}

function verdicts<T>(
  text: string,
  load: (broken: string) => Loaded<T>,
  file: string,
  use: (value: T) => void = () => {},
): Record<string, number> {
  const count = { value: 0, problems: 0 };
  const texts = { [exampleFile]: example, [networkFile]: network };
  fc.assert(
    fc.property(mutated(text), (broken) => {
      const loaded = load(broken);
      count[judge(loaded, { ...texts, [file]: broken })]++;
      if ('value' in loaded) use(loaded.value);
    }),
    RUNS,
  );
  return count;
}

/** A changed duration may be of years. */
const LONGEST_MICROS = 60 * 60_000_000;

/** What still loads is played: expectations may fail, but the simulator never throws or breaks an invariant. */
function play(scenarios: readonly Scenario[]): void {
  for (const scenario of scenarios) {
    const run = ScenarioRun.start(scenario);
    run.advance(Math.min(scenario.durationMicros, LONGEST_MICROS));
    expect(run.result().defects).toEqual([]);
  }
}

describe('200 broken copies give problems with a place, or values that can be played, and never a throw', () => {
  const withFiles = (files: Readonly<Record<string, string>>) =>
    loadScenario(files[exampleFile] ?? example, {
      ...options(exampleFile, files),
      api: catalogue.api,
    });

  it('of a scenario', () => {
    const count = verdicts(example, (text) => withFiles({ [exampleFile]: text }), exampleFile, play);
    // Some copies are still right: a comment was hit, or one valid value became another.
    expect(count.problems).toBeGreaterThan(100);
    expect(count.value).toBeGreaterThan(10);
  }, 600_000);

  it('of the network that it uses', () => {
    const count = verdicts(network, (text) => withFiles({ [networkFile]: text }), networkFile, play);
    expect(count.problems).toBeGreaterThan(100);
    expect(count.value).toBeGreaterThan(10);
  }, 600_000);

  it('of a network by itself', () => {
    const count = verdicts(network, (text) => loadNetwork(text, { file: networkFile }), networkFile);
    expect(count.problems).toBeGreaterThan(100);
  });

  it('of nothing in particular', () => {
    const soup = fc.string({
      unit: fc.constantFrom(...' \n:-[]{}&*!|>\'"%@`#?,', 'a', 'dxdrill: 1', '\n  ', '1', '- '),
    });
    fc.assert(
      fc.property(soup, (text) => {
        judge(withFiles({ [exampleFile]: text }), { [exampleFile]: text });
      }),
      RUNS,
    );
  });
});
