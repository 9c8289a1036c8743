/** A line of text that is being typed; the end of it is seen. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { cut, widthOf } from '../cells.ts';
import { useSurroundings } from './context.ts';
import { Glyph } from './glyph.tsx';

interface InputProps {
  readonly label: string;
  readonly text: string;
  readonly width: number;
}

export function Input({ label, text, width }: InputProps): ReactNode {
  const { glyphs } = useSurroundings();
  const room = Math.max(1, width - widthOf(label) - 1);
  const characters = Array.from(text);
  while (characters.length > 0 && widthOf(characters.join('')) > room) characters.shift();
  return (
    <Box width={width}>
      <Text color="cyan">{cut(label, width, glyphs.cut)}</Text>
      <Text>{characters.join('')}</Text>
      <Glyph text={glyphs.cursor} tone="accent" />
    </Box>
  );
}
