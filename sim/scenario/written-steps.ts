/** The timeline of a session: its own steps edited where they stand, and what an operator did in between. */
import { type Document, isMap, isNode, isScalar, type Node, type YAMLMap } from 'yaml';
import { formatDuration } from '../kernel/quantity.ts';
import type { JournalEntry } from '../simulation.ts';
import { requestTexts, savedName } from './requests.ts';
import type { Note, ScenarioRun } from './run.ts';
import type { Step } from './types.ts';
import { blockOf, commentBefore, listAt, nodeOf } from './written-document.ts';
import { expectOf, membersOf } from './written-inputs.ts';
import type { WrittenNames } from './written-names.ts';

export interface Session {
  readonly run: ScenarioRun;
  readonly names: WrittenNames;
  /** Inputs, by place in the journal, that are written as they stand. */
  readonly verbatim: ReadonlySet<number>;
  /** Of the step that each input becomes. */
  readonly ids: readonly string[];
}

const wordFor = ({ input }: JournalEntry): string => {
  if (input.kind === 'inject') return input.injection.fault;
  return input.kind === 'configure' ? 'change' : input.kind;
};

/** A step of the scenario keeps its id; the others are numbered by what they do: `fibre-cut-1`, `call-2`. */
export function idsOf(run: ScenarioRun): string[] {
  const { scenario, simulation } = run;
  const taken = new Set(scenario.timeline.map(({ id }) => id));
  const counts = new Map<string, number>();
  const next = (word: string): string => {
    const n = (counts.get(word) ?? 0) + 1;
    counts.set(word, n);
    return taken.has(`${word}-${n}`) ? next(word) : `${word}-${n}`;
  };
  return simulation.journal.map((entry, index) => run.stepOf(index)?.id ?? next(wordFor(entry)));
}

/** Writes the timeline; returns the lines of comment that have no step to stand at. */
export function timelineOf(document: Document.Parsed, session: Session): string[] {
  const { run, names } = session;
  const { journal } = run.simulation;
  if (journal.length === 0 && !document.has('timeline')) return placeNotes(document, run, []);
  const list = listAt(document, 'timeline');
  const sources = [...list.items];
  const nodes = journal.map((entry, index): Node => {
    names.goTo(index);
    const step = run.stepOf(index);
    const source = step === undefined ? undefined : sources[run.scenario.timeline.indexOf(step)];
    if (step === undefined || !isMap(source)) return operatorStep(document, session, entry, index);
    editStep(document, session, index, source, step);
    return source;
  });
  // Only now is known what later inputs need of earlier answers.
  for (const [index, node] of nodes.entries()) {
    for (const { path, name } of names.madeBy(index)) if (isMap(node)) node.setIn(['save', path], name);
  }
  // What was put in between stands apart from its neighbours, as steps in hand-written files do.
  for (const [index, node] of nodes.entries())
    if (index > 0 && (isOperators(run, index) || isOperators(run, index - 1))) node.spaceBefore = true;
  if (nodes[0] !== undefined) nodes[0].spaceBefore = false;
  list.items = nodes;
  list.flow = false;
  const trailing = placeNotes(document, run, nodes);
  if (nodes.length === 0) return trailing;
  // Where the next step would stand.
  if (trailing.length > 0)
    list.comment = [...(list.comment == null ? [] : [list.comment]), ...trailing].join('\n');
  return [];
}

const isOperators = (run: ScenarioRun, index: number): boolean => run.stepOf(index) === undefined;

const idOfFault = ({ run, ids }: Session) => {
  const numbers = run.simulation.journal.map(({ fault }) => fault);
  return (fault: number): string => ids[numbers.indexOf(fault)] ?? `fault ${fault}`;
};

/** What an operator typed is no `$name`, even where it looks like one. */
const looksSaved = ({ input }: JournalEntry): boolean =>
  input.kind === 'call' &&
  requestTexts(input.request).some(({ member, text }) => savedName(member, text) !== undefined);

function operatorStep(document: Document.Parsed, session: Session, entry: JournalEntry, index: number): Node {
  const raw = session.verbatim.has(index) || looksSaved(entry);
  return blockOf(document, {
    id: session.ids[index],
    at: formatDuration(entry.timeMicros),
    ...membersOf(entry, session.names, raw, idOfFault(session)),
    ...expectOf(entry),
  });
}

function editStep(
  document: Document.Parsed,
  session: Session,
  index: number,
  node: YAMLMap,
  step: Step,
): void {
  const { run, names, verbatim } = session;
  const entry = run.simulation.journal[index];
  if (entry === undefined) return;
  setTime(document, node, step, entry.timeMicros, run);
  if (!node.has('id') && step.id !== `step-${index + 1}`)
    node.items.unshift(document.createPair('id', step.id));
  if (verbatim.has(index)) {
    const { request, set, target } = membersOf(entry, names, true, idOfFault(session));
    for (const [member, value] of Object.entries({ request, set, target }))
      if (value !== undefined) node.set(member, nodeOf(document, value));
    if (target === undefined) node.set('verbatim', true);
  }
  const ok = run.steps.find(({ id }) => id === step.id)?.ok ?? true;
  if (ok) return;
  const { expect } = expectOf(entry);
  if (expect === undefined) node.delete('expect');
  else node.set('expect', nodeOf(document, expect));
}

/** A plain time in place of whatever brought the step; comments stay. */
function setTime(
  document: Document.Parsed,
  node: YAMLMap,
  { trigger }: Step,
  micros: number,
  run: ScenarioRun,
): void {
  if (trigger.on === 'at' && (trigger.anchor.base === 'start' || run.ended)) return;
  const place = node.items.findIndex(
    ({ key }) => isScalar(key) && ['at', 'after', 'when'].includes(String(key.value)),
  );
  const old = node.items[place];
  const pair = document.createPair('at', formatDuration(micros));
  if (old !== undefined && isNode(old.key) && isNode(old.value) && isNode(pair.key) && isNode(pair.value)) {
    pair.key.commentBefore = old.key.commentBefore ?? null;
    pair.key.spaceBefore = old.key.spaceBefore ?? false;
    pair.value.comment = old.value.comment ?? null;
  }
  node.items.splice(Math.max(place, 0), place < 0 ? 0 : 1, pair);
}

const linesOf = ({ atMicros, text }: Note): string[] =>
  `${formatDuration(atMicros)}: ${text}`.split('\n').map((line) => ` ${line}`.trimEnd());

/**
 * A note is one of the step that was made at its moment: the one before it, else the one after. Others are comments
 * between the steps; those that come after all steps are returned.
 */
function placeNotes(
  document: Document.Parsed,
  { notes, simulation }: ScenarioRun,
  nodes: readonly Node[],
): string[] {
  const rest: string[] = [];
  for (const note of notes) {
    const here = [note.inputs - 1, note.inputs].find(
      (index) => simulation.journal[index]?.timeMicros === note.atMicros && isFree(nodes[index]),
    );
    const step = here === undefined ? undefined : nodes[here];
    const next = nodes[note.inputs];
    if (isMap(step)) step.set('note', document.createNode(note.text));
    else if (next !== undefined) commentBefore(next, linesOf(note));
    else rest.push(...linesOf(note));
  }
  return rest;
}

const isFree = (node: Node | undefined): boolean => isMap(node) && !node.has('note');
