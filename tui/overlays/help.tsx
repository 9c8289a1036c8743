/** The keys that mean something here, from the table of keys. */
import type { ReactNode } from 'react';
import { helpHeight, helpLines } from '../help.ts';
import { useUi } from '../widgets/context.ts';
import { Lines } from '../widgets/lines.tsx';
import { Panel } from '../widgets/panel.tsx';
import type { OverlayProps } from './overlay.ts';

export function Help({ overlay, width, height }: OverlayProps<'help'>): ReactNode {
  const state = useUi();
  const lines = helpLines(state);
  const top = Math.min(overlay.top, Math.max(0, lines.length - helpHeight(state)));
  const seen = lines.slice(top, top + height - 1);
  const note = lines.length > seen.length ? `${top + seen.length} of ${lines.length}` : '';
  return (
    <Panel title="Keys" note={note} width={width} height={height}>
      <Lines lines={seen} width={width} />
    </Panel>
  );
}
