/** A scenario file, from text to values: everything is checked, and all that is wrong is said at once. */
import { z } from 'zod';
import { didYouMean } from '../kernel/near.ts';
import type { NetworkSpec } from '../topology/spec.ts';
import { readDocument, type SourceDocument } from './document.ts';
import { notAScenario } from './head.ts';
import { check, type Issue } from './issues.ts';
import { type Variant, variantsOf } from './matrix.ts';
import type { ApiModel, FaultCatalogue } from './models.ts';
import { place } from './place.ts';
import { momentRules } from './rules/moments.ts';
import { scopeOf, scriptRules } from './rules/script.ts';
import { isMap } from './schema/build.ts';
import { scenarioMembers } from './schema/scenario.ts';
import { readScript, type Script } from './script.ts';
import { type ReadText, readNetworkText, readTopology, readUsed } from './topology.ts';
import type { Expectation, Problem, Scenario, Step } from './types.ts';

export interface LoadOptions {
  /** As it shall stand in positions; `use:` is relative to it. */
  readonly file: string;
  /** The text of a file; may throw. */
  readonly read: ReadText;
  readonly api: ApiModel;
  readonly faults: FaultCatalogue;
}

export type Loaded<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

const PARTS = ['matrix', 'topology', 'traffic', 'timing', 'timeline', 'expect'];
const KNOWN = [...Object.keys(scenarioMembers), ...PARTS];
const head = z.object(scenarioMembers);

interface Context extends LoadOptions {
  readonly document: SourceDocument;
  readonly used: (path: string) => ReturnType<typeof readUsed>;
}

/**
 * Reads a scenario: one value for each combination of its matrix, or all problems. Never throws, whatever the text.
 */
export function loadScenario(text: string, options: LoadOptions): Loaded<readonly Scenario[]> {
  const document = readDocument(text, options.file);
  if ('problems' in document) return document;
  const issues: Issue[] = [];
  const { value } = document;
  const version = versionIssue(value);
  if (version !== undefined || !isMap(value))
    return {
      problems: [place(version ?? { path: [], message: 'expected a scenario' }, [{ document, prefix: [] }])],
    };
  const cache = new Map<string, ReturnType<typeof readUsed>>();
  const used = (path: string): ReturnType<typeof readUsed> => {
    const file = cache.get(path) ?? readUsed(path, options.read);
    cache.set(path, file);
    return file;
  };
  for (const key of Object.keys(value).filter((one) => !KNOWN.includes(one)))
    issues.push({ path: [key], part: 'key', message: `unknown key "${key}"${didYouMean(key, KNOWN)}` });
  const variants = variantsOf(value, issues).map((variant) =>
    loadVariant(variant, { ...options, document, used }),
  );
  const problems = [
    ...issues.map((issue) => place(issue, [{ document, prefix: [] }])),
    ...variants.flatMap((variant) => variant.problems),
  ];
  if (problems.length > 0) return { problems: inOrder(problems, options.file) };
  return { value: variants.flatMap((variant) => (variant.scenario === undefined ? [] : [variant.scenario])) };
}

/** Reads a network file by itself, as `dxdrill check` does. */
export function loadNetwork(text: string, options: { readonly file: string }): Loaded<NetworkSpec> {
  const { problems, reading } = readNetworkText(text, options.file);
  if (problems.length > 0 || reading?.network === undefined)
    return { problems: inOrder(problems, options.file) };
  return { value: reading.network };
}

function versionIssue(value: unknown): Issue | undefined {
  if (!isMap(value)) return { path: [], message: 'expected a scenario: a map that begins with "dxdrill: 1"' };
  const other = notAScenario(value);
  if (other !== undefined) return other;
  if (value.dxdrill === 1) return undefined;
  if (value.dxdrill === undefined)
    return { path: [], part: 'key', message: '"dxdrill" is missing: a scenario begins with "dxdrill: 1"' };
  const newer = typeof value.dxdrill === 'number' && value.dxdrill > 1;
  const advice = newer
    ? 'it was written for a newer dxdrill: upgrade, or see docs/scenario.md'
    : 'write "dxdrill: 1"';
  return { path: ['dxdrill'], message: `this dxdrill reads version 1 of the format; ${advice}` };
}

interface VariantReading {
  readonly scenario?: Scenario;
  readonly problems: readonly Problem[];
}

function loadVariant({ suffix, value }: Variant, context: Context): VariantReading {
  const { document } = context;
  const issues: Issue[] = [];
  const members = check(head, value, [], issues);
  const topology = readTopology(value.topology, document, context.used);
  const script = readScript(value, context, issues);
  const durationIssues: Issue[] = [];
  const durationMicros = check(scenarioMembers.duration, value.duration, ['duration'], durationIssues);
  issues.push(...momentRules(script, durationMicros));
  const { names, reading } = topology;
  if (names !== undefined && reading !== undefined)
    issues.push(
      ...scriptRules(
        scopeOf({ names, draft: reading.draft, script, api: context.api, faults: context.faults }),
      ),
    );
  const problems = [...issues.map((issue) => place(issue, [{ document, prefix: [] }])), ...topology.problems];
  const network = reading?.network;
  if (problems.length > 0 || members === undefined || network === undefined) return { problems };
  const { dxdrill: _version, duration, name, ...rest } = members;
  const scenario: Scenario = {
    ...rest,
    file: context.file,
    name: name + suffix,
    durationMicros: duration,
    network,
    traffic: script.traffic,
    timing: script.timing,
    timeline: stepsOf(script, document),
    expect: expectationsOf(script, document),
  };
  return { scenario, problems };
}

const stepsOf = ({ steps }: Script, document: SourceDocument): Step[] =>
  steps.flatMap(({ id, index, entry }): Step[] => {
    if (entry === undefined) return [];
    return [{ ...entry, id, position: document.locate(['timeline', index], 'value').position }];
  });

const expectationsOf = ({ expectations }: Script, document: SourceDocument): Expectation[] =>
  expectations.flatMap((entry, i): Expectation[] => {
    if (entry === undefined) return [];
    return [{ ...entry, position: document.locate(['expect', i], 'value').position }];
  });

/** The scenario's own first, then by place; what several variants have in common is said once. */
function inOrder(problems: readonly Problem[], file: string): Problem[] {
  const once = new Map<string, Problem>();
  for (const problem of problems) {
    const { position, message } = problem;
    once.set(`${position.file}\n${position.line}:${position.column}\n${message}`, problem);
  }
  const rank = ({ position }: Problem): number => (position.file === file ? 0 : 1);
  return [...once.values()].sort(
    (a, b) => rank(a) - rank(b) || a.position.line - b.position.line || a.position.column - b.position.column,
  );
}
