/** The schema of a condition, made from the list of subjects, and a condition in words. */
import { z } from 'zod';
import { formatDuration, formatPercent } from '../../kernel/quantity.ts';
import { type CheckValue, type ConditionSubject, conditionSubjects, type NameKind } from '../subjects.ts';
import type { Checked, Condition, Losers, Range } from '../types.ts';
import { type Choose, hasKey, isMap, maybe, strict } from './build.ts';
import { count, duration, percent, prefix, reference, referenceOrRegion } from './quantities.ts';

const RANGES = { count, duration, percent } as const;

/** `{atLeast, atMost}`, either or both; one plain value is both. */
function range(choose: Choose, value: z.ZodType<number>): z.ZodType<Range> {
  const bounds = strict(() => ({ atLeast: maybe(value), atMost: maybe(value) })).refine(
    ({ atLeast, atMost }) =>
      (atLeast ?? atMost) !== undefined && (atLeast ?? 0) <= (atMost ?? Number.MAX_SAFE_INTEGER),
    { error: 'expected atLeast, atMost or both, the first not above the second' },
  );
  return choose<Range>(
    [
      { fits: isMap, schema: bounds },
      { fits: () => true, schema: value.transform((exact) => ({ atLeast: exact, atMost: exact })) },
    ],
    '',
  );
}

function checkSchema(choose: Choose, value: CheckValue): z.ZodType<Checked> {
  switch (value.kind) {
    case 'word':
      return z.enum(value.words);
    case 'range':
      return range(choose, RANGES[value.of]);
    case 'count':
      return count;
    case 'boolean':
      return z.boolean();
    case 'substring':
      return z.string().min(1).max(1000);
    case 'prefix':
      return prefix;
    case 'name':
      return reference;
    case 'losers':
      return losers(value.steps);
  }
}

const losers = (steps: readonly string[]): z.ZodType<Losers> =>
  z
    .record(reference, z.enum(steps))
    .refine((entries) => Object.keys(entries).length > 0, { error: 'expected a route that lost' })
    .transform((entries) => ({ losers: entries }));

const PAIR = /^[A-Za-z][A-Za-z0-9_.-]* +\S+$/;
const PAIRS: ReadonlySet<NameKind> = new Set<NameKind>(['interfaces', 'neighbors']);

/** Interfaces and neighbours are named with their router; one space, whatever was typed. */
const subjectName = (subject: ConditionSubject): z.ZodType<string> => {
  if (subject.of.includes('regions')) return referenceOrRegion;
  if (!subject.of.some((kind) => PAIRS.has(kind))) return reference;
  const message = `expected ${subject.doc.replace(/^.*, /, 'a name ')}`;
  return z
    .string()
    .regex(PAIR, { error: message })
    .transform((text) => text.replace(/ +/, ' '));
};

function subjectSchema(choose: Choose, subject: ConditionSubject): z.ZodType<Condition> {
  const members = () => ({
    [subject.name]: subjectName(subject).describe(subject.doc),
    ...Object.fromEntries(
      subject.checks.map((check) => [check.name, maybe(checkSchema(choose, check.value), check.doc)]),
    ),
  });
  const required = subject.checks.filter((check) => check.value.kind === 'prefix').map((check) => check.name);
  const names = subject.checks.map((check) => check.name).filter((name) => name !== 'family');
  return strict(members).transform((value, context) => {
    const { [subject.name]: subjectValue, ...rest } = value;
    for (const name of required.filter((one) => !Object.hasOwn(rest, one)))
      context.issues.push({ code: 'custom', message: `"${name}" is missing`, input: value });
    if (!names.some((name) => Object.hasOwn(rest, name)))
      context.issues.push({
        code: 'custom',
        message: `nothing is checked: add one of ${names.join(', ')}`,
        input: value,
      });
    return { subject: subject.name, name: String(subjectValue), checks: checkedOf(rest) };
  });
}

/** The strict object above has typed its members one by one; here they are told from one another by what they are. */
const checkedOf = (members: Readonly<Record<string, unknown>>): Readonly<Record<string, Checked>> =>
  Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, Checked] => isChecked(entry[1])),
  );

const isChecked = (value: unknown): value is Checked =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || isMap(value);

const subjectNames = conditionSubjects.map((subject) => subject.name);

export const condition = (choose: Choose): z.ZodType<Condition> =>
  choose<Condition>(
    conditionSubjects.map((subject) => ({
      fits: hasKey(subject.name),
      schema: subjectSchema(choose, subject),
    })),
    `a condition names its subject, one of ${subjectNames.join(', ')}`,
  );

const UNITS: Readonly<Record<'count' | 'duration' | 'percent', (value: number) => string>> = {
  count: String,
  duration: formatDuration,
  percent: formatPercent,
};

function describeValue(value: Checked, kind: CheckValue | undefined): string {
  if (typeof value !== 'object') return kind?.kind === 'substring' ? `contains "${value}"` : String(value);
  if ('losers' in value)
    return Object.entries(value.losers)
      .map(([name, step]) => `${name} on ${step}`)
      .join(' and ');
  const unit = UNITS[kind?.kind === 'range' ? kind.of : 'count'];
  const { atLeast, atMost } = value;
  if (atLeast !== undefined && atLeast === atMost) return unit(atLeast);
  const parts = [
    atLeast === undefined ? [] : [`at least ${unit(atLeast)}`],
    atMost === undefined ? [] : [`at most ${unit(atMost)}`],
  ];
  return parts.flat().join(' and ');
}

/** In words: `vif v102: state available, bgp Established`. Reports and unnamed expectations use it. */
export function describeCondition({ subject, name, checks }: Condition): string {
  const known = conditionSubjects.find((candidate) => candidate.name === subject)?.checks;
  const parts = Object.entries(checks).map(([check, value]) => {
    const kind = known?.find((candidate) => candidate.name === check)?.value;
    return `${check} ${describeValue(value, kind)}`;
  });
  return `${subject} ${name}: ${parts.join(', ')}`;
}
