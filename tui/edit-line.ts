/** A line of text and the cursor in it: what typing, erasing and moving make of the two. */

export interface EditedLine {
  readonly text: string;
  /** Characters to the right of the cursor: 0 at the end, where one mostly types. */
  readonly after: number;
}

export type Erasure = 'character' | 'next' | 'word' | 'all';
export type CursorMove = 'left' | 'right' | 'start' | 'end';

export const lineOf = (text: string): EditedLine => ({ text, after: 0 });

/** What is left and right of the cursor. */
export function halvesOf({ text, after }: EditedLine): readonly [before: string, after: string] {
  const characters = Array.from(text);
  const at = Math.max(0, characters.length - after);
  return [characters.slice(0, at).join(''), characters.slice(at).join('')];
}

export function typed(line: EditedLine, more: string): EditedLine {
  const [before, after] = halvesOf(line);
  return { ...line, text: before + more + after };
}

/** What is left of the two halves. */
const erasures: {
  readonly [What in Erasure]: (before: string, after: string) => readonly [string, string];
} = {
  character: (before, after) => [Array.from(before).slice(0, -1).join(''), after],
  next: (before, after) => [before, Array.from(after).slice(1).join('')],
  word: (before, after) => [before.replace(/\S*\s*$/, ''), after],
  all: () => ['', ''],
};

export function erased(line: EditedLine, what: Erasure): EditedLine {
  const [before, after] = erasures[what](...halvesOf(line));
  return { text: before + after, after: Array.from(after).length };
}

export function moved({ text, after }: EditedLine, by: CursorMove): EditedLine {
  const { length } = Array.from(text);
  const places: Readonly<Record<CursorMove, number>> = {
    left: after + 1,
    right: after - 1,
    start: length,
    end: 0,
  };
  return { text, after: Math.max(0, Math.min(length, places[by])) };
}
