/** A step: when (`at`, `after` or `when`) and one verb (`api`, `fault`, `router` or `clear`). */
import { z } from 'zod';
import type { ApiModel, FaultCatalogue, FaultDefinition, FaultOption } from '../models.ts';
import { didYouMean, nearest } from '../near.ts';
import type { Anchor, CallExpectation, Condition, Step, Trigger } from '../types.ts';
import { type Choose, hasKey, isMap, isText, oneOrMany, pick, strict } from './build.ts';
import { anchor, duration, name, percent, reference, region, text } from './quantities.ts';
import { routerChange } from './router.ts';

type WithoutPlace<T> = T extends unknown ? Omit<T, 'id' | 'position'> : never;
/** Its id may be left out, its place is known to the loader. */
export type StepEntry = WithoutPlace<Step> & { readonly id?: string };

/** What the steps are made of, besides their verb. `condition` is one instance, so that the JSON Schema has it once. */
export interface StepParts {
  readonly choose: Choose;
  readonly condition: z.ZodType<Condition>;
  readonly api: ApiModel;
  readonly faults: FaultCatalogue;
}

const timing = ({ condition }: StepParts) => ({
  id: z.exactOptional(name).describe('By which other steps and expectations refer to it; default: step-N'),
  at: z.exactOptional(anchor).describe('At this time'),
  after: z.exactOptional(anchor).describe('At this step, like move + 30s'),
  when: z.exactOptional(condition).describe('Once, as soon as this holds'),
  note: z.exactOptional(text).describe('For the reader of the report'),
});

interface Timing {
  readonly at?: Anchor;
  readonly after?: Anchor;
  readonly when?: Condition;
}

const isFixed = (moment: Anchor): boolean => moment.base === 'start' || moment.base === 'end';

/** Exactly one of the three, and each with what it is for. */
function readTrigger({ at, after, when }: Timing, context: z.RefinementCtx): Trigger {
  const refuse = (message: string, ...path: string[]): Trigger => {
    context.issues.push({ code: 'custom', message, path, input: at });
    return z.NEVER;
  };
  const given = [at, after, when].filter((one) => one !== undefined).length;
  if (given !== 1)
    return refuse(`a step has exactly one of at, after and when; this one has ${given || 'none'}`);
  if (when !== undefined) return { on: 'when', condition: when };
  if (at !== undefined)
    return isFixed(at)
      ? { on: 'at', anchor: at }
      : refuse(`"at" takes a time; write "after: ${at.base}" for a step`, 'at');
  if (after === undefined) return z.NEVER;
  return isFixed(after)
    ? refuse('"after" names a step; write "at" for a time', 'after')
    : { on: 'after', anchor: after };
}

/** Splits a parsed step into its trigger and the rest, which the verb completes. */
function placed<T extends Timing>(entry: T, context: z.RefinementCtx) {
  const { at, after, when, ...rest } = entry;
  const given: Timing = { ...(at && { at }), ...(after && { after }), ...(when && { when }) };
  return { rest, trigger: readTrigger(given, context) };
}

