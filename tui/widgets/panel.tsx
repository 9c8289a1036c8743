/** A title with a rule, and something under it. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { cut, widthOf } from '../cells.ts';
import { useSurroundings } from './context.ts';
import { Glyph } from './glyph.tsx';

interface PanelProps {
  readonly title: string;
  /** At the right end of the rule. */
  readonly note?: string;
  readonly width: number;
  /** With the title. */
  readonly height: number;
  readonly children?: ReactNode;
}

export function Panel({ title, note = '', width, height, children }: PanelProps): ReactNode {
  const { glyphs } = useSurroundings();
  const left = cut(glyphs.words(title), width - 4, glyphs.cut);
  const right = cut(glyphs.words(note), width - widthOf(left) - 6, glyphs.cut);
  const space = width - 3 - widthOf(left) - 1 - (right === '' ? 0 : widthOf(right) + 2);
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Box>
        <Glyph text={glyphs.rule.repeat(2)} tone="dim" />
        <Text bold>{` ${left} `}</Text>
        <Glyph text={glyphs.rule.repeat(Math.max(0, space))} tone="dim" />
        {right === '' ? null : <Text dimColor>{` ${right} `}</Text>}
      </Box>
      {children}
    </Box>
  );
}
