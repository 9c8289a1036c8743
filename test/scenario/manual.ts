/** The tables of docs/scenario.md, made from the lists in code. `UPDATE_DOCS=1 npx vitest run test/scenario` writes them. */

import { faults } from '../../sim/faults/catalogue.ts';
import { formatDuration } from '../../sim/kernel/quantity.ts';
import type { FaultOption } from '../../sim/scenario/models.ts';
import { type CheckValue, conditionSubjects } from '../../sim/scenario/subjects.ts';
import { choices, durations } from '../../sim/timing.ts';

type Row = readonly string[];

const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(' ');

const RANGES = {
  count: 'a number or range',
  duration: 'a duration or range',
  percent: 'a percentage or range',
};

function valueText(value: CheckValue): string {
  switch (value.kind) {
    case 'word':
      return code(value.words);
    case 'range':
      return RANGES[value.of];
    case 'count':
      return 'a number';
    case 'boolean':
      return code(['true', 'false']);
    case 'substring':
      return 'text';
    case 'prefix':
      return 'a prefix';
    case 'losers':
      return `a map from names to ${code(value.steps)}`;
    case 'name':
      return ['a name', code(value.words)].filter((part) => part !== '').join(' or ');
  }
}

/** Many words have a table of their own elsewhere. */
const wordsText = (words: readonly string[]): string =>
  words.length > 8 ? `${words[0]} and ${words.length - 1} others` : words.join(', ');

const optionText = ({ name, kind, words, required }: FaultOption): string =>
  `\`${name}\`${required ? '' : '?'} (${words === undefined ? kind : wordsText(words)})`;

/** Name of a table in the manual → its text. */
export const tables: Readonly<Record<string, string>> = {
  conditions: table(
    ['subject', 'check', 'value', 'what it means'],
    conditionSubjects.flatMap((subject) => [
      [`**\`${subject.name}\`**`, '', '', `**${subject.doc}**`],
      ...subject.checks.map(({ name, value, doc }) => ['', `\`${name}\``, valueText(value), doc]),
    ]),
  ),
  faults: table(
    ['fault', 'target', 'options (`?`: may be left out)', 'what it does'],
    faults.map(({ name, targets, options, doc = '' }) => [
      `\`${name}\``,
      targets.join(', '),
      options.map(optionText).join(', '),
      doc,
    ]),
  ),
  durations: table(
    ['name', 'default', 'confidence', 'source'],
    Object.entries(durations).map(([name, { micros, confidence, source }]) => [
      `\`${name}\``,
      formatDuration(micros),
      confidence,
      source,
    ]),
  ),
  choices: table(
    ['name', 'values', 'default'],
    Object.entries(choices).map(([name, { values, value }]) => [`\`${name}\``, code(values), `\`${value}\``]),
  ),
};

const block = (name: string, body: string): string =>
  `<!-- table: ${name} -->\n${body}\n<!-- end of table -->`;

/** The manual with its tables as they should be. */
export const withTables = (manual: string): string =>
  manual.replace(/<!-- table: (\w+) -->\n[\s\S]*?<!-- end of table -->/g, (old, name: string) => {
    const body = Object.hasOwn(tables, name) ? tables[name] : undefined;
    return body === undefined ? old : block(name, body);
  });

/** The same text whether or not a formatter has aligned the columns of its tables. */
export const unaligned = (text: string): string => text.replace(/ +\|/g, ' |').replace(/-{3,}/g, '---');
