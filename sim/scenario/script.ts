/** Traffic, timing, timeline and expectations of a scenario, read item by item. */
import { z } from 'zod';
import type { FlowSpec, Named } from '../topology/spec.ts';
import { check, type Issue } from './issues.ts';
import type { ApiModel, FaultCatalogue } from './models.ts';
import { readNamed } from './named.ts';
import { isMap, pick } from './schema/build.ts';
import { condition } from './schema/conditions.ts';
import { name } from './schema/quantities.ts';
import { type ExpectationEntry, expectation, flow, timing } from './schema/scenario.ts';
import type { StepEntry } from './schema/step-parts.ts';
import { step } from './schema/steps.ts';

/** An item with a mistake has no entry; its id counts all the same. */
export interface ScriptStep {
  readonly id: string;
  readonly index: number;
  readonly entry?: StepEntry;
}

export interface Script {
  readonly traffic: Named<FlowSpec>;
  readonly flowNames: readonly string[];
  readonly timing: Readonly<Record<string, number | string>>;
  readonly steps: readonly ScriptStep[];
  /** By index in the file; undefined where there was a mistake. */
  readonly expectations: readonly (ExpectationEntry | undefined)[];
}

/** Bounded: steps may each wait for the one before. */
const list = z.array(z.unknown()).max(2000);
const conditionSchema = condition(pick);
const expectationSchema = expectation(conditionSchema);

/** Schemas of steps hang on the models, and making them costs more than using them: made once a model. */
const stepSchemas = new WeakMap<ApiModel, { faults: FaultCatalogue; schema: z.ZodType<StepEntry> }>();
function stepSchema(api: ApiModel, faults: FaultCatalogue): z.ZodType<StepEntry> {
  const known = stepSchemas.get(api);
  if (known?.faults === faults) return known.schema;
  const schema = step({ choose: pick, condition: conditionSchema, api, faults });
  stepSchemas.set(api, { faults, schema });
  return schema;
}

const isText = (value: unknown): value is string => typeof value === 'string';

function readSteps(raw: unknown, api: ApiModel, faults: FaultCatalogue, issues: Issue[]): ScriptStep[] {
  const schema = stepSchema(api, faults);
  const items = raw === undefined ? [] : (check(list, raw, ['timeline'], issues) ?? []);
  return items.map((item, index): ScriptStep => {
    const entry = check(schema, item, ['timeline', index], issues);
    const given = isMap(item) && isText(item.id) ? item.id : undefined;
    return { id: entry?.id ?? given ?? `step-${index + 1}`, index, ...(entry && { entry }) };
  });
}

/** Keys with their names only: the values were given up where they could not be read. */
const defined = (
  members: Readonly<Record<string, number | string | undefined>>,
): Record<string, number | string> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );

export function readScript(
  raw: Readonly<Record<string, unknown>>,
  models: { readonly api: ApiModel; readonly faults: FaultCatalogue },
  issues: Issue[],
): Script {
  const expectations = raw.expect === undefined ? [] : (check(list, raw.expect, ['expect'], issues) ?? []);
  return {
    traffic: readNamed(raw.traffic, ['traffic'], issues, name, () => flow),
    flowNames: isMap(raw.traffic) ? Object.keys(raw.traffic) : [],
    timing: raw.timing === undefined ? {} : defined(check(timing, raw.timing, ['timing'], issues) ?? {}),
    steps: readSteps(raw.timeline, models.api, models.faults, issues),
    expectations: expectations.map((item, i) => check(expectationSchema, item, ['expect', i], issues)),
  };
}
