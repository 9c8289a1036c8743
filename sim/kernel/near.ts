/** "Did you mean": the word nearest to what was typed. */

/** Edits (insert, delete, replace) from one word to another; counting stops at `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replace = (row[j] ?? limit) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replace, (row[j + 1] ?? limit) + 1, (next[j] ?? limit) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}

/** `cisco` for `cisco-ios-xe`, `prod` for `vpc-prod`. */
const isPart = (word: string, whole: string): boolean => whole.toLowerCase().split('-').includes(word);

/**
 * The nearest of `words` within a third of the word's length (at least 2 edits), or else one that it is a part of; the
 * first of equals.
 */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (word.length > 100) return undefined;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let limit = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
    const edits = distance(lower, candidate.toLowerCase(), limit);
    if (edits >= limit) continue;
    best = candidate;
    limit = edits;
  }
  return best ?? words.find((candidate) => isPart(lower, candidate));
}

/** `: did you mean "x"?`, or nothing. */
export function didYouMean(word: string, words: readonly string[]): string {
  const near = nearest(word, words);
  return near === undefined ? '' : `: did you mean "${near}"?`;
}

/** `a, b, c` cut after eight: what there is to choose from. */
export function listed(words: readonly string[]): string {
  const shown = words.slice(0, 8).join(', ');
  return words.length > 8 ? `${shown} and ${words.length - 8} more` : shown;
}
