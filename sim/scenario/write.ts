/**
 * A session as a scenario: everything that was done, at its exact time, in a file that replays to the same trace. The
 * file it came from is edited, not made anew: network, traffic, timing and comments stay as they were.
 */
import { type Document, isMap, isNode, isScalar, isSeq } from 'yaml';
import { formatDuration } from '../kernel/quantity.ts';
import { type LoadOptions, loadScenario } from './load.ts';
import { variantsOf } from './matrix.ts';
import { ScenarioRun } from './run.ts';
import type { Problem, Scenario } from './types.ts';
import { commentBefore, listAt, nodeOf, openDocument, resolveMatrix, textOf } from './written-document.ts';
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
  /** Expectations, by place in the source, that do not hold in what was played, and what happened instead. */
  readonly broken: Map<number, string>;
}

export interface WrittenScenario {
  readonly text: string;
  /** Expectations that warn from now on, since they do not hold in this session, and those that were left out. */
  readonly warns: number;
  readonly leftOut: number;
}

const MOST_DRAFTS = 8;
const SESSION = ' (session)';

/**
 * The file of a run as it stands. `source` is the text that the scenario was loaded from; `options.file` is where the
 * new file is going to be, named from the same place as the old one. Notes come along, BGP keys only as somebody typed
 * them. What the file is expected to do is what it does: an expectation that does not hold in it only warns. Throws an
 * Error with the problems when the loader would refuse it: more than 2000 inputs, or `${{` in one.
 */
export function writeScenario(
  scenario: Scenario,
  source: string,
  run: ScenarioRun,
  options: LoadOptions,
): WrittenScenario {
  const amends: Amends = { verbatim: new Set(), leftOut: new Map(), broken: new Map() };
  let problems: readonly Problem[] = [];
  for (let draft = 0; draft < MOST_DRAFTS; draft++) {
    const text = written({ scenario, source, run, options }, amends);
    const loaded = loadScenario(text, options);
    if ('value' in loaded) return judged({ scenario, source, run, options }, loaded.value, text, amends);
    problems = loaded.problems;
    if (!amend(text, problems, amends)) break;
  }
  const words = problems.map(({ message, frame }) => `${message}\n${frame}`).join('\n');
  throw new Error(`this session cannot be written as a scenario:\n${words}`);
}

/** The draft is played, since only that tells which expectations hold in it: its end is another one. */
function judged(work: Work, [scenario]: readonly Scenario[], draft: string, amends: Amends): WrittenScenario {
  const { leftOut, broken } = amends;
  if (scenario !== undefined && scenario.expect.length > 0) {
    const replay = ScenarioRun.start(scenario, { invariants: false });
    replay.advance(scenario.durationMicros);
    const gone = [...leftOut.keys()];
    for (const [index, { passed, warn, happened }] of replay.result().expectations.entries())
      if (!passed && !warn) broken.set(placeBefore(index, gone), happened);
  }
  const text = broken.size === 0 ? draft : written(work, amends);
  return { text, warns: broken.size, leftOut: leftOut.size };
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
    for (const [index, happened] of amends.broken) warnOnly(document, expect.items[index], happened);
    expect.items = expect.items.filter((_, index) => !amends.leftOut.has(index));
    if (expect.items.length === 0) document.delete('expect');
    // What stood before it is gone, and an empty line between them with it.
    const [first] = expect.items;
    if (isNode(first)) first.spaceBefore = false;
  }
  const leftOut = [...amends.leftOut].map(
    ([index, why]) => `# left out of expect: ${kept[index] ?? 'an expectation'}: ${shortOf(why)}`,
  );
  const body = textOf(document).trimEnd();
  const text = [
    body,
    ...(trailing.length + leftOut.length > 0 ? ['', ...trailing.map((line) => `#${line}`), ...leftOut] : []),
  ];
  return withHeader(`${text.join('\n')}\n`, session, (path) => movedPath(path, scenario.file, options.file));
}

/** It stays, to be read and judged, but no longer fails the file. */
function warnOnly(document: Document.Parsed, item: unknown, happened: string): void {
  if (!isMap(item)) return;
  item.set('warn', document.createNode(true));
  commentBefore(item, [` did not hold in this session: ${happened.replaceAll('\n', ' ')}`]);
}

/** Without all that there is to choose from instead. */
const shortOf = (problem: string): string => problem.split('; ')[0] ?? problem;

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
  }
  const { name } = scenario;
  setText(document, 'name', name.endsWith(SESSION) ? name : `${name}${SESSION}`);
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
