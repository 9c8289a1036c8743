/**
 * The pieces that the schemas of the formats are built with. Where a value can be one of several shapes, the loader
 * picks the shape by what is there and then reports on that one (`pick`), while the JSON Schema lists them all
 * (`anyOf`); hence the schemas are functions of a `Choose`.
 */
import { z } from 'zod';
import { didYouMean } from '../../kernel/near.ts';

/**
 * Strict object. Its message on unknown keys is the list of known ones, from which `issues.ts` proposes. The members
 * are made when a first value is read: a file has few of the things that it could have, and making a schema costs more
 * than using it.
 */
export const strict = <Shape extends z.core.$ZodLooseShape>(members: () => Shape) => {
  const object = z.lazy(() => {
    const shape = members();
    return z.strictObject(shape, {
      error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
    });
  });
  // No object has a default of its own; Zod would make it to find that out.
  object._zod.optin = undefined;
  return object;
};

/**
 * A member that may be left out, and what is said of it. Zod's `exactOptional` reads what is not there too, and drops
 * what came of it, errors included. Otherwise the two differ in a member that is undefined: no file has one. And
 * `describe` would make the schema a second time.
 */
export function maybe<S extends z.ZodType>(schema: S, description?: string): z.ZodExactOptional<S> {
  const member: z.ZodType = z.optional(schema);
  if (description !== undefined) member.register(z.globalRegistry, { description });
  return member as z.ZodExactOptional<S>;
}

export interface Branch<T> {
  readonly fits: (value: unknown) => boolean;
  readonly schema: z.ZodType<T>;
}

/** One of several shapes; `otherwise` says what was expected, or is a schema whose issues say it better. */
export type Choose = <T>(branches: readonly Branch<T>[], otherwise: string | z.ZodType) => z.ZodType<T>;

/** The message on a key that is not known; the known ones are listed where none is near. */
export const unknownKey = (key: string, known: readonly string[]): string =>
  `unknown key "${key}"${didYouMean(key, known) || ` (known: ${known.join(', ')})`}`;

/**
 * An issue of a branch as one of the choice. Zod lets a pipe go on after unknown keys, and here there is no value to
 * go on with: they become issues that stop it.
 */
function handOn(issue: z.core.$ZodIssue, context: z.RefinementCtx, input: unknown): void {
  if (issue.code !== 'unrecognized_keys') {
    // Zod types issues by code and takes back what it gave out.
    context.issues.push({ ...issue, input } as z.core.$ZodRawIssue);
    return;
  }
  for (const key of issue.keys) {
    const message = unknownKey(key, issue.message.split(' '));
    context.issues.push({
      code: 'custom',
      message,
      path: [...issue.path, key],
      params: { part: 'key' },
      input,
    });
  }
}

/** For the loader: the first branch that fits, and its own issues. */
export const pick: Choose = <T>(branches: readonly Branch<T>[], otherwise: string | z.ZodType) =>
  z.unknown().transform((value, context): T => {
    const branch = branches.find((candidate) => candidate.fits(value));
    if (branch === undefined && typeof otherwise === 'string') {
      context.issues.push({ code: 'custom', message: otherwise, input: value });
      return z.NEVER;
    }
    // A schema given as `otherwise` only fails, so what it would answer does not matter.
    const schema = branch?.schema ?? (otherwise as z.ZodType<T>);
    const result = schema.safeParse(value, { jitless: true });
    if (result.success) return result.data;
    for (const issue of result.error.issues) handOn(issue, context, value);
    return z.NEVER;
  });

/** For the JSON Schema: a union. */
export const anyOf: Choose = (branches) => z.union(branches.map((branch) => branch.schema));

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const hasKey =
  (key: string) =>
  (value: unknown): boolean =>
    isMap(value) && Object.hasOwn(value, key);
const always = (): boolean => true;

/** A list, or one thing that stands for a list of one. */
export const oneOrMany = <T>(choose: Choose, schema: z.ZodType<T>): z.ZodType<readonly T[]> =>
  choose<readonly T[]>(
    [
      { fits: isList, schema: z.array(schema) },
      { fits: always, schema: schema.transform((value) => [value]) },
    ],
    '',
  );

/** A text read by a function that throws a RangeError; its message becomes the issue. */
export const readBy =
  <T>(read: (text: string) => T) =>
  (text: string, context: z.RefinementCtx): T => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.issues.push({ code: 'custom', message: error.message, input: text });
      return z.NEVER;
    }
  };
