/** Outages of a flow in words. */
import { formatClock, formatDuration } from '../../sim/kernel/quantity.ts';
import type { Model } from '../model.ts';
import { chainLines } from './because.ts';
import type { Line } from './view.ts';

const indented = (lines: readonly Line[]): readonly Line[] =>
  lines.map((line) => ({ ...line, text: `    ${line.text}` }));

/** Outages, the newest first, with their phases, what ended the flow and what brought it back. */
export function outageLines(model: Model, name: string): readonly Line[] {
  const outages = model.simulation.outages(name);
  if (outages.length === 0) return [{ text: 'never down', tone: 'good' }];
  return outages.toReversed().flatMap(({ fromMicros, toMicros, phases, downRecord, upRecord }): Line[] => {
    const spent = toMicros === undefined ? 'and still is' : `for ${formatDuration(toMicros - fromMicros)}`;
    return [
      { text: `${formatClock(fromMicros)}  down ${spent}`, tone: 'bad', link: String(downRecord) },
      { text: '  what ended it:', tone: 'accent' },
      ...indented(chainLines(model, downRecord)),
      { text: '  what it waited for:', tone: 'accent' },
      ...phases.map((phase) => ({
        text: `    ${formatClock(phase.fromMicros)}  ${formatDuration(phase.toMicros - phase.fromMicros)}  ${phase.waitingFor}`,
      })),
      ...(upRecord === undefined
        ? []
        : [
            { text: '  what brought it back:', tone: 'accent' as const },
            ...indented(chainLines(model, upRecord)),
          ]),
      { text: '' },
    ];
  });
}
