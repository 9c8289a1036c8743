/** The network as a drawing, and the selected thing in words under it. */
import { Box, Text } from 'ink';
import { type ReactNode, useRef } from 'react';
import type { Window } from '../drawing/lines.ts';
import { type Emphasis, type Look, picture } from '../drawing/picture.ts';
import { Runs } from '../drawing/runs.tsx';
import type { Sheet } from '../drawing/sheet.ts';
import { TITLE_ROWS } from '../layout.ts';
import type { Model } from '../model.ts';
import { scrolled } from '../rows.ts';
import { listOf } from '../state.ts';
import type { Tone } from '../theme.ts';
import { useSurroundings, useUi } from '../widgets/context.ts';
import { Lines, wrapLines } from '../widgets/lines.tsx';
import { Panel } from '../widgets/panel.tsx';
import { changingLabel, detailLines, loadOf, percentOf, toneOfLoad } from './topology-detail.ts';
import { drawingOf, shareOf } from './topology-drawing.ts';
import { type Meaning, meaningOf } from './topology-emphasis.ts';
import { toneOfNode } from './topology-tones.ts';
import type { ViewProps } from './view.ts';

const isDown = (tone: Tone): boolean => tone === 'bad' || tone === 'dim';

function lookOf(model: Model, sheet: Sheet, selected: string, meaning: Meaning): Look {
  const { flowing, dependent, related } = meaning;
  const emphasisOf = (key: string): Emphasis =>
    key === selected || flowing.has(key) || dependent.has(key) ? 'bold' : related.has(key) ? 'plain' : 'dim';
  const tone = (key: string): Tone => {
    const spot = sheet.spots.get(key);
    return spot === undefined ? 'plain' : toneOfNode(model, spot.node);
  };
  return {
    node: ({ node }) => ({
      mark: toneOfNode(model, node),
      emphasis: emphasisOf(node.key),
      ...changingLabel(model, node),
    }),
    line: ({ edge: { from, to } }) => {
      const weight = flowing.has(from) && flowing.has(to) ? 2 : related.has(from) && related.has(to) ? 1 : 0;
      return { isDown: isDown(tone(from)) || isDown(tone(to)), weight };
    },
    rail: ({ link, ends }) => ({
      isDown: !model.simulation.routerLinkWorks(link.name),
      weight: ends.every((end) => flowing.has(end)) ? 2 : ends.includes(selected) ? 1 : 0,
    }),
    load: (key) => {
      const node = sheet.spots.get(key)?.node;
      if (node === undefined || (node.kind !== 'lag' && node.kind !== 'connection')) return undefined;
      const isOfSelected = node.children.some((child) => child.key === selected);
      if (key !== selected && !flowing.has(key) && !isOfSelected) return undefined;
      const ppm = loadOf(model, node);
      return ppm === undefined
        ? undefined
        : { text: `${Math.min(999, percentOf(ppm))}%`, tone: toneOfLoad(ppm) };
    },
  };
}

/** First column that is seen: a tier begins there, and the selected one is seen whole. */
function leftOf(
  { columns, spots, width: wide }: Sheet,
  selected: string,
  width: number,
  old: number,
): number {
  const spot = spots.get(selected);
  if (wide <= width || spot === undefined) return 0;
  const end = spot.x + spot.room;
  // With the links between routers before the first tier.
  const starts = columns.map(({ x }, tier) => (tier === 0 ? 0 : x));
  if (starts.includes(old) && spot.x >= old && end <= old + width) return old;
  const fits = starts.filter((x) => x <= spot.x && end <= x + width);
  return fits[0] ?? spot.x;
}

/** What of the drawing is seen, when it is not all. */
function noteOf({ height, width }: Sheet, window: Window, flow: string | undefined): string {
  const rows =
    height > window.height ? `rows ${window.top + 1}-${window.top + window.height} of ${height}` : '';
  const columns = width > window.width ? `from column ${window.left + 1} of ${width}` : '';
  return [flow === undefined ? '' : `flow ${flow}`, rows, columns].filter(Boolean).join('  ');
}

export function TopologyScreen({ width, height }: ViewProps): ReactNode {
  const { session, glyphs } = useSurroundings();
  const state = useUi();
  const { model } = session;
  const place = useRef({ left: 0, top: 0 });
  const drawing = drawingOf(session);
  const { sheet, selected } = drawing;
  const { detail } = shareOf(height);
  const spot = sheet.spots.get(selected);
  const top = scrolled(place.current.top, spot?.y ?? 0, drawing.rows, sheet.height);
  const left = leftOf(sheet, selected, drawing.width, place.current.left);
  place.current = { left, top };
  const window = { left, top, width: drawing.width, height: Math.min(drawing.rows, sheet.height - top) };
  const chosen = listOf(state, 'flows').selected;
  const flow = chosen !== undefined && model.simulation.names('flow').includes(chosen) ? chosen : undefined;
  const meaning = meaningOf(model, sheet, selected, flow);
  const rows = picture(sheet, window, selected, lookOf(model, sheet, selected, meaning), glyphs);
  const said = detail === 0 || spot === undefined ? [] : detailLines(model, sheet, spot.node, meaning);
  const { filter } = listOf(state, 'topology');
  const title = filter === '' ? 'Topology' : `Topology /${filter}`;
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Panel title={title} note={noteOf(sheet, window, flow)} width={width} height={height - detail}>
        {rows.map((runs, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other identity
          <Box key={index}>
            <Text> </Text>
            <Runs runs={runs} />
          </Box>
        ))}
      </Panel>
      {detail === 0 ? null : (
        <Panel title={spot?.node.name ?? ''} width={width} height={detail}>
          <Lines lines={wrapLines(said, width - 1).slice(0, detail - TITLE_ROWS)} width={width} />
        </Panel>
      )}
    </Box>
  );
}
