import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { views } from '../../tui/views/registry.ts';
import { keyTables } from './manual.ts';

const manual = readFileSync(new URL('../../docs/terminal.md', import.meta.url), 'utf8');

// To refresh: replace what stands between the two comments by what this test shows.
test('the manual has the keys as they are', () => {
  const [, held] = /<!-- keys -->\n\n([\s\S]*?)\n\n<!-- end of keys -->/.exec(manual) ?? [];
  expect(held).toBe(keyTables());
});

test('the manual tells of every view', () => {
  const told = views.filter(({ key, title }) => manual.includes(`| \`${key}\` | ${title} |`));
  expect(told).toEqual(views);
});
