/** Fault steps: one schema a fault of the catalogue, with the options that it has. */
import { z } from 'zod';
import { boundsOf } from '../../faults/options.ts';
import { ALL_PPM } from '../../kernel/loss.ts';
import type { FaultDefinition, FaultOption } from '../models.ts';
import { maybe, strict } from './build.ts';
import { duration, percent, reference, text } from './quantities.ts';
import { placed, type StepEntry, type StepParts, timing } from './step-parts.ts';

const OPTION_SCHEMAS: Readonly<
  Record<FaultOption['kind'], (option: FaultOption) => z.ZodType<string | number>>
> = {
  percent: () => percent.refine((parts) => parts <= ALL_PPM, { error: 'at most 100%' }),
  duration: () => duration,
  word: (option) => z.enum(option.words ?? []),
  int: (option) => z.int().min(boundsOf(option).min).max(boundsOf(option).max),
  text: () => text,
};

/** What a fault's option takes, as it is written in a file. */
export function optionSchema(option: FaultOption): z.ZodType<string | number> {
  const schema = OPTION_SCHEMAS[option.kind](option);
  const described = option.doc === undefined ? schema : schema.describe(option.doc);
  return option.required ? described : maybe(described);
}

export function faultStep(parts: StepParts, fault: FaultDefinition): z.ZodType<StepEntry> {
  const members = () => ({
    ...Object.fromEntries(fault.options.map((option) => [option.name, optionSchema(option)])),
    ...timing(parts),
    fault: z.literal(fault.name).describe(fault.doc ?? ''),
    target: reference.describe(`A ${fault.targets.join(' or ')}`),
    for: maybe(duration, 'Default: until it is cleared, or the end'),
  });
  return strict(members).transform((entry, context) => {
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
