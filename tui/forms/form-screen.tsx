/** A form: a line a field with what it takes or what is wrong with it, and the choices of the one that is typed in. */
import { Box, Text } from 'ink';
import { type ReactNode, useRef } from 'react';
import { fitTo, widthOf } from '../cells.ts';
import { TITLE_ROWS } from '../layout.ts';
import type { OverlayProps } from '../overlays/overlay.ts';
import { scrolled } from '../rows.ts';
import { useSurroundings } from '../widgets/context.ts';
import { Glyph } from '../widgets/glyph.tsx';
import { Input } from '../widgets/input.tsx';
import { Panel } from '../widgets/panel.tsx';
import { FieldPanel, rowsOfText, Said, shareOf } from './field-panel.tsx';
import type { Field, FormOverlay } from './form.ts';
import { type BoundForm, formOf } from './registry.ts';

const MOST_LABEL = 40;
const LEAST_LABEL = 10;

const labelOf = ({ label, depth, required, either, isHeading }: Field): string =>
  `${'  '.repeat(depth)}${label}${(required || either !== undefined) && isHeading !== true ? ' *' : ''}`;

/** What is wrong with a field, as far as it is time to say so: not while it is still being typed. */
export function complaintAbout(field: Field, form: BoundForm, overlay: FormOverlay): string | undefined {
  const typed = overlay.values[field.key] ?? '';
  const isDue = overlay.isTried || (typed !== '' && field.key !== overlay.field);
  return isDue ? form.complaints.get(field.key) : undefined;
}

interface FieldLineProps {
  readonly field: Field;
  readonly value: string;
  readonly complaint: string | undefined;
  readonly isSelected: boolean;
  /** Characters to the right of the cursor. */
  readonly after: number;
  readonly labelWidth: number;
  readonly width: number;
}

function FieldLine(props: FieldLineProps): ReactNode {
  const { field, value, complaint, isSelected, after, labelWidth, width } = props;
  const { glyphs } = useSurroundings();
  const label = fitTo(glyphs.words(labelOf(field)), labelWidth, glyphs.cut);
  if (field.isHeading === true) return <Text dimColor>{`  ${label}`}</Text>;
  const room = Math.max(4, width - labelWidth - 4);
  const isBad = complaint !== undefined;
  const wanted = isSelected ? Math.max(12, Math.min(widthOf(value) + 1, room - 12)) : widthOf(value);
  const valueWidth = Math.min(room, Math.max(wanted, Math.floor(room * 0.4)));
  const note = glyphs.words(complaint ?? field.hint);
  return (
    <Box width={width}>
      <Glyph text={isSelected ? glyphs.select : ' '} tone="accent" />
      <Text bold={isSelected}>{` ${label} `}</Text>
      {isSelected ? (
        <Input label="" text={glyphs.words(value)} after={after} width={valueWidth} />
      ) : (
        <Text>{fitTo(glyphs.words(value), valueWidth, glyphs.cut)}</Text>
      )}
      <Glyph text={isBad ? ` ${glyphs.mark.bad} ` : ' '} tone="bad" />
      <Text dimColor={!isBad} {...(isBad && { color: 'red' })}>
        {fitTo(note, Math.max(0, room - valueWidth - (isBad ? 2 : 0)), glyphs.cut)}
      </Text>
    </Box>
  );
}

export function FormScreen({ overlay, width, height }: OverlayProps<'form'>): ReactNode {
  const { session } = useSurroundings();
  const top = useRef(0);
  const form = formOf(session.model, overlay);
  const { fields } = form;
  const at = Math.max(
    0,
    fields.findIndex(({ key }) => key === overlay.field),
  );
  const field = fields[at];
  const share = shareOf(height);
  // Without the panel about it the complaint has no other place.
  const unsaid = share.panel > 0 || field === undefined ? undefined : complaintAbout(field, form, overlay);
  const complaint = overlay.refusal ?? unsaid;
  const said = complaint ?? form.doc;
  const head = Math.min(share.head, rowsOfText(said, width).length);
  const rows = Math.max(1, height - share.panel - TITLE_ROWS - head);
  top.current = scrolled(top.current, at, rows, fields.length);
  const longest = fields.reduce((most, one) => Math.max(most, widthOf(labelOf(one))), LEAST_LABEL);
  const labelWidth = Math.min(longest, MOST_LABEL, Math.floor(width * 0.45));
  const seen = fields.slice(top.current, top.current + rows);
  const part =
    seen.length < fields.length
      ? `${top.current + 1}-${top.current + seen.length} of ${fields.length}  `
      : '';
  const note = form.complaints.size === 0 ? 'enter does it' : '* required';
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Panel title={form.title} note={`${part}${note}`} width={width} height={height - share.panel}>
        <Said text={said} isBad={complaint !== undefined} rows={head} width={width} />
        {seen.map((one) => (
          <FieldLine
            key={one.key}
            field={one}
            value={overlay.values[one.key] ?? ''}
            complaint={complaintAbout(one, form, overlay)}
            isSelected={one === field}
            after={overlay.after}
            labelWidth={labelWidth}
            width={width}
          />
        ))}
      </Panel>
      {share.panel === 0 || field === undefined ? null : (
        <FieldPanel
          field={field}
          typed={overlay.values[field.key] ?? ''}
          complaint={complaintAbout(field, form, overlay)}
          isWrong={form.complaints.has(field.key)}
          share={share}
          width={width}
        />
      )}
    </Box>
  );
}
