/** Models small enough to read, files from memory, and the two ways a load can end. */
import { readFileSync } from 'node:fs';
import { faults } from '../../sim/faults/catalogue.ts';
import { type LoadOptions, loadScenario } from '../../sim/scenario/load.ts';
import type { ApiModel } from '../../sim/scenario/models.ts';
import type { Scenario } from '../../sim/scenario/types.ts';

export const stubApi: ApiModel = {
  operations: [
    'AssociateVirtualInterface',
    'CreatePrivateVirtualInterface',
    'DeleteVirtualInterface',
    'DescribeVirtualInterfaces',
  ],
  check: (operation, request) => {
    const known = typeof request === 'object' && request !== null ? Object.keys(request) : [];
    if (operation !== 'AssociateVirtualInterface') return [];
    return known
      .filter((member) => !['virtualInterfaceId', 'connectionId'].includes(member))
      .map((member) => ({ path: [member], message: `AssociateVirtualInterface has no member "${member}"` }));
  },
};

export const exampleFile = 'scenarios/moving/connection-to-lag.yaml';
export const networkFile = 'scenarios/networks/london.yaml';

/** The tests' own files under the paths they are loaded by: shipped drills may change. */
const own: Readonly<Record<string, string>> = {
  [exampleFile]: 'test/scenario/examples/connection-to-lag.yaml',
  [networkFile]: 'test/scenario/examples/london.yaml',
};

export const fixture = (path: string): string =>
  readFileSync(new URL(`../../${own[path] ?? path}`, import.meta.url), 'utf8');

export const options = (file: string, files: Readonly<Record<string, string>> = {}): LoadOptions => ({
  file,
  read: (path) => files[path] ?? fixture(path),
  api: stubApi,
  faults: { faults },
});

/** The scenarios of a text that is right. */
export function scenariosOf(text: string, files: Readonly<Record<string, string>> = {}): readonly Scenario[] {
  const loaded = loadScenario(text, options('scenarios/test.yaml', files));
  if ('problems' in loaded)
    throw new Error(loaded.problems.map((one) => `${one.message}\n${one.frame}`).join('\n'));
  return loaded.value;
}
