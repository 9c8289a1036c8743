/**
 * Quantities as people write them: durations (integer µs), rates (integer bits per second), percentages (integer
 * parts per million). Read and written digit by digit, since a float would round differently from what was typed.
 */

/** The text is not the quantity that was asked for; the message says what would be. */
export class QuantityError extends RangeError {
  override readonly name = 'QuantityError';
}

interface Unit {
  readonly names: readonly string[];
  /** Of the base unit: µs, bits per second. */
  readonly size: bigint;
}

const MICRO = { names: ['us', 'µs', 'μs'], size: 1n };
const MILLI = { names: ['ms'], size: 1000n };
const SECOND = { names: ['s'], size: 1_000_000n };
const MINUTE = { names: ['m'], size: 60_000_000n };
const HOUR = { names: ['h'], size: 3_600_000_000n };
const DAY = { names: ['d'], size: 86_400_000_000n };
const DURATION_UNITS: readonly Unit[] = [DAY, HOUR, MINUTE, SECOND, MILLI, MICRO];

const RATE_UNITS: readonly Unit[] = [
  { names: ['Tbps', 'T'], size: 1_000_000_000_000n },
  { names: ['Gbps', 'G'], size: 1_000_000_000n },
  { names: ['Mbps', 'M'], size: 1_000_000n },
  { names: ['kbps', 'Kbps', 'k', 'K'], size: 1000n },
  { names: ['bps'], size: 1n },
];

/** Longest duration: sums of a few of them stay below 2^53. */
const MAX_MICROS = 36_500n * DAY.size;
const PARTS_IN_ONE_PERCENT = 10_000n;

// Of a text, since schema.json shows it: in the bundles, which are ASCII, a literal would have its letters escaped.
const DURATION_UNIT = 'd|h|ms|m|s|us|µs|μs';
export const DURATION_PATTERN = new RegExp(`^(?:\\d+(?:\\.\\d+)?(?:${DURATION_UNIT}))+$`);
export const RATE_PATTERN = /^\d+(?:\.\d+)?(?:[kKMGT]|[kKMGT]?bps)$/;
export const PERCENT_PATTERN = /^\d+(?:\.\d+)?%$/;

/** `1.2` of a unit of size 10 is 12; undefined when a digit would be lost. */
function scale(digits: string, size: bigint): bigint | undefined {
  const [whole = '', fraction = ''] = digits.split('.');
  let denominator = 1n;
  for (let i = 0; i < fraction.length; i++) denominator *= 10n;
  const product = BigInt(whole + fraction) * size;
  return product % denominator === 0n ? product / denominator : undefined;
}

/** Longer digit strings are no quantity of this world, and would cost time to multiply. */
const tooLong = (text: string): boolean => text.length > 40;

const bounded = (value: bigint, text: string): number => {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new QuantityError(`${text} is too large`);
  return Number(value);
};

/**
 * `300ms`, `90s`, `1h30m`, `2d`, `500us`, `40.2s` → µs. Units go from large to small, each at most once; only the
 * last may have a fraction.
 * @throws QuantityError for anything else, a bare number too, and beyond 36500d.
 */
export function parseDuration(text: string): number {
  const expected = 'a duration is written like 90s, 1h30m or 300ms';
  if (/^\d+(\.\d+)?$/.test(text)) throw new QuantityError(`${text.slice(0, 40)} has no unit: ${expected}`);
  if (tooLong(text) || !DURATION_PATTERN.test(text)) throw new QuantityError(expected);
  let total = 0n;
  let previous = -1;
  let fractional = false;
  for (const [, digits = '', name = ''] of text.matchAll(/([\d.]+)([^\d.]+)/g)) {
    const rank = DURATION_UNITS.findIndex((unit) => unit.names.includes(name));
    const unit = DURATION_UNITS[rank];
    if (unit === undefined || rank <= previous || fractional) throw new QuantityError(expected);
    const part = scale(digits, unit.size);
    if (part === undefined) throw new QuantityError(`${text} is finer than a microsecond`);
    total += part;
    previous = rank;
    fractional = digits.includes('.');
  }
  if (total > MAX_MICROS) throw new QuantityError(`${text} is too long: at most 36500d`);
  return Number(total);
}

/** µs from words or µs. */
export const microsOf = (time: string | number): number =>
  typeof time === 'number' ? time : parseDuration(time);

