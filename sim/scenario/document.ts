/** YAML text as a plain value that remembers where each of its parts stands. */
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument, type YAMLError } from 'yaml';
import { codeFrame } from './frame.ts';
import type { Position, Problem } from './types.ts';

export type Path = readonly (string | number)[];

/** Whether a problem is with the name of a member or with what it is set to. */
export type Part = 'key' | 'value';

export interface Located {
  readonly position: Position;
  /** How many steps of the path the document has: all of them, or fewer when a part is missing. */
  readonly depth: number;
}

export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  /** The place of a path, or of the nearest thing around it. */
  readonly locate: (path: Path, part: Part) => Located;
}

/** An alias may stand for much; more than this many uses of big ones is an attack or a mistake. */
const MAX_ALIASES = 1000;
const MAX_DEPTH = 64;
/** Ten times what a network of ten thousand virtual interfaces has. */
const MAX_NODES = 2_000_000;

/** Never throws: any text gives a document or the problems of its YAML. */
export function readDocument(
  text: string,
  file: string,
): SourceDocument | { readonly problems: readonly Problem[] } {
  const starts = lineStarts(text);
  const at = (offset: number, length: number): Position => positionAt(starts, text, file, offset, length);
  const problem = (message: string, offset: number, length: number): Problem => {
    const position = at(offset, length);
    return { message, position, frame: codeFrame(text, position) };
  };
  try {
    const document = parseDocument(text, {
      version: '1.2',
      merge: false,
      stringKeys: true,
      prettyErrors: false,
      uniqueKeys: false,
    });
    const found = worthShowing([...document.errors, ...document.warnings]);
    if (found.length > 0)
      return {
        problems: found.map((e) => problem(words(e), e.pos[0], e.pos[1] - e.pos[0])),
      };
    const twice = duplicateKeys(document.contents);
    if (twice.length > 0)
      return {
        problems: twice.map(([start, end]) =>
          problem('this key is already in the same map', start, end - start),
        ),
      };
    const value = plain(document.toJS({ maxAliasCount: MAX_ALIASES }), 0, { nodes: MAX_NODES });
    return { file, text, value, locate: (path, part) => locate(document, path, part, at) };
  } catch (error) {
    return { problems: [problem(`this cannot be read as YAML: ${reason(error)}`, 0, 1)] };
  }
}

/** After one token that does not belong, every other looks wrong too: only the first of those helps. */
function worthShowing(errors: readonly YAMLError[]): readonly YAMLError[] {
  const first = errors.findIndex((error) => error.code === 'UNEXPECTED_TOKEN');
  return errors.filter((error, i) => error.code !== 'UNEXPECTED_TOKEN' || i === first);
}

const reason = (error: unknown): string => {
  // The parser is recursive: its stack ends before ours would say so.
  if (error instanceof RangeError && error.message.includes('call stack')) return 'it is nested too deeply';
  return yamlMessage(error instanceof Error ? error.message : String(error));
};

/** The parser's words, but where they are for who calls it. */
const words = ({ code, message }: YAMLError): string =>
  code === 'MULTIPLE_DOCS'
    ? 'a second document begins here; a file holds one scenario, of which "matrix" makes variants'
    : yamlMessage(message);

const yamlMessage = (message: string): string => message.split('\n')[0] ?? message;

/** Every key that its map has already. The parser's own search is quadratic: seconds, for ten thousand names. */
function duplicateKeys(node: unknown): Range[] {
  if (isSeq(node)) return node.items.flatMap(duplicateKeys);
  if (!isMap(node)) return [];
  const seen = new Set<string>();
  return node.items.flatMap(({ key, value }): Range[] => {
    const text = isScalar(key) ? String(key.value) : '';
    const range = seen.has(text) ? rangeOf(key) : undefined;
    seen.add(text);
    return [...(range ? [range] : []), ...duplicateKeys(value)];
  });
}

/** A copy without cycles (an anchor may hold itself) and without keys that mean something to JavaScript. */
function plain(value: unknown, depth: number, left: { nodes: number }): unknown {
  if (depth > MAX_DEPTH) throw new RangeError('it is nested too deeply');
  if (--left.nodes < 0) throw new RangeError('it is too large');
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1, left));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === '__proto__') throw new SyntaxError('"__proto__" cannot be a key');
      return [key, plain(item, depth + 1, left)];
    }),
  );
}

/** Offsets at which lines begin. The parser's own count can be past the end of a line where a file is cut off. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

function positionAt(
  starts: readonly number[],
  text: string,
  file: string,
  offset: number,
  length: number,
): Position {
  const start = Math.min(Math.max(offset, 0), text.length);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= start) low = middle;
    else high = middle;
  }
  const column = start - (starts[low] ?? 0) + 1;
  // A block spans lines; what is shown of it is its first.
  const [first = '', ...others] = text.slice(start, start + length).split(/\r?\n/);
  const shown = others.length > 0 ? first.replace(/\s+#.*$/, '') : first;
  return { file, line: low + 1, column, length: Math.max(1, shown.length) };
}

type Range = readonly [number, number, ...number[]];

const rangeOf = (node: unknown): Range | undefined => {
  if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) return node.range ?? undefined;
  return undefined;
};

/** One step down: the child and the ranges of its key and value. */
function child(node: unknown, step: string | number): { node: unknown; key?: Range | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
    return pair && { node: pair.value, key: rangeOf(pair.key) };
  }
  if (!isSeq(node) || typeof step !== 'number' || step >= node.items.length) return undefined;
  return { node: node.items[step] };
}

function locate(
  document: Document.Parsed,
  path: Path,
  part: Part,
  at: (offset: number, length: number) => Position,
): Located {
  let node: unknown = document.contents;
  let key: Range | undefined;
  let depth = 0;
  for (const step of path) {
    const below = child(isAlias(node) ? node.resolve(document) : node, step);
    if (below === undefined) break;
    node = below.node;
    key = below.key;
    depth++;
  }
  const whole = rangeOf(node);
  const empty = whole === undefined || whole[0] === whole[1];
  const wantsKey = part === 'key' || depth < path.length || empty;
  const range = (wantsKey ? key : undefined) ?? whole ?? [0, 0];
  return { position: at(range[0], range[1] - range[0]), depth };
}
