/** Figures and little pictures as text, in so few cells that columns of them stay readable. */
import { formatClock, formatDuration } from '../../sim/kernel/quantity.ts';
import type { Interval } from '../history.ts';
import { overlap } from '../samples.ts';
import { glyphSets } from '../theme.ts';
import { bars } from '../widgets/sparkline.tsx';

const SECOND = 1_000_000;
const PPM_OF_A_PERCENT = 10_000;
const DARK_MILLI_DBM = -40_000;

/** `–`: there is none. */
export const NONE = '–';

/** Whole seconds, `1m20s`, `<1s`; empty for none. */
export const seconds = (micros: number): string =>
  micros < SECOND ? (micros > 0 ? '<1s' : '') : formatDuration(Math.floor(micros / SECOND) * SECOND);

const DAY = 86_400 * SECOND;

/** A moment in twelve cells; from a day on without milliseconds, which its page has. */
export const shortClock = (micros: number): string =>
  micros < DAY ? formatClock(micros) : formatClock(micros).replace(/\.\d+$/, '');

/** `90s`; 0 means never. */
export const wholeSeconds = (micros = 0): string =>
  micros === 0 ? 'off' : `${Math.round(micros / SECOND)}s`;

/** `86.6s`; `–` when there is nothing to wait for. */
export const left = (micros: number | undefined): string =>
  micros === undefined ? NONE : `${(Math.floor(micros / 100_000) / 10).toFixed(1)}s`;

/** `0.5ms`. */
export const millis = (micros: number): string => `${Math.round(micros / 100) / 10}ms`;

/** `-3.0`, or `dark`. */
export const dBm = (milliDbm: number): string =>
  milliDbm <= DARK_MILLI_DBM ? 'dark' : (milliDbm / 1000).toFixed(1);

/** `12%`, `0.1%`, `<0.1%`, `0%`. */
export function percent(ppm: number): string {
  if (ppm === 0) return '0%';
  const value = ppm / PPM_OF_A_PERCENT;
  if (value < 0.1) return '<0.1%';
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)}%`;
}

const RATE_UNITS = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** `1.2G`, three digits at most. */
export function rate(bps: number): string {
  const [size, unit] = RATE_UNITS.find(([least]) => bps >= least) ?? [1, ''];
  const value = bps / size;
  return `${value < 100 ? Math.round(value * 10) / 10 : Math.round(value)}${unit}`;
}

/** Both ways in one cell: once when they are the same. */
export const bothWays = (there: string, back: string): string =>
  there === back ? there : `${there}/${back}`;

// Drawn with the better glyphs; where only ASCII may be shown each is replaced by its like (`Glyphs.words`).
const { spark, bar } = glyphSets.unicode;

/** A sparkline of `width` cells; `most` is a full bar, NaN a blank. */
export const sparkline = (values: readonly number[], width: number, most: number): string =>
  bars(values, spark, width, Math.max(1, most));

/** From the start until now in so many cells: up, partly down, down. */
export function downBar(downs: readonly Interval[], nowMicros: number, width: number): string {
  if (nowMicros === 0) return ' '.repeat(width);
  const cell = nowMicros / width;
  return Array.from({ length: width }, (_, index) => {
    const [from, to] = [index * cell, (index + 1) * cell];
    const down = overlap(downs, from, to);
    return down === 0 ? bar.up : down > cell - 1 ? bar.down : bar.partly;
  }).join('');
}
