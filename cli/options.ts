/** Readers of option values, shared by commands; each throws what commander prints as a usage error. */
import { InvalidArgumentError } from 'commander';

/** A whole number of at least `least`, digits only. */
export function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} up.`);
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
