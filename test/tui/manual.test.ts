import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { views } from '../../tui/views/registry.ts';
import { keyTables } from './manual.ts';

const file = new URL('../../docs/terminal.md', import.meta.url);
const manual = readFileSync(file, 'utf8');

// UPDATE_DOCS=1 writes them.
test('the manual has the keys as they are', () => {
  const keys = /(?<=<!-- keys -->\n\n)[\s\S]*?(?=\n\n<!-- end of keys -->)/;
  if (process.env.UPDATE_DOCS === '1') writeFileSync(file, manual.replace(keys, keyTables));
  else expect(keys.exec(manual)?.[0]).toBe(keyTables());
});

test('the manual tells of every view', () => {
  const told = views.filter(({ key, title }) => manual.includes(`| \`${key}\` | ${title} |`));
  expect(told).toEqual(views);
});
