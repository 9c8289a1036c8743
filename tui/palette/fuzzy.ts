/** How well typed words fit a line: letters in order, better together, best at the start of a word. */

const isStart = (text: string, at: number): boolean => at === 0 || /[\s\-_.=]/.test(text[at - 1] ?? '');
/** `associateVirtual`: V starts a word too. */
const isHump = (text: string, at: number): boolean =>
  /[A-Z]/.test(text[at] ?? '') && /[a-z]/.test(text[at - 1] ?? '');

const TOGETHER = 3;
const AT_START = 4;
const WHOLE = 1000;
const INSIDE = 100;

function scoreOfWord(word: string, text: string, lower: string): number | undefined {
  const whole = lower.indexOf(word);
  if (whole >= 0) return (isStart(lower, whole) ? WHOLE : INSIDE) - whole;
  let score = 0;
  let from = 0;
  let last = -2;
  for (const letter of word) {
    const at = lower.indexOf(letter, from);
    if (at < 0) return undefined;
    score += 1 + (at === last + 1 ? TOGETHER : 0) + (isStart(lower, at) || isHump(text, at) ? AT_START : 0);
    last = at;
    from = at + 1;
  }
  // Letters strewn about are no match to speak of.
  return score < word.length * 2 ? undefined : score;
}

/** Higher is better; undefined where a word is neither in the text nor, as it stands, in `also`. */
export function fuzzyScore(query: string, text: string, also = ''): number | undefined {
  const lower = text.toLowerCase();
  const extra = also.toLowerCase();
  let total = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const score = scoreOfWord(word, text, lower) ?? (word.length > 2 && extra.includes(word) ? 0 : undefined);
    if (score === undefined) return undefined;
    total += score;
  }
  return total;
}

/** Those that fit, best first; equals stay in their order. */
export function ranked<T>(
  items: readonly T[],
  query: string,
  textOf: (item: T) => string,
  alsoOf: (item: T) => string = () => '',
): readonly T[] {
  if (query.trim() === '') return items;
  const scored = items.flatMap((item, index) => {
    const score = fuzzyScore(query, textOf(item), alsoOf(item));
    return score === undefined ? [] : [{ item, index, score, length: textOf(item).length }];
  });
  scored.sort((a, b) => b.score - a.score || a.length - b.length || a.index - b.index);
  return scored.map(({ item }) => item);
}
