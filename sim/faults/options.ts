/**
 * Options of faults as a caller gives them, read by the catalogue's own list: in words as in a file (`5%`, `10s`), or
 * as the numbers that faults count in. What a file may say, `sim/scenario/schema/fault-steps.ts` makes of the same list.
 */
import { ALL_PPM } from '../kernel/loss.ts';
import { didYouMean, listed } from '../kernel/near.ts';
import { parseDuration, parsePercent } from '../kernel/quantity.ts';
import type { FaultDefinition, FaultOption, FaultOptionKind, FaultOptions } from './fault.ts';

const TEXT_CHARACTERS = 10_000;

/** Bounds of an `int`. */
export const boundsOf = ({ min = -1_000_000, max = Number.MAX_SAFE_INTEGER }: FaultOption) => ({ min, max });

const show = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : String(value));

function whole(value: unknown, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new RangeError(`expected a whole number, found ${show(value)}`);
  if (value < min) throw new RangeError(`${value} is too small: at least ${min}`);
  if (value > max) throw new RangeError(`${value} is too large: at most ${max}`);
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new RangeError(`expected text, found ${show(value)}`);
  if (value === '') throw new RangeError('too short: at least 1');
  if (value.length > TEXT_CHARACTERS) throw new RangeError(`too long: at most ${TEXT_CHARACTERS}`);
  return value;
}

/** µs from words or µs. */
export const readMicros = (value: unknown): number =>
  typeof value === 'string' ? parseDuration(value) : whole(value, 0, Number.MAX_SAFE_INTEGER);

function percent(value: unknown): number {
  const parts = typeof value === 'string' ? parsePercent(value) : whole(value, 0, Number.MAX_SAFE_INTEGER);
  if (parts > ALL_PPM) throw new RangeError(`at most 100%${parts === value ? `, ${ALL_PPM}` : ''}`);
  return parts;
}

function word(value: unknown, words: readonly string[]): string {
  if (typeof value === 'string' && words.includes(value)) return value;
  const near = typeof value === 'string' ? didYouMean(value, words) : '';
  throw new RangeError(`expected one of ${listed(words)}; found ${show(value)}${near}`);
}

const readers: Readonly<Record<FaultOptionKind, (value: unknown, option: FaultOption) => string | number>> = {
  percent,
  duration: readMicros,
  word: (value, { words = [] }) => word(value, words),
  int: (value, option) => whole(value, boundsOf(option).min, boundsOf(option).max),
  text,
};

/** Throws a RangeError at the first of `names` that is none of the known ones. */
export function refuseUnknown(names: readonly string[], known: readonly string[], what: string): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, known) || (known.length === 0 ? '' : ` (known: ${known.join(', ')})`);
  throw new RangeError(`${what} "${unknown}"${hint}`);
}

/** Options in the numbers that faults count in. Throws a RangeError on what the fault does not take, or lacks. */
export function readOptions({ name: fault, options }: FaultDefinition, given: FaultOptions): FaultOptions {
  // JavaScript's way to leave a member out.
  const values = Object.entries(given).filter(([, value]) => value !== undefined);
  const names = values.map(([name]) => name);
  refuseUnknown(
    names,
    options.map(({ name }) => name),
    `${fault}: unknown option`,
  );
  const missing = options.find(({ name, required }) => required === true && !names.includes(name));
  if (missing !== undefined) throw new RangeError(`${fault}: the option "${missing.name}" is missing`);
  return Object.fromEntries(
    values.map(([name, value]) => {
      const option = options.find((one) => one.name === name);
      return [name, option === undefined ? value : read(fault, option, value)];
    }),
  );
}

function read(fault: string, option: FaultOption, value: unknown): string | number {
  try {
    return readers[option.kind](value, option);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`${fault}: ${option.name}: ${error.message}`);
  }
}
