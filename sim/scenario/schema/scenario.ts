/** The scenario file: its own members, and the schemas of flows, expectations, timing and the matrix. */
import { z } from 'zod';
import { choices, durations } from '../../timing.ts';
import type { FlowSpec } from '../../topology/spec.ts';
import type { Condition, Expectation, Hold } from '../types.ts';
import { maybe, strict } from './build.ts';
import { describeCondition } from './conditions.ts';
import { anchor, duration, family, flowEnd, name, prefix, rate, text } from './quantities.ts';

export const flow: z.ZodType<FlowSpec> = strict(() => ({
  from: name.describe('Router: the prefixes behind it'),
  to: flowEnd.describe('VPC, a Region of the public network, like aws eu-west-2, or another router'),
  source: maybe(prefix, 'Of the prefixes behind the router; default: the first of the family'),
  rate: rate.describe('Offered, in each direction'),
  packetSize: z.int().min(64).max(9001).default(1400).describe('IP length, bytes'),
  dontFragment: z.boolean().default(true),
  addressFamily: family.default('ipv4'),
})).transform(({ rate: rateBps, ...rest }) => ({ ...rest, rateBps }));

function timingMembers(): Record<string, z.ZodType<number | string>> {
  const members: Record<string, z.ZodType<number | string>> = {};
  for (const [entry, { source }] of Object.entries(durations))
    members[entry] = maybe(duration, `Default from: ${source}`);
  for (const [entry, { values, value }] of Object.entries(choices))
    members[entry] = maybe(z.enum(values), `Default: ${value}`);
  return members;
}

/** Overrides of what `sim/timing.ts` assumes; µs or a word. */
export const timing = strict(timingMembers);

const WINDOW_WORDS = ['at', 'within', 'always', 'never'] as const;

/** An expectation without its place in the file. */
export type ExpectationEntry = Omit<Expectation, 'position'>;

const window = z.tuple([anchor, anchor], { error: 'expected two moments, like [start, end]' });
type Window = z.output<typeof window>;

interface HoldMembers {
  readonly at?: z.output<typeof anchor>;
  readonly within?: number;
  readonly of?: z.output<typeof anchor>;
  readonly always?: Window;
  readonly never?: Window;
}

const START = { base: 'start', offsetMicros: 0 };
const END = { base: 'end', offsetMicros: 0 };

function readHold(members: HoldMembers, context: z.RefinementCtx): Hold {
  const refuse = (message: string, ...path: string[]): Hold => {
    context.issues.push({ code: 'custom', message, path, input: members });
    return z.NEVER;
  };
  const given = WINDOW_WORDS.filter((word) => members[word] !== undefined);
  if (given.length > 1)
    return refuse(`one of at, within, always and never; this has ${given.join(' and ')}`, given[1] ?? '');
  if (members.of !== undefined && members.within === undefined)
    return refuse('"of" goes with "within"', 'of');
  const { at, within, of, always, never } = members;
  if (within !== undefined) return { when: 'within', micros: within, of: of ?? START };
  if (always !== undefined) return { when: 'always', from: always[0], to: always[1] };
  if (never !== undefined) return { when: 'never', from: never[0], to: never[1] };
  return { when: 'at', anchor: at ?? END };
}

export const expectation = (condition: z.ZodType<Condition>): z.ZodType<ExpectationEntry> =>
  strict(() => ({
    name: maybe(text, 'Default: the condition in words'),
    source: maybe(text, 'Why that is expected: who says so, and where'),
    that: condition,
    at: maybe(anchor, 'Holds at the end of this instant; the default is the end of the run'),
    within: maybe(duration, 'Is reached, at some instant within this time'),
    of: maybe(anchor, 'From when "within" counts; default: start'),
    always: maybe(window, 'Holds at every instant from the first moment to the second'),
    never: maybe(window, 'Holds at no instant from the first moment to the second'),
    warn: z.boolean().default(false).describe('Reported, but does not fail the scenario'),
  })).transform(({ name: title, source, that, warn, ...members }, context): ExpectationEntry => {
    const hold = readHold(members, context);
    return {
      name: title ?? describeCondition(that),
      ...(source !== undefined && { source }),
      that,
      hold,
      warn,
    };
  });

const scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: 'expected text, a number, true or false',
});
export const matrix = z.record(name, z.array(scalar).min(1).max(100));

/** The members that the loader reads as one; it reads the others (`parts`) item by item. */
export const scenarioMembers = {
  dxdrill: z.literal(1).describe('Version of the format'),
  name: text,
  description: maybe(text),
  tags: z.array(name).default([]),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  duration: duration.refine((micros) => micros > 0, { error: 'a run lasts longer than nothing' }),
  start: z
    .enum(['converged', 'cold'])
    .default('converged')
    .describe('Whether sessions are up at time 0 or start then'),
  profile: z.enum(['compat', 'seed', 'current']).default('compat').describe('Rule book of the API'),
};
