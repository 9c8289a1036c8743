/** What all steps have, whatever their verb: an id, a note, and when. */
import { z } from 'zod';
import type { ApiModel, FaultCatalogue } from '../models.ts';
import type { Anchor, Condition, Step, Trigger } from '../types.ts';
import { type Choose, maybe } from './build.ts';
import { anchor, name, text } from './quantities.ts';

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

export const timing = ({ condition }: StepParts) => ({
  id: maybe(name, 'By which other steps and expectations refer to it; default: step-N'),
  at: maybe(anchor, 'At this time'),
  after: maybe(anchor, 'At this step, like move + 30s'),
  when: maybe(condition, 'Once, as soon as this holds'),
  note: maybe(text, 'For the reader of the report'),
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
export function placed<T extends Timing>(entry: T, context: z.RefinementCtx) {
  const { at, after, when, ...rest } = entry;
  const given: Timing = { ...(at && { at }), ...(after && { after }), ...(when && { when }) };
  return { rest, trigger: readTrigger(given, context) };
}
