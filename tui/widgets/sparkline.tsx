/** A row of bars, one character a value. */
import type { ReactNode } from 'react';
import type { Tone } from '../theme.ts';
import { useSurroundings } from './context.ts';
import { Glyph } from './glyph.tsx';

/** The bars of values between 0 and the largest (or `most`), the last `width` of them; a value above 0 is never flat. */
export function bars(
  values: readonly number[],
  spark: readonly string[],
  width: number,
  most?: number,
): string {
  const shown = values.slice(-width);
  const top = most ?? Math.max(1, ...shown);
  const highest = spark.length - 1;
  const drawn = shown.map((value) => {
    const height = value <= 0 ? 0 : Math.max(1, Math.round((value / top) * highest));
    return spark[Math.min(height, highest)] ?? ' ';
  });
  return drawn.join('').padStart(width, ' ');
}

interface SparklineProps {
  readonly values: readonly number[];
  readonly width: number;
  /** The value of a full bar. */
  readonly most?: number;
  readonly tone?: Tone;
}

export function Sparkline({ values, width, most, tone = 'accent' }: SparklineProps): ReactNode {
  const { glyphs } = useSurroundings();
  return <Glyph text={bars(values, glyphs.spark, width, most)} tone={tone} />;
}
