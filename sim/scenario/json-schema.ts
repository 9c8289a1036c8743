/** The JSON Schema of both formats, for editors; `schema.json` is its text. */
import { z } from 'zod';
import type { ApiModel, FaultCatalogue } from './models.ts';
import { networkFile, scenarioFile } from './schema/files.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A `${{ variable }}` of the matrix may stand for any scalar, so each schema of one takes it too. */
const VARIABLE = '#/definitions/Variable';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const SCALARS = new Set(['string', 'integer', 'number', 'boolean']);
const NOTES = ['description', 'default', 'examples'];

/** Zod's own output, with the alternative of a variable wherever a scalar is expected. */
function withVariables(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withVariables);
  if (!isRecord(schema)) return schema;
  const below = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      // Keys cannot be variables, and the values of these are no schemas.
      if (key === 'propertyNames' || key === 'enum' || key === 'const' || key === 'default')
        return [key, value];
      return [key, withVariables(value)];
    }),
  );
  const { type } = below;
  if (typeof type !== 'string' || !SCALARS.has(type) || below.const === 1) return below;
  const notes = Object.fromEntries(Object.entries(below).filter(([key]) => NOTES.includes(key)));
  const rest = Object.fromEntries(Object.entries(below).filter(([key]) => !NOTES.includes(key)));
  return { ...notes, anyOf: [rest, { $ref: VARIABLE }] };
}

const draft7 = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });

/** Draft 7: `dxdrill-network:` marks a network file, anything else is a scenario. */
export function scenarioJsonSchema(options: { api: ApiModel; faults: FaultCatalogue }): JsonSchema {
  const {
    definitions: scenarioParts,
    $schema,
    ...scenario
  } = draft7(scenarioFile(options.api, options.faults));
  const { definitions: networkParts, $schema: _same, ...network } = draft7(networkFile);
  const parts: unknown = withVariables({
    ...(isRecord(networkParts) && networkParts),
    ...(isRecord(scenarioParts) && scenarioParts),
  });
  return {
    $schema,
    title: 'dxdrill scenario or network',
    type: 'object',
    if: { required: ['dxdrill-network'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { $ref: '#/definitions/NetworkFile' },
    else: { $ref: '#/definitions/ScenarioFile' },
    definitions: {
      Variable: {
        type: 'string',
        pattern: '^\\$\\{\\{\\s*[A-Za-z][A-Za-z0-9_.-]*\\s*\\}\\}$',
        description: 'A variable of the matrix',
      },
      ...(isRecord(parts) && parts),
      NetworkFile: network,
      ScenarioFile: withVariables(scenario),
    },
  };
}

/** The text of `schema.json`. */
export const schemaText = (options: { api: ApiModel; faults: FaultCatalogue }): string =>
  `${JSON.stringify(scenarioJsonSchema(options), null, 1)}\n`;
