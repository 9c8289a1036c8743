/**
 * A symbol in a Text of its own: a glyph beyond ASCII in a longer run makes measuring that whole run many times slower.
 */
import { Text } from 'ink';
import type { ReactNode } from 'react';
import { styles, type Tone } from '../theme.ts';

export function Glyph({ text, tone = 'plain' }: { readonly text: string; readonly tone?: Tone }): ReactNode {
  return <Text {...styles[tone]}>{text}</Text>;
}
