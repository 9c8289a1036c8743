/** Names that must exist, as one table: which member of which thing names what. */
import type { Path } from '../document.ts';
import type { Issue } from '../issues.ts';
import { missingName, type NameTable, nounOf, type Section, sections } from '../names.ts';
import { isMap } from '../schema/build.ts';

const references: Readonly<Partial<Record<Section, Readonly<Record<string, readonly Section[]>>>>> = {
  links: { between: ['routers'] },
  connections: {
    device: ['devices'],
    carriers: ['carriers'],
    owner: ['accounts'],
    parent: ['connections', 'lags'],
  },
  lags: { connections: ['connections'], owner: ['accounts'] },
  vifs: { on: ['connections', 'lags'], gateway: ['gateways'], owner: ['accounts'] },
  gateways: { associated: ['vpcs', 'gateways'], owner: ['accounts'] },
  vpns: { router: ['routers'], gateway: ['gateways'] },
};

/** Works on what was typed, so that a mistake elsewhere in a thing hides no dangling name. */
export function referenceRules(raw: Readonly<Record<string, unknown>>, names: NameTable): Issue[] {
  const issues: Issue[] = [];
  const look = (value: unknown, of: readonly Section[], path: Path): void => {
    if (Array.isArray(value)) for (const [i, item] of value.entries()) look(item, of, [...path, i]);
    if (typeof value !== 'string') return;
    const message = missingName(names, value, of);
    if (message !== undefined) issues.push({ path, message });
  };
  const follow = (
    thing: Readonly<Record<string, unknown>>,
    member: string,
    of: readonly Section[],
    path: Path,
  ) => {
    const value = thing[member];
    look(value, of, path);
    if (!Array.isArray(value)) return;
    // The long form of an association.
    for (const [i, item] of value.entries()) if (isMap(item)) look(item.gateway, of, [...path, i, 'gateway']);
  };
  for (const section of sections) {
    const things = raw[section];
    for (const [member, of] of Object.entries(references[section] ?? {})) {
      if (!isMap(things)) continue;
      for (const [name, thing] of Object.entries(things))
        if (isMap(thing)) follow(thing, member, of, [section, name, member]);
    }
  }
  return issues;
}

/** A name belongs to one thing of the whole network: faults, conditions and reports go by it alone. */
export function uniqueNames(names: NameTable): Issue[] {
  const seen = new Map<string, Section>();
  return sections
    .filter((section) => section !== 'accounts')
    .flatMap((section) =>
      names[section].flatMap((name): Issue[] => {
        const other = seen.get(name);
        seen.set(name, other ?? section);
        if (other === undefined) return [];
        return [
          {
            path: [section, name],
            part: 'key',
            message: `"${name}" is already the name of a ${nounOf(other)}`,
          },
        ];
      }),
    );
}
