/** A question with what will happen, and an answer to read. */
import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { OverlayProps } from '../overlays/overlay.ts';
import type { Line } from '../views/view.ts';
import { useSurroundings } from '../widgets/context.ts';
import { Glyph } from '../widgets/glyph.tsx';
import { Lines, wrapLines } from '../widgets/lines.tsx';
import { Panel } from '../widgets/panel.tsx';
import { RESULT_MARGIN, resultLines } from './result-lines.ts';

/** Empty lines stay; indentation does too. */
const inLines = (lines: readonly string[], width: number): readonly Line[] =>
  wrapLines(
    lines.map((text) => ({ text })),
    width - 2,
  );

export function ConfirmScreen({ overlay, width, height }: OverlayProps<'confirm'>): ReactNode {
  const lines = inLines(['', ...overlay.lines, '', 'y or enter: yes    n or esc: no'], width);
  return (
    <Panel title={overlay.title} width={width} height={height}>
      <Lines lines={lines.slice(0, height - 1)} width={width} />
    </Panel>
  );
}

export function ResultScreen({ overlay, width, height }: OverlayProps<'result'>): ReactNode {
  const { glyphs } = useSurroundings();
  const lines = resultLines(overlay, width);
  const top = Math.min(overlay.top, Math.max(0, lines.length - height + 1));
  const seen = lines.slice(top, top + height - 1);
  const note = lines.length > seen.length ? `${top + seen.length} of ${lines.length}` : '';
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Box width={width}>
        <Glyph text={` ${glyphs.mark[overlay.tone]} `} tone={overlay.tone} />
        <Panel title={overlay.title} note={note} width={width - RESULT_MARGIN} height={height}>
          <Lines lines={seen} width={width - RESULT_MARGIN} />
        </Panel>
      </Box>
    </Box>
  );
}
