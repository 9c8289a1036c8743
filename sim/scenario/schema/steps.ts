/** A step: when (`at`, `after` or `when`) and one verb (`api`, `fault`, `router` or `clear`). */
import { z } from 'zod';
import { didYouMean, nearest } from '../../kernel/near.ts';
import type { CallExpectation } from '../types.ts';
import { type Branch, type Choose, hasKey, isMap, isText, maybe, oneOrMany, pick, strict } from './build.ts';
import { faultStep } from './fault-steps.ts';
import { name, region, text } from './quantities.ts';
import { routerChange } from './router.ts';
import { placed, type StepEntry, type StepParts, timing } from './step-parts.ts';

const callExpectation = (choose: Choose): z.ZodType<CallExpectation> =>
  choose<CallExpectation>(
    [
      { fits: isText, schema: z.literal('ok').transform(() => ({ kind: 'ok' })) },
      {
        fits: hasKey('error'),
        schema: strict(() => ({
          error: text.describe('Name of the error'),
          message: maybe(text, 'Part of its message'),
        })).transform((value) => ({ ...value, kind: 'error' })),
      },
      {
        fits: isMap,
        schema: z.record(z.string(), z.unknown()).transform((members) => ({ kind: 'answer', members })),
      },
    ],
    'expected ok, {error, message} or members of the answer',
  );

/** `virtualInterface.virtualInterfaceId`, `bgpPeers.0.bgpPeerId` */
const answerMember = z
  .string()
  .regex(/^[A-Za-z]\w*(\.\w+)*$/, { error: 'expected a member of the answer, like virtualInterfaceId' });

const apiMembers = (parts: StepParts) => ({
  ...timing(parts),
  request: z.record(z.string(), z.unknown()).default({}).describe('As the API takes it; names stand for ids'),
  expect: callExpectation(parts.choose).prefault('ok'),
  save: z
    .record(answerMember, name)
    .default({})
    .describe('Member of the answer → name, for later use as $name'),
});

const apiStep = (parts: StepParts): z.ZodType<StepEntry> =>
  strict(() => ({
    ...apiMembers(parts),
    api: z.enum(parts.api.operations).describe('Operation of the Direct Connect API'),
    as: maybe(name, 'Account that calls; default: the first'),
    in: maybe(region, "Region it is sent to; default: the network's"),
  })).transform((entry, context) => {
    const { rest, trigger } = placed(entry, context);
    const { api: operation, ...members } = rest;
    return { ...members, operation, trigger, verb: 'api' };
  });

const verbatim = z.literal(true).describe('Takes this as it stands, right or wrong');

/** A call that the API itself shall judge, whoever makes it, wherever to. */
const verbatimApiStep = (parts: StepParts): z.ZodType<StepEntry> =>
  strict(() => ({
    ...apiMembers(parts),
    verbatim,
    api: text.describe('Operation'),
    as: maybe(text, 'Account name or number; default: the first'),
    in: maybe(text, "Region it is sent to; default: the network's"),
  })).transform((entry, context) => {
    const { rest, trigger } = placed(entry, context);
    const { api: operation, ...members } = rest;
    return { ...members, operation, trigger, verb: 'api' };
  });

const routerStep = (parts: StepParts): z.ZodType<StepEntry> =>
  strict(() => ({
    ...timing(parts),
    router: name,
    set: oneOrMany(parts.choose, routerChange(parts.choose)),
    verbatim: maybe(verbatim),
    expect: parts
      .choose<'ok' | { readonly error: string }>(
        [
          { fits: isText, schema: z.literal('ok') },
          { fits: isMap, schema: strict(() => ({ error: text.describe("Part of the router's message") })) },
        ],
        'expected ok or {error: part of the message}',
      )
      .prefault('ok'),
  })).transform((entry, context) => {
    const { rest, trigger } = placed(entry, context);
    return { ...rest, trigger, verb: 'router' };
  });

const clearStep = (parts: StepParts): z.ZodType<StepEntry> =>
  strict(() => ({ ...timing(parts), clear: name.describe('Fault step that ends here') })).transform(
    (entry, context) => {
      const { rest, trigger } = placed(entry, context);
      const { clear, ...members } = rest;
      return { ...members, step: clear, trigger, verb: 'clear' };
    },
  );

const VERBS = ['api', 'fault', 'router', 'clear'];

/** For a step without a verb: the key that was meant to be one, if there is. */
const SHARED = new Set([
  'id',
  'at',
  'after',
  'when',
  'note',
  'expect',
  'for',
  'as',
  'in',
  'request',
  'save',
  'target',
  'set',
]);

const noVerb = z.record(z.string(), z.unknown()).transform((value, context) => {
  // What every step may have is not a mistyped verb, however near: `at` is no `api`.
  const key = Object.keys(value).find((one) => !SHARED.has(one) && nearest(one, VERBS) !== undefined);
  const message =
    key === undefined
      ? 'a step has a verb: api, fault, router or clear'
      : `unknown key "${key}"${didYouMean(key, VERBS)}`;
  context.issues.push({ code: 'custom', message, path: key === undefined ? [] : [key], input: value });
  return z.NEVER;
});

const verbsOf = (value: unknown): readonly string[] =>
  isMap(value) ? Object.keys(value).filter((key) => VERBS.includes(key)) : [];
const hasSeveralVerbs = (value: unknown): boolean => verbsOf(value).length > 1;

const severalVerbs = z.unknown().transform((value, context): never => {
  const [first = '', second = ''] = verbsOf(value);
  const message = `a step has one verb; this one has both ${first} and ${second}`;
  context.issues.push({ code: 'custom', message, path: [second], params: { part: 'key' }, input: value });
  return z.NEVER;
});

/** For what is no step. Not among the branches, since the JSON Schema would take any fault by them. */
const noStep = (faults: readonly string[]) =>
  pick<never>(
    [
      { fits: hasSeveralVerbs, schema: severalVerbs },
      { fits: hasKey('fault'), schema: z.looseObject({ fault: z.enum(faults) }).transform(() => z.NEVER) },
    ],
    noVerb,
  );

const isVerbatimCall = (value: unknown): boolean =>
  isMap(value) && hasKey('api')(value) && hasKey('verbatim')(value);

/** The verb that is there decides what else may be; of faults, their name does. */
export function step(parts: StepParts): z.ZodType<StepEntry> {
  const { choose, faults } = parts;
  const names = faults.faults.map((fault) => fault.name);
  const isFault = (wanted: string) => (value: unknown) => isMap(value) && value.fault === wanted;
  const branches: readonly Branch<StepEntry>[] = [
    { fits: isVerbatimCall, schema: verbatimApiStep(parts) },
    { fits: hasKey('api'), schema: apiStep(parts) },
    ...faults.faults.map((fault) => ({ fits: isFault(fault.name), schema: faultStep(parts, fault) })),
    { fits: hasKey('router'), schema: routerStep(parts) },
    { fits: hasKey('clear'), schema: clearStep(parts) },
  ];
  return choose(
    branches.map(({ fits, schema }) => ({ fits: (value) => !hasSeveralVerbs(value) && fits(value), schema })),
    noStep(names),
  );
}
