/** All that is said about the field of a form that is typed in, and what can be picked for it. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { fitTo, wrap } from '../cells.ts';
import { TITLE_ROWS } from '../layout.ts';
import { scrolled } from '../rows.ts';
import { useSurroundings } from '../widgets/context.ts';
import { Glyph } from '../widgets/glyph.tsx';
import { Panel } from '../widgets/panel.tsx';
import { matching } from './choices.ts';
import type { Field } from './form.ts';

/** Bodies from here on have room for the panel about a field, and for a larger one. */
const LOW_BODY_ROWS = 12;
const HIGH_BODY_ROWS = 18;

/** What stands in the panel about the field that is typed in, so that it is the same size for every field. */
export interface Share {
  /** Rows of the panel with its title, 0 where there is no room. */
  readonly panel: number;
  readonly help: number;
  readonly head: number;
}

export function shareOf(height: number): Share {
  if (height >= HIGH_BODY_ROWS) return { panel: TITLE_ROWS + 3 + 5, help: 3, head: 3 };
  return height >= LOW_BODY_ROWS
    ? { panel: TITLE_ROWS + 2 + 3, help: 2, head: 1 }
    : { panel: 0, help: 0, head: 3 };
}

/** How many there are, how many of them fit what is typed, and which are seen of those that there is no room for. */
function noteOf(all: number, fitting: number, top: number, rows: number): string {
  if (all === 0) return '';
  const fit = fitting === all ? `${all} choices` : `${fitting} of ${all} choices fit`;
  return fitting > rows ? `${top + 1}-${Math.min(fitting, top + rows)} of ${fit}` : fit;
}

interface FieldPanelProps {
  readonly field: Field;
  readonly typed: string;
  /** What is said against it, as far as it is due. */
  readonly complaint: string | undefined;
  /** Whether what is typed is wrong, said or not. */
  readonly isWrong: boolean;
  readonly share: Share;
  readonly width: number;
}

/** All that is said about a field, wrapped, and what can be picked for it. */
export function FieldPanel({ field, typed, complaint, isWrong, share, width }: FieldPanelProps): ReactNode {
  const { glyphs } = useSurroundings();
  const { choices, index } = matching(field.choices, typed);
  const rows = share.panel - TITLE_ROWS - share.help;
  const top = scrolled(0, Math.max(0, index), rows, choices.length);
  const said =
    complaint === undefined ? field.hint : `${complaint}${field.hint === '' ? '' : ` (${field.hint})`}`;
  const none = isWrong ? 'none fits' : 'none fits; it is taken as it is typed';
  return (
    <Panel
      title={field.label}
      note={noteOf(field.choices.length, choices.length, top, rows)}
      width={width}
      height={share.panel}
    >
      <Said text={said} isBad={complaint !== undefined} rows={share.help} width={width} />
      {field.choices.length > 0 && choices.length === 0 ? <Text dimColor>{`  ${none}`}</Text> : null}
      {choices.slice(top, top + rows).map((choice, offset) => (
        <Box key={choice}>
          <Glyph text={top + offset === index ? glyphs.select : ' '} tone="accent" />
          <Text
            inverse={top + offset === index}
          >{` ${fitTo(glyphs.words(choice), width - 2, glyphs.cut)}`}</Text>
        </Box>
      ))}
    </Panel>
  );
}

interface SaidProps {
  readonly text: string;
  readonly isBad: boolean;
  /** Always as many, so that what stands under it does not move. */
  readonly rows: number;
  readonly width: number;
}

export function Said({ text, isBad, rows, width }: SaidProps): ReactNode {
  const { glyphs } = useSurroundings();
  const lines = rowsOfText(text, width);
  return (
    <Box flexDirection="column" height={rows}>
      {lines.slice(0, rows).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
        <Box key={index} width={width}>
          <Glyph text={isBad && index === 0 ? ` ${glyphs.mark.bad} ` : '   '} tone="bad" />
          <Text dimColor={!isBad} {...(isBad && { color: 'red' })}>
            {fitTo(
              glyphs.words(index === rows - 1 ? lines.slice(index).join(' ') : line),
              width - 4,
              glyphs.cut,
            )}
          </Text>
        </Box>
      ))}
    </Box>
  );
}

export const rowsOfText = (text: string, width: number): readonly string[] =>
  wrap(text, Math.max(1, width - 4));
