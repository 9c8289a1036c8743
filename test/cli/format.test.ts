import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addingUp, bytes, clock, column, cut, span, wrap } from '../../cli/format.ts';
import { minute, second } from './fixtures.ts';

describe('span writes a duration as a scenario file does', () => {
  test.each([
    [0, '0s'],
    [250, '250µs'],
    [1_500, '1.5ms'],
    [300_000, '300ms'],
    [41_200_000, '41.2s'],
    [100 * second, '1m40s'],
    [90 * minute, '1h30m'],
    [48 * 60 * minute + second, '2d1s'],
  ])('%i µs is %s', (micros, text) => {
    expect(span(micros)).toBe(text);
  });
});

test('clock counts from the start of the run, days apart', () => {
  expect(clock(0)).toBe('00:00:00.000');
  expect(clock(12 * minute + 43_200_000)).toBe('00:12:43.200');
  expect(clock(51 * 60 * minute)).toBe('2d 03:00:00.000');
});

test('printed parts add up to the printed whole, whatever the rounding', () => {
  const parts = fc.array(fc.nat({ max: 3_600_000_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(parts, (micros) => {
      const printed = addingUp(micros);
      // Thousandths of the unit, read digit by digit: no floating point between the text and the sum.
      const thousandths = (text: string) => Number(text.replace(/ m?s$/, '').replace('.', ''));
      const sum = printed.parts.reduce((total, part) => total + thousandths(part), 0);
      expect(sum).toBe(thousandths(printed.whole));
    }),
  );
});

test('halves of a millisecond are not all rounded up', () => {
  expect(addingUp([500_500, 500_500])).toEqual({ whole: '1.001 s', parts: ['0.501 s', '0.500 s'] });
});

test('bytes past 2^53 keep their unit', () => {
  expect(bytes('640')).toBe('640 B');
  expect(bytes('11415900000')).toBe('11.4 GB');
  expect(bytes('90071992547409910000')).toBe('90.1 EB');
});

test('what is too long shows an ellipsis, at the end that matters less', () => {
  expect(cut('drills/move-vif.yaml', 10, 'end')).toBe('…-vif.yaml');
  expect(cut('Move a VIF', 6)).toBe('Move …');
  expect(column('ab', 4)).toBe('ab  ');
});

test('wrapped lines fit, and lose no word', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,40}$/), { maxLength: 30 }),
      fc.integer({ min: 10, max: 80 }),
      (words, width) => {
        const lines = wrap(words.join(' '), width);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
      },
    ),
  );
});
