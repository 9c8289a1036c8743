/** The YAML of a scenario while it is edited: comments and order of what is not touched stay. */
import {
  type Alias,
  CST,
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  YAMLSeq,
} from 'yaml';

/** As wide as the shipped files: comments are folded too. */
const LINE_WIDTH = 120;
/** What is longer than this in one line is written one member a line. */
const SHORT = 90;

/** A scenario's text, without aliases: an anchor may go with a step that does. Throws on what is not YAML. */
export function openDocument(text: string): Document.Parsed {
  const document = parseDocument(text, { version: '1.2', merge: false, stringKeys: true, uniqueKeys: false });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  visit(document, { Alias: (_key, alias: Alias) => copyOf(alias.resolve(document)) });
  visit(document, {
    Scalar: (_key, node) => void delete node.anchor,
    Collection: (_key, node) => void delete node.anchor,
  });
  return document;
}

function copyOf(node: unknown): Scalar | YAMLMap | YAMLSeq | undefined {
  const copy = isNode(node) ? node.clone() : undefined;
  return isScalar(copy) || isMap(copy) || isSeq(copy) ? copy : undefined;
}

/** The list under a member of the top, made when there is none. */
export function listAt(document: Document.Parsed, member: string): YAMLSeq {
  const found = document.get(member, true);
  if (isSeq(found)) return found;
  const made = new YAMLSeq();
  document.set(member, made);
  return made;
}

const WHOLE_VARIABLE = /^\$\{\{.*\}\}$/;

/** Puts the values of one combination in place of the variables, and takes the matrix away. */
export function resolveMatrix(document: Document.Parsed, value: unknown): void {
  document.delete('matrix');
  fill(document.contents, value);
}

function fill(node: unknown, value: unknown): void {
  if (isScalar(node)) {
    if (typeof node.value !== 'string' || !WHOLE_VARIABLE.test(node.value)) return;
    node.value = value;
    delete node.type;
    delete node.source;
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries())
      fill(item, Array.isArray(value) ? value[index] : undefined);
  } else if (isMap(node)) {
    for (const pair of node.items)
      fill(pair.value, memberOf(value, isScalar(pair.key) ? pair.key.value : ''));
  }
}

const memberOf = (value: unknown, key: unknown): unknown =>
  typeof value === 'object' && value !== null && typeof key === 'string'
    ? Reflect.get(value, key)
    : undefined;

/** A value as a node; what is short is written in one line. */
export function nodeOf(document: Document.Parsed, value: unknown): ReturnType<Document['createNode']> {
  const node = document.createNode(value, { aliasDuplicateObjects: false });
  visit(node, {
    Collection: (_key, inner) => {
      inner.flow = JSON.stringify(inner.toJS(document)).length <= SHORT;
    },
  });
  return node;
}

/** A step: one member a line. */
export function blockOf(document: Document.Parsed, members: Readonly<Record<string, unknown>>) {
  const node = nodeOf(document, members);
  if (isMap(node)) node.flow = false;
  return node;
}

/** Adds lines of comment before a node. */
export function commentBefore(node: unknown, lines: readonly string[]): void {
  if (!isNode(node) || lines.length === 0) return;
  node.commentBefore = [...(node.commentBefore == null ? [] : [node.commentBefore]), ...lines].join('\n');
}

/** What the lexer puts between the pieces of the text. */
const MARKS: ReadonlySet<string> = new Set([CST.BOM, CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** The text, with lists as people write them: `[a, b]`, while maps keep their spaces. */
export function textOf(document: Document.Parsed): string {
  const tokens = [
    ...new Lexer().lex(document.toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: true })),
  ];
  const isSpace = (index: number) => /^ +$/.test(tokens[index] ?? '');
  // Scalars follow their mark; what follows another token is punctuation.
  const is = (index: number, bracket: string) =>
    tokens[index] === bracket && tokens[index - 1] !== CST.SCALAR;
  return tokens
    .filter((token, index) => {
      if (MARKS.has(token)) return false;
      if (!isSpace(index)) return true;
      const opens = is(index - 1, '[') && !/^[\n#]/.test(tokens[index + 1] ?? '');
      const closes = is(index + 1, ']') && tokens[index - 1] !== '\n';
      return !opens && !closes;
    })
    .join('');
}
