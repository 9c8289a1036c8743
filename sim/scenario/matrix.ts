/** `matrix:` one scenario for each combination of its variables; `${{ name }}` as a whole value stands for one. */

import { didYouMean } from '../kernel/near.ts';
import type { Path } from './document.ts';
import { check, type Issue } from './issues.ts';
import { isMap } from './schema/build.ts';
import { matrix } from './schema/scenario.ts';

type Scalar = string | number | boolean;
type Variables = Readonly<Record<string, Scalar>>;

export interface Variant {
  /** ` [bfd=true, hold=90s]`, nothing without a matrix. */
  readonly suffix: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const MAX_VARIANTS = 256;
const WHOLE = /^\$\{\{\s*([^\s{}]+)\s*\}\}$/;

/** The file's value once for each combination, in the order of the file, the last variable changing fastest. */
export function variantsOf(value: Readonly<Record<string, unknown>>, issues: Issue[]): Variant[] {
  const { matrix: raw, ...rest } = value;
  const read = raw === undefined ? {} : check(matrix, raw, ['matrix'], issues);
  // Without a readable matrix nothing can be put in for its variables: all else would only be noise.
  if (read === undefined) return [];
  const names = Object.keys(read);
  const total = Object.values(read).reduce((product, values) => product * values.length, 1);
  if (total > MAX_VARIANTS) {
    issues.push({ path: ['matrix'], part: 'key', message: `${total} combinations: at most ${MAX_VARIANTS}` });
    return [];
  }
  const used = new Set<string>();
  const variants = combinations(Object.entries(read)).map((variables): Variant => {
    const text = names.map((name) => `${name}=${variables[name]}`).join(', ');
    const filled = substitute(rest, variables, [], issues, used);
    return { suffix: text === '' ? '' : ` [${text}]`, value: isMap(filled) ? filled : {} };
  });
  for (const name of names.filter((one) => !used.has(one)))
    issues.push({ path: ['matrix', name], part: 'key', message: `nothing uses \${{ ${name} }}` });
  return variants;
}

const combinations = (entries: readonly (readonly [string, readonly Scalar[]])[]): Variables[] =>
  entries.reduce<Variables[]>(
    (sofar, [name, values]) =>
      sofar.flatMap((variables) => values.map((value) => ({ ...variables, [name]: value }))),
    [{}],
  );

function substitute(
  value: unknown,
  variables: Variables,
  path: Path,
  issues: Issue[],
  used: Set<string>,
): unknown {
  if (Array.isArray(value))
    return value.map((item, i) => substitute(item, variables, [...path, i], issues, used));
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, item]) => {
      if (key.includes('${{'))
        issues.push({ path: [...path, key], part: 'key', message: 'a key cannot be a variable' });
      return [key, substitute(item, variables, [...path, key], issues, used)];
    });
    return Object.fromEntries(entries);
  }
  if (typeof value !== 'string' || !value.includes('${{')) return value;
  const name = WHOLE.exec(value)?.[1];
  if (name === undefined) {
    issues.push({ path, message: 'a variable has to be the whole value, nothing before or after it' });
  } else if (Object.hasOwn(variables, name)) {
    used.add(name);
    return variables[name];
  } else {
    issues.push({
      path,
      message: `no variable "${name}" in the matrix${didYouMean(name, Object.keys(variables))}`,
    });
  }
  return value;
}