const callExpectation = (choose: Choose): z.ZodType<CallExpectation> =>
  choose<CallExpectation>(
    [
      { fits: isText, schema: z.literal('ok').transform(() => ({ kind: 'ok' })) },
      {
        fits: hasKey('error'),
        schema: strict({
          error: text.describe('Name of the error'),
          message: z.exactOptional(text).describe('Part of its message'),
        }).transform((value) => ({ ...value, kind: 'error' })),
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

const apiStep = (parts: StepParts): z.ZodType<StepEntry> =>
  strict({
    ...timing(parts),
    api: z.enum(parts.api.operations).describe('Operation of the Direct Connect API'),
    as: z.exactOptional(name).describe('Account that calls; default: the first'),
    in: z.exactOptional(region).describe("Region it is sent to; default: the network's"),
    request: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('As the API takes it; names stand for ids'),
    expect: callExpectation(parts.choose).prefault('ok'),
    save: z
      .record(answerMember, name)
      .default({})
      .describe('Member of the answer → name, for later use as $name'),
  }).transform((entry, context) => {
    const { rest, trigger } = placed(entry, context);
    const { api: operation, ...members } = rest;
    return { ...members, operation, trigger, verb: 'api' };
  });

const OPTION_SCHEMAS: Readonly<
  Record<FaultOption['kind'], (option: FaultOption) => z.ZodType<string | number>>
> = {
  percent: () => percent.refine((parts) => parts <= 1_000_000, { error: 'at most 100%' }),
  duration: () => duration,
  word: (option) => z.enum(option.words ?? []),
  int: ({ min, max }) =>
    z
      .int()
      .min(min ?? -1_000_000)
      .max(max ?? Number.MAX_SAFE_INTEGER),
  text: () => text,
};

function optionSchema(option: FaultOption): z.ZodType<string | number> {
  const schema = OPTION_SCHEMAS[option.kind](option);
  const described = option.doc === undefined ? schema : schema.describe(option.doc);
  return option.required ? described : z.exactOptional(described);
}

function faultStep(parts: StepParts, fault: FaultDefinition): z.ZodType<StepEntry> {
  const options = Object.fromEntries(fault.options.map((option) => [option.name, optionSchema(option)]));
  const members = {
    ...timing(parts),
    fault: z.literal(fault.name).describe(fault.doc ?? ''),
    target: reference.describe(`A ${fault.targets.join(' or ')}`),
    for: z.exactOptional(duration).describe('Default: until it is cleared, or the end'),
  };
  return strict({ ...options, ...members }).transform((entry, context) => {
    const { rest, trigger } = placed(entry, context);
    const { fault: kind, target, for: forMicros, id, note, ...chosen } = rest;
    return {
      verb: 'fault',
      fault: kind,
      target,
      options: chosen,
      trigger,
      ...(forMicros !== undefined && { forMicros }),
      ...(id !== undefined && { id }),
      ...(note !== undefined && { note }),
    };
  });
}

const routerStep = (parts: StepParts): z.ZodType<StepEntry> =>
  strict({
    ...timing(parts),
    router: name,
    set: oneOrMany(parts.choose, routerChange(parts.choose)),
    expect: parts
      .choose<'ok' | { readonly error: string }>(
        [
          { fits: isText, schema: z.literal('ok') },
          { fits: isMap, schema: strict({ error: text.describe("Part of the router's message") }) },
        ],
        'expected ok or {error: part of the message}',
      )
      .prefault('ok'),
  }).transform((entry, context) => {
    const { rest, trigger } = placed(entry, context);
    return { ...rest, trigger, verb: 'router' };
  });

const clearStep = (parts: StepParts): z.ZodType<StepEntry> =>
  strict({ ...timing(parts), clear: name.describe('Fault step that ends here') }).transform(
    (entry, context) => {
      const { rest, trigger } = placed(entry, context);
      const { clear, ...members } = rest;
      return { ...members, step: clear, trigger, verb: 'clear' };
    },
  );

const VERBS = ['api', 'fault', 'router', 'clear'];

/** For a step without a verb: the key that was meant to be one, if there is. */
const noVerb = z.record(z.string(), z.unknown()).transform((value, context) => {
  const key = Object.keys(value).find((one) => nearest(one, VERBS) !== undefined);
  const message =
    key === undefined
      ? 'a step has a verb: api, fault, router or clear'
      : `unknown key "${key}"${didYouMean(key, VERBS)}`;
  context.issues.push({ code: 'custom', message, path: key === undefined ? [] : [key], input: value });
  return z.NEVER;
});

/** For a fault that there is not. Not one of the branches, since the JSON Schema would take any fault by it. */
const unknownFault = (faults: readonly string[]) =>
  pick<never>(
    [{ fits: hasKey('fault'), schema: z.looseObject({ fault: z.enum(faults) }).transform(() => z.NEVER) }],
    noVerb,
  );

/** The verb that is there decides what else may be; of faults, their name does. */
export function step(parts: StepParts): z.ZodType<StepEntry> {
  const { choose, faults } = parts;
  const names = faults.faults.map((fault) => fault.name);
  const isFault = (wanted: string) => (value: unknown) => isMap(value) && value.fault === wanted;
  return choose<StepEntry>(
    [
      { fits: hasKey('api'), schema: apiStep(parts) },
      ...faults.faults.map((fault) => ({ fits: isFault(fault.name), schema: faultStep(parts, fault) })),
      { fits: hasKey('router'), schema: routerStep(parts) },
      { fits: hasKey('clear'), schema: clearStep(parts) },
    ],
    unknownFault(names),
  );
}
