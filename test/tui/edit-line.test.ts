import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditedLine, erased, halvesOf, lineOf, moved, typed } from '../../tui/edit-line.ts';

const anyLine: fc.Arbitrary<EditedLine> = fc
  .tuple(fc.string({ unit: 'grapheme-composite' }), fc.string({ unit: 'grapheme-composite' }))
  .map(([before, after]) => ({ text: before + after, after: Array.from(after).length }));

describe('a line that is edited', () => {
  it('takes what is typed at the cursor, which then stands behind it', () => {
    const line = moved(moved(typed(lineOf(''), 'fbre'), 'start'), 'right');
    expect(halvesOf(typed(line, 'i'))).toEqual(['fi', 'bre']);
  });

  it('erases before the cursor, under it, a word, and all', () => {
    const line: EditedLine = { text: 'fault fibre-cut', after: 4 };
    expect(halvesOf(line)).toEqual(['fault fibre', '-cut']);
    expect(halvesOf(erased(line, 'character'))).toEqual(['fault fibr', '-cut']);
    expect(halvesOf(erased(line, 'next'))).toEqual(['fault fibre', 'cut']);
    expect(halvesOf(erased(line, 'word'))).toEqual(['fault ', '-cut']);
    expect(erased(line, 'all')).toEqual(lineOf(''));
  });

  it('is as before when what was typed is erased again', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(erased(typed(line, 'x'), 'character')).toEqual(line);
      }),
    );
  });

  it('keeps its text, and the cursor inside it, however the cursor moves', () => {
    const anyMove = fc.constantFrom('left', 'right', 'start', 'end');
    fc.assert(
      fc.property(anyLine, fc.array(anyMove), (line, moves) => {
        const after = moves.reduce(moved, line);
        expect(halvesOf(after).join('')).toBe(line.text);
        expect(after.after).toBeGreaterThanOrEqual(0);
        expect(after.after).toBeLessThanOrEqual(Array.from(line.text).length);
      }),
    );
  });
});
