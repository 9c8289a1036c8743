/** Maps of things by name, read one by one, so that one wrong thing hides no other. */
import { z } from 'zod';
import type { Named } from '../topology/spec.ts';
import type { Path } from './document.ts';
import { check, type Issue } from './issues.ts';

const entriesByName = z.record(z.string(), z.unknown());

/** A map of things by name: `schema` may hang on the name and on what is there. */
export function readNamed<T>(
  raw: unknown,
  path: Path,
  issues: Issue[],
  key: z.ZodType<string>,
  schema: (name: string, entry: unknown) => z.ZodType<T>,
): Named<T> {
  if (raw === undefined) return {};
  const map = check(entriesByName, raw, path, issues) ?? {};
  const entries: [string, T][] = [];
  for (const [label, entry] of Object.entries(map)) {
    const here = [...path, label];
    const keyIssues: Issue[] = [];
    check(key, label, here, keyIssues);
    issues.push(...keyIssues.map((issue): Issue => ({ ...issue, part: 'key' })));
    const value = check(schema(label, entry), entry, here, issues);
    if (value !== undefined && keyIssues.length === 0) entries.push([label, value]);
  }
  return Object.fromEntries(entries);
}
