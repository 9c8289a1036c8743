/** A line of text that is being typed, as much of it as there is room for, the cursor always seen. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { cut, widthOf } from '../cells.ts';
import { halvesOf } from '../edit-line.ts';
import { useSurroundings } from './context.ts';
import { Glyph } from './glyph.tsx';

interface InputProps {
  readonly label: string;
  readonly text: string;
  /** Characters to the right of the cursor. */
  readonly after?: number;
  readonly width: number;
}

/** The first and the last of a text that fit into a width. */
const first = (text: string, room: number): string => {
  const characters = Array.from(text);
  while (characters.length > 0 && widthOf(characters.join('')) > room) characters.pop();
  return characters.join('');
};
const last = (text: string, room: number): string => {
  const characters = Array.from(text);
  while (characters.length > 0 && widthOf(characters.join('')) > room) characters.shift();
  return characters.join('');
};

export function Input({ label, text, after = 0, width }: InputProps): ReactNode {
  const { glyphs } = useSurroundings();
  const room = Math.max(1, width - widthOf(label) - 1);
  const [before, rest] = halvesOf({ text, after });
  const [under = '', ...beyond] = Array.from(rest);
  const left = last(before, room);
  const right = first(beyond.join(''), Math.max(0, room - widthOf(left)));
  return (
    <Box width={width}>
      <Text color="cyan">{cut(label, width, glyphs.cut)}</Text>
      <Text>{left}</Text>
      {under === '' ? <Glyph text={glyphs.cursor} tone="accent" /> : <Text inverse>{under}</Text>}
      <Text>{right}</Text>
    </Box>
  );
}
