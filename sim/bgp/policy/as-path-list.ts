/** AS path lists: regular expressions over the path as text, as Cisco and FRR read them. */
import type { PatternEntry } from '../../topology/policy.ts';

/** Start, end, or what stands between two ASNs. */
const BOUNDARY = '(?:^| |$)';

/**
 * What vendors agree on. Escapes, braces and lazy quantifiers mean one thing here and another there, and an underscore
 * within brackets is none.
 */
const PATTERN = /^(?:\[\^?(?:\d(?:-\d)?| )+\]|[\d ._^$|()]|[*+?](?![*+?]))+$/;

/** @throws RangeError with what would be right */
export function compileAsPathPattern(pattern: string): RegExp {
  const like = 'an AS path pattern is written like ^65001_, _64512$ or ^(65001_)+$';
  if (!PATTERN.test(pattern)) throw new RangeError(`"${pattern}" cannot be read: ${like}`);
  try {
    return new RegExp(pattern.replaceAll('_', BOUNDARY));
  } catch {
    throw new RangeError(`"${pattern}" is no regular expression: ${like}`);
  }
}

/** Whether a list permits a path. */
export function compileAsPathList(list: readonly PatternEntry[]): (asPath: readonly number[]) => boolean {
  const entries = list.map(({ action, pattern }) => ({
    permits: action === 'permit',
    expression: compileAsPathPattern(pattern),
  }));
  return (asPath) => {
    const text = asPath.join(' ');
    return entries.find(({ expression }) => expression.test(text))?.permits ?? false;
  };
}