/**
 * `1.2Gbps`, `900Mbps`, `1.5G`, `100M` → bits per second (decimal prefixes, as line rates are).
 * @throws QuantityError for anything else, a bare number too.
 */
export function parseRate(text: string): number {
  const [, digits = '', name = ''] = /^(\d+(?:\.\d+)?)(\D+)$/.exec(text) ?? [];
  const unit = RATE_UNITS.find((candidate) => candidate.names.includes(name));
  if (tooLong(text) || unit === undefined)
    throw new QuantityError('a rate is written like 1.2Gbps, 900Mbps or 100M');
  const bps = scale(digits, unit.size);
  if (bps === undefined) throw new QuantityError(`${text} is finer than a bit per second`);
  return bounded(bps, text);
}

/**
 * `5%`, `0.1%` → parts per million.
 * @throws QuantityError without the sign, or finer than 0.0001%.
 */
export function parsePercent(text: string): number {
  if (tooLong(text) || !PERCENT_PATTERN.test(text))
    throw new QuantityError('a percentage is written like 5% or 0.1%');
  const parts = scale(text.slice(0, -1), PARTS_IN_ONE_PERCENT);
  if (parts === undefined) throw new QuantityError(`${text} is finer than 0.0001%`);
  return bounded(parts, text);
}

/** value / size as exact decimal text without trailing zeros; size is a power of ten. */
function decimal(value: bigint, size: bigint): string {
  const rest = value % size;
  if (rest === 0n) return String(value / size);
  const fraction = String(rest)
    .padStart(String(size).length - 1, '0')
    .replace(/0+$/, '');
  return `${value / size}.${fraction}`;
}

/** µs → `1h30m`, `1m30s`, `40.2s`, `300ms`, `500us`, `0s`: the shortest exact text that `parseDuration` reads back. */
export function formatDuration(micros: number): string {
  if (micros < 0) return `-${formatDuration(-micros)}`;
  let rest = BigInt(micros);
  if (rest === 0n) return '0s';
  if (rest < MILLI.size) return `${rest}us`;
  if (rest < SECOND.size) return `${decimal(rest, MILLI.size)}ms`;
  let text = '';
  for (const unit of [DAY, HOUR, MINUTE]) {
    if (rest >= unit.size) text += `${rest / unit.size}${unit.names[0]}`;
    rest %= unit.size;
  }
  return rest === 0n ? text : `${text}${decimal(rest, SECOND.size)}s`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A moment of a run, µs → `mm:ss.mmm`, from an hour on `h:mm:ss.mmm`, from a day on `3d hh:mm:ss.mmm`. Cut to the millisecond, never rounded up. */
export function formatClock(micros: number): string {
  if (micros < 0) return `-${formatClock(-micros)}`;
  const millis = Math.floor(micros / 1000);
  const seconds = Math.floor(millis / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const tail = `${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}.${String(millis % 1000).padStart(3, '0')}`;
  const days = Math.floor(hours / 24);
  if (days > 0) return `${days}d ${twoDigits(hours % 24)}:${tail}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** Bits per second → `1.2Gbps`, exact; `parseRate` reads it back. */
export function formatRate(bps: number): string {
  const value = BigInt(bps);
  const unit = RATE_UNITS.find((candidate) => value >= candidate.size);
  return unit === undefined ? '0bps' : `${decimal(value, unit.size)}${unit.names[0]}`;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** Bytes → `1.2 GB`, `640 B`: rounded to a tenth of a unit. */
export function formatBytes(bytes: bigint): string {
  let [size, power] = [1n, 0];
  // From 999.95 on the tenth would be rounded up to a thousand.
  while (bytes * 20n >= size * 19_999n && power < BYTE_UNITS.length - 1) {
    size *= 1000n;
    power += 1;
  }
  const tenths = (bytes * 20n + size) / (size * 2n);
  return `${power === 0 ? bytes : `${tenths / 10n}.${tenths % 10n}`} ${BYTE_UNITS[power]}`;
}

/** Parts per million → `0.1%`, exact; `parsePercent` reads it back. */
export const formatPercent = (partsPerMillion: number): string =>
  `${decimal(BigInt(partsPerMillion), PARTS_IN_ONE_PERCENT)}%`;
