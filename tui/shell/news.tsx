/** On a large terminal: the newest changes, whatever view is shown. */
import type { ReactNode } from 'react';
import { formatClock } from '../../sim/kernel/quantity.ts';
import { headlines, toneOfRecord } from '../headlines.ts';
import type { Model } from '../model.ts';
import type { Line } from '../views/view.ts';
import { useSurroundings } from '../widgets/context.ts';
import { Lines } from '../widgets/lines.tsx';
import { Panel } from '../widgets/panel.tsx';

/** The last changes, newest first. */
export function newestChanges({ simulation }: Model, count: number): readonly Line[] {
  const lines: Line[] = [];
  for (let id = simulation.trace.length - 1; id >= 0 && lines.length < count; id--) {
    const record = simulation.record(id);
    if (!headlines.change(record)) continue;
    const text = `${formatClock(record.timeMicros).padStart(12)}  ${simulation.describe(id)}`;
    lines.push({ text, tone: toneOfRecord(record) });
  }
  return lines.length > 0 ? lines : [{ text: 'nothing has changed yet', tone: 'dim' }];
}

export function News({ width, height }: { readonly width: number; readonly height: number }): ReactNode {
  const { session } = useSurroundings();
  return (
    <Panel title="Newest changes" width={width} height={height}>
      <Lines lines={newestChanges(session.model, height - 1)} width={width} />
    </Panel>
  );
}
