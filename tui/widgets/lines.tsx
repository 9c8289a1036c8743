/** Lines of words, one selected if they can be. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { fitTo, wrap } from '../cells.ts';
import { styles } from '../theme.ts';
import type { Line } from '../views/view.ts';
import { useSurroundings } from './context.ts';
import { Glyph } from './glyph.tsx';

const LEAST_WIDTH = 12;

/** Lines broken at spaces to fit; what is carried over is indented a little more, and belongs to the same link. */
export function wrapLines(lines: readonly Line[], width: number): readonly Line[] {
  return lines.flatMap((line) => {
    const { text } = line;
    const indent = ' '.repeat(Math.min(/^ */.exec(text)?.[0].length ?? 0, Math.max(0, width - LEAST_WIDTH)));
    const [first = '', ...others] = wrap(text.trim(), Math.max(1, width - indent.length - 2));
    return [first, ...others.map((other) => `  ${other}`)].map((part) => ({ ...line, text: indent + part }));
  });
}

interface LinesProps {
  readonly lines: readonly Line[];
  readonly width: number;
  /** Of the lines given; none when absent. */
  readonly selected?: number;
}

export function Lines({ lines, width, selected }: LinesProps): ReactNode {
  const { glyphs } = useSurroundings();
  return (
    <Box flexDirection="column" width={width}>
      {lines.map(({ text, tone = 'plain' }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
        <Box key={index}>
          <Glyph text={index === selected ? glyphs.select : ' '} tone="accent" />
          <Text {...styles[tone]} inverse={index === selected}>
            {fitTo(glyphs.words(text), width - 1, glyphs.cut)}
          </Text>
        </Box>
      ))}
    </Box>
  );
}
