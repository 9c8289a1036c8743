/** The lines of an answer as they are shown: scrolling counts the same ones. */
import type { Line } from '../views/view.ts';
import { wrapLines } from '../widgets/lines.tsx';
import type { ResultOverlay } from './overlays.ts';

/** Cells left and right of the lines. */
export const RESULT_MARGIN = 3;

export const resultLines = ({ lines }: ResultOverlay, width: number): readonly Line[] =>
  wrapLines(
    lines.map((text) => ({ text })),
    width - RESULT_MARGIN - 1,
  );
