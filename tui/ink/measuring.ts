/**
 * How wide and high a text is, in the place of Ink's `measure-text` and of `widest-line`. Ink keeps the size of every
 * text that was ever shown, of a clock ten a second, and measures each once more in every frame.
 */
import stringWidth from 'string-width';
import { FadingCache } from './fading-cache.ts';

/** A few screens full. */
const MOST_TEXTS = 1024;

const widths = new FadingCache<number>(MOST_TEXTS);

const measured = (text: string): number => Math.max(0, ...text.split('\n').map((line) => stringWidth(line)));

export const widestLine = (text: string): number => widths.of(text, measured);

export function measureText(text: string): { readonly width: number; readonly height: number } {
  if (text === '') return { width: 0, height: 0 };
  return { width: widestLine(text), height: text.split('\n').length };
}
