/** Our stand-ins for parts of Ink, against those parts. */
import { pathToFileURL } from 'node:url';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureText } from '../../../tui/ink/measuring.ts';
import { Output } from '../../../tui/ink/output.ts';

const WIDTH = 24;
const HEIGHT = 6;
const ESC = '\u001b[';

/** Ink's package does not export its parts. */
const partOfInk = async (name: string): Promise<unknown> => {
  const part = await import(pathToFileURL(`node_modules/ink/build/${name}.js`).href);
  return part.default;
};
const InksOutput = (await partOfInk('output')) as typeof Output;
const inksMeasureText = (await partOfInk('measure-text')) as typeof measureText;

/** Glyph, colour and weight of each cell that a terminal shows for a frame. */
async function seen(frame: string): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({ cols: WIDTH, rows: HEIGHT, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(`${ESC}?7l${frame.replaceAll('\n', '\r\n')}`, resolve));
  const { active } = terminal.buffer;
  return Array.from({ length: HEIGHT * WIDTH }, (_, at) => {
    const cell = active.getLine(Math.floor(at / WIDTH))?.getCell(at % WIDTH);
    const isOn = [cell?.isBold(), cell?.isDim(), cell?.isInverse(), cell?.isUnderline()]
      .map(Boolean)
      .join(' ');
    return `${cell?.getChars() || ' '} ${cell?.getFgColor()} ${cell?.getBgColor()} ${isOn}`;
  });
}

const styles: readonly (readonly [on: string, off: string])[] = [
  ['', ''],
  [`${ESC}1m`, `${ESC}22m`],
  // Not dim beside it: both end with 22, after which Ink loses the weight of what lies below, and we do not.
  [`${ESC}7m`, `${ESC}27m`],
  [`${ESC}32m`, `${ESC}39m`],
  [`${ESC}91m`, `${ESC}39m`],
  [`${ESC}44m`, `${ESC}49m`],
  [`${ESC}38;5;200m`, `${ESC}39m`],
];
const transformer = fc.constantFrom(...styles).map(
  ([on, off]) =>
    (line: string) =>
      `${on}${line}${off}`,
);
const words = fc.constantFrom('a', 'up  ', ' 12', '● v1', '──', 'née', '日本', 'x\ny', 'down\n\n→', 'é!');
const write = fc.record({
  x: fc.nat(WIDTH - 8),
  y: fc.nat(HEIGHT),
  text: fc.array(words, { minLength: 1, maxLength: 2 }).map((parts) => parts.join('')),
  transformers: fc.array(transformer, { maxLength: 3 }),
});
/** Wide glyphs that lie half under another text or a bound are left to each. */
const isNarrow = ({ text }: { readonly text: string }): boolean => !text.includes('日');

describe('what stands in for parts of Ink', () => {
  test('puts texts where Ink puts them, in the same colours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 8 }), async (writes) => {
        const [ours, inks] = [Output, InksOutput].map((Kind) => {
          const output = new Kind({ width: WIDTH, height: HEIGHT });
          for (const [index, { x, y, text, transformers }] of writes.filter(isNarrow).entries())
            output.write(index % 2 === 0 ? x : 0, y, text, { transformers });
          return output.get();
        });
        expect(ours?.height).toBe(inks?.height);
        expect(await seen(ours?.output ?? '')).toEqual(await seen(inks?.output ?? ''));
      }),
      { numRuns: 300 },
    );
  });

  test('puts wide glyphs where Ink puts them', async () => {
    await fc.assert(
      fc.asyncProperty(write, async ({ x, y, text, transformers }) => {
        const [ours, inks] = [Output, InksOutput].map((Kind) => {
          const output = new Kind({ width: WIDTH, height: HEIGHT });
          output.write(x, y, text, { transformers });
          return output.get().output;
        });
        expect(await seen(ours ?? '')).toEqual(await seen(inks ?? ''));
      }),
      { numRuns: 200 },
    );
  });

  test('cuts at the bounds of a box that hides what is beyond them', async () => {
    await fc.assert(
      fc.asyncProperty(write.filter(isNarrow), fc.nat(8), fc.nat(8), async (one, x1, width) => {
        const [ours, inks] = [Output, InksOutput].map((Kind) => {
          const output = new Kind({ width: WIDTH, height: HEIGHT });
          output.clip({ x1, x2: x1 + width, y1: 1, y2: 4 });
          output.write(one.x, one.y, one.text, one);
          output.unclip();
          output.write(0, 5, 'free', { transformers: [] });
          return output.get().output;
        });
        expect(await seen(ours ?? '')).toEqual(await seen(inks ?? ''));
      }),
      { numRuns: 200 },
    );
  });

  test('writes nothing beyond the edge', () => {
    const output = new Output({ width: 4, height: 1 });
    output.write(2, 0, 'abcdef', { transformers: [] });
    output.write(0, 3, 'below', { transformers: [] });
    expect(output.get()).toEqual({ output: '  ab', height: 1 });
  });

  test('measures as Ink does', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 4 }), (parts) => {
        const text = parts.join('');
        expect(measureText(text)).toEqual(inksMeasureText(text));
      }),
    );
  });
});
