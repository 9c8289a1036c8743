/** Bars of the flows and marks of what happened over one axis; under them the event that the cursor is on. */
import { Box, Text } from 'ink';
import { type ReactNode, useRef } from 'react';
import { formatClock, formatDuration } from '../../sim/kernel/quantity.ts';
import { fitTo, widthOf } from '../cells.ts';
import { axisText, cellOf } from '../drawing/axis.ts';
import { happeningsOf } from '../drawing/happenings.ts';
import type { Run } from '../drawing/picture.ts';
import { cutRuns, Runs } from '../drawing/runs.tsx';
import { TITLE_ROWS } from '../layout.ts';
import { scrolled } from '../rows.ts';
import { listOf } from '../state.ts';
import { useSurroundings, useUi } from '../widgets/context.ts';
import { Lines, wrapLines } from '../widgets/lines.tsx';
import { Panel } from '../widgets/panel.tsx';
import { chainLines } from './because.ts';
import { barRuns, legendRows, markRuns, pointRuns } from './timeline-rows.ts';
import { eventIds, eventRows, selectedEvent, selectedFlow, spanOf } from './timeline-time.ts';
import type { ViewProps } from './view.ts';

const MARGIN = 2;
const MOST_NAME_CELLS = 24;
const DOWN_CELLS = 10;
/** Playhead, axis, marks, cursor. */
const OTHER_ROWS = 4;
const DETAIL_SHARE = 0.45;
const LOW_BODY_ROWS = 11;
const MILLI = 1000;

/** Exact to a tenth where it is short, so that columns stay where they are. */
function downWords(micros: number): string {
  if (micros === 0) return '';
  const unit = micros < 60_000 * MILLI ? 100 * MILLI : 1000 * MILLI;
  return micros < unit
    ? formatDuration(Math.ceil(micros / MILLI) * MILLI)
    : formatDuration(Math.floor(micros / unit) * unit);
}

interface Share {
  readonly flows: number;
  readonly legend: number;
  readonly detail: number;
}

/** Rows of flows, of the legend, and of the panel under them. */
function shareOf(height: number, flows: number, legendRows: number): Share {
  const isLow = height < LOW_BODY_ROWS;
  const legend = isLow ? 1 : legendRows;
  const detail = isLow ? 0 : Math.floor(height * DETAIL_SHARE);
  const rest = height - TITLE_ROWS - OTHER_ROWS - legend;
  const used = Math.min(Math.max(1, rest - detail), flows);
  return { flows: used, legend, detail: detail === 0 ? 0 : rest - used };
}

export function TimelineScreen({ width, height }: ViewProps): ReactNode {
  const { session, glyphs } = useSurroundings();
  const state = useUi();
  const top = useRef(0);
  const { model } = session;
  const { simulation, player } = model;
  const names = simulation.names('flow');
  const legend = legendRows(glyphs, width - MARGIN);
  const share = shareOf(height, names.length, legend.length);
  const chosen = selectedFlow(model, state);
  top.current = scrolled(top.current, chosen, share.flows, names.length);
  const shown = names.slice(top.current, top.current + share.flows);
  const nameCells = Math.min(MOST_NAME_CELLS, Math.floor(width / 4), Math.max(6, ...shown.map(widthOf)));
  const cells = Math.max(1, width - MARGIN - nameCells - 1 - DOWN_CELLS);
  const span = spanOf(model, state);
  const id = selectedEvent(model, state);
  const cursor = id === undefined ? -1 : cellOf(span, cells, simulation.record(id).timeMicros);
  const { outages } = happeningsOf(simulation);
  const row = (key: string, name: string, runs: readonly Run[], after = ''): ReactNode => (
    <Box key={key}>
      <Text color="cyan">{key === names[chosen] ? glyphs.select : ' '}</Text>
      <Text> {fitTo(glyphs.words(name), nameCells, glyphs.cut)} </Text>
      <Runs runs={runs} />
      <Text color="red">{fitTo(after, DOWN_CELLS, glyphs.cut, 'right')}</Text>
    </Box>
  );
  const list = listOf(state, 'timeline');
  const rows = eventRows(model, list);
  const position = id === undefined ? 'no events' : `event ${rows.indexOf(String(id)) + 1} of ${rows.length}`;
  const filter = list.filter === '' ? '' : `/${list.filter}  `;
  const clocks = `${formatClock(span.fromMicros)} ${glyphs.arrow} ${formatClock(span.toMicros)}`;
  const said =
    id === undefined ? [{ text: 'nothing happened yet', tone: 'dim' as const }] : chainLines(model, id);
  const why = wrapLines(said, width - 1);
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Panel
        title="Timeline"
        note={`${clocks}  ${filter}${position}`}
        width={width}
        height={height - share.detail}
      >
        {row(' now', 'now', pointRuns(cellOf(span, cells, player.now), cells, glyphs.down, 'accent'))}
        {row(' axis', '', [{ text: axisText(span, cells), tone: 'dim' }], 'DOWN')}
        {shown.map((name) =>
          row(
            name,
            name,
            barRuns(outages.get(name) ?? [], span, cells, player.now, glyphs, cursor),
            downWords(simulation.flow(name).downtimeMicros),
          ),
        )}
        {row(' events', 'events', markRuns(model, eventIds(model, list), span, cells, glyphs, cursor))}
        {row(' cursor', 'cursor', pointRuns(cursor, cells, glyphs.pointer, 'accent'))}
        {legend.slice(0, share.legend).map((runs, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other identity
          <Box key={index}>
            <Text>{'  '}</Text>
            <Runs runs={cutRuns(runs, width - MARGIN)} />
          </Box>
        ))}
      </Panel>
      {share.detail === 0 ? null : (
        <Panel title={id === undefined ? 'Event' : `Event ${id}`} width={width} height={share.detail}>
          <Lines lines={why.slice(0, share.detail - TITLE_ROWS)} width={width} />
        </Panel>
      )}
    </Box>
  );
}
