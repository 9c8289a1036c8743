/** The palette: the line that is typed, what it lacks, and what fits. */
import { Box, Text } from 'ink';
import { type ReactNode, useRef } from 'react';
import { fitTo } from '../cells.ts';
import type { OverlayProps } from '../overlays/overlay.ts';
import { scrolled } from '../rows.ts';
import { useSurroundings } from '../widgets/context.ts';
import { Glyph } from '../widgets/glyph.tsx';
import { Input } from '../widgets/input.tsx';
import { Panel } from '../widgets/panel.tsx';
import { type Item, type Listing, listingOf } from './list.ts';

const LEAST_LABEL = 24;
const MOST_LABEL = 48;

interface ItemLineProps {
  readonly item: Item;
  readonly isSelected: boolean;
  readonly labelWidth: number;
  readonly width: number;
}

function ItemLine({ item, isSelected, labelWidth, width }: ItemLineProps): ReactNode {
  const { glyphs } = useSurroundings();
  const label = fitTo(glyphs.words(item.label), labelWidth, glyphs.cut);
  const doc = fitTo(glyphs.words(item.doc), Math.max(0, width - labelWidth - 3), glyphs.cut);
  return (
    <Box width={width}>
      <Glyph text={isSelected ? glyphs.select : ' '} tone="accent" />
      <Text inverse={isSelected}>{` ${label}`}</Text>
      <Text dimColor>{` ${doc}`}</Text>
    </Box>
  );
}

function said({ items, hint }: Listing, problem: string | undefined, text: string): string {
  if (problem !== undefined) return problem;
  if (items.length === 0 && hint === '' && text.trim() !== '')
    return 'nothing fits; enter tells what is near';
  return hint;
}

export function PaletteScreen({ overlay, width, height }: OverlayProps<'palette'>): ReactNode {
  const { session, glyphs } = useSurroundings();
  const top = useRef(0);
  const listing = listingOf(session.model, overlay.text);
  const { items } = listing;
  const rows = Math.max(0, height - 3);
  const index = Math.min(overlay.index, Math.max(0, items.length - 1));
  top.current = scrolled(top.current, index, rows, items.length);
  const longest = items.reduce((most, { label }) => Math.max(most, label.length), LEAST_LABEL);
  const labelWidth = Math.max(1, Math.min(longest, MOST_LABEL, width - 4));
  const tone = overlay.problem === undefined ? 'dim' : 'bad';
  const words = said(listing, overlay.problem, overlay.text);
  // A choice that stands for what is typed is marked; where anything goes, only one that was chosen.
  const marked = overlay.isChosen || !listing.isFree ? index : -1;
  return (
    <Panel
      title="Command"
      note={items.length === 0 ? '' : `${index + 1} of ${items.length}`}
      width={width}
      height={height}
    >
      <Input label=" : " text={glyphs.words(overlay.text)} after={overlay.after} width={width} />
      <Box width={width}>
        <Glyph text={words === '' || tone === 'dim' ? '   ' : ` ${glyphs.mark.bad} `} tone={tone} />
        <Text dimColor={tone === 'dim'} {...(tone === 'bad' && { color: 'red' })}>
          {fitTo(glyphs.words(words), width - 3, glyphs.cut)}
        </Text>
      </Box>
      {items.slice(top.current, top.current + rows).map((item, offset) => (
        <ItemLine
          key={item.line}
          item={item}
          isSelected={top.current + offset === marked}
          labelWidth={labelWidth}
          width={width}
        />
      ))}
    </Panel>
  );
}
