/** Causes and consequences of trace records as lines, each with a way to its own page in the trace view. */
import { formatClock } from '../../sim/kernel/quantity.ts';
import type { RecordId } from '../../sim/kernel/trace.ts';
import { toneOfRecord } from '../headlines.ts';
import type { Model } from '../model.ts';
import type { Line } from './view.ts';

const MOST_CONSEQUENCES = 500;

function line({ simulation }: Model, id: RecordId, before: string): Line {
  const record = simulation.record(id);
  const text = `${before}${formatClock(record.timeMicros)}  ${simulation.describe(id)}`;
  return { text, tone: toneOfRecord(record), link: String(id) };
}

/** The record and what led to it, root cause last. */
export const chainLines = (model: Model, id: RecordId): readonly Line[] =>
  model.simulation
    .chain(id)
    .map((record, depth) => line(model, record.id, depth === 0 ? '' : `${'  '.repeat(depth)}because `));

/** All that followed from a record, in the order of time, indented by how far removed; at most some hundreds. */
export function consequenceLines(model: Model, id: RecordId): readonly Line[] {
  const { simulation } = model;
  const depths = new Map<RecordId, number>([[id, 0]]);
  const lines: Line[] = [];
  for (let next = id + 1; next < simulation.trace.length && lines.length < MOST_CONSEQUENCES; next++) {
    const depth = depths.get(simulation.record(next).cause);
    if (depth === undefined) continue;
    depths.set(next, depth + 1);
    lines.push(line(model, next, '  '.repeat(Math.min(depth, 12))));
  }
  return lines;
}
