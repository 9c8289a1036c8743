import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDuration,
  formatPercent,
  formatRate,
  parseDuration,
  parsePercent,
  parseRate,
  QuantityError,
} from '../../sim/kernel/quantity.ts';

describe('durations', () => {
  it.each([
    ['500us', 500],
    ['300ms', 300_000],
    ['90s', 90_000_000],
    ['40.2s', 40_200_000],
    ['0.000001s', 1],
    ['1h30m', 5_400_000_000],
    ['2d', 172_800_000_000],
    ['1d2h3m4s5ms6us', 93_784_005_006],
    ['0s', 0],
  ])('reads %s', (text, micros) => expect(parseDuration(text)).toBe(micros));

  it.each([
    ['90', 'no unit'],
    ['', 'written like'],
    ['1h 30m', 'written like'],
    ['30m1h', 'written like'],
    ['1m1m', 'written like'],
    ['1.5m30s', 'written like'],
    ['-5s', 'written like'],
    ['1e3s', 'written like'],
    ['PT1M', 'written like'],
    ['0.5us', 'finer than a microsecond'],
    ['36501d', 'too long'],
    [`${'9'.repeat(10_000)}s`, 'written like'],
  ])('refuses %s', (text, message) => {
    expect(() => parseDuration(text)).toThrow(QuantityError);
    expect(() => parseDuration(text)).toThrow(message);
  });

  it('does not go through floats: 4.1s is 4100000 µs although 4.1 * 1000000 is not', () => {
    expect(4.1 * 1_000_000).not.toBe(4_100_000);
    expect(parseDuration('4.1s')).toBe(4_100_000);
  });

  it.each([
    [0, '0s'],
    [500, '500us'],
    [1500, '1.5ms'],
    [300_000, '300ms'],
    [40_200_000, '40.2s'],
    [90_000_000, '1m30s'],
    [5_400_000_000, '1h30m'],
    [86_400_000_000, '1d'],
    [-40_200_000, '-40.2s'],
  ])('writes %i as %s', (micros, text) => expect(formatDuration(micros)).toBe(text));

  it('reads back what it wrote', () => {
    const micros = fc.oneof(fc.nat(), fc.integer({ min: 0, max: 3_153_600_000_000_000 }));
    fc.assert(fc.property(micros, (value) => parseDuration(formatDuration(value)) === value));
  });
});

describe('the clock of a report', () => {
  it.each([
    [0, '00:00.000'],
    [125_250_999, '02:05.250'],
    [3_599_999_999, '59:59.999'],
    [3_600_000_000, '1:00:00.000'],
    [86_399_999_999, '23:59:59.999'],
    [86_400_000_000, '1d 00:00:00.000'],
    [1_468_800_050_000, '17d 00:00:00.050'],
    [2_678_400_000_000, '31d 00:00:00.000'],
  ])('shows %i µs as %s', (micros, text) => expect(formatClock(micros)).toBe(text));

  it('keeps the order of moments within one layout', () => {
    const hour = fc.integer({ min: 0, max: 3_599_999_999 });
    fc.assert(fc.property(hour, hour, (a, b) => a > b || formatClock(a) <= formatClock(b)));
  });
});

describe('rates', () => {
  it.each([
    ['1.2Gbps', 1_200_000_000],
    ['900Mbps', 900_000_000],
    ['1.5G', 1_500_000_000],
    ['100M', 100_000_000],
    ['64k', 64_000],
    ['400G', 400_000_000_000],
    ['5bps', 5],
  ])('reads %s', (text, bps) => expect(parseRate(text)).toBe(bps));

  it.each(['100', '1.5', 'G', '1,5G', '1.5 G', '0.1bps', '10GBps', '99999999999999999T'])(
    'refuses %s',
    (text) => expect(() => parseRate(text)).toThrow(QuantityError),
  );

  it('reads back what it wrote', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (bps) => parseRate(formatRate(bps)) === bps));
    expect(formatRate(1_200_000_000)).toBe('1.2Gbps');
  });
});

describe('percentages', () => {
  it.each([
    ['5%', 50_000],
    ['0.1%', 1000],
    ['100%', 1_000_000],
    ['0.0001%', 1],
  ])('reads %s', (text, parts) => expect(parsePercent(text)).toBe(parts));

  it.each(['5', '%', '-1%', '5 %', '0.00001%'])('refuses %s', (text) =>
    expect(() => parsePercent(text)).toThrow(QuantityError),
  );

  it('reads back what it wrote', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (parts) => parsePercent(formatPercent(parts)) === parts));
    expect(formatPercent(1000)).toBe('0.1%');
  });
});
