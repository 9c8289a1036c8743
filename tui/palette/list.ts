/** From the line that is being typed to what the palette lists, and to the entry that enter runs. */
import { didYouMean } from '../../sim/kernel/near.ts';
import type { Model } from '../model.ts';
import { actEntries } from './act-entries.ts';
import type { Entry, PaletteOverlay } from './entry.ts';
import { ranked } from './fuzzy.ts';
import { timeEntries, viewEntries } from './time-entries.ts';

export interface Item {
  readonly label: string;
  readonly doc: string;
  /** The whole line when it is taken. */
  readonly line: string;
  /** More may follow it. */
  readonly isOpen: boolean;
}

export interface Listing {
  readonly items: readonly Item[];
  readonly hint: string;
  /** Enter takes what is typed unless another one was chosen. */
  readonly isFree: boolean;
}

export const entriesOf = (model: Model): readonly Entry[] => [
  ...timeEntries,
  ...viewEntries,
  ...actEntries(model),
];

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** What is known by its own name too: `bgp-reset` for `fault bgp-reset`. */
const GROUP = /^(fault|api) (?=\S)/;
const shortOf = ({ words }: Entry): string => words.replace(GROUP, '');

/** The line with the word of its group before it where only that makes an entry of it, and more is typed than its name. */
function inFull(entries: readonly Entry[], text: string): string {
  const line = `${wordsOf(text).join(' ')} `;
  if (entryOf(entries, text) !== undefined) return text;
  const found = entries.find(
    (entry) => shortOf(entry) !== entry.words && line.startsWith(`${shortOf(entry)} `),
  );
  return found === undefined ? text : `${found.words}${text.trimStart().slice(shortOf(found).length)}`;
}

/** The entry whose words the line begins with: of several the longest. */
export function entryOf(entries: readonly Entry[], text: string): Entry | undefined {
  const line = `${wordsOf(text).join(' ')} `;
  const fitting = entries.filter(({ words }) => line.startsWith(`${words} `));
  return fitting.reduce<Entry | undefined>(
    (best, one) => (best === undefined || one.words.length > best.words.length ? one : best),
    undefined,
  );
}

/** The words after an entry. */
export const givenTo = ({ words }: Entry, text: string): readonly string[] =>
  wordsOf(text).slice(wordsOf(words).length);

function itemsOfNext(model: Model, entry: Entry, text: string): Listing {
  const given = givenTo(entry, text);
  const partial = text.endsWith(' ') ? '' : (given.at(-1) ?? '');
  const before = partial === '' ? given : given.slice(0, -1);
  const { choices, hint, isFree } = entry.next?.(model, before, partial) ?? {
    choices: [],
    hint: '',
    isFree: true,
  };
  const head = [entry.words, ...before].join(' ');
  const exact = choices.filter((one) => one === partial);
  const items = [...exact, ...ranked(choices, partial, (one) => one).filter((one) => one !== partial)].map(
    (one): Item => ({ label: one, doc: '', line: `${head} ${one}`, isOpen: true }),
  );
  const none = choices.length === 0 && !isFree ? 'there is none' : hint;
  return { items, hint: none, isFree: isFree || partial === '' || exact.length > 0 };
}

/** What fits the line: the next word of an entry that is typed in full, or entries. */
export function listingOf(model: Model, given: string): Listing {
  const entries = entriesOf(model);
  // The name alone is found like any other word.
  const text = wordsOf(given).length > 1 || /\s$/.test(given) ? inFull(entries, given) : given;
  const typed = entryOf(entries, text);
  if (typed?.next !== undefined && text.trimStart().length > typed.words.length)
    return itemsOfNext(model, typed, text);
  const [first = ''] = wordsOf(text);
  const group = entries.filter(({ words }) => words.startsWith(`${first} `));
  // `fault ` alone means faults, whatever else has these letters.
  const isGroup = group.length > 0 && /\s/.test(text.trimStart());
  const found = ranked(
    isGroup ? group : entries,
    isGroup ? text.trimStart().slice(first.length) : text,
    ({ words }) => words,
    ({ doc }) => doc,
  );
  const items = found.map(
    ({ words, doc, next }): Item => ({ label: words, doc, line: words, isOpen: next !== undefined }),
  );
  return { items, hint: '', isFree: false };
}

/** The line that enter runs: what is typed, or the item that stands for it. */
export function lineToRun(model: Model, { text, index, isChosen }: PaletteOverlay): string {
  const { items, isFree } = listingOf(model, text);
  const item = items[index];
  return inFull(entriesOf(model), item !== undefined && (isChosen || !isFree) ? item.line : text);
}

/** What is said to a line that is no command. */
export function unknownCommand(model: Model, text: string): string {
  const words = wordsOf(text);
  const entries = entriesOf(model);
  const all = entries.flatMap((entry) => [...new Set([entry.words, shortOf(entry)])]);
  const firsts = [...new Set(all.map((one) => one.split(' ')[0] ?? ''))];
  for (let count = words.length; count > 0; count--) {
    const near = didYouMean(words.slice(0, count).join(' '), count === 1 ? [...all, ...firsts] : all);
    if (near !== '') return `no command "${text.trim()}"${near}`;
  }
  return `no command "${text.trim()}"; there is ${firsts.join(', ')}`;
}
