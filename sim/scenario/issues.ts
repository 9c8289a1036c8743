/** What is wrong, by path; turned into problems with positions at the end, when it is known which file a path is from. */
import type { z } from 'zod';
import { didYouMean, listed } from '../kernel/near.ts';
import type { Part, Path } from './document.ts';
import { unknownKey } from './schema/build.ts';

export interface Issue {
  readonly path: Path;
  readonly message: string;
  /** The same thing in another form of the file; the path that the file has more of is shown. */
  readonly otherPath?: Path;
  /** Default: the value. */
  readonly part?: Part;
}

/** Reads a value by its schema; what is wrong with it is added to `issues`, and the answer is undefined. */
export function check<T>(schema: z.ZodType<T>, value: unknown, path: Path, issues: Issue[]): T | undefined {
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    for (const found of translate(issue, value)) issues.push({ ...found, path: [...path, ...found.path] });
  }
  return undefined;
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list of two',
  object: 'a map of members',
  record: 'a map of names',
};

const show = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** Messages that a schema of ours wrote; Zod's own begin otherwise. */
const isOurs = (message: string): boolean => !/^(Invalid|Too|Unrecognized)/.test(message);

/** Zod's issue in our words. For unknown keys `strict` has put the known ones into the message. */
function translate(issue: z.core.$ZodIssue, root: unknown): Issue[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ');
    return issue.keys.map((key) => ({ path: [...path, key], part: 'key', message: unknownKey(key, known) }));
  }
  if (issue.code === 'custom' && issue.params?.part === 'key')
    return [{ path, part: 'key', message: issue.message }];
  if (issue.code === 'invalid_key')
    return [{ path, part: 'key', message: issue.issues[0]?.message ?? 'this key cannot be used' }];
  const value = valueAt(root, path);
  if (value === undefined && path.length > 0)
    return [{ path: path.slice(0, -1), part: 'key', message: `"${path.at(-1)}" is missing` }];
  return [{ path, message: isOurs(issue.message) ? issue.message : say(issue, value) }];
}

function say(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${NOUNS[issue.expected] ?? issue.expected}, found ${show(value)}`;
    case 'invalid_value': {
      const words = issue.values.map(String);
      const near = typeof value === 'string' ? didYouMean(value, words) : '';
      return `expected ${words.length === 1 ? '' : 'one of '}${listed(words)}; found ${show(value)}${near}`;
    }
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `too short: at least ${issue.minimum}`
        : `${show(value)} is too small: at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `too long: at most ${issue.maximum}`
        : `${show(value)} is too large: at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}
