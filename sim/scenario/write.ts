/**
 * A session as a scenario: everything that was done, at its exact time, in a file that replays to the same trace. The
 * file it came from is edited, not made anew: network, traffic, timing and comments stay as they were.
 */
import { type Document, isMap, isScalar, isSeq } from 'yaml';
import { formatDuration } from '../kernel/quantity.ts';
import { type LoadOptions, loadScenario } from './load.ts';
import { variantsOf } from './matrix.ts';
import type { ScenarioRun } from './run.ts';
import type { Problem, Scenario } from './types.ts';
import { listAt, nodeOf, openDocument, resolveMatrix, textOf } from './written-document.ts';
import { withHeader } from './written-header.ts';
import { WrittenNames } from './written-names.ts';
import { movedPath } from './written-place.ts';
import { idsOf, type Session, timelineOf } from './written-steps.ts';

/** What the loader has against a first draft, and what is done about it. */
interface Amends {
  /** Inputs, by place in the journal, that no checked step can say: a call with a member that is none. */
  readonly verbatim: Set<number>;
  /** Expectations, by place in the source, that can no longer be judged, and why. */
  readonly leftOut: Map<number, string>;
}

const MOST_DRAFTS = 8;

/**
 * The file of a run as it stands. `source` is the text that the scenario was loaded from; `options.file` is where the
 * new file is going to be, named from the same place as the old one. Notes come along, BGP keys only as somebody typed
 * them. Throws an Error with the problems when the loader would refuse it: more than 2000 inputs, or `${{` in one.
 */
export function writeScenario(
  scenario: Scenario,
  source: string,
  run: ScenarioRun,
  options: LoadOptions,
): string {
  const amends: Amends = { verbatim: new Set(), leftOut: new Map() };
  let problems: readonly Problem[] = [];
  for (let draft = 0; draft < MOST_DRAFTS; draft++) {
    const text = written({ scenario, source, run, options }, amends);
    const loaded = loadScenario(text, options);
    if ('value' in loaded) return text;
    problems = loaded.problems;
    if (!amend(text, problems, amends)) break;
  }
  const words = problems.map(({ message, frame }) => `${message}\n${frame}`).join('\n');
  throw new Error(`this session cannot be written as a scenario:\n${words}`);
}

interface Work {
  readonly scenario: Scenario;
  readonly source: string;
  readonly run: ScenarioRun;
  readonly options: LoadOptions;
}

function written({ scenario, source, run, options }: Work, amends: Amends): string {
  const document = openDocument(source);
  const kept = expectationsOf(document);
  setHead(document, scenario, run);
  movePlaces(document, scenario.file, options.file);
  const names = new WrittenNames(scenario, run.simulation, (index) => run.stepOf(index));
  const session: Session = { run, names, verbatim: amends.verbatim, ids: idsOf(run) };
  const trailing = timelineOf(document, session);
  const expect = document.get('expect', true);
  if (isSeq(expect)) {
    expect.items = expect.items.filter((_, index) => !amends.leftOut.has(index));
    if (expect.items.length === 0) document.delete('expect');
  }
  const leftOut = [...amends.leftOut].map(
    ([index, why]) => `# left out of expect: ${kept[index] ?? 'an expectation'}: ${why}`,
  );
  const body = textOf(document).trimEnd();
  const text = [body, ...(trailing.length + leftOut.length > 0 ? ['', ...trailing, ...leftOut] : [])];
  return withHeader(`${text.join('\n')}\n`, session, (path) => movedPath(path, scenario.file, options.file));
}

/** What the file calls each expectation. */
function expectationsOf(document: Document.Parsed): string[] {
  const list = document.get('expect', true);
  if (!isSeq(list)) return [];
  return list.items.map((item) => {
    const { name, that } = isMap(item) ? item.toJS(document) : {};
    return typeof name === 'string' ? `"${name}"` : JSON.stringify(that);
  });
}

function setHead(document: Document.Parsed, scenario: Scenario, run: ScenarioRun): void {
  if (document.has('matrix')) {
    const plain: unknown = document.toJS();
    const value = isRecord(plain) ? plain : {};
    const variant = variantsOf(value, []).find(({ suffix }) => scenario.name.endsWith(suffix));
    resolveMatrix(document, variant?.value);
    document.set('name', scenario.name);
  }
  if (run.seed !== scenario.seed) document.set('seed', run.seed);
  // A run lasts longer than nothing.
  if (!run.ended) setText(document, 'duration', formatDuration(Math.max(1, run.now)));
}

/** In place of a scalar, so that its comment stays. */
function setText(document: Document.Parsed, member: string, text: string): void {
  const node = document.get(member, true);
  if (isScalar(node)) node.value = text;
  else document.set(member, nodeOf(document, text));
}

function movePlaces(document: Document.Parsed, from: string, to: string): void {
  const use = document.getIn(['topology', 'use'], true);
  if (isScalar(use) && typeof use.value === 'string') use.value = movedPath(use.value, from, to);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Decides what to do about problems by where they stand; false when nothing can be done. */
function amend(text: string, problems: readonly Problem[], { verbatim, leftOut }: Amends): boolean {
  const document = openDocument(text);
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  const itemAt = (member: string, { position }: Problem): number => {
    const offset = (starts[position.line - 1] ?? 0) + position.column - 1;
    return listAt(document, member).items.findIndex((item) => {
      const range = isMap(item) ? item.range : undefined;
      return range != null && offset >= range[0] && offset < range[2];
    });
  };
  // Places in the list that was written count without those that were left out before.
  const before = [...leftOut.keys()];
  let helped = false;
  for (const problem of problems) {
    const step = itemAt('timeline', problem);
    const expectation = itemAt('expect', problem);
    if (step >= 0 && !verbatim.has(step)) {
      verbatim.add(step);
      helped = true;
    } else if (expectation >= 0) {
      leftOut.set(placeBefore(expectation, before), problem.message);
      helped = true;
    }
  }
  return helped;
}

/** The place in a list of its item number `index`, once those at `gone` are not counted. */
function placeBefore(index: number, gone: readonly number[]): number {
  let place = 0;
  for (let left = index; ; place++) {
    if (gone.includes(place)) continue;
    if (left-- === 0) return place;
  }
}
