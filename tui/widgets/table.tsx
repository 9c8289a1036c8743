/** The visible rows of a table: a mark, then cells; neighbours of one colour share a Text. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { fitTo } from '../cells.ts';
import type { ListState } from '../state.ts';
import { type Glyphs, styles, type Tone } from '../theme.ts';
import type { Cell } from '../views/view.ts';
import { type ColumnShape, columnGap, type Placed, placeColumns } from './columns.ts';
import { useSurroundings } from './context.ts';
import { Glyph } from './glyph.tsx';

export interface TableRow {
  readonly key: string;
  readonly mark: Tone;
  readonly cells: readonly Cell[];
}

interface TableProps {
  readonly columns: readonly ColumnShape[];
  /** Only those that are seen. */
  readonly rows: readonly TableRow[];
  readonly selected: string;
  readonly sort: ListState['sort'];
  readonly width: number;
}

/** Selection, mark and a space. */
const MARGIN = 3;

interface Run {
  text: string;
  readonly tone: Tone;
  /** Of the selected row the first cell: bars and colours of the others would turn into something else. */
  readonly isInverse: boolean;
}

/** Cells of a row at their widths; those of one look that follow one another are one text. */
function runsOf(
  row: TableRow,
  columns: readonly ColumnShape[],
  placed: readonly Placed[],
  glyphs: Glyphs,
  isSelected: boolean,
): Run[] {
  const runs: Run[] = [];
  for (const [position, { index, width }] of placed.entries()) {
    const isInverse = isSelected && position === 0;
    const { text, tone } = row.cells[index] ?? { text: '', tone: 'plain' as const };
    const gap = position === placed.length - 1 ? '' : columnGap;
    const padded = `${fitTo(glyphs.words(text), width, glyphs.cut, columns[index]?.align)}${gap}`;
    const last = runs.at(-1);
    if (last?.tone === tone && last.isInverse === isInverse) last.text += padded;
    else runs.push({ text: padded, tone, isInverse });
  }
  return runs;
}

export function Table({ columns, rows, selected, sort, width }: TableProps): ReactNode {
  const { glyphs } = useSurroundings();
  const placed = placeColumns(columns, width - MARGIN);
  const sign = (index: number) =>
    (sort?.descending === true ? glyphs.down : glyphs.up).repeat(sort?.column === index ? 1 : 0);
  const head = placed.map(({ index, width: cells }) => {
    const { title = '', align } = columns[index] ?? {};
    return fitTo(`${title}${sign(index)}`, cells, glyphs.cut, align);
  });
  return (
    <Box flexDirection="column" width={width}>
      <Text dimColor>{`${' '.repeat(MARGIN)}${head.join(columnGap)}`}</Text>
      {rows.map((row) => (
        <Box key={row.key}>
          <Glyph text={row.key === selected ? glyphs.select : ' '} tone="accent" />
          <Glyph text={glyphs.mark[row.mark]} tone={row.mark} />
          <Text> </Text>
          {runsOf(row, columns, placed, glyphs, row.key === selected).map(
            ({ text, tone, isInverse }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a run has no other identity
              <Text key={index} {...styles[tone]} bold={row.key === selected} inverse={isInverse}>
                {text}
              </Text>
            ),
          )}
        </Box>
      ))}
    </Box>
  );
}
