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

/** A regular expression, upper and lower case alike. */
export function pattern(text: string): RegExp {
  try {
    return new RegExp(text, 'iu');
  } catch (error) {
    throw new InvalidArgumentError(
      `It is not a regular expression: ${error instanceof Error ? error.message : error}`,
    );
  }
}

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
