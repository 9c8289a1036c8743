/** Readers of option values, shared by commands; each throws what commander prints as a usage error. */
import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../sim/kernel/quantity.ts';

/** A whole number within bounds, digits only. */
export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      const upTo = most === Number.MAX_SAFE_INTEGER ? 'up' : `to ${most}`;
      throw new InvalidArgumentError(`It must be a whole number from ${least} ${upTo}.`);
    }
    return value;
  };
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A regular expression, upper and lower case alike; names have brackets, so what stands there as it is fits as well. */
export function pattern(text: string): RegExp {
  try {
    return new RegExp(`${text}|${literal(text)}`, 'iu');
  } catch (error) {
    throw new InvalidArgumentError(
      `It is not a regular expression: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** `--seed`. */
export const seed: readonly [flags: string, does: string, read: (text: string) => number] = [
  '-s, --seed <number>',
  'play with this seed instead of the one in the file',
  whole(0, 0xffff_ffff),
];

/** Words with commas between; the option may be given several times. */
export function words(text: string, before: readonly string[] | undefined): readonly string[] {
  const added = text.split(',').map((word) => word.trim());
  if (added.some((word) => word === ''))
    throw new InvalidArgumentError('It must be words with commas between.');
  return [...(before ?? []), ...added];
}

/** A moment from the start: `2m`, `1h30m`; µs. */
export function moment(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    throw new InvalidArgumentError(`${error instanceof Error ? error.message : error}.`);
  }
}
