/** The body of a view with a table: title, table, and under it why the selected one is as it is. */
import { Box, Text } from 'ink';
import { type ReactNode, useRef } from 'react';
import { splitFor, TITLE_ROWS } from '../layout.ts';
import { scrolled, selectedIndex } from '../rows.ts';
import { type ListState, listOf } from '../state.ts';
import type { TableSource } from '../views/view.ts';
import { useSurroundings, useUi } from './context.ts';
import { Lines, wrapLines } from './lines.tsx';
import { Panel } from './panel.tsx';
import { Table } from './table.tsx';

interface TableScreenProps {
  readonly source: TableSource;
  readonly width: number;
  readonly height: number;
}

export function TableScreen({ source, width, height }: TableScreenProps): ReactNode {
  const { model } = useSurroundings().session;
  const list = listOf(useUi(), source.id);
  const top = useRef(0);
  const rows = source.rows(model, list);
  const share = splitFor(rows.length, height, source.why !== undefined);
  const index = selectedIndex(rows, list, source.followsEnd === true);
  top.current = scrolled(top.current, index, share.rows, rows.length);
  const count = Math.max(0, Math.min(share.rows, rows.length - top.current));
  const visible = Array.from({ length: count }, (_, offset) => {
    const key = rows.at(top.current + offset);
    return { key, ...source.cells(model, key) };
  });
  const selected = rows.at(index);
  const said = share.why === 0 || selected === '' ? [] : (source.why?.(model, selected) ?? []);
  const why = wrapLines(said, width - 1);
  const position = rows.length === 0 ? 'none' : `${index + 1} of ${rows.length}`;
  const filter = list.filter === '' ? '' : `/${list.filter}  `;
  const note = [source.summary?.(model) ?? '', `${filter}${position}`].filter(Boolean).join('  ');
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Panel title={source.title} note={note} width={width} height={height - share.why}>
        <Table columns={source.columns} rows={visible} selected={selected} sort={list.sort} width={width} />
        {rows.length === 0 ? <Text dimColor>{`   ${emptyWords(list)}`}</Text> : null}
      </Panel>
      {share.why === 0 ? null : (
        <Panel title={selected === '' ? 'Why' : `Why: ${selected}`} width={width} height={share.why}>
          <Lines lines={why.slice(0, share.why - TITLE_ROWS)} width={width} />
        </Panel>
      )}
    </Box>
  );
}

const emptyWords = ({ filter }: ListState): string =>
  filter === '' ? 'nothing here yet' : 'nothing matches the filter; esc clears it';
