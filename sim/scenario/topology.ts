/** `topology:` of a scenario: a network of its own, or a file that is used and what is changed in it. */
import type { Path, SourceDocument } from './document.ts';
import { readDocument } from './document.ts';
import { NETWORK_HEAD, notANetwork } from './head.ts';
import type { Issue } from './issues.ts';
import type { NameTable } from './names.ts';
import { type NetworkReading, readNetwork } from './network.ts';
import { place, type Source } from './place.ts';
import { isMap } from './schema/build.ts';
import type { Problem } from './types.ts';

/** A network file that was read, good or not. */
export interface UsedFile {
  readonly document?: SourceDocument;
  readonly problems: readonly Problem[];
  readonly reading?: NetworkReading;
}

export type ReadText = (path: string) => string;

/** `./networks/x.yaml` seen from `scenarios/a.yaml`; `/` and `\` both separate, absolute paths stay. */
export function resolvePath(from: string, to: string): string {
  if (/^(\/|[A-Za-z]:[\\/])/.test(to)) return to;
  const parts = from.split(/[\\/]/).slice(0, -1);
  for (const part of to.split('/')) {
    const last = parts.at(-1);
    if (part === '.' || part === '') continue;
    if (part === '..' && last !== undefined && last !== '..' && last !== '.' && last !== '') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Reads a network file by itself: it must be right before a scenario changes anything in it. */
export function readUsed(path: string, read: ReadText): UsedFile | { readonly unreadable: string } {
  let text: string;
  try {
    text = read(path);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
  return readNetworkText(text, path);
}

export function readNetworkText(text: string, file: string): UsedFile {
  const document = readDocument(text, file);
  if ('problems' in document) return document;
  const issues: Issue[] = [];
  const { value } = document;
  const other = isMap(value) ? notANetwork(value) : undefined;
  if (other !== undefined) return { document, problems: [place(other, [{ document, prefix: [] }])] };
  if (!isMap(value) || value[NETWORK_HEAD] !== 1) issues.push(versionIssue(value));
  const reading = readNetwork(value, issues);
  const problems = issues.map((issue) => place(issue, [{ document, prefix: [] }]));
  return { document, problems, ...(reading && { reading }) };
}

function versionIssue(value: unknown): Issue {
  const given = isMap(value) ? value[NETWORK_HEAD] : undefined;
  if (given !== undefined)
    return { path: [NETWORK_HEAD], message: 'this version of dxdrill reads network files of version 1' };
  return { path: [], part: 'key', message: `a network file begins with "${NETWORK_HEAD}: 1"` };
}

/** RFC 7386: maps are merged, `null` takes away, anything else replaces. */
function merged(base: unknown, change: unknown): unknown {
  if (!isMap(base) || !isMap(change)) return change;
  const out = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(change)) {
    if (value === null) out.delete(key);
    else out.set(key, merged(out.get(key), value));
  }
  return Object.fromEntries(out);
}

export interface TopologyReading {
  /** Absent when nothing could be read: then no name can be called missing. */
  readonly names?: NameTable;
  readonly reading?: NetworkReading;
  readonly problems: readonly Problem[];
}

/** `use` was read before, once for all variants; `path` is that of the topology in the scenario. */
export function readTopology(
  raw: unknown,
  scenario: SourceDocument,
  used: (path: string) => UsedFile | { readonly unreadable: string },
): TopologyReading {
  const path: Path = ['topology'];
  const here: Source = { document: scenario, prefix: path };
  const fail = (message: string, ...at: string[]): TopologyReading => {
    const issue: Issue = { path: at, message, ...(at.length === 0 && { part: 'key' }) };
    return { problems: [place(issue, [here])] };
  };
  if (raw === undefined) return fail('"topology" is missing');
  if (!isMap(raw))
    return fail('expected {use: file}, or a network: a map with region, routers, connections …');
  const { use, ...changes } = raw;
  const file =
    use === undefined ? undefined : typeof use === 'string' ? used(resolvePath(scenario.file, use)) : null;
  if (file === null) return fail('expected the path of a network file', 'use');
  if (file === undefined) return judged(raw, [here]);
  if ('unreadable' in file) return fail(`${use} cannot be read: ${file.unreadable}`, 'use');
  if (file.document === undefined) return { problems: file.problems };
  const isUnchanged = file.problems.length === 0 && Object.keys(changes).length === 0;
  if (isUnchanged && file.reading) return found(file.reading, []);
  const sources = [here, { document: file.document, prefix: [] }];
  if (file.problems.length === 0) return judged(merged(file.document.value, changes), sources);
  // The names are still good to check the rest of the scenario against.
  const names = judged(merged(file.document.value, changes), sources).names;
  return { problems: file.problems, ...(names && { names }) };
}

const found = (reading: NetworkReading, problems: readonly Problem[]): TopologyReading => ({
  problems,
  reading,
  names: reading.draft.names,
});

function judged(raw: unknown, sources: readonly Source[]): TopologyReading {
  const issues: Issue[] = [];
  const reading = readNetwork(raw, issues);
  const problems = issues.map((issue) => place(issue, sources));
  return reading ? found(reading, problems) : { problems };
}
