/** Files for the scenario loader: it takes texts, this reads them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { apiModel } from '../sim/directconnect/model.ts';
import { faults } from '../sim/faults/catalogue.ts';
import { loadNetwork, loadScenario } from '../sim/scenario/load.ts';
import type { Problem } from '../sim/scenario/types.ts';
import type { Loaded } from './engine.ts';

const models = { api: apiModel, faults: { faults } };

/** Reads, checks and resolves a scenario; a network too, where the caller wants those (it then holds no scenario). */
export function loadFile(file: string, networksToo: boolean): Loaded {
  let text: string;
  try {
    text = read(file);
  } catch (error) {
    return { problems: [unreadable(file, error)] };
  }
  if (networksToo && /^dxdrill-network\s*:/m.test(text)) {
    const network = loadNetwork(text, { file });
    return 'problems' in network ? network : { scenarios: [] };
  }
  const loaded = loadScenario(text, { file, read, ...models });
  return 'problems' in loaded ? loaded : { scenarios: loaded.value };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
};

/** @throws Error that says in a few words why a file cannot be read. */
function read(path: string): string {
  try {
    return readFileSync(resolve(path), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Error(reasons[code] ?? (error instanceof Error ? error.message : String(error)));
  }
}

function unreadable(file: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    message: `cannot be read: ${reason}`,
    position: { file, line: 1, column: 1, length: 1 },
    frame: '',
  };
}

/** The JSON Schema of the format with the operations and faults of this version. Loaded late: a run needs none. */
export async function schemaJson(): Promise<string> {
  const { schemaText } = await import('../sim/scenario/json-schema.ts');
  return schemaText(models);
}
