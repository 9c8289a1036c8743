/** From members of the API model to flat fields, and from what was typed in them back to a request. */
import { type Member, membersOfStructure } from '../../sim/directconnect/model.ts';
import { boolOrText, type Field, listOfText, numberOrText, type Values } from './form.ts';
import { eitherOf } from './member-choices.ts';

type Request = Readonly<Record<string, unknown>>;

const hints: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'whole number',
  long: 'whole number',
  bool: 'true or false',
  time: 'epoch seconds',
  blob: 'base64',
};

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  int: numberOrText,
  long: numberOrText,
  time: numberOrText,
  bool: boolOrText,
};

const read = (type: string, text: string): unknown => readers[type]?.(text) ?? text;

export const isTyped = (values: Values, prefix: string): boolean =>
  Object.entries(values).some(
    ([key, text]) => text !== '' && (key === prefix || key.startsWith(`${prefix}.`)),
  );

/** Structures of one member are typed as a list of just that: `cidr`. */
const onlyMember = (members: readonly Member[]): Member | undefined =>
  members.length === 1 ? members[0] : undefined;

/** Items of a list of structures that have anything typed. */
function typedItems(values: Values, key: string): readonly number[] {
  const indices = Object.entries(values)
    .filter(([name, text]) => text !== '' && name.startsWith(`${key}.`))
    .map(([name]) => Number(name.slice(key.length + 1).split('.')[0]));
  return [...new Set(indices)].sort((a, b) => a - b);
}

export interface Surrounding {
  readonly prefix: string;
  readonly depth: number;
  /** Whether the structure around will be in the request. */
  readonly isThere: boolean;
  readonly values: Values;
  /** What can be picked for a member of this name. */
  choices(member: string): readonly string[];
}

export const TOP = { prefix: '', depth: 0, isThere: true } as const;
const keyOf = (prefix: string, name: string): string => (prefix === '' ? name : `${prefix}.${name}`);

/** Fields of members, those of structures indented under a heading; lists have one more item than is typed. */
export function fieldsOfMembers(members: readonly Member[], around: Surrounding): readonly Field[] {
  const names = members.map(({ name }) => name);
  return members.flatMap((member) => {
    const fields = fieldsOfMember(member, around);
    const other = around.prefix === '' ? undefined : eitherOf[member.name];
    if (other === undefined || !names.includes(other)) return fields;
    return fields.map((field) => ({
      ...field,
      hint: `${field.hint}; this or ${other}`,
      ...(around.isThere && { either: keyOf(around.prefix, other) }),
    }));
  });
}

function fieldsOfMember(member: Member, around: Surrounding): readonly Field[] {
  const { prefix, depth, values } = around;
  const key = keyOf(prefix, member.name);
  const required = member.required && around.isThere;
  const inner = membersOfStructure(member.type);
  const single = inner === undefined ? undefined : onlyMember(inner);
  const base = { key, label: member.name, depth, required };
  if (inner === undefined || (member.list && single !== undefined)) {
    const type = single?.type ?? member.type;
    const choices = type === 'bool' ? ['true', 'false'] : around.choices(member.name);
    const isName = choices.length > 0 && /(Id|Account|bgpPeers)$/.test(member.name);
    const isWords = choices.length > 0 && type === 'string';
    const what = isName ? 'name or id' : isWords ? choices.join(', ') : (hints[type] ?? type);
    const hint = `${what}${member.list ? ', commas between' : ''}`;
    return [{ ...base, choices, hint }];
  }
  const under = (label: string, innerPrefix: string, isThere: boolean): readonly Field[] => [
    { ...base, key: innerPrefix, label, required, isHeading: true, choices: [], hint: '' },
    ...fieldsOfMembers(inner, { ...around, prefix: innerPrefix, depth: depth + 1, isThere }),
  ];
  if (!member.list) return under(member.name, key, required || isTyped(values, key));
  const items = typedItems(values, key);
  return [...items, (items.at(-1) ?? -1) + 1].flatMap((index) =>
    under(`${member.name} ${index + 1}`, `${key}.${index}`, isTyped(values, `${key}.${index}`)),
  );
}

/** The request of what was typed; what is empty is left out, unless it is required and a structure. */
export function requestOf(members: readonly Member[], values: Values, prefix = ''): Request {
  return Object.fromEntries(
    members.flatMap((member) => {
      const value = memberValue(member, values, keyOf(prefix, member.name));
      return value === undefined ? [] : [[member.name, value]];
    }),
  );
}

function memberValue(member: Member, values: Values, key: string): unknown {
  const inner = membersOfStructure(member.type);
  const text = values[key] ?? '';
  if (inner === undefined) {
    if (text === '') return undefined;
    return member.list ? listOfText(text).map((one) => read(member.type, one)) : read(member.type, text);
  }
  if (!member.list)
    return member.required || isTyped(values, key) ? requestOf(inner, values, key) : undefined;
  const single = onlyMember(inner);
  const items =
    single === undefined
      ? typedItems(values, key).map((index) => requestOf(inner, values, `${key}.${index}`))
      : listOfText(text).map((one) => ({ [single.name]: read(single.type, one) }));
  return items.length === 0 ? undefined : items;
}
