/** A row of styled runs, each in a Text of its own. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { cut, widthOf } from '../cells.ts';
import { styles } from '../theme.ts';
import type { Run } from './picture.ts';

/** As many runs as fit, the last cut. */
export function cutRuns(runs: readonly Run[], width: number): readonly Run[] {
  let left = width;
  return runs.flatMap((run) => {
    const text = cut(run.text, left, '');
    left -= widthOf(text);
    return text === '' ? [] : [{ ...run, text }];
  });
}

export function Runs({ runs }: { readonly runs: readonly Run[] }): ReactNode {
  return (
    <Box>
      {runs.map(({ text, tone, isBold = false, isDim = false, isInverse = false }, index) => (
        <Text
          // biome-ignore lint/suspicious/noArrayIndexKey: a run has no other identity
          key={index}
          {...styles[tone]}
          {...(isDim ? { dimColor: true } : {})}
          bold={isBold}
          inverse={isInverse}
        >
          {text}
        </Text>
      ))}
    </Box>
  );
}
