/** Requests checked against the API model: unknown members, missing ones, wrong types. */
import { operationTable } from './model-operations.ts';
import { structureTable } from './model-structures.ts';

export interface RequestProblem {
  /** Where in the request: member names and list indices. */
  readonly path: (string | number)[];
  readonly message: string;
}

export interface Member {
  readonly name: string;
  readonly required: boolean;
  /** `string`, `int`, `long`, `bool`, `time`, `blob` or the name of a structure. */
  readonly type: string;
  readonly list: boolean;
}

type OperationName = keyof typeof operationTable;

const isOperation = (name: string): name is OperationName => Object.hasOwn(operationTable, name);

/** `asnLong:long` → a member; `tags:Tag[]`, `vlan*:int`. */
function parseMember(text: string): Member {
  const [, name = '', star = '', type = 'string', brackets = ''] =
    /^(\w+)(\*?)(?::(\w+))?(\[\])?$/.exec(text) ?? [];
  if (name === '') throw new Error(`API model: "${text}" is no member`);
  return { name, required: star === '*', type, list: brackets === '[]' };
}

const parsed = new Map<string, readonly Member[]>();

function parseMembers(text: string): readonly Member[] {
  let members = parsed.get(text);
  if (members === undefined) {
    members = text === '' ? [] : text.split(' ').map(parseMember);
    parsed.set(text, members);
  }
  return members;
}

const structures: Readonly<Record<string, string>> = structureTable;

/** Members of a structure; undefined for anything that is none. */
export function membersOfStructure(name: string): readonly Member[] | undefined {
  const text = structures[name];
  return text === undefined ? undefined : parseMembers(text);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const whole = (limit: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= limit;

/** How each plain type is recognised and what it is called in an error. */
const plainTypes: Readonly<Record<string, { fits(value: unknown): boolean; article: string }>> = {
  string: { fits: (value) => typeof value === 'string', article: 'a string' },
  int: { fits: whole(2_147_483_647), article: 'a 32-bit integer' },
  long: { fits: whole(Number.MAX_SAFE_INTEGER), article: 'an integer' },
  bool: { fits: (value) => typeof value === 'boolean', article: 'true or false' },
  time: { fits: (value) => typeof value === 'number', article: 'a time in epoch seconds' },
  blob: { fits: (value) => typeof value === 'string', article: 'base64 text' },
};

/** Edits between two words, up to `limit`: what "did you mean" is decided by. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const substitute = (row[j] ?? 0) + (a.charAt(i) === b.charAt(j) ? 0 : 1);
      next.push(Math.min(substitute, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function didYouMean(word: string, known: readonly string[]): string {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best === undefined ? '' : `; did you mean ${best}?`;
}

function checkValue(member: Member, value: unknown, path: RequestProblem['path']): RequestProblem[] {
  const structure = membersOfStructure(member.type);
  if (structure !== undefined) return checkStructure(structure, value, path);
  const type = plainTypes[member.type];
  if (type === undefined) throw new Error(`API model: no type ${member.type}`);
  return type.fits(value) ? [] : [{ path, message: `${member.name} must be ${type.article}` }];
}

function checkMember(member: Member, value: unknown, path: RequestProblem['path']): RequestProblem[] {
  if (!member.list) return checkValue(member, value, path);
  if (!Array.isArray(value)) return [{ path, message: `${member.name} must be a list` }];
  return value.flatMap((item: unknown, index) => checkValue(member, item, [...path, index]));
}

function checkStructure(
  members: readonly Member[],
  value: unknown,
  path: RequestProblem['path'],
): RequestProblem[] {
  if (!isRecord(value)) return [{ path, message: 'must have members' }];
  const names = members.map(({ name }) => name);
  const unknown = Object.entries(value)
    .filter(([name, member]) => member !== undefined && !names.includes(name))
    .map(([name]) => ({
      path: [...path, name],
      message: `unknown member ${name}${didYouMean(name, names)}`,
    }));
  const known = members.flatMap((member) => {
    const given = value[member.name];
    if (given === undefined) return member.required ? [{ path, message: `${member.name} is required` }] : [];
    return checkMember(member, given, [...path, member.name]);
  });
  return [...unknown, ...known];
}

export const apiModel = {
  /** All operations of the newest model, in order of their names. */
  operations: Object.keys(operationTable) as readonly string[],
  /** Members of an operation's request; undefined when there is no such operation. */
  membersOf: (operation: string): readonly Member[] | undefined =>
    isOperation(operation) ? parseMembers(operationTable[operation][0]) : undefined,
  /** The name of the shape that an operation answers with. */
  outputOf: (operation: string): string | undefined =>
    isOperation(operation) ? operationTable[operation][1] : undefined,
  /** Everything about a request that does not fit the model; empty when it does. */
  check(operation: string, request: unknown): RequestProblem[] {
    if (!isOperation(operation)) {
      const hint = didYouMean(operation, apiModel.operations);
      return [{ path: [], message: `unknown operation ${operation}${hint}` }];
    }
    return checkStructure(parseMembers(operationTable[operation][0]), request, []);
  },
} as const;
