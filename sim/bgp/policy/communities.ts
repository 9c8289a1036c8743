/** Communities as they are written: standard, large and extended ones, well-known names, and patterns of them. */
import type { PatternEntry } from '../../topology/policy.ts';
import { wellKnown } from '../rib/attributes.ts';

/** The IANA registry of well-known communities, as vendors spell them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['graceful-shutdown', wellKnown.gracefulShutdown],
  ['accept-own', '65535:1'], // RFC 7611
  ['llgr-stale', wellKnown.llgrStale],
  ['no-llgr', wellKnown.noLlgr],
  ['blackhole', wellKnown.blackhole],
  ['no-export', wellKnown.noExport],
  ['no-advertise', wellKnown.noAdvertise],
  ['local-as', wellKnown.noExportSubconfed],
  ['no-peer', '65535:65284'], // RFC 3765
]);

const U16 = 65_535;
const U32 = 4_294_967_295;

/** The kind of an extended community (RFC 4360 §4, §5) before two numbers; otherwise two or three numbers. */
const SHAPE = /^(?:(rt|soo):)?((?:\d+|\*)(?::(?:\d+|\*)){1,2})$/;
const LIKE = 'a community is written like 7224:7100, 64512:1:2, rt:64512:1 or no-export';

/** Why these numbers are no community: RFC 1997 has twice 16 bits, RFC 8092 three times 32, RFC 4360 48 bits in two. */
function tooLarge(extended: boolean, numbers: readonly number[]): string | undefined {
  const [first = 0, second = 0] = numbers;
  const largest = Math.max(...numbers);
  if (largest > U32) return `${largest} is over ${U32}`;
  if (extended) return first > U16 && second > U16 ? `one of the numbers must be at most ${U16}` : undefined;
  return numbers.length === 2 && largest > U16
    ? `${largest} is over ${U16}: larger ones have three numbers, like 64512:1:2`
    : undefined;
}

function read(text: string, stars: boolean): string {
  const named = NAMES.get(text);
  if (named !== undefined) return named;
  const [, kind, places] = SHAPE.exec(text) ?? [];
  if (places === undefined) throw new RangeError(`"${text}": ${LIKE}`);
  const parts = places.split(':');
  if (!stars && parts.includes('*')) throw new RangeError(`"${text}": * stands in patterns only`);
  const extended = kind !== undefined;
  if (extended && parts.length !== 2) throw new RangeError(`"${text}": ${LIKE}`);
  const problem = tooLarge(
    extended,
    parts.map((part) => (part === '*' ? 0 : Number(part))),
  );
  if (problem !== undefined) throw new RangeError(`"${text}": ${problem}`);
  const canonical = parts.map((part) => (part === '*' ? part : String(Number(part))));
  return [...(extended ? [kind] : []), ...canonical].join(':');
}

/** As RIBs hold it, names in numbers. @throws RangeError with what would be right */
export const parseCommunity = (text: string): string => read(text, false);

/** The same with `*` for any number in a place. @throws RangeError */
export const parseCommunityPattern = (text: string): string => read(text, true);

/** An entry of a list: a pattern, or several with spaces between that must all be there. @throws RangeError */
export const parseCommunityEntry = (text: string): readonly string[] =>
  text.split(/ +/).map(parseCommunityPattern);

type Test = (community: string) => boolean;

function compileOne(pattern: string): Test {
  if (!pattern.includes('*')) return (community) => community === pattern;
  const expression = new RegExp(`^${pattern.replaceAll('*', '\\d+')}$`);
  return (community) => expression.test(community);
}

/** Whether a community is one of these patterns. */
export function compileCommunityPatterns(patterns: readonly string[]): Test {
  const tests = patterns.map((pattern) => compileOne(parseCommunityPattern(pattern)));
  return (community) => tests.some((test) => test(community));
}

/** Whether a list permits a route with these communities. */
export function compileCommunityList(
  list: readonly PatternEntry[],
): (communities: readonly string[]) => boolean {
  const entries = list.map(({ action, pattern }) => ({
    permits: action === 'permit',
    tests: parseCommunityEntry(pattern).map(compileOne),
  }));
  return (communities) =>
    entries.find(({ tests }) => tests.every((test) => communities.some(test)))?.permits ?? false;
}
