/** Outages of a flow, read back from the trace. */

import type { RecordId, TraceRecord } from '../kernel/trace.ts';
import { type RecordKind, recordKind } from '../records.ts';
import type { EntityId } from '../topology/entities.ts';

export interface FlowPhase {
  /** What the flow waited for, in words. */
  readonly waitingFor: string;
  readonly fromMicros: number;
  readonly toMicros: number;
}

export interface FlowOutage {
  readonly fromMicros: number;
  /** Undefined: still down. */
  readonly toMicros: number | undefined;
  /** What ended the flow, and what brought it back. */
  readonly downRecord: RecordId;
  readonly upRecord: RecordId | undefined;
  /** They follow one another without a gap and add up to the outage; the last of an open one ends now. */
  readonly phases: readonly FlowPhase[];
}

interface Turn {
  readonly kind: RecordKind;
  readonly record: TraceRecord;
}

const TURNS: readonly RecordKind[] = ['flow.down', 'flow.waiting', 'flow.up'];

/** Reads `flow.down`, `flow.waiting` and `flow.up` of one flow. What begins and ends in one instant is none. */
export function outagesOf(trace: Iterable<TraceRecord>, flow: EntityId, nowMicros: number): FlowOutage[] {
  const outages: FlowOutage[] = [];
  let open: Turn[] = [];
  for (const record of trace) {
    if (record.entity !== flow) continue;
    const kind = recordKind(record.kind);
    if (!TURNS.includes(kind)) continue;
    if (kind !== 'flow.up') open.push({ kind, record });
    else {
      outages.push(...outageOf(open, record, nowMicros));
      open = [];
    }
  }
  return [...outages, ...outageOf(open, undefined, nowMicros)];
}

function outageOf(turns: readonly Turn[], up: TraceRecord | undefined, nowMicros: number): FlowOutage[] {
  const down = turns[0]?.record;
  if (down === undefined) return [];
  const endMicros = up?.timeMicros ?? nowMicros;
  if (up !== undefined && endMicros === down.timeMicros) return [];
  const phases = turns
    .map(({ record }, index) => ({
      waitingFor: record.detail ?? '',
      fromMicros: record.timeMicros,
      toMicros: turns[index + 1]?.record.timeMicros ?? endMicros,
    }))
    .filter(({ fromMicros, toMicros }) => toMicros > fromMicros);
  return [
    { fromMicros: down.timeMicros, toMicros: up?.timeMicros, downRecord: down.id, upRecord: up?.id, phases },
  ];
}
