/** The tables of docs/vendors.md, made from the profiles. */
import { malformedKindNames, malformedKinds } from '../../../sim/bgp/vendors/malformed.ts';
import type { ProfileName } from '../../../sim/bgp/vendors/profile.ts';
import { profileNames, profiles } from '../../../sim/bgp/vendors/vendors.ts';
import { formatDuration } from '../../../sim/kernel/quantity.ts';
import type { Confidence } from '../../../sim/timing.ts';
import { type Leaf, leavesOf } from './leaves.ts';

/** Behind each value. */
const marks: Readonly<Record<Confidence, string>> = { measured: 'm', documented: 'd', assumed: 'a' };

const groups: Readonly<Record<string, string>> = {
  timers: 'Timers of a session',
  connect: 'Connecting',
  idleHold: 'The pause in Idle',
  interface: 'Interfaces',
  updates: 'UPDATEs',
  gracefulRestart: 'Graceful restart',
  resets: 'What a change of the configuration does',
  policy: 'Routing policy',
  decision: 'The decision',
  malformed: 'Malformed messages',
};

const wordsOf = (member: string): string =>
  member
    .replace(/Micros$/, '')
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase();

const isAnswer = (value: unknown): value is { does: string; code?: number; subcode?: number } =>
  typeof value === 'object' && value !== null && 'does' in value;

/** A value as a reader writes it. */
function valueText({ group, member, value }: Leaf): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(', ');
  if (isAnswer(value))
    return value.does === 'notify' ? `${value.code}/${value.subcode}` : wordsOf(value.does);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string')
    return value === 'idleHold' || value === 'connectRetry' ? `\`${value}\`` : value;
  if (group === 'resets' || member === 'onShutdown') return `6/${value}`;
  if (member.endsWith('Percent')) return `${value} %`;
  if (member.startsWith('maximumPaths')) return `${value}`;
  return typeof value === 'number' ? formatDuration(value) : JSON.stringify(value);
}

const inCell = (text: string): string => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map(inCell).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const leaves = new Map(profileNames.map((name) => [name, leavesOf(profiles[name])]));
const leafOf = (name: ProfileName, path: string) => leaves.get(name)?.find((leaf) => leaf.path === path);
const cellOf = (leaf: Leaf | undefined): string =>
  leaf === undefined ? '' : `${valueText(leaf)} ${marks[leaf.confidence]}`;

/** Every value, a column a vendor. */
function groupTable(group: string): string {
  const members = leavesOf(profiles.generic).filter((leaf) => leaf.group === group);
  const rows = members.map(({ member, path }) => [
    group === 'malformed' ? `\`${member}\`` : wordsOf(member),
    ...profileNames.map((name) => cellOf(leafOf(name, path))),
  ]);
  return `### ${groups[group]}\n\n${table(['', ...profileNames.map((name) => profiles[name].title)], rows)}`;
}

/** Where each value is from. */
function sourceTable(name: ProfileName): string {
  const rows = (leaves.get(name) ?? []).map((leaf) => [
    `${leaf.group}: ${leaf.group === 'malformed' ? leaf.member : wordsOf(leaf.member)}`,
    valueText(leaf),
    leaf.confidence,
    leaf.source,
  ]);
  return `### ${profiles[name].title}\n\n${table(['what', 'value', 'confidence', 'source'], rows)}`;
}

export const vendorTables: Readonly<Record<string, () => string>> = {
  kinds: () =>
    table(
      ['`kind`', 'the message'],
      malformedKindNames.map((kind) => [`\`${kind}\``, malformedKinds[kind]]),
    ),
  values: () => Object.keys(groups).map(groupTable).join('\n\n'),
  sources: () => profileNames.map(sourceTable).join('\n\n'),
};

/** The manual with what stands between `<!-- NAME -->` and `<!-- end of NAME -->` made anew. */
export const withVendorTables = (manual: string): string =>
  Object.entries(vendorTables).reduce(
    (text, [name, make]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`),
        (_, begin: string, end: string) => `${begin}\n${make()}\n\n${end}`,
      ),
    manual,
  );
