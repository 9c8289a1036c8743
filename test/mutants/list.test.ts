import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutants } from './associate-virtual-interface.ts';

describe('the list of mutants', () => {
  it('has names of its own and is long enough', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(20);
  });

  it.each(mutants)('$name: applies to exactly one place', ({ file, find, replace }) => {
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(source.split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  });
});
