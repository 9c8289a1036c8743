/** The choices of a field while something is typed in it. */

/** All of them when one is typed in full (`index` says which), else those that fit: beginnings first. */
export function matching(
  choices: readonly string[],
  typed: string,
): { readonly choices: readonly string[]; readonly index: number } {
  const index = choices.indexOf(typed);
  if (typed === '' || index >= 0) return { choices, index };
  const lower = typed.toLowerCase();
  const begin = choices.filter((one) => one.toLowerCase().startsWith(lower));
  const rest = choices.filter((one) => one.toLowerCase().indexOf(lower) > 0);
  return { choices: [...begin, ...rest], index: -1 };
}
