import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { vendorTables, withVendorTables } from './manual.ts';

const page = new URL('../../../docs/vendors.md', import.meta.url);
if (process.env.UPDATE_DOCS) writeFileSync(page, withVendorTables(readFileSync(page, 'utf8')));
const manual = readFileSync(page, 'utf8');

test('the manual of vendors has every value and source as the profiles have them (UPDATE_DOCS=1 writes them)', () => {
  for (const name of Object.keys(vendorTables)) expect(manual).toContain(`<!-- ${name} -->`);
  expect(manual).toBe(withVendorTables(manual));
});
