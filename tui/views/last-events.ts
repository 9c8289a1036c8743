/** What happened to some things last, newest first, each with what caused it. */
import { formatClock } from '../../sim/kernel/quantity.ts';
import type { TraceRecord } from '../../sim/kernel/trace.ts';
import { toneOfRecord } from '../headlines.ts';
import type { Model } from '../model.ts';
import type { Line } from './view.ts';

const MOST = 12;
/** A page is drawn ten times a second: of a very long trace only the end is looked at. */
const LOOKED_AT = 20_000;

/** Events of those names that pass a test; empty of none. */
export function lastEvents(
  { simulation }: Model,
  names: readonly string[],
  isWanted: (record: TraceRecord) => boolean,
): readonly Line[] {
  const about = new Set(names);
  const lines: Line[] = [];
  const { length } = simulation.trace;
  for (let id = length - 1; id >= Math.max(0, length - LOOKED_AT) && lines.length < 2 * MOST; id--) {
    const record = simulation.record(id);
    if (!about.has(simulation.nameOf(record.entity)) || !isWanted(record)) continue;
    const text = `${formatClock(record.timeMicros)}  ${simulation.describe(id)}`;
    lines.push({ text, tone: toneOfRecord(record), link: String(id) });
    if (record.cause >= 0) {
      const cause = `  because ${simulation.describe(record.cause)}`;
      lines.push({ text: cause, tone: 'dim', link: String(record.cause) });
    }
  }
  return [
    { text: lines.length === 0 ? 'nothing happened here yet' : 'last events:', tone: 'accent' },
    ...lines,
  ];
}
